-- When the banner of a case is known to have been shown to somebody first. Nobody was asked for the cases that
-- there are: they go on as they were opened.
ALTER TABLE cases ADD COLUMN seen_at INTEGER;
UPDATE cases SET seen_at = opened_at;
ALTER TABLE policies ADD COLUMN needs_sighting INTEGER NOT NULL DEFAULT 1 CHECK (needs_sighting IN (0, 1));
