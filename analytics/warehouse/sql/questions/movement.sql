-- The exact bridge between two snapshots. Grain: one step, `gained` one per source, zeros included. Input: coverage, spans,
-- team_sets, teams_on.

WITH
-- For each set of teams, whether it belongs to the unit at the opening and at the closing: a team may change its service.
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
-- What held at one end and not at the other. What held at both moved nothing, unless the team came into the unit or left it.
ends AS (
    SELECT person_id, state, source, exempt, team_set, true AS at_opening, false AS at_closing
    FROM spans
    WHERE held_from <= $from AND held_until > $from AND held_until <= $to
    UNION ALL
    SELECT person_id, state, source, exempt, team_set, false, true
    FROM spans
    WHERE held_from > $from AND held_from <= $to AND held_until > $to
    UNION ALL
    SELECT person_id, state, source, exempt, team_set, true, true
    FROM spans
    SEMI JOIN (SELECT team_set FROM sets WHERE opening IS DISTINCT FROM closing) AS moved USING (team_set)
    WHERE held_from <= $from AND held_until > $to
),
-- Each person's two ends: in scope; a member of the unit; present, which is a member that the view counts; counting.
people AS (
    SELECT
        bool_or(at_opening) AS was_in_scope,
        bool_or(at_closing) AS is_in_scope,
        bool_or(at_opening AND opening) AS was_member,
        bool_or(at_closing AND closing) AS is_member,
        bool_or(at_opening AND opening AND ($exemptions = 'included' OR NOT exempt)) AS was_present,
        bool_or(at_closing AND closing AND ($exemptions = 'included' OR NOT exempt)) AS is_present,
        bool_or(at_opening AND counts(state, $measure)) AS did_count,
        bool_or(at_closing AND counts(state, $measure)) AS does_count,
        any_value(state) FILTER (WHERE at_closing) AS state,
        any_value(source) FILTER (WHERE at_closing) AS source
    FROM ends
    LEFT JOIN (SELECT team_set, opening IS TRUE AS opening, closing IS TRUE AS closing FROM sets) AS sets USING (team_set)
    GROUP BY person_id
),
-- Everybody who moved something takes exactly one step.
steps AS (
    SELECT
        CASE
            WHEN is_present AND NOT was_present THEN
                CASE
                    WHEN NOT was_in_scope THEN if(does_count, 'joined_with_number', 'joined_without_number')
                    WHEN NOT was_member THEN if(does_count, 'transferred_in_with_number', 'transferred_in_without_number')
                    ELSE 'exemption_ended'
                END
            WHEN was_present AND NOT is_present THEN
                CASE
                    WHEN NOT is_in_scope THEN if(did_count, 'left_with_number', 'left_without_number')
                    WHEN NOT is_member THEN if(did_count, 'transferred_out_with_number', 'transferred_out_without_number')
                    ELSE 'became_exempt'
                END
            WHEN was_present AND does_count AND NOT did_count THEN 'gained'
            WHEN was_present AND did_count AND NOT does_count THEN
                CASE state
                    WHEN 'missing' THEN 'lost_removed'
                    WHEN 'shared' THEN 'lost_newly_shared'
                    WHEN 'valid' THEN 'lost_verification'
                    ELSE 'lost_invalidated'
                END
        END AS step,
        if(step = 'gained', source, NULL) AS source,
        CAST(is_present AS INTEGER) - CAST(was_present AS INTEGER) AS in_scope,
        CAST(is_present AND does_count AS INTEGER) - CAST(was_present AND did_count AS INTEGER) AS covered
    FROM people
),
-- With a zero for every step, and `gained` once for each source.
changes AS (
    SELECT CAST(step AS movement_step) AS step, source, 1 AS people, in_scope, covered
    FROM steps
    WHERE step IS NOT NULL
    UNION ALL
    SELECT unnest(enum_range(CAST(NULL AS movement_step))), NULL, 0, 0, 0
    UNION ALL
    SELECT CAST('gained' AS movement_step), unnest(enum_range(CAST(NULL AS number_source))), 0, 0, 0
    UNION ALL
    -- Where it stood and where it stands: the ladder itself, so that the bridge is checked and not made to fit.
    SELECT CAST(if(as_at = $from, 'opening', 'closing') AS movement_step), NULL, in_scope, in_scope, counted
    FROM coverage
    WHERE as_at IN ($from, $to) AND level = CAST($level AS unit_level) AND name = $name AND view = CAST($exemptions AS exemptions_view) AND measure = CAST($measure AS measure)
),
totals AS (
    SELECT step, source, sum(people) AS people, sum(in_scope) AS in_scope, sum(covered) AS covered
    FROM changes
    WHERE step <> 'gained' OR source IS NOT NULL
    GROUP BY step, source
)
SELECT
    CAST(totals.step AS VARCHAR) AS step,
    CAST(totals.source AS VARCHAR) AS source,
    CAST(totals.people AS BIGINT) AS people,
    CAST(totals.in_scope AS BIGINT) AS in_scope,
    CAST(totals.covered AS BIGINT) AS covered
FROM totals
ORDER BY CAST(totals.step AS movement_step), CAST(totals.source AS number_source);
