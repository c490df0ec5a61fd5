-- limpid.db as layout 1 had it, with one image; `path` is set by the test.
CREATE TABLE project (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
);
CREATE TABLE patients (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  key        TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  sex        TEXT NOT NULL,
  identified_by INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE studies (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL,
  patient     INTEGER NOT NULL REFERENCES patients(id) ON DELETE CASCADE,
  description TEXT NOT NULL,
  date        TEXT NOT NULL,
  UNIQUE (uid, patient)
);
CREATE TABLE series (
  id                 INTEGER PRIMARY KEY,
  uid                TEXT NOT NULL UNIQUE,
  study              INTEGER NOT NULL REFERENCES studies(id) ON DELETE CASCADE,
  number             INTEGER NOT NULL,
  description        TEXT NOT NULL,
  modality           TEXT NOT NULL,
  body_part          TEXT NOT NULL,
  kernel_or_sequence TEXT NOT NULL,
  plane              TEXT NOT NULL,
  sop_class          TEXT NOT NULL,
  spacing_row        REAL,
  spacing_column     REAL,
  slice_thickness    REAL,
  localizer          INTEGER NOT NULL,
  derived            INTEGER NOT NULL,
  secondary          INTEGER NOT NULL,
  synthetic          INTEGER NOT NULL
);
CREATE INDEX series_of_study ON series(study);
CREATE TABLE series_warnings (
  series   INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
  sentence TEXT NOT NULL,
  UNIQUE (series, sentence)
);
CREATE TABLE files (
  id       INTEGER PRIMARY KEY,
  path     TEXT NOT NULL UNIQUE,
  size     INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  uid      TEXT NOT NULL,
  reason   TEXT NOT NULL
);
CREATE INDEX file_of_uid ON files(uid);
CREATE TABLE images (
  id              INTEGER PRIMARY KEY,
  uid             TEXT NOT NULL,
  frame           INTEGER NOT NULL,
  series          INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
  file            INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
  rows            INTEGER NOT NULL,
  columns         INTEGER NOT NULL,
  instance_number INTEGER NOT NULL,
  position_mm     REAL,
  exposure_mas    REAL,
  window_center   REAL,
  window_width    REAL,
  UNIQUE (uid, frame)
);
CREATE INDEX image_of_series ON images(series, position_mm, instance_number, frame);
CREATE INDEX image_of_file ON images(file);
INSERT INTO project VALUES ('secret', x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff');
INSERT INTO patients VALUES (1, 'some keyed digest', 'DOE^JOHN', '4711', '', '', 0);
INSERT INTO studies VALUES (1, '1.2.4', 1, 'Follow-up', '20010501');
INSERT INTO series VALUES (1, '1.2.3', 1, 0, 'Head', 'CT', 'head', 'SOFT', 'axial', '1.2.840.10008.5.1.4.1.1.2',
                           NULL, NULL, NULL, 0, 0, 0, 0);
INSERT INTO files VALUES (1, '', 1, 1, '1.2.3.1', '');
INSERT INTO files VALUES (2, '/gone/notes.nii', 1, 1, '', 'It is not DICOM.');
INSERT INTO images VALUES (1, '1.2.3.1', 1, 1, 1, 4, 6, 1, 0.0, 40.0, 50.0, 400.0);
PRAGMA user_version = 1;
