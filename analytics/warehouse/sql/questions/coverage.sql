-- Where the council, a service or a team stands. Grain: one row. Input: coverage.

SELECT
    as_at,
    CAST(provenance AS VARCHAR) AS provenance,
    in_scope,
    recorded,
    covered,
    verified,
    exempt,
    target,
    records_to_go,
    previous_as_at,
    previous_in_scope,
    previous_counted AS previous_covered
FROM coverage
WHERE as_at = $as_at AND level = CAST($level AS unit_level) AND name = $name AND view = CAST($exemptions AS exemptions_view) AND measure = CAST($measure AS measure);
