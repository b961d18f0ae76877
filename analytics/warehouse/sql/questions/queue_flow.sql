-- What came into the cleansing queue and what left. Grain: one month, oldest first. Inputs: queue_episodes, set_units, dates.

WITH
-- The unit's stays, as far as they are known at the date.
stays AS (
    SELECT
        entered,
        if(left_on <= known_until($as_at, (SELECT max(as_at) FROM dates)), left_on, NULL) AS left_on,
        why_left
    FROM queue_episodes
    SEMI JOIN (
        SELECT team_set FROM set_units WHERE as_at = $as_at AND level = CAST($level AS unit_level) AND name = $name
    ) AS sets USING (team_set)
    WHERE entered <= known_until($as_at, (SELECT max(as_at) FROM dates))
),
-- From the first stay on, unless the period begins later than the figures do.
months AS (
    SELECT CAST(unnest(generate_series(
        greatest(
            (SELECT date_trunc('month', min(entered)) FROM stays),
            if(CAST($from AS DATE) > (SELECT min(as_at) FROM dates), date_trunc('month', CAST($from AS DATE)), NULL)
        ),
        date_trunc('month', greatest(CAST($as_at AS DATE), (SELECT max(greatest(entered, left_on)) FROM stays))),
        INTERVAL 1 MONTH
    )) AS DATE) AS month
),
moves AS (
    SELECT date_trunc('month', entered) AS month, 1 AS entered, 0 AS left_queue, NULL AS days, NULL AS why_left
    FROM stays
    UNION ALL
    SELECT date_trunc('month', left_on), 0, 1, left_on - entered, why_left
    FROM stays
    WHERE left_on IS NOT NULL
),
counted AS (
    SELECT
        month,
        sum(entered) AS entered,
        sum(left_queue) AS left_queue,
        count(*) FILTER (WHERE why_left = 'verified') AS verified,
        count(*) FILTER (WHERE why_left = 'closed') AS closed,
        count(*) FILTER (WHERE why_left = 'answered') AS answered,
        count(*) FILTER (WHERE why_left = 'settled') AS settled,
        count(*) FILTER (WHERE why_left = 'out_of_scope') AS out_of_scope,
        quantile_disc(days, 0.5) AS median_days,
        quantile_disc(days, 0.9) AS p90_days
    FROM moves
    GROUP BY month
),
-- Every month up to the last, so that what is open is carried through months in which nothing happened and from before the period.
carried AS (
    SELECT month, sum(entered - left_queue) OVER (ORDER BY month) AS open
    FROM counted
)
SELECT
    months.month,
    CAST(coalesce(counted.entered, 0) AS BIGINT) AS entered,
    CAST(coalesce(counted.left_queue, 0) AS BIGINT) AS "left",
    coalesce(counted.verified, 0) AS left_verified,
    coalesce(counted.closed, 0) AS left_closed,
    coalesce(counted.answered, 0) AS left_answered,
    coalesce(counted.settled, 0) AS left_settled,
    coalesce(counted.out_of_scope, 0) AS left_out_of_scope,
    CAST(coalesce((SELECT arg_max(carried.open, carried.month) FROM carried WHERE carried.month <= months.month), 0) AS BIGINT) AS open,
    CAST(counted.median_days AS BIGINT) AS median_days,
    CAST(counted.p90_days AS BIGINT) AS p90_days
FROM months
LEFT JOIN counted ON counted.month = months.month
ORDER BY months.month;
