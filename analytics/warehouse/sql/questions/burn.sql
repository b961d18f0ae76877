-- What the work has taken and what was planned. Grain: one period, oldest first. Inputs: effort_rows, plan_rows.

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
        greatest((SELECT max(on_date) FROM worked), (SELECT max(ends) FROM planned)) AS last_day,
        (SELECT max(last_date) FROM worked) AS until,
        (SELECT count(*) FROM planned) > 0 AS is_planned
),
periods AS (
    SELECT unnest(periods_between(first_day, last_day, $grain)) AS period, first_day, until, is_planned
    FROM bounds
),
actual AS (
    SELECT
        period_of(worked.on_date, $grain, bounds.first_day) AS period,
        sum(minutes) AS minutes,
        sum(pence) AS pence,
        sum(minutes) FILTER (WHERE pence IS NULL) AS uncosted,
        sum(minutes) FILTER (WHERE party = 'partner') AS partner_minutes,
        sum(pence) FILTER (WHERE party = 'partner') AS partner_pence
    FROM worked
    CROSS JOIN bounds
    GROUP BY ALL
),
expected AS (
    SELECT
        periods.period,
        sum(
            spread_before(minutes, starts, ends, period_end(period, $grain)) - spread_before(minutes, starts, ends, period)
        ) AS minutes,
        sum(spread_before(pence, starts, ends, period_end(period, $grain)) - spread_before(pence, starts, ends, period)) AS pence
    FROM periods
    CROSS JOIN planned
    GROUP BY periods.period
),
told AS (
    SELECT
        periods.period,
        -- Nobody knows the effort of a period that lies ahead.
        coalesce(periods.period <= periods.until, false) AS is_known,
        periods.is_planned,
        coalesce(actual.minutes, 0) AS minutes,
        coalesce(actual.pence, 0) AS pence,
        coalesce(actual.uncosted, 0) AS uncosted,
        coalesce(actual.partner_minutes, 0) AS partner_minutes,
        coalesce(actual.partner_pence, 0) AS partner_pence,
        coalesce(expected.minutes, 0) AS planned_minutes,
        coalesce(expected.pence, 0) AS planned_pence
    FROM periods
    LEFT JOIN actual USING (period)
    LEFT JOIN expected USING (period)
),
summed AS (
    SELECT
        *,
        sum(minutes) OVER so_far AS all_minutes,
        sum(pence) OVER so_far AS all_pence,
        sum(uncosted) OVER so_far AS all_uncosted,
        sum(planned_minutes) OVER so_far AS all_planned_minutes,
        sum(planned_pence) OVER so_far AS all_planned_pence
    FROM told
    WINDOW so_far AS (ORDER BY period)
)
SELECT
    period,
    if(is_known, CAST(minutes AS BIGINT), NULL) AS actual_minutes,
    if(is_known, CAST(pence AS BIGINT), NULL) AS actual_pence,
    if(is_known, CAST(uncosted AS BIGINT), NULL) AS uncosted_minutes,
    if(is_known, CAST(partner_minutes AS BIGINT), NULL) AS partner_minutes,
    if(is_known, CAST(partner_pence AS BIGINT), NULL) AS partner_pence,
    if(is_planned, CAST(planned_minutes AS BIGINT), NULL) AS planned_minutes,
    if(is_planned, CAST(planned_pence AS BIGINT), NULL) AS planned_pence,
    if(is_known, CAST(all_minutes AS BIGINT), NULL) AS cumulative_actual_minutes,
    if(is_known, CAST(all_pence AS BIGINT), NULL) AS cumulative_actual_pence,
    if(is_known, CAST(all_uncosted AS BIGINT), NULL) AS cumulative_uncosted_minutes,
    if(is_planned, CAST(all_planned_minutes AS BIGINT), NULL) AS cumulative_planned_minutes,
    if(is_planned, CAST(all_planned_pence AS BIGINT), NULL) AS cumulative_planned_pence
FROM summed
WHERE period_end(period, $grain) > $from
ORDER BY period;
