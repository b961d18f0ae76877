-- Coverage at every date, for its forecast. Grain: one date at which the unit has people, oldest first. Input: coverage.

SELECT as_at, counted AS numerator, in_scope AS denominator, target, false AS rebase
FROM coverage
WHERE as_at BETWEEN $from AND $to
    AND level = CAST($level AS unit_level)
    AND name = $name
    AND view = CAST($exemptions AS exemptions_view)
    AND measure = CAST($measure AS measure)
    AND in_scope > 0
    AND counted IS NOT NULL
ORDER BY as_at;
