-- The first plan and each revision beside what the work has taken. Grain: one revision, oldest first. Inputs: plan_rows, effort_rows.

WITH
worked AS (
    SELECT * FROM effort_rows WHERE on_date <= $to
),
actual AS (
    SELECT
        coalesce(sum(minutes), 0) AS minutes,
        coalesce(sum(pence), 0) AS pence,
        coalesce(sum(minutes) FILTER (WHERE pence IS NULL), 0) AS uncosted,
        max(last_date) AS until
    FROM worked
),
plans AS (
    SELECT
        revision,
        revised,
        min(reason) AS reason,
        min(starts) AS starts,
        max(ends) AS ends,
        sum(plan_rows.minutes) AS minutes,
        coalesce(sum(plan_rows.pence), 0) AS pence,
        coalesce(sum(plan_rows.minutes) FILTER (WHERE plan_rows.pence IS NULL), 0) AS uncosted,
        coalesce(sum(spread_before(plan_rows.minutes, starts, ends, actual.until + 1)), 0) AS to_date_minutes,
        coalesce(sum(spread_before(plan_rows.pence, starts, ends, actual.until + 1)), 0) AS to_date_pence
    FROM plan_rows
    CROSS JOIN actual
    WHERE revised <= $to
    GROUP BY revision, revised
),
spent AS (
    SELECT plans.revision, sum(worked.minutes) AS minutes, sum(worked.pence) AS pence
    FROM plans
    JOIN worked ON worked.on_date < plans.revised
    GROUP BY plans.revision
)
SELECT
    plans.revision,
    plans.revised,
    plans.reason,
    plans.starts,
    plans.ends,
    CAST(plans.minutes AS BIGINT) AS minutes,
    CAST(plans.pence AS BIGINT) AS pence,
    CAST(plans.uncosted AS BIGINT) AS uncosted_minutes,
    CAST(plans.minutes - lag(plans.minutes) OVER (ORDER BY plans.revision) AS BIGINT) AS change_minutes,
    CAST(plans.pence - lag(plans.pence) OVER (ORDER BY plans.revision) AS BIGINT) AS change_pence,
    CAST(coalesce(spent.minutes, 0) AS BIGINT) AS spent_minutes,
    CAST(coalesce(spent.pence, 0) AS BIGINT) AS spent_pence,
    CAST(plans.to_date_minutes AS BIGINT) AS to_date_minutes,
    CAST(plans.to_date_pence AS BIGINT) AS to_date_pence,
    CAST(actual.minutes AS BIGINT) AS actual_minutes,
    CAST(actual.pence AS BIGINT) AS actual_pence,
    CAST(actual.uncosted AS BIGINT) AS actual_uncosted_minutes,
    actual.until AS actual_until
FROM plans
CROSS JOIN actual
LEFT JOIN spent ON spent.revision = plans.revision
ORDER BY plans.revision;
