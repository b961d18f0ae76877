-- The ladder over time. Grain: one date at which the council, the service or the team has people, oldest first. Input: coverage.

SELECT as_at, CAST(provenance AS VARCHAR) AS provenance, in_scope, recorded, covered, verified, target, records_to_go
FROM coverage
WHERE as_at BETWEEN $from AND $to
    AND level = $level
    AND name = $name
    AND view = $exemptions
    AND measure = $measure
    AND listed
ORDER BY as_at;
