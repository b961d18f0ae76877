-- Where the missing are. Grain: one group of the unit's people at the date; `Dimension` names and ranks them.
-- Input: group_cells, set_units, dates.

WITH
ladder AS (
    SELECT
        member,
        CAST(sum(in_scope) AS BIGINT) AS in_scope,
        CAST(sum(recorded) AS BIGINT) AS recorded,
        CAST(sum(covered) AS BIGINT) AS covered,
        CAST(sum(verified) AS BIGINT) AS verified
    FROM group_cells
    SEMI JOIN (
        SELECT team_set FROM set_units WHERE as_at = $as_at AND level = CAST($level AS unit_level) AND name = $name
    ) AS sets USING (team_set)
    WHERE as_at = $as_at AND dimension = CAST($by AS dimension) AND ($exemptions = 'included' OR NOT exempt)
    GROUP BY member
)
SELECT
    ladder.member AS "group",
    ladder.in_scope,
    ladder.recorded,
    ladder.covered,
    ladder.verified,
    dates.basis_points AS target,
    records_to_go(
        dates.basis_points, ladder.in_scope, rung($measure, ladder.recorded, ladder.covered, ladder.verified)
    ) AS records_to_go
FROM ladder
CROSS JOIN dates
WHERE dates.as_at = $as_at;
