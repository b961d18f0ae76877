-- What the cleansing queue has come to, and how it moved over its last complete months. Grain: one row. Inputs: queue_episodes,
-- set_units, dates.

WITH
stays AS (
    SELECT entered, if(left_on <= known_until($as_at, (SELECT max(as_at) FROM dates)), left_on, NULL) AS left_on
    FROM queue_episodes
    SEMI JOIN (
        SELECT team_set FROM set_units WHERE as_at = $as_at AND level = CAST($level AS unit_level) AND name = $name
    ) AS sets USING (team_set)
    WHERE entered <= known_until($as_at, (SELECT max(as_at) FROM dates))
),
-- Six complete months at most; the one in which the queue began says nothing of how it goes on.
period AS (
    SELECT
        greatest(
            CAST(date_trunc('month', CAST($as_at AS DATE) + 1) - INTERVAL 6 MONTHS AS DATE),
            (SELECT CAST(date_trunc('month', min(entered)) + INTERVAL 1 MONTH AS DATE) FROM stays)
        ) AS first_day,
        -- The month of a figure taken on its last day is complete.
        CAST(date_trunc('month', CAST($as_at AS DATE) + 1) AS DATE) AS end_day
)
SELECT
    CAST($as_at AS DATE) AS as_at,
    count(entered) FILTER (WHERE left_on IS NULL) AS open,
    if(count(entered) = 0, 0, greatest(0, date_diff('month', any_value(first_day), any_value(end_day)))) AS months,
    count(*) FILTER (WHERE entered >= first_day AND entered < end_day) AS entered,
    count(*) FILTER (WHERE left_on >= first_day AND left_on < end_day) AS "left",
    CAST(quantile_disc(left_on - entered, 0.5) AS BIGINT) AS median_days,
    CAST(quantile_disc(left_on - entered, 0.9) AS BIGINT) AS p90_days
FROM period
LEFT JOIN stays ON true;
