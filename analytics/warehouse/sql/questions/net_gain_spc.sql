-- Numbers gained less numbers lost. Grain: one snapshot with one before it, oldest first. Input: flows, rebases.

SELECT
    as_at,
    net_gain AS numerator,
    CAST(NULL AS BIGINT) AS denominator,
    CAST(NULL AS INTEGER) AS target,
    as_at IN (SELECT as_at FROM rebases WHERE level = 'council' OR (level = CAST($level AS unit_level) AND name = $name)) AS rebase
FROM flows
WHERE as_at BETWEEN $from AND $to
    AND level = CAST($level AS unit_level)
    AND name = $name
    AND view = CAST($exemptions AS exemptions_view)
    AND measure = CAST($measure AS measure)
ORDER BY as_at;
