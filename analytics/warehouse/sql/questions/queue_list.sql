-- Whose records the cleansing queue holds. Grain: one person, in no order. Person-level. Inputs: queue_spans, queue_history, set_units,
-- dates.

WITH
queued AS (
    SELECT *
    FROM queue_spans
    SEMI JOIN (
        SELECT team_set FROM set_units WHERE as_at = $as_at AND level = CAST($level AS unit_level) AND name = $name
    ) AS sets USING (team_set)
    WHERE held_from <= known_until($as_at, (SELECT max(as_at) FROM dates))
        AND held_until > known_until($as_at, (SELECT max(as_at) FROM dates))
),
-- How often each was asked about, and what came of it: dates and words, with commas between.
told AS (
    SELECT
        person_id,
        count(DISTINCT batch) AS passes,
        string_agg(CAST(on_date AS VARCHAR) || ' ' || event, ',' ORDER BY on_date, place NULLS LAST, event) FILTER (WHERE event <> 'asked') AS history
    FROM queue_history
    SEMI JOIN queued USING (person_id)
    WHERE on_date <= known_until($as_at, (SELECT max(as_at) FROM dates))
    GROUP BY person_id
)
SELECT
    -- Restricted people are counted, never listed.
    if(queued.restricted, '', queued.person_id) AS person_id,
    CAST(queued.reason AS VARCHAR) AS reason,
    CAST(queued.state AS VARCHAR) AS state,
    CAST(queued.owner AS VARCHAR) AS owner,
    queued.entered,
    CAST(greatest(0, CAST($as_at AS DATE) - queued.entered) AS BIGINT) AS days,
    coalesce(told.passes, 0) AS passes,
    coalesce(told.history, '') AS history,
    queued.lacks,
    CAST(queued.status AS VARCHAR) AS status,
    queued.restricted AS withheld
FROM queued
LEFT JOIN told ON told.person_id = queued.person_id;
