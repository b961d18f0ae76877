-- What is left to do, and what the last complete months took. Grain: one month judged, oldest first, with the rest beside each; one row
-- without a month where there is none, no row before there is any effort. Inputs: effort_rows, plan_rows, coverage, queue_episodes,
-- dates, work_by_month.

WITH
worked AS (
    SELECT
        max(last_date) AS effort_until,
        sum(minutes) AS actual_minutes,
        coalesce(sum(pence), 0) AS actual_pence
    FROM effort_rows
    WHERE on_date <= $to
),
counted AS (
    SELECT as_at AS counted_at, target, records_to_go
    FROM coverage
    WHERE level = 'council'
        AND view = CAST($exemptions AS exemptions_view)
        AND measure = CAST($measure AS measure)
        AND as_at <= $to
    ORDER BY as_at DESC
    LIMIT 1
),
queue AS (
    SELECT count(*) AS queue
    FROM queue_episodes
    JOIN counted ON entered <= known_until(counted_at, (SELECT max(as_at) FROM dates))
    WHERE left_on IS NULL OR left_on > known_until(counted_at, (SELECT max(as_at) FROM dates))
),
plans AS (
    SELECT revision, sum(minutes) AS minutes, coalesce(sum(pence), 0) AS pence, max(ends) AS ends
    FROM plan_rows
    WHERE revised <= $to
    GROUP BY revision
),
plan AS (
    SELECT
        arg_min(pence, revision) AS first_plan_pence,
        arg_max(minutes, revision) AS plan_minutes,
        arg_max(pence, revision) AS plan_pence,
        arg_max(ends, revision) AS plan_ends
    FROM plans
),
-- Six complete months at most.
judged AS (
    SELECT *
    FROM work_by_month($to)
    WHERE is_complete
    ORDER BY month DESC
    LIMIT 6
)
SELECT
    worked.effort_until,
    counted.counted_at,
    counted.target,
    counted.records_to_go,
    queue.queue,
    CAST(worked.actual_minutes AS BIGINT) AS actual_minutes,
    CAST(worked.actual_pence AS BIGINT) AS actual_pence,
    CAST(plan.first_plan_pence AS BIGINT) AS first_plan_pence,
    CAST(plan.plan_minutes AS BIGINT) AS plan_minutes,
    CAST(plan.plan_pence AS BIGINT) AS plan_pence,
    plan.plan_ends,
    judged.month,
    judged.days,
    judged.gained,
    judged.cleared,
    judged.minutes,
    judged.pence,
    judged.uncosted_minutes,
    judged.tracing_minutes,
    judged.tracing_pence,
    judged.clearing_minutes,
    judged.clearing_pence
FROM worked
LEFT JOIN counted ON true
CROSS JOIN queue
CROSS JOIN plan
LEFT JOIN judged ON true
WHERE worked.effort_until IS NOT NULL
ORDER BY judged.month;
