-- The ladder against the target. Grain: one date, unit (the council with name '', a service, a team), view of exemptions and
-- measure; history has coverage alone. `counted` is the rung that the measure names. Inputs: states, history, teams_on, dates.

CREATE TABLE coverage AS
WITH
views AS (
    SELECT CAST(unnest(enum_range(CAST(NULL AS exemptions_view))) AS exemptions_view) AS view
),
measures AS (
    SELECT CAST(unnest(enum_range(CAST(NULL AS measure))) AS measure) AS measure
),
history_teams AS (
    SELECT history.as_at, history.team, teams_on.service, sum(history.in_scope) AS in_scope, sum(history.covered) AS covered
    FROM history
    JOIN teams_on USING (as_at, team)
    GROUP BY ALL
),
-- The council's own total where history holds one, else its teams' sum.
history_units AS (
    SELECT as_at, 'team' AS level, team AS name, in_scope, covered FROM history_teams
    UNION ALL
    SELECT as_at, 'service', service, sum(in_scope), sum(covered) FROM history_teams GROUP BY as_at, service
    UNION ALL
    SELECT
        as_at,
        'council',
        '',
        coalesce(max(in_scope) FILTER (WHERE team IS NULL), sum(in_scope)),
        coalesce(max(covered) FILTER (WHERE team IS NULL), sum(covered))
    FROM history
    GROUP BY as_at
),
ladder AS (
    SELECT as_at, level, name, view, listed, in_scope, exempt, recorded, covered, counted_verified AS verified
    FROM states
    UNION ALL
    SELECT as_at, level, name, view, true, CAST(in_scope AS BIGINT), NULL, NULL, CAST(covered AS BIGINT), NULL
    FROM history_units
    CROSS JOIN views
)
SELECT
    ladder.as_at,
    CAST(ladder.level AS unit_level) AS level,
    ladder.name,
    ladder.view,
    measures.measure,
    ladder.listed,
    teams_on.service,
    dates.provenance,
    ladder.in_scope,
    ladder.recorded,
    ladder.covered,
    ladder.verified,
    ladder.exempt,
    rung(measures.measure, ladder.recorded, ladder.covered, ladder.verified) AS counted,
    dates.basis_points AS target,
    records_to_go(
        dates.basis_points, ladder.in_scope, rung(measures.measure, ladder.recorded, ladder.covered, ladder.verified)
    ) AS records_to_go,
    dates.previous AS previous_as_at,
    earlier.in_scope AS previous_in_scope,
    rung(measures.measure, earlier.recorded, earlier.covered, earlier.verified) AS previous_counted
FROM ladder
CROSS JOIN measures
JOIN dates USING (as_at)
LEFT JOIN teams_on ON ladder.level = 'team' AND teams_on.as_at = ladder.as_at AND teams_on.team = ladder.name
-- The same unit at the date before, if it was there.
LEFT JOIN ladder AS earlier
    ON earlier.as_at = dates.previous AND earlier.level = ladder.level AND earlier.name = ladder.name
    AND earlier.view = ladder.view AND earlier.listed
WHERE dates.provenance = 'snapshot' OR measures.measure = 'coverage'
ORDER BY ladder.as_at, ladder.level, ladder.name;
