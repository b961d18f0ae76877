-- What was loaded, and what became of its rows. Grain: one load in force, newest first. Input: loads, scope.

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
    scope.people,
    scope.in_scope,
    scope.unborn,
    scope.child,
    scope.deceased,
    scope.relative,
    scope.not_open,
    loads.sha256
FROM loads
LEFT JOIN scope USING (load)
ORDER BY loads.load DESC;
