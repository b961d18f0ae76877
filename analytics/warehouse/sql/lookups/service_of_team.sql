-- The service of a team at a date. Grain: one row. Input: teams_on.

SELECT service
FROM teams_on
WHERE as_at = $as_at AND team = $team;
