-- People whom the worklist counts and doesn't list. Grain: one row. Input: spans, team_sets, known_teams.

SELECT count(*) AS restricted
FROM spans
SEMI JOIN (SELECT team_set FROM team_sets JOIN known_teams USING (team_id) WHERE known_teams.team = $team) AS sets USING (team_set)
WHERE spans.held_from <= $as_at
    AND spans.held_until > $as_at
    AND NOT counts(spans.state, $measure)
    AND NOT spans.exempt
    AND spans.restricted;
