-- What was loaded, and what became of its rows. Grain: one load in force, newest first. Input: counted_loads.

SELECT
    load,
    kind,
    as_at,
    file,
    format,
    loaded_at,
    rows_read,
    rows_accepted,
    rows_refused,
    people,
    in_scope,
    unborn,
    child,
    deceased,
    relative,
    not_open,
    sha256
FROM counted_loads
ORDER BY load DESC;
