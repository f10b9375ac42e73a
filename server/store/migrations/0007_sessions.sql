-- People who are signed in at the console.
CREATE TABLE sessions (
  id         TEXT    NOT NULL PRIMARY KEY,
  person     TEXT    NOT NULL REFERENCES people (name),
  hash       TEXT    NOT NULL UNIQUE,
  address    TEXT    NOT NULL,
  agent      TEXT    NOT NULL,
  started_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  ended_at   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_person ON sessions (person);

-- The zone in which a person reads dates at the console.
ALTER TABLE people ADD COLUMN zone TEXT NOT NULL DEFAULT 'UTC';
