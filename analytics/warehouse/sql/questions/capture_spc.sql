-- People who joined and how many of them came with a number. Grain: one snapshot by which somebody joined the unit, oldest first.
-- Input: flows.

SELECT as_at, joined_with_number AS numerator, joined AS denominator, target, false AS rebase
FROM flows
WHERE as_at BETWEEN $from AND $to
    AND level = CAST($level AS unit_level)
    AND name = $name
    AND view = CAST($exemptions AS exemptions_view)
    AND measure = CAST($measure AS measure)
    AND joined > 0
ORDER BY as_at;
