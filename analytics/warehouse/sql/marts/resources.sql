-- What the work takes and what was planned: hours and cost, and the numbers that came of it. Inputs: staged_effort, staged_plan,
-- staged_rates, movements, coverage, dates, loads, issues.

-- What an hour costs from a day on. Grain: one role, organisation and day.
CREATE TEMP TABLE hourly AS
SELECT name_key(role) AS role_key, party, valid_from, max(rate_pence) AS rate_pence
FROM staged_rates
GROUP BY ALL;

-- Rows whose days a later whole file tells again for the same organisation, workstream and role. Grain: one such row and later file.
CREATE TEMP TABLE told_again AS
SELECT earlier.row, later.load AS later_load, min(later.line) AS line
FROM (SELECT rowid AS row, * FROM staged_effort) AS earlier
JOIN (SELECT * FROM staged_effort WHERE NOT mended) AS later
    ON later.party = earlier.party AND later.workstream = earlier.workstream
    AND name_key(coalesce(later.role, '')) = name_key(coalesce(earlier.role, ''))
    AND later.load > earlier.load AND later.on_date <= earlier.last_date AND later.last_date >= earlier.on_date
GROUP BY earlier.row, later.load;

INSERT INTO issues
SELECT
    later_load,
    CAST('warning' AS severity),
    '',
    'replaces_earlier',
    'Rows of earlier timesheets for the same organisation, workstream, role and days no longer count: this file tells those days again',
    count(*),
    min(line)
FROM told_again
GROUP BY later_load;

-- Hours of work with what they cost; none where neither a cost nor a rate is known. Grain: one row of a timesheet that counts.
CREATE TABLE effort_rows AS
SELECT
    effort.on_date,
    effort.last_date,
    effort.workstream,
    phase_of(effort.workstream) AS phase,
    effort.role,
    effort.party,
    effort.minutes,
    coalesce(effort.cost_pence, cost_of(coalesce(effort.rate_pence, hourly.rate_pence), effort.minutes)) AS pence
FROM (
    SELECT *, name_key(coalesce(role, '')) AS role_key
    FROM staged_effort
    WHERE rowid NOT IN (SELECT row FROM told_again)
) AS effort
ASOF LEFT JOIN hourly ON hourly.role_key = effort.role_key AND hourly.party = effort.party AND effort.on_date >= hourly.valid_from
ORDER BY effort.on_date;

-- Every revision of the plan, as the latest whole file has it that holds it. Grain: one workstream, role, organisation and period of a
-- revision; `revision` is its place, from 1.
CREATE TABLE plan_rows AS
WITH
standing AS (
    SELECT *, max(load) FILTER (WHERE NOT mended) OVER (PARTITION BY revised) AS whole_load
    FROM staged_plan
),
counting AS (
    SELECT *, name_key(coalesce(role, '')) AS role_key
    FROM standing
    WHERE load >= coalesce(whole_load, 0)
)
SELECT
    dense_rank() OVER (ORDER BY plan.revised) AS revision,
    plan.revised,
    plan.reason,
    plan.workstream,
    phase_of(plan.workstream) AS phase,
    plan.role,
    plan.party,
    plan.starts,
    plan.ends,
    plan.minutes,
    coalesce(plan.cost_pence, cost_of(hourly.rate_pence, plan.minutes)) AS pence
FROM counting AS plan
ASOF LEFT JOIN hourly ON hourly.role_key = plan.role_key AND hourly.party = plan.party AND plan.starts >= hourly.valid_from
ORDER BY plan.revised, plan.starts;

-- Numbers that came, as far as they are counted: gained from one snapshot to the next; before the first snapshot only by how many the
-- covered records rose. Grain: one date, and the source where it is known.
CREATE TABLE numbers_gained AS
WITH
council AS (
    SELECT as_at, measure, source, people
    FROM movements
    WHERE level = 'council' AND view = 'included' AND step = 'gained'
),
bridged AS (
    SELECT DISTINCT as_at FROM movements WHERE level = 'council'
)
SELECT
    bridged.as_at,
    CAST('gained' AS numbers_basis) AS basis,
    council.source,
    CAST(coalesce(sum(council.people) FILTER (WHERE council.measure = 'coverage'), 0) AS BIGINT) AS gained,
    CAST(coalesce(sum(council.people) FILTER (WHERE council.measure = 'verified'), 0) AS BIGINT) AS verified
FROM bridged
LEFT JOIN council USING (as_at)
GROUP BY ALL
UNION ALL
SELECT as_at, CAST('net_rise' AS numbers_basis), NULL, counted - previous_counted, NULL
FROM coverage
ANTI JOIN bridged USING (as_at)
WHERE level = 'council' AND view = 'included' AND measure = 'coverage' AND previous_counted IS NOT NULL;

