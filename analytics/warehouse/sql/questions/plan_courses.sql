-- What each revision of the plan expected by when. Grain: one revision and period from its first to its last day, oldest first.
-- Input: plan_rows.

WITH
plans AS (
    SELECT revision, revised, min(starts) AS starts, max(ends) AS ends
    FROM plan_rows
    WHERE revised <= $to
    GROUP BY revision, revised
),
periods AS (
    SELECT revision, unnest(periods_between(starts, ends, $grain)) AS period
    FROM plans
),
told AS (
    SELECT
        plan_rows.revision,
        plan_rows.revised,
        periods.period,
        sum(
            spread_before(minutes, starts, ends, period_end(period, $grain)) - spread_before(minutes, starts, ends, period)
        ) AS minutes,
        coalesce(
            sum(spread_before(pence, starts, ends, period_end(period, $grain)) - spread_before(pence, starts, ends, period)), 0
        ) AS pence
    FROM periods
    JOIN plan_rows USING (revision)
    GROUP BY plan_rows.revision, plan_rows.revised, periods.period
),
summed AS (
    SELECT *, sum(minutes) OVER so_far AS all_minutes, sum(pence) OVER so_far AS all_pence
    FROM told
    WINDOW so_far AS (PARTITION BY revision ORDER BY period)
)
SELECT
    revision,
    revised,
    period,
    CAST(minutes AS BIGINT) AS planned_minutes,
    CAST(pence AS BIGINT) AS planned_pence,
    CAST(all_minutes AS BIGINT) AS cumulative_minutes,
    CAST(all_pence AS BIGINT) AS cumulative_pence
FROM summed
WHERE period_end(period, $grain) > $from
ORDER BY revision, period;
