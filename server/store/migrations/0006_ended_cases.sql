-- Until when a customer who was let go can take data out. Of those of before nothing is said.
ALTER TABLE cases ADD COLUMN data_until INTEGER;

-- A notice is held by products as long as it says something: of a case that is open, or that ended lately.
ALTER TABLE notices RENAME COLUMN has_cases TO is_held;
ALTER TABLE notices ADD COLUMN over_at INTEGER;
DROP INDEX notices_with_cases;
CREATE INDEX held_notices ON notices (account) WHERE is_held = 1;
