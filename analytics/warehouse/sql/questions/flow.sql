-- Who joined, and what was gained and lost. Grain: one snapshot that has a snapshot before it, oldest first. Input: flows.

SELECT as_at, previous, joined, joined_with_number, gained, lost, net_gain
FROM flows
WHERE as_at BETWEEN $from AND $to
    AND level = CAST($level AS unit_level)
    AND name = $name
    AND view = CAST($exemptions AS exemptions_view)
    AND measure = CAST($measure AS measure)
ORDER BY as_at;
