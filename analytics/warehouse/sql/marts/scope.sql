-- The loads with whom each snapshot's holds, by the reason for which they are not in scope. Grain: one load in force.
-- Inputs: loads, snapshots, scope_cells.

CREATE TABLE counted_loads AS
SELECT *
FROM loads
LEFT JOIN (
    SELECT
        snapshots.snapshot_load AS load,
        CAST(coalesce(sum(people), 0) AS BIGINT) AS people,
        CAST(coalesce(sum(people) FILTER (WHERE exclusion IS NULL), 0) AS BIGINT) AS in_scope,
        CAST(coalesce(sum(people) FILTER (WHERE exclusion = 'unborn'), 0) AS BIGINT) AS unborn,
        CAST(coalesce(sum(people) FILTER (WHERE exclusion = 'child'), 0) AS BIGINT) AS child,
        CAST(coalesce(sum(people) FILTER (WHERE exclusion = 'deceased'), 0) AS BIGINT) AS deceased,
        CAST(coalesce(sum(people) FILTER (WHERE exclusion = 'relative'), 0) AS BIGINT) AS relative,
        CAST(coalesce(sum(people) FILTER (WHERE exclusion = 'not_open'), 0) AS BIGINT) AS not_open
    FROM snapshots
    LEFT JOIN scope_cells USING (as_at)
    GROUP BY snapshots.snapshot_load
) AS scope USING (load)
ORDER BY load;