-- The same by month, with what left the cleansing queue. Grain: one month in which numbers are counted.
CREATE TABLE numbers_by_month AS
WITH
counted AS (
    SELECT
        CAST(date_trunc('month', as_at) AS DATE) AS month,
        max(as_at) AS counted_at,
        max(basis) AS basis,
        CAST(sum(gained) AS BIGINT) AS gained,
        CAST(coalesce(sum(gained) FILTER (WHERE source = 'manual'), 0) AS BIGINT) AS gained_manual,
        CAST(coalesce(sum(gained) FILTER (WHERE source = 'batch_trace'), 0) AS BIGINT) AS gained_batch_trace,
        CAST(coalesce(sum(gained) FILTER (WHERE source = 'macs'), 0) AS BIGINT) AS gained_macs,
        CAST(coalesce(sum(gained) FILTER (WHERE source = 'spine_mini'), 0) AS BIGINT) AS gained_spine_mini,
        CAST(coalesce(sum(gained) FILTER (WHERE source = 'unknown'), 0) AS BIGINT) AS gained_unknown,
        CAST(sum(verified) AS BIGINT) AS verified,
        CAST(coalesce(sum(verified) FILTER (WHERE source = 'manual'), 0) AS BIGINT) AS verified_manual,
        CAST(coalesce(sum(verified) FILTER (WHERE source = 'batch_trace'), 0) AS BIGINT) AS verified_batch_trace,
        CAST(coalesce(sum(verified) FILTER (WHERE source = 'macs'), 0) AS BIGINT) AS verified_macs,
        CAST(coalesce(sum(verified) FILTER (WHERE source = 'spine_mini'), 0) AS BIGINT) AS verified_spine_mini,
        CAST(coalesce(sum(verified) FILTER (WHERE source = 'unknown'), 0) AS BIGINT) AS verified_unknown
    FROM numbers_gained
    GROUP BY date_trunc('month', as_at)
),
cleared AS (
    SELECT CAST(date_trunc('month', left_on) AS DATE) AS month, count(*) AS cleared
    FROM queue_episodes
    WHERE left_on IS NOT NULL
    GROUP BY date_trunc('month', left_on)
)
SELECT
    counted.*,
    lag(counted.month) OVER (ORDER BY counted.month) AS month_before,
    coalesce(cleared.cleared, 0) AS cleared
FROM counted
LEFT JOIN cleared USING (month)
ORDER BY counted.month;

