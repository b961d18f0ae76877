-- How far each team is from the target, and how the teams compare with each other. Grain: one team with people at the date; `TeamSort` puts them in the order asked for.
-- Input: coverage.

SELECT
    name AS team,
    service,
    in_scope,
    recorded,
    covered,
    verified,
    records_to_go,
    target,
    previous_in_scope,
    previous_counted AS previous_covered
FROM coverage
WHERE as_at = $as_at
    AND level = 'team'
    AND view = CAST($exemptions AS exemptions_view)
    AND measure = CAST($measure AS measure)
    AND listed
    AND ($service = '' OR service = $service)
    AND ($team = '' OR name = $team)
ORDER BY name;
