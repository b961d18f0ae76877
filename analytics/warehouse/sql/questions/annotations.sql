-- What happened. Grain: one event that is about the unit, any day of the period, oldest first. Input: annotations.

SELECT as_at, scope, text, rebase, load
FROM annotations
WHERE as_at BETWEEN $from AND $to
    AND (level = 'council' OR (level = CAST($level AS unit_level) AND name = $name))
ORDER BY as_at, text;
