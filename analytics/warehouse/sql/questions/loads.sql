-- What was loaded, and what became of its rows. Grain: one load in force, newest first. Input: loads, snapshots, scope_cells.

WITH
-- A snapshot's people by reason.
scope AS (
    SELECT
        snapshots.snapshot_load AS load,
        coalesce(sum(people), 0) AS people,
        coalesce(sum(people) FILTER (WHERE exclusion IS NULL), 0) AS in_scope,
        coalesce(sum(people) FILTER (WHERE exclusion = 'unborn'), 0) AS unborn,
        coalesce(sum(people) FILTER (WHERE exclusion = 'child'), 0) AS child,
        coalesce(sum(people) FILTER (WHERE exclusion = 'deceased'), 0) AS deceased,
        coalesce(sum(people) FILTER (WHERE exclusion = 'relative'), 0) AS relative,
        coalesce(sum(people) FILTER (WHERE exclusion = 'not_open'), 0) AS not_open
    FROM snapshots
    LEFT JOIN scope_cells USING (as_at)
    GROUP BY snapshots.snapshot_load
)
SELECT
    loads.load,
    loads.kind,
    loads.as_at,
    loads.file,
    loads.format,
    loads.loaded_at,
    loads.rows_read,
    loads.rows_accepted,
    loads.rows_refused,
    CAST(scope.people AS BIGINT) AS people,
    CAST(scope.in_scope AS BIGINT) AS in_scope,
    CAST(scope.unborn AS BIGINT) AS unborn,
    CAST(scope.child AS BIGINT) AS child,
    CAST(scope.deceased AS BIGINT) AS deceased,
    CAST(scope.relative AS BIGINT) AS relative,
    CAST(scope.not_open AS BIGINT) AS not_open,
    loads.sha256
FROM loads
LEFT JOIN scope USING (load)
ORDER BY loads.load DESC;
