-- What each team contributed between any two snapshots, worked out from the people. Grain: one team.
-- Inputs: spans, team_sets, teams_on, coverage.

WITH
-- What held at one end and not at the other. What held at both moved nothing.
was AS (
    SELECT person_id, team_set, exempt, state
    FROM spans
    WHERE held_from <= $from AND held_until > $from AND held_until <= $to
),
now AS (
    SELECT person_id, team_set, exempt, state
    FROM spans
    WHERE held_from > $from AND held_from <= $to AND held_until > $to
),
changes AS MATERIALIZED (
    SELECT row_number() OVER () AS change, *
    FROM (
        SELECT
            was.team_set AS was_set,
            was.exempt AS was_exempt,
            was.state AS was_state,
            now.team_set AS now_set,
            now.exempt AS now_exempt,
            now.state AS now_state,
            count(*) AS people
        FROM was
        FULL JOIN now USING (person_id)
        GROUP BY ALL
    )
),
-- The teams that are asked about: those of the service at either end, the one, or all.
asked AS (
    SELECT DISTINCT team
    FROM teams_on
    WHERE as_at IN ($from, $to)
        AND CASE $level WHEN 'council' THEN true WHEN 'service' THEN service = $name ELSE team = $name END
),
-- The teams that a change touches, and at which end it belongs to them.
touched AS (
    SELECT change, team, bool_or(opening) AS opening, bool_or(NOT opening) AS closing
    FROM (
        SELECT changes.change, teams_on.team, true AS opening
        FROM changes
        JOIN team_sets ON team_sets.team_set = changes.was_set
        JOIN teams_on ON teams_on.team_id = team_sets.team_id AND teams_on.as_at = $from
        UNION ALL
        SELECT changes.change, teams_on.team, false
        FROM changes
        JOIN team_sets ON team_sets.team_set = changes.now_set
        JOIN teams_on ON teams_on.team_id = team_sets.team_id AND teams_on.as_at = $to
    )
    SEMI JOIN asked USING (team)
    GROUP BY change, team
),
ends AS (
    SELECT
        touched.team,
        if(was_set IS NULL, CAST('out_of_scope' AS standing), standing_in(opening, was_exempt, $exemptions, was_state, $measure)) AS was,
        if(now_set IS NULL, CAST('out_of_scope' AS standing), standing_in(closing, now_exempt, $exemptions, now_state, $measure)) AS now,
        now_state AS state,
        people
    FROM touched
    JOIN changes USING (change)
),
steps AS (
    SELECT
        team,
        movement_part(movement_step(was, now, state)) AS part,
        people * (CAST(now = 'with_number' AS INTEGER) - CAST(was = 'with_number' AS INTEGER)) AS covered
    FROM ends
    WHERE movement_step(was, now, state) IS NOT NULL
    UNION ALL
    -- Where it stood and where it stands: the ladder itself, so that the bridge is checked and not made to fit.
    SELECT name, if(as_at = $from, 'opening', 'closing'), counted
    FROM coverage
    SEMI JOIN asked ON asked.team = coverage.name
    WHERE as_at IN ($from, $to)
        AND level = 'team'
        AND view = CAST($exemptions AS exemptions_view)
        AND measure = CAST($measure AS measure)
),
parts AS (
    SELECT
        team,
        moved(covered, part, 'opening') AS opening,
        moved(covered, part, 'gained') AS gained,
        moved(covered, part, 'lost') AS lost,
        moved(covered, part, 'people') AS people,
        moved(covered, part, 'exemptions') AS exemptions,
        moved(covered, part, 'closing') AS closing
    FROM steps
    GROUP BY team
)
SELECT team, opening, gained, lost, people, exemptions, closing, closing - opening AS change
FROM parts
ORDER BY change DESC, team;