-- The same with the effort that it took, as far as effort is known on a day. A month's effort is that since the month before in which
-- numbers are counted; the first month's is its own. Grain: one month in which numbers are counted, from the first of effort to the last.
CREATE MACRO work_by_month(known_on) AS TABLE
WITH
worked AS (
    SELECT
        date_trunc('month', on_date) AS month,
        phase = 'running' AS is_running,
        workstream IN ('extract', 'transfer', 'load') AS is_tracing,
        workstream IN ('cleansing', 'decisions') AS is_clearing,
        pence IS NULL AS is_uncosted,
        minutes,
        pence,
        last_date
    FROM effort_rows
    WHERE on_date <= known_on
),
by_month AS (
    SELECT
        month,
        max(last_date) AS until,
        sum(minutes) AS minutes,
        sum(pence) AS pence,
        sum(minutes) FILTER (WHERE is_uncosted) AS uncosted_minutes,
        sum(minutes) FILTER (WHERE is_running) AS running_minutes,
        sum(pence) FILTER (WHERE is_running) AS running_pence,
        sum(minutes) FILTER (WHERE is_tracing) AS tracing_minutes,
        sum(pence) FILTER (WHERE is_tracing) AS tracing_pence,
        sum(minutes) FILTER (WHERE is_tracing AND is_uncosted) AS tracing_uncosted_minutes,
        sum(minutes) FILTER (WHERE is_clearing) AS clearing_minutes,
        sum(pence) FILTER (WHERE is_clearing) AS clearing_pence
    FROM worked
    GROUP BY month
),
ends AS (
    SELECT min(month) AS first_month, max(until) AS until FROM by_month
),
months AS (
    SELECT numbers_by_month.*, ends.until
    FROM numbers_by_month
    CROSS JOIN ends
    WHERE month BETWEEN first_month AND until AND counted_at <= known_on
),
told AS (
    SELECT
        months.month,
        by_month.month > coalesce(months.month_before, months.month - INTERVAL 1 DAY) AS is_own,
        by_month.* EXCLUDE (month, until)
    FROM months
    JOIN by_month ON by_month.month <= months.month
),
summed AS (
    SELECT
        month,
        sum(minutes) FILTER (WHERE is_own) AS minutes,
        sum(pence) FILTER (WHERE is_own) AS pence,
        sum(uncosted_minutes) FILTER (WHERE is_own) AS uncosted_minutes,
        sum(running_minutes) FILTER (WHERE is_own) AS running_minutes,
        sum(running_pence) FILTER (WHERE is_own) AS running_pence,
        sum(tracing_minutes) FILTER (WHERE is_own) AS tracing_minutes,
        sum(tracing_pence) FILTER (WHERE is_own) AS tracing_pence,
        sum(tracing_uncosted_minutes) FILTER (WHERE is_own) AS tracing_uncosted_minutes,
        sum(clearing_minutes) FILTER (WHERE is_own) AS clearing_minutes,
        sum(clearing_pence) FILTER (WHERE is_own) AS clearing_pence,
        sum(minutes) AS cumulative_minutes,
        sum(pence) AS cumulative_pence
    FROM told
    GROUP BY month
)
SELECT
    months.* EXCLUDE (until),
    -- Timesheets end before a weekend or a bank holiday, and the last snapshot may be a week before the month's end.
    months.until + 5 >= period_end(months.month, 'month') AND months.counted_at + 7 >= period_end(months.month, 'month') AS is_complete,
    CAST(period_end(months.month, 'month') - coalesce(period_end(months.month_before, 'month'), months.month) AS BIGINT) AS days,
    CAST(coalesce(summed.minutes, 0) AS BIGINT) AS minutes,
    CAST(coalesce(summed.pence, 0) AS BIGINT) AS pence,
    CAST(coalesce(summed.uncosted_minutes, 0) AS BIGINT) AS uncosted_minutes,
    CAST(coalesce(summed.running_minutes, 0) AS BIGINT) AS running_minutes,
    CAST(coalesce(summed.running_pence, 0) AS BIGINT) AS running_pence,
    CAST(coalesce(summed.tracing_minutes, 0) AS BIGINT) AS tracing_minutes,
    CAST(coalesce(summed.tracing_pence, 0) AS BIGINT) AS tracing_pence,
    CAST(coalesce(summed.tracing_uncosted_minutes, 0) AS BIGINT) AS tracing_uncosted_minutes,
    CAST(coalesce(summed.clearing_minutes, 0) AS BIGINT) AS clearing_minutes,
    CAST(coalesce(summed.clearing_pence, 0) AS BIGINT) AS clearing_pence,
    CAST(coalesce(summed.cumulative_minutes, 0) AS BIGINT) AS cumulative_minutes,
    CAST(coalesce(summed.cumulative_pence, 0) AS BIGINT) AS cumulative_pence
FROM months
LEFT JOIN summed USING (month);

-- Hours of work beside the hours planned, period by period, as far as both are known on a day: what is planned for days after the last
-- one of effort is not due. Grain: one row of a timesheet, or one row of the plan in force in one period.
CREATE MACRO work_and_plan(known_on, grain) AS TABLE
WITH
worked AS (
    SELECT * FROM effort_rows WHERE on_date <= known_on
),
planned AS (
    SELECT * FROM plan_rows WHERE revision = (SELECT max(revision) FROM plan_rows WHERE revised <= known_on)
),
bounds AS (
    SELECT
        least((SELECT min(on_date) FROM worked), (SELECT min(starts) FROM planned)) AS first_day,
        (SELECT max(last_date) FROM worked) AS until,
        (SELECT count(*) FROM planned) > 0 AS is_planned
),
periods AS (
    SELECT unnest(periods_between(first_day, until, grain)) AS period, until FROM bounds
),
told AS (
    SELECT period_of(worked.on_date, grain, bounds.first_day) AS period, workstream, role, party, minutes, pence,
        0 AS planned_minutes, 0 AS planned_pence
    FROM worked
    CROSS JOIN bounds
    UNION ALL
    SELECT periods.period, workstream, role, party, 0, 0,
        spread_before(minutes, starts, ends, least(period_end(period, grain), until + 1)) - spread_before(minutes, starts, ends, period),
        coalesce(
            spread_before(pence, starts, ends, least(period_end(period, grain), until + 1)) - spread_before(pence, starts, ends, period), 0
        )
    FROM periods
    CROSS JOIN planned
)
SELECT told.*, period_end(told.period, grain) AS ends, bounds.is_planned
FROM told
CROSS JOIN bounds;
