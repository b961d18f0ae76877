-- The ladder of every group of people. Grain: one snapshot, set of teams, exemption, dimension and group. Inputs: group_cells,
-- state_cells, team_sets, teams_on.

CREATE TABLE group_cells AS
SELECT as_at, team_set, exempt, dimension, member, in_scope, recorded, covered, verified
FROM temp.group_cells
UNION ALL
-- Services are those of the date, each once for people with several teams in it.
SELECT
    state_cells.as_at,
    state_cells.team_set,
    exempt,
    CAST('service' AS dimension),
    set_services.service,
    CAST(sum(records) AS BIGINT),
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'recorded')), 0) AS BIGINT),
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'coverage')), 0) AS BIGINT),
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'verified')), 0) AS BIGINT)
FROM state_cells
JOIN (
    SELECT DISTINCT teams_on.as_at, team_sets.team_set, teams_on.service
    FROM team_sets
    JOIN teams_on USING (team_id)
) AS set_services USING (as_at, team_set)
GROUP BY state_cells.as_at, state_cells.team_set, exempt, set_services.service
ORDER BY as_at;
