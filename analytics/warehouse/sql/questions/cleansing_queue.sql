-- Who is in the cleansing queue, and how long. Grain: one reason, state of the work, owner and time of waiting. Inputs: queue_spans,
-- set_units, dates.

WITH
queued AS (
    SELECT reason, state, owner, waiting_since(entered, CAST($as_at AS DATE)) AS waiting, entered
    FROM queue_spans
    SEMI JOIN (
        SELECT team_set FROM set_units WHERE as_at = $as_at AND level = CAST($level AS unit_level) AND name = $name
    ) AS sets USING (team_set)
    WHERE held_from <= known_until($as_at, (SELECT max(as_at) FROM dates))
        AND held_until > known_until($as_at, (SELECT max(as_at) FROM dates))
),
counted AS (
    SELECT reason, state, owner, waiting, count(*) AS people, min(entered) AS oldest
    FROM queued
    GROUP BY reason, state, owner, waiting
)
SELECT
    CAST(reason AS VARCHAR) AS reason,
    CAST(state AS VARCHAR) AS state,
    CAST(owner AS VARCHAR) AS owner,
    CAST(waiting AS VARCHAR) AS waiting,
    people,
    oldest
FROM counted
ORDER BY counted.reason, counted.state, counted.owner, counted.waiting;
