-- What happened, and to whom. Inputs: staged_annotations, team_names, known_teams, teams_on,
-- service_periods, dates, issues.

-- Whom each event is about; no level where the name is unknown. Grain: one event.
CREATE TEMP TABLE named_annotations AS
WITH
services AS (
    SELECT name_key(service) AS key, min(service) AS service
    FROM teams_on
    GROUP BY name_key(service)
)
SELECT
    staged_annotations.*,
    -- A name that a service and a team share is the service's.
    CASE
        WHEN scope IS NULL THEN 'council'
        WHEN services.service IS NOT NULL THEN 'service'
        WHEN team_names.team IS NOT NULL THEN 'team'
    END AS level,
    coalesce(services.service, team_names.team, '') AS name
FROM staged_annotations
LEFT JOIN services ON services.key = name_key(staged_annotations.scope)
LEFT JOIN team_names ON team_names.key = name_key(staged_annotations.scope);

-- Grain: one event and unit that it is about: the council, a service and each of its teams, a team.
CREATE TABLE annotations AS
SELECT as_at, CAST(level AS unit_level) AS level, name, nullif(name, '') AS scope, text, rebase, load
FROM named_annotations
WHERE level IS NOT NULL
UNION ALL
-- The teams that the service had on that day.
SELECT told.as_at, CAST('team' AS unit_level), told.team, told.name, told.text, told.rebase, told.load
FROM (
    SELECT named_annotations.*, known_teams.key, known_teams.team
    FROM named_annotations
    CROSS JOIN known_teams
    WHERE level = 'service'
) AS told
ASOF JOIN service_periods ON service_periods.key = told.key AND told.as_at >= service_periods.valid_from
WHERE name_key(service_periods.service) = name_key(told.name)
ORDER BY as_at;

-- Where a new segment starts: the first date with figures on the day of a rebase or after it. Grain: one date and unit; what the
-- council does holds for every unit.
CREATE TABLE rebases AS
SELECT DISTINCT dates.as_at, annotations.level, annotations.name
FROM (SELECT * FROM annotations WHERE rebase) AS annotations
ASOF JOIN dates ON annotations.as_at <= dates.as_at;

INSERT INTO issues
SELECT
    load,
    CAST('warning' AS severity),
    'scope',
    'scope_unknown',
    'No team and no service with figures has this name, so the annotation is shown nowhere',
    count(*),
    min(line)
FROM named_annotations
WHERE level IS NULL
GROUP BY load;
