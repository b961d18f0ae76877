-- Effort by role. Grain: one period, role and organisation, oldest first. Inputs: effort_rows, plan_rows.

WITH
worked AS (
    SELECT * FROM effort_rows WHERE on_date <= $to
),
planned AS (
    SELECT * FROM plan_rows WHERE revision = (SELECT max(revision) FROM plan_rows WHERE revised <= $to)
),
bounds AS (
    SELECT
        least((SELECT min(on_date) FROM worked), (SELECT min(starts) FROM planned)) AS first_day,
        (SELECT max(last_date) FROM worked) AS until,
        (SELECT count(*) FROM planned) > 0 AS is_planned
),
periods AS (
    SELECT unnest(periods_between(first_day, until, $grain)) AS period, first_day, until
    FROM bounds
),
told AS (
    SELECT period_of(worked.on_date, $grain, bounds.first_day) AS period, role, party, minutes, pence, party AS done_by,
        0 AS planned_minutes, 0 AS planned_pence
    FROM worked
    CROSS JOIN bounds
    UNION ALL
    -- What is planned for days after the last one of effort is not due.
    SELECT periods.period, role, party, 0, 0, NULL,
        spread_before(minutes, starts, ends, least(period_end(period, $grain), until + 1)) - spread_before(minutes, starts, ends, period),
        coalesce(
            spread_before(pence, starts, ends, least(period_end(period, $grain), until + 1)) - spread_before(pence, starts, ends, period), 0
        )
    FROM periods
    CROSS JOIN planned
)
SELECT
    told.period,
    -- Two spellings of a role are one role.
    min(told.role) AS role,
    CAST(told.party AS VARCHAR) AS organisation,
    CAST(sum(minutes) AS BIGINT) AS actual_minutes,
    CAST(coalesce(sum(pence), 0) AS BIGINT) AS actual_pence,
    CAST(coalesce(sum(minutes) FILTER (WHERE pence IS NULL), 0) AS BIGINT) AS uncosted_minutes,
    if(any_value(bounds.is_planned), CAST(sum(planned_minutes) AS BIGINT), NULL) AS planned_minutes,
    if(any_value(bounds.is_planned), CAST(sum(planned_pence) AS BIGINT), NULL) AS planned_pence
FROM told
CROSS JOIN bounds
WHERE period_end(told.period, $grain) > $from
GROUP BY told.period, name_key(told.role), told.party
HAVING sum(minutes) > 0 OR sum(pence) > 0 OR sum(planned_minutes) > 0 OR sum(planned_pence) > 0
ORDER BY told.period, told.party, role NULLS LAST;
