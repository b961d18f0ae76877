-- The exact bridge from the date before. Grain: one step, `gained` one per source, zeros included. Input: movements, movement_rows.

SELECT
    CAST(movement_rows.step AS VARCHAR) AS step,
    CAST(movement_rows.source AS VARCHAR) AS source,
    coalesce(taken.people, 0) AS people,
    coalesce(taken.in_scope, 0) AS in_scope,
    coalesce(taken.covered, 0) AS covered
FROM movement_rows
LEFT JOIN (
    SELECT step, source, people, in_scope, covered
    FROM movements
    WHERE as_at = $to
        AND level = CAST($level AS unit_level)
        AND name = $name
        AND view = CAST($exemptions AS exemptions_view)
        AND measure = CAST($measure AS measure)
) AS taken
    ON taken.step = movement_rows.step AND taken.source IS NOT DISTINCT FROM movement_rows.source
ORDER BY movement_rows.step, movement_rows.source;
