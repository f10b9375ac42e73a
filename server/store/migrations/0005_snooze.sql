-- Until when who wants may see a case's banner as a thin line. The cases that there are go on as they were opened.
ALTER TABLE cases ADD COLUMN snooze_until INTEGER;
ALTER TABLE policies ADD COLUMN snooze_days_before INTEGER DEFAULT 7;
