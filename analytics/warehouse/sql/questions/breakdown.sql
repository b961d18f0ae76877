-- Where the missing are. Grain: one group of the unit's people at the date; `Dimension` names and ranks them.
-- Input: group_cells, team_sets, teams_on, dates.

SELECT
    member AS "group",
    CAST(sum(in_scope) AS BIGINT) AS in_scope,
    CAST(sum(recorded) AS BIGINT) AS recorded,
    CAST(sum(covered) AS BIGINT) AS covered,
    CAST(sum(verified) AS BIGINT) AS verified,
    any_value(basis_points) AS target,
    CAST(
        records_to_go(any_value(basis_points), sum(in_scope), rung($measure, sum(recorded), sum(covered), sum(verified))) AS BIGINT
    ) AS records_to_go
FROM group_cells
JOIN dates USING (as_at)
WHERE as_at = $as_at
    AND dimension = CAST($by AS dimension)
    AND ($exemptions = 'included' OR NOT exempt)
    AND (
        $level = 'council'
        OR team_set IN (
            SELECT team_set
            FROM team_sets
            JOIN teams_on USING (team_id)
            WHERE teams_on.as_at = $as_at AND if($level = 'service', teams_on.service, teams_on.team) = $name
        )
    )
GROUP BY member;
