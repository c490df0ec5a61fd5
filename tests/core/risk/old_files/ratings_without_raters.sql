-- Ratings as version 4 kept them, one value a place: what Wu said has taken the place of what Li said
-- of image 1, nobody named said something of the series, the noise is measured, and Li has taken back
-- a value of image 2.
CREATE TABLE risk_version(version INTEGER NOT NULL);
INSERT INTO risk_version VALUES(4);
CREATE TABLE risk_component(
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  document TEXT NOT NULL);
CREATE TABLE risk_value(
  level INTEGER NOT NULL,
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  value REAL NOT NULL,
  source TEXT NOT NULL,
  author TEXT NOT NULL,
  set_at TEXT NOT NULL,
  PRIMARY KEY(level, uid, frame, component)) WITHOUT ROWID;
INSERT INTO risk_value VALUES(2,'1',1,'motion',3.0,'person','Wu','2026-11-02T08:11:14.129Z');
INSERT INTO risk_value VALUES(1,'series',0,'artefact',1.0,'table','','2026-11-02T08:11:15.129Z');
INSERT INTO risk_value VALUES(2,'1',1,'noise',12.5,'immerkaer','Li','2026-11-02T08:11:16.129Z');
CREATE TABLE risk_batch(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  act TEXT NOT NULL CHECK(act IN ('edit', 'undo', 'redo')),
  state TEXT CHECK(state IN ('done', 'undone', 'discarded')),
  made_at TEXT NOT NULL);
INSERT INTO risk_batch VALUES(1,'edit','done','2026-11-02T08:11:13.129Z');
INSERT INTO risk_batch VALUES(2,'edit','done','2026-11-02T08:11:13.529Z');
INSERT INTO risk_batch VALUES(3,'edit','done','2026-11-02T08:11:14.129Z');
CREATE INDEX risk_batch_by_state ON risk_batch(state, id);
CREATE TABLE risk_change(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES risk_batch(id),
  level INTEGER NOT NULL,
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  before_value REAL, before_source TEXT, before_author TEXT, before_set_at TEXT,
  after_value REAL, after_source TEXT, after_author TEXT, after_set_at TEXT);
CREATE INDEX risk_change_by_batch ON risk_change(batch, id);
INSERT INTO risk_change VALUES(1,1,2,'1',1,'motion',NULL,'','','',
  1.0,'person','Li','2026-11-02T08:11:13.129Z');
INSERT INTO risk_change VALUES(2,1,2,'2',1,'motion',NULL,'','','',
  2.0,'person','Li','2026-11-02T08:11:13.129Z');
INSERT INTO risk_change VALUES(3,2,2,'2',1,'motion',2.0,'person','Li','2026-11-02T08:11:13.129Z',
  NULL,'person','Wu','2026-11-02T08:11:13.529Z');
INSERT INTO risk_change VALUES(4,3,2,'1',1,'motion',1.0,'person','Li','2026-11-02T08:11:13.129Z',
  3.0,'person','Wu','2026-11-02T08:11:14.129Z');
CREATE TABLE risk_region(
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  rows INTEGER NOT NULL,
  columns INTEGER NOT NULL,
  pixels BLOB NOT NULL,
  source TEXT NOT NULL,
  author TEXT NOT NULL,
  set_at TEXT NOT NULL,
  PRIMARY KEY(uid, frame, component));
CREATE TABLE risk_region_change(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES risk_batch(id),
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  before_rows INTEGER, before_columns INTEGER, before_pixels BLOB,
  before_source TEXT, before_author TEXT, before_set_at TEXT,
  after_rows INTEGER, after_columns INTEGER, after_pixels BLOB,
  after_source TEXT, after_author TEXT, after_set_at TEXT);
CREATE INDEX risk_region_change_by_batch ON risk_region_change(batch, id);
CREATE INDEX risk_region_change_by_uid ON risk_region_change(uid);
CREATE TABLE risk_remark(
  level INTEGER NOT NULL,
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  kind TEXT NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  set_at TEXT NOT NULL,
  PRIMARY KEY(level, uid, frame, component, kind, author)) WITHOUT ROWID;

CREATE TABLE risk_remark_change(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES risk_batch(id),
  level INTEGER NOT NULL,
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  kind TEXT NOT NULL,
  author TEXT NOT NULL,
  before_text TEXT, before_set_at TEXT,
  after_text TEXT, after_set_at TEXT);
CREATE INDEX risk_remark_change_by_batch ON risk_remark_change(batch, id);

CREATE TABLE risk_schema_change(
  batch INTEGER PRIMARY KEY REFERENCES risk_batch(id),
  before_document TEXT NOT NULL,
  after_document TEXT NOT NULL,
  author TEXT NOT NULL);
