-- Whose records one team has to mend. Grain: one person, longest first. Person-level. Input: spans, team_sets, known_teams.

SELECT
    -- Restricted people are counted, never listed.
    if(spans.restricted, '', spans.person_id) AS person_id,
    CAST(spans.state AS VARCHAR) AS state,
    spans.since,
    spans.restricted AS withheld
FROM spans
SEMI JOIN (SELECT team_set FROM team_sets JOIN known_teams USING (team_id) WHERE known_teams.team = $team) AS sets USING (team_set)
WHERE spans.held_from <= $as_at
    AND spans.held_until > $as_at
    AND NOT counts(spans.state, $measure)
    AND NOT spans.exempt
ORDER BY spans.since, spans.person_id;
