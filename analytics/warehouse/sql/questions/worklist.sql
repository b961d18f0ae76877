-- Whose records one team has to mend. Grain: one person, in no order. Person-level. Inputs: spans, set_units.

SELECT
    -- Restricted people are counted, never listed.
    if(spans.restricted, '', spans.person_id) AS person_id,
    CAST(spans.state AS VARCHAR) AS state,
    CAST(spans.status AS VARCHAR) AS status,
    spans.since,
    spans.restricted AS withheld
FROM spans
SEMI JOIN (SELECT team_set FROM set_units WHERE as_at = $as_at AND level = 'team' AND name = $team) AS sets USING (team_set)
WHERE spans.held_from <= $as_at
    AND spans.held_until > $as_at
    AND spans.state < least_that_counts($measure)
    AND NOT spans.exempt;
