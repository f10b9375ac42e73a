-- Instants are seconds since 1970-01-01T00:00:00Z. Texts compare bytewise.

CREATE TABLE accounts (
  id         TEXT    NOT NULL PRIMARY KEY,
  name       TEXT    NOT NULL,
  zone       TEXT    NOT NULL,
  locale     TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  seq        INTEGER NOT NULL CHECK (seq >= 0),
  search     TEXT    NOT NULL  -- id and name without the difference of upper and lower case
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
  account  TEXT    NOT NULL REFERENCES accounts (id),
  position INTEGER NOT NULL,
  kind     TEXT    NOT NULL CHECK (kind IN ('billing', 'sponsor', 'technical')),
  name     TEXT    NOT NULL,
  email    TEXT    NOT NULL,
  phone    TEXT    NOT NULL,
  PRIMARY KEY (account, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE policies (
  name             TEXT    NOT NULL,
  version          INTEGER NOT NULL CHECK (version >= 1),
  reminder_days    INTEGER NOT NULL CHECK (reminder_days >= 0),
  countdown_days   INTEGER NOT NULL CHECK (countdown_days >= 0),
  read_only_days   INTEGER,
  ends_in_shutdown INTEGER NOT NULL CHECK (ends_in_shutdown IN (0, 1)),
  works_sunday     INTEGER NOT NULL CHECK (works_sunday IN (0, 1)),
  works_monday     INTEGER NOT NULL CHECK (works_monday IN (0, 1)),
  works_tuesday    INTEGER NOT NULL CHECK (works_tuesday IN (0, 1)),
  works_wednesday  INTEGER NOT NULL CHECK (works_wednesday IN (0, 1)),
  works_thursday   INTEGER NOT NULL CHECK (works_thursday IN (0, 1)),
  works_friday     INTEGER NOT NULL CHECK (works_friday IN (0, 1)),
  works_saturday   INTEGER NOT NULL CHECK (works_saturday IN (0, 1)),
  works_from       INTEGER NOT NULL,  -- minutes after midnight
  works_to         INTEGER NOT NULL,
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_holidays (
  policy   TEXT    NOT NULL,
  version  INTEGER NOT NULL,
  position INTEGER NOT NULL,
  year     INTEGER NOT NULL,
  month    INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
  day      INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
  PRIMARY KEY (policy, version, position),
  FOREIGN KEY (policy, version) REFERENCES policies (name, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  id             TEXT    NOT NULL PRIMARY KEY,
  account        TEXT    NOT NULL REFERENCES accounts (id),
  reason         TEXT    NOT NULL,
  state          TEXT    NOT NULL CHECK (state IN ('open', 'settled', 'waived', 'released')),
  policy         TEXT    NOT NULL,
  policy_version INTEGER NOT NULL,
  opened_at      INTEGER NOT NULL,
  ended_at       INTEGER,
  deadline       INTEGER NOT NULL,
  limit_from     INTEGER NOT NULL,    -- no limit before it; at least the deadline
  is_escalated   INTEGER NOT NULL CHECK (is_escalated IN (0, 1)),
  hold_from      INTEGER,
  hold_until     INTEGER,
  hold_reason    TEXT,
  hold_left      INTEGER,             -- seconds of countdown to give back
  owed_minor     INTEGER,             -- in the currency's smallest unit
  owed_currency  TEXT,
  owed_original  INTEGER,
  reference      TEXT    NOT NULL,
  version        INTEGER NOT NULL CHECK (version >= 1),
  FOREIGN KEY (policy, policy_version) REFERENCES policies (name, version),
  CHECK ((hold_from IS NULL) = (hold_until IS NULL)),
  CHECK ((hold_from IS NULL) = (hold_reason IS NULL)),
  CHECK ((hold_from IS NULL) = (hold_left IS NULL)),
  CHECK ((owed_minor IS NULL) = (owed_currency IS NULL)),
  CHECK ((owed_minor IS NULL) = (owed_original IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_by_account ON cases (account, state);
CREATE INDEX cases_by_state ON cases (state, id);

CREATE TABLE stages (
  case_id   TEXT    NOT NULL REFERENCES cases (id),
  position  INTEGER NOT NULL,
  mode      TEXT    NOT NULL,
  starts_at INTEGER NOT NULL,
  PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoices (
  case_id  TEXT    NOT NULL REFERENCES cases (id),
  position INTEGER NOT NULL,
  number   TEXT    NOT NULL,
  minor    INTEGER,
  is_paid  INTEGER NOT NULL CHECK (is_paid IN (0, 1)),
  PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
  case_id TEXT NOT NULL REFERENCES cases (id),
  locale  TEXT NOT NULL,
  text    TEXT NOT NULL,
  PRIMARY KEY (case_id, locale)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
  name        TEXT    NOT NULL PRIMARY KEY,
  password    TEXT    NOT NULL,
  role        TEXT    NOT NULL CHECK (role IN ('viewer', 'support', 'finance', 'admin')),
  is_disabled INTEGER NOT NULL CHECK (is_disabled IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  id         TEXT    NOT NULL PRIMARY KEY,
  kind       TEXT    NOT NULL CHECK (kind IN ('person', 'product', 'account')),
  name       TEXT    NOT NULL,
  hash       TEXT    NOT NULL UNIQUE,
  role       TEXT    NOT NULL CHECK (role IN ('viewer', 'support', 'finance', 'admin')),
  person     TEXT    NOT NULL,
  account    TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  id               INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  issuer           TEXT    NOT NULL,
  product          TEXT    NOT NULL,
  epoch            INTEGER NOT NULL CHECK (epoch BETWEEN 1 AND 1000000),
  suspended_from   INTEGER,
  suspended_until  INTEGER,
  suspended_reason TEXT,
  CHECK ((suspended_from IS NULL) = (suspended_until IS NULL)),
  CHECK ((suspended_from IS NULL) = (suspended_reason IS NULL))
) STRICT;
INSERT INTO settings (id, issuer, product, epoch) VALUES (1, '', '', 1);

-- The last notice of each account, as it was signed.
CREATE TABLE notices (
  account    TEXT    NOT NULL PRIMARY KEY,
  jws        TEXT    NOT NULL,
  expires_at INTEGER NOT NULL,
  has_cases  INTEGER NOT NULL CHECK (has_cases IN (0, 1)),
  revision   INTEGER NOT NULL UNIQUE CHECK (revision > 1)
) STRICT;
CREATE INDEX notices_with_cases ON notices (account) WHERE has_cases = 1;

CREATE TABLE audit (
  id      INTEGER NOT NULL PRIMARY KEY,
  at      INTEGER NOT NULL,
  actor   TEXT    NOT NULL,
  action  TEXT    NOT NULL,
  account TEXT    NOT NULL,
  case_id TEXT    NOT NULL,
  why     TEXT    NOT NULL,
  detail  TEXT    NOT NULL,
  hash    TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_by_account ON audit (account, id);
CREATE INDEX audit_by_case ON audit (case_id, id);

-- The log only grows.
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TABLE idempotency (
  token  TEXT    NOT NULL,
  key    TEXT    NOT NULL,
  digest TEXT    NOT NULL,
  status INTEGER NOT NULL,
  body   TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (token, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (at);

CREATE TABLE payments (
  account TEXT NOT NULL REFERENCES accounts (id),
  id      TEXT NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;
