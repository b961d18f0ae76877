-- What each team contributed since the date before. Grain: one team. Inputs: movements, teams_on.

WITH
steps AS (
    SELECT name AS team, movement_part(CAST(step AS VARCHAR)) AS part, covered
    FROM movements
    WHERE as_at = $to
        AND level = 'team'
        AND view = CAST($exemptions AS exemptions_view)
        AND measure = CAST($measure AS measure)
        AND CASE $level
            WHEN 'council' THEN true
            WHEN 'team' THEN name = $name
            ELSE name IN (SELECT team FROM teams_on WHERE as_at IN ($from, $to) AND service = $name)
        END
),
parts AS (
    SELECT
        team,
        CAST(coalesce(sum(covered) FILTER (WHERE part = 'opening'), 0) AS BIGINT) AS opening,
        CAST(coalesce(sum(covered) FILTER (WHERE part = 'gained'), 0) AS BIGINT) AS gained,
        CAST(coalesce(sum(covered) FILTER (WHERE part = 'lost'), 0) AS BIGINT) AS lost,
        CAST(coalesce(sum(covered) FILTER (WHERE part = 'people'), 0) AS BIGINT) AS people,
        CAST(coalesce(sum(covered) FILTER (WHERE part = 'exemptions'), 0) AS BIGINT) AS exemptions,
        CAST(coalesce(sum(covered) FILTER (WHERE part = 'closing'), 0) AS BIGINT) AS closing
    FROM steps
    GROUP BY team
)
SELECT
    team,
    opening,
    gained,
    lost,
    people,
    exemptions,
    closing,
    closing - opening AS change
FROM parts
ORDER BY change DESC, team;
