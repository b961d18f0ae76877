-- The dates that have figures, and what holds at each. Inputs: snapshots, history, staged_targets, service_periods, known_teams,
-- team_sets, loads, $basis_points, the target where no file sets one, and $no_service.

-- Grain: one date.
CREATE TABLE dates AS
WITH
all_dates AS (
    SELECT as_at, CAST('snapshot' AS provenance) AS provenance FROM snapshots
    UNION ALL
    SELECT DISTINCT as_at, CAST('history' AS provenance) FROM history
)
SELECT
    as_at,
    provenance,
    lag(as_at) OVER (ORDER BY as_at) AS previous,
    as_at = max(as_at) OVER (PARTITION BY date_trunc('month', as_at)) AS last_of_month,
    -- The latest target set on or before the date.
    CAST(coalesce(
        (
            SELECT arg_max(staged_targets.basis_points, coalesce(staged_targets.valid_from, DATE '-infinity'))
            FROM staged_targets
            WHERE coalesce(staged_targets.valid_from, DATE '-infinity') <= all_dates.as_at
        ),
        $basis_points
    ) AS INTEGER) AS basis_points
FROM all_dates
ORDER BY as_at;

-- Which service a team belonged to. Grain: one date and team.
CREATE TABLE teams_on AS
SELECT known.as_at, known.team_id, known.team, coalesce(service_periods.service, $no_service) AS service
FROM (SELECT dates.as_at, known_teams.team_id, known_teams.key, known_teams.team FROM dates CROSS JOIN known_teams) AS known
ASOF LEFT JOIN service_periods ON service_periods.key = known.key AND known.as_at >= service_periods.valid_from
ORDER BY known.as_at;

-- The units that a set of teams belonged to: the council (name ''), each of its services once, each of its teams. Grain: one date, set
-- of teams and unit.
CREATE TABLE set_units AS
SELECT as_at, team_set, CAST('council' AS unit_level) AS level, '' AS name
FROM dates
CROSS JOIN (SELECT DISTINCT team_set FROM team_sets)
UNION ALL
SELECT DISTINCT teams_on.as_at, team_sets.team_set, CAST('service' AS unit_level), teams_on.service
FROM team_sets
JOIN teams_on USING (team_id)
UNION ALL
SELECT teams_on.as_at, team_sets.team_set, CAST('team' AS unit_level), teams_on.team
FROM team_sets
JOIN teams_on USING (team_id)
ORDER BY as_at, level;

-- The loads that stand behind a date's figures. Grain: one date and load.
CREATE TABLE lineage AS
SELECT as_at, snapshot_load AS load FROM snapshots
UNION
SELECT as_at, allocations_load FROM snapshots WHERE allocations_load IS NOT NULL
UNION
SELECT as_at, CAST(unnest(string_split(mended_loads, ',')) AS INTEGER) FROM snapshots WHERE mended_loads <> ''
UNION
SELECT as_at, load FROM history
UNION
-- The reference files in force; exemptions say nothing about counts kept earlier.
SELECT dates.as_at, max(loads.load)
FROM dates
JOIN loads ON loads.kind IN ('teams', 'targets') OR (loads.kind = 'exemptions' AND dates.provenance = 'snapshot')
GROUP BY dates.as_at, loads.kind;
