-- The instant before which nothing is limited; `limited_from`, which the API tells, is when a limit does begin.
ALTER TABLE cases RENAME COLUMN limit_from TO limit_not_before;
