-- The exact bridge between any two snapshots, worked out from the people. Grain: one step, `gained` one per source, zeros included.
-- Input: coverage, spans, team_sets, teams_on, movement_rows.

WITH
-- For each set of teams of the unit, at which ends it belongs to the unit: a team may change its service.
sets AS MATERIALIZED (
    SELECT
        team_sets.team_set,
        bool_or(teams_on.as_at = $from) AS opening,
        bool_or(teams_on.as_at = $to) AS closing
    FROM team_sets
    JOIN teams_on USING (team_id)
    WHERE teams_on.as_at IN ($from, $to)
        AND CASE $level WHEN 'council' THEN true WHEN 'service' THEN teams_on.service = $name ELSE teams_on.team = $name END
    GROUP BY team_sets.team_set
),
-- What held at one end and not at the other. What held at both moved nothing.
was AS (
    SELECT person_id, standing_in(opening IS TRUE, exempt, $exemptions, state, $measure) AS standing
    FROM spans
    LEFT JOIN sets USING (team_set)
    WHERE held_from <= $from AND held_until > $from AND held_until <= $to
),
now AS (
    SELECT person_id, state, source, standing_in(closing IS TRUE, exempt, $exemptions, state, $measure) AS standing
    FROM spans
    LEFT JOIN sets USING (team_set)
    WHERE held_from > $from AND held_from <= $to AND held_until > $to
),
ends AS (
    SELECT
        coalesce(was.standing, CAST('out_of_scope' AS standing)) AS was,
        coalesce(now.standing, CAST('out_of_scope' AS standing)) AS now,
        now.state,
        now.source,
        count(*) AS people
    FROM was
    FULL JOIN now USING (person_id)
    GROUP BY ALL
),
steps AS (
    SELECT
        CAST(movement_step(was, now, state) AS movement_step) AS step,
        source,
        people,
        people * (
            CAST(now >= CAST('without_number' AS standing) AS INTEGER) - CAST(was >= CAST('without_number' AS standing) AS INTEGER)
        ) AS in_scope,
        people * (CAST(now = 'with_number' AS INTEGER) - CAST(was = 'with_number' AS INTEGER)) AS covered
    FROM ends
    UNION ALL
    -- Where it stood and where it stands: the ladder itself, so that the bridge is checked and not made to fit.
    SELECT CAST(if(as_at = $from, 'opening', 'closing') AS movement_step), NULL, in_scope, in_scope, counted
    FROM coverage
    WHERE as_at IN ($from, $to)
        AND level = CAST($level AS unit_level)
        AND name = $name
        AND view = CAST($exemptions AS exemptions_view)
        AND measure = CAST($measure AS measure)
)
SELECT
    CAST(movement_rows.step AS VARCHAR) AS step,
    CAST(movement_rows.source AS VARCHAR) AS source,
    CAST(coalesce(sum(steps.people), 0) AS BIGINT) AS people,
    CAST(coalesce(sum(steps.in_scope), 0) AS BIGINT) AS in_scope,
    CAST(coalesce(sum(steps.covered), 0) AS BIGINT) AS covered
FROM movement_rows
LEFT JOIN steps ON steps.step = movement_rows.step AND (movement_rows.source IS NULL OR steps.source = movement_rows.source)
GROUP BY movement_rows.step, movement_rows.source
ORDER BY movement_rows.step, movement_rows.source;
