-- The ladder of every group of people. Grain: one snapshot, set of teams, exemption, dimension and group. Inputs: group_cells,
-- state_cells, set_units.

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
    set_units.name,
    CAST(sum(records) AS BIGINT),
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'recorded')), 0) AS BIGINT),
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'coverage')), 0) AS BIGINT),
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'verified')), 0) AS BIGINT)
FROM state_cells
JOIN set_units USING (as_at, team_set)
WHERE set_units.level = 'service'
GROUP BY state_cells.as_at, state_cells.team_set, exempt, set_units.name
ORDER BY as_at;
