CREATE TABLE help_requests (
  id          TEXT    NOT NULL PRIMARY KEY,
  account     TEXT    NOT NULL REFERENCES accounts (id),
  case_id     TEXT    NOT NULL REFERENCES cases (id),
  topic       TEXT    NOT NULL CHECK (topic IN ('stuck', 'question', 'time')),
  text        TEXT    NOT NULL,
  reach       TEXT    NOT NULL,
  person      TEXT    NOT NULL,
  is_billing  INTEGER NOT NULL CHECK (is_billing IN (0, 1)),
  page        TEXT    NOT NULL,
  locale      TEXT    NOT NULL,
  date        TEXT    NOT NULL,
  file_name   TEXT,
  file_type   TEXT,
  file_size   INTEGER,
  received_at INTEGER NOT NULL,
  answer_by   INTEGER NOT NULL,
  is_holding  INTEGER NOT NULL CHECK (is_holding IN (0, 1)),
  answered_at INTEGER,
  answered_by TEXT,
  answer      TEXT,
  closed_at   INTEGER,
  CHECK ((file_name IS NULL) = (file_type IS NULL)),
  CHECK ((file_name IS NULL) = (file_size IS NULL)),
  CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
  CHECK ((answered_at IS NULL) = (answer IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX help_by_time ON help_requests (received_at, id);
CREATE INDEX help_by_account ON help_requests (account, received_at, id);
CREATE INDEX help_by_case ON help_requests (case_id, received_at, id);
CREATE INDEX help_waiting ON help_requests (received_at, id) WHERE answered_at IS NULL AND closed_at IS NULL;

-- Of the requests that have one; gone some time after they were answered or closed.
CREATE TABLE help_files (
  help    TEXT    NOT NULL PRIMARY KEY REFERENCES help_requests (id),
  account TEXT    NOT NULL REFERENCES accounts (id),
  size    INTEGER NOT NULL,
  bytes   BLOB    NOT NULL
) STRICT;
-- So that what is kept can be added up without reading it.
CREATE INDEX help_files_by_account ON help_files (account, size);

ALTER TABLE policies ADD COLUMN help_hold_days INTEGER NOT NULL DEFAULT 0 CHECK (help_hold_days BETWEEN 0 AND 14);
