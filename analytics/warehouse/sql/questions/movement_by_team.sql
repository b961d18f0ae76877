-- What each team contributed since the date before. Grain: one team. Inputs: movement_parts, teams_on.

SELECT team, opening, gained, lost, people, exemptions, closing, closing - opening AS change
FROM movement_parts
WHERE as_at = $to
    AND view = CAST($exemptions AS exemptions_view)
    AND measure = CAST($measure AS measure)
    AND CASE $level
        WHEN 'council' THEN true
        WHEN 'team' THEN team = $name
        ELSE team IN (SELECT team FROM teams_on WHERE as_at IN ($from, $to) AND service = $name)
    END
ORDER BY change DESC, team;
