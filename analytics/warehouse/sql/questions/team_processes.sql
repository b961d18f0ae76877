-- Where each team stands at the end of the period, and its points up to there. Grain: one team with people at the date; `TeamSort` puts
-- them in the order asked for. Inputs: coverage, courses.

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
    previous_counted AS previous_covered,
    points
FROM coverage
LEFT JOIN (
    SELECT name, points FROM courses WHERE view = CAST($exemptions AS exemptions_view) AND measure = CAST($measure AS measure)
) AS ways USING (name)
WHERE as_at = $as_at
    AND level = 'team'
    AND view = CAST($exemptions AS exemptions_view)
    AND measure = CAST($measure AS measure)
    AND listed
    AND ($service = '' OR service = $service)
    AND ($team = '' OR name = $team)
ORDER BY name;
