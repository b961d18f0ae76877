-- Coverage at every date, for its SPC chart and for its forecast. Grain: one date, oldest first. Input: coverage, rebases.

SELECT
    as_at,
    counted AS numerator,
    in_scope AS denominator,
    target,
    as_at IN (SELECT as_at FROM rebases WHERE level = 'council' OR (level = CAST($level AS unit_level) AND name = $name)) AS rebase
FROM coverage
WHERE as_at BETWEEN $from AND $to
    AND level = CAST($level AS unit_level)
    AND name = $name
    AND view = CAST($exemptions AS exemptions_view)
    AND measure = CAST($measure AS measure)
    AND counted IS NOT NULL
ORDER BY as_at;
