-- The tables of ratings as version 2 left them: written by limpid-cli risk set, then dumped by sqlite3.
CREATE TABLE risk_version(version INTEGER NOT NULL);
INSERT INTO risk_version VALUES(2);
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
INSERT INTO risk_value VALUES(1,'2.25.49549267475610762999308939474288378053',0,'motion',1.0,'person','rater','2026-11-23T08:11:14.266Z');
INSERT INTO risk_value VALUES(2,'2.25.314339935408403706636334119684468240163',1,'motion',2.0,'person','rater','2026-11-23T08:11:14.129Z');
CREATE TABLE risk_batch(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  act TEXT NOT NULL CHECK(act IN ('edit', 'undo', 'redo')),
  state TEXT CHECK(state IN ('done', 'undone', 'discarded')),
  made_at TEXT NOT NULL);
INSERT INTO risk_batch VALUES(1,'edit','done','2026-11-23T08:11:14.129Z');
INSERT INTO risk_batch VALUES(2,'edit','done','2026-11-23T08:11:14.266Z');
CREATE TABLE risk_change(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES risk_batch(id),
  level INTEGER NOT NULL,
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  before_value REAL, before_source TEXT, before_author TEXT, before_set_at TEXT,
  after_value REAL, after_source TEXT, after_author TEXT, after_set_at TEXT);
INSERT INTO risk_change VALUES(1,1,2,'2.25.314339935408403706636334119684468240163',1,'motion',NULL,'','','',2.0,'person','rater','2026-11-23T08:11:14.129Z');
INSERT INTO risk_change VALUES(2,2,1,'2.25.49549267475610762999308939474288378053',0,'motion',NULL,'','','',1.0,'person','rater','2026-11-23T08:11:14.266Z');
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
CREATE INDEX risk_batch_by_state ON risk_batch(state, id);
CREATE INDEX risk_change_by_batch ON risk_change(batch, id);
