-- What the choice between the routes is measured by, of which no other mart tells. Inputs: batch_people, batch_groups, trace_batches,
-- spans, snapshots, dates, staged_decisions.

-- How many people sent without a number were found. Grain: one day of return, by whether they were searched for in real time and whether
-- an earlier batch had asked about them.
CREATE TABLE option_yields AS
SELECT
    batch_groups.returned_on,
    coalesce(trace_batches.service = 'smsp', false) AS real_time,
    batch_groups.pass > 1 AS residue,
    how_many(people, true) AS traced,
    how_many(people, is_match(batch_groups.outcome)) AS matched
FROM batch_groups
JOIN trace_batches USING (batch)
WHERE batch_groups.returned_on IS NOT NULL AND is_trace(batch_groups.outcome) AND NOT batch_groups.with_number
GROUP BY ALL;

-- Days from sending a batch to the first snapshot whose records hold the numbers it found. Grain: one batch and number of days.
CREATE TABLE option_record_days AS
SELECT batch, days, count(*) AS people
FROM (
    SELECT batch_people.batch, batch_people.person_id, min(spans.held_from) - any_value(batch_people.sent_on) AS days
    FROM batch_people
    JOIN spans ON spans.person_id = batch_people.person_id AND spans.held_from > batch_people.sent_on
    WHERE is_match(batch_people.outcome) AND NOT batch_people.with_number AND counts(spans.state, 'coverage')
    GROUP BY batch_people.batch, batch_people.person_id
)
GROUP BY batch, days;

-- Records without a usable number that a batch had asked about, by whether it was one batch or several; `asked_again`: of the latter, those
-- about whom another batch asked before the next snapshot or on its day. Grain: one snapshot and exemption with such records.
CREATE TABLE option_asked AS
WITH
asked AS (
    SELECT batch_people.person_id, coalesce(batch_people.sent_on, batch_people.returned_on) AS on_date
    FROM batch_people
    JOIN trace_batches USING (batch)
    WHERE trace_batches.service IS DISTINCT FROM 'smsp'
),
ends AS (
    SELECT snapshots.as_at, coalesce(following.as_at, snapshots.as_at) AS until
    FROM snapshots
    LEFT JOIN dates AS following ON following.previous = snapshots.as_at
)
SELECT
    as_at,
    exempt,
    count(*) FILTER (WHERE times = 1) AS asked_once,
    count(*) FILTER (WHERE times > 1) AS asked_more,
    count(*) FILTER (WHERE times > 1 AND goes_on) AS asked_again
FROM (
    SELECT
        ends.as_at,
        spans.exempt,
        count(*) FILTER (WHERE asked.on_date <= ends.as_at) AS times,
        bool_or(asked.on_date > ends.as_at) AS goes_on
    FROM asked
    JOIN spans ON spans.person_id = asked.person_id
    JOIN ends ON ends.as_at >= spans.held_from AND ends.as_at < spans.held_until AND asked.on_date <= ends.until
    WHERE NOT counts(spans.state, 'coverage')
    GROUP BY ends.as_at, spans.exempt, spans.person_id
)
WHERE times > 0
GROUP BY as_at, exempt;

-- The time that decisions took, counted on the day of a person's last. Grain: one day.
CREATE TABLE option_decisions AS
SELECT decided, count(*) AS people, CAST(sum(minutes) AS BIGINT) AS minutes
FROM (SELECT person_id, max(decided) AS decided, sum(minutes) AS minutes FROM staged_decisions WHERE minutes IS NOT NULL GROUP BY person_id)
GROUP BY decided;
