-- The ladder over time. Grain: one date at which the council, the service or the team has people, oldest first. Input: coverage.

SELECT as_at, CAST(provenance AS VARCHAR) AS provenance, in_scope, recorded, covered, verified, target, records_to_go
FROM coverage
WHERE as_at BETWEEN $from AND $to
    AND level = CAST($level AS unit_level)
    AND name = $name
    AND view = CAST($exemptions AS exemptions_view)
    AND measure = CAST($measure AS measure)
    AND listed
ORDER BY as_at;
