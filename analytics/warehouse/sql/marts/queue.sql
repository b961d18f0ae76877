-- The cleansing queue: whose record needs a person, because of the latest answer about it or because others hold its number, from when
-- until when, and who acts. Inputs: trace_events, latest_answers, staged_decisions, spans and snapshots, and
-- $owners, who acts on what: reason, `complete` or `lacking` by what the request held, and owner, with commas between.

-- Grain: one reason, by whether the request lacked something.
CREATE TEMP TABLE queue_owners AS
SELECT
    CAST(split_part(line, ' ', 1) AS queue_reason) AS reason,
    split_part(line, ' ', 2) = 'lacking' AS lacking,
    CAST(split_part(line, ' ', 3) AS queue_owner) AS owner
FROM (SELECT unnest(string_split(CAST($owners AS VARCHAR), ',')) AS line);

-- The people whom the queue may be about, numbered: everything below is put in order of person and day, and numbers are compared in a
-- fraction of the time that ids take. Grain: one person.
CREATE TEMP TABLE queue_people AS
SELECT person_id, CAST(row_number() OVER () AS INTEGER) AS person
FROM (
    SELECT DISTINCT person_id
    FROM spans
    SEMI JOIN (
        SELECT person_id FROM latest_answers WHERE is_trace(outcome) AND outcome <> 'not_traced'
        UNION ALL
        SELECT person_id FROM spans WHERE state = 'shared'
    ) AS watched USING (person_id)
);

-- Answers that say something about somebody. Of several on a day the last counts. Grain: one person and day. `shown_at` is the first
-- snapshot that may show what became of it.
CREATE TEMP TABLE queue_answers AS
WITH
answers AS (
    SELECT
        person,
        answered_on AS on_date,
        outcome,
        sensitive,
        sent_state,
        lacks,
        is_match(outcome) AND number IS NOT NULL AS has_number,
        is_match(outcome) AND others.number IS NOT NULL AS is_others
    FROM latest_answers
    JOIN queue_people USING (person_id)
    -- A number that came back for several people is loaded for none of them.
    LEFT JOIN (
        SELECT number
        FROM latest_answers
        JOIN queue_people USING (person_id)
        WHERE is_match(outcome)
        GROUP BY number
        HAVING count(DISTINCT person) > 1
    ) AS others USING (number)
    WHERE is_trace(outcome) AND outcome <> 'not_traced'
    QUALIFY row_number() OVER (PARTITION BY person, answered_on ORDER BY batch DESC) = 1
)
SELECT answers.*, snapshots.as_at AS shown_at
FROM answers
ASOF LEFT JOIN snapshots ON answers.on_date <= snapshots.as_at;

-- Where they stood. Grain: as spans.
CREATE TEMP TABLE queue_standings AS
SELECT person, held_from, held_until, since, state, status, exempt, restricted, team_set
FROM spans
JOIN queue_people USING (person_id);

-- What was decided. Grain: one person and day. Of several decisions on a day, one that closes goes before a cleansing, and that before a
-- passing on.
CREATE TEMP TABLE queue_decisions AS
SELECT
    person,
    decided AS on_date,
    bool_or(closes(decision)) AS closes,
    bool_or(decision = 'number_accepted') AS accepts,
    bool_or(decision = 'details_cleansed') AS cleansed,
    max(CASE WHEN starts_with(CAST(decision AS VARCHAR), 'passed_to_') THEN CAST(substr(CAST(decision AS VARCHAR), 11) AS queue_owner) END)
        AS passed_to
FROM staged_decisions
JOIN queue_people USING (person_id)
GROUP BY person, decided;

-- Every moment at which somebody may come into the queue, leave it or move in it, and whether there is a reason to be in it. A day's
-- decisions come after its answers and its snapshot. Grain: one person, day and step; `nth` counts each person's, `held_until` is the day of
-- the next, infinity after the last, `stood_from` the span the person was last in.
CREATE TEMP TABLE queue_moments AS
WITH
happened AS (
    SELECT person, on_date, 1 AS step, on_date AS answered_on, CAST(NULL AS DATE) AS stood_from, CAST(NULL AS DATE) AS closed_on,
        CAST(NULL AS DATE) AS moved_on, CAST(NULL AS DATE) AS passed_on
    FROM queue_answers
    UNION ALL
    SELECT person, shown_at, 1, NULL, NULL, NULL, NULL, NULL FROM queue_answers WHERE shown_at IS NOT NULL
    UNION ALL
    SELECT person, held_from, 1, NULL, held_from, NULL, NULL, NULL FROM queue_standings
    UNION ALL
    -- Whoever is in no span from a snapshot on is out of scope.
    SELECT person, held_until, 1, NULL, NULL, NULL, NULL, NULL FROM queue_standings WHERE held_until < DATE 'infinity'
    UNION ALL
    SELECT person, on_date, 2, NULL, NULL, if(closes, on_date, NULL), if(closes, NULL, on_date), if(passed_to IS NULL, NULL, on_date)
    FROM queue_decisions
),
moments AS (
    SELECT person, on_date, step, max(answered_on) AS answered_on, max(stood_from) AS stood_from, max(closed_on) AS closed_on,
        max(moved_on) AS moved_on, max(passed_on) AS passed_on
    FROM happened
    GROUP BY person, on_date, step
),
-- The last of each by then.
known AS (
    SELECT
        person,
        on_date,
        row_number() OVER in_order AS nth,
        coalesce(lead(on_date) OVER in_order, DATE 'infinity') AS held_until,
        answered_on IS NOT NULL AS is_answer,
        last_value(answered_on IGNORE NULLS) OVER so_far AS answered_on,
        last_value(stood_from IGNORE NULLS) OVER so_far AS stood_from,
        last_value(closed_on IGNORE NULLS) OVER so_far AS closed_on,
        last_value(moved_on IGNORE NULLS) OVER so_far AS moved_on,
        last_value(passed_on IGNORE NULLS) OVER so_far AS passed_on
    FROM moments
    WINDOW
        in_order AS (PARTITION BY person ORDER BY on_date, step),
        so_far AS (PARTITION BY person ORDER BY on_date, step ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
),
-- The answers with the state that each met.
met AS (
    SELECT
        answers.*,
        coalesce(if(met.held_until > answers.on_date, met.state, NULL), answers.sent_state) AS was,
        -- Somebody who is in the next snapshot and in none before was there already when the answer came.
        coming.person IS NOT NULL AS is_coming
    FROM queue_answers AS answers
    ASOF LEFT JOIN queue_standings AS met ON met.person = answers.person AND answers.on_date >= met.held_from
    LEFT JOIN queue_standings AS coming ON coming.person = answers.person AND coming.held_from = answers.shown_at
),
reasoned AS (
    SELECT
        known.*,
        standings.person IS NOT NULL OR met.is_coming AND known.on_date < met.shown_at AS in_scope,
        standings.state,
        standings.since,
        standings.state = 'shared' AND NOT standings.exempt AS shared,
        -- Whether the number that came back is the person's by a decision, whatever the code says.
        coalesce(closing.accepts AND known.closed_on >= met.on_date AND met.has_number, false) AS accepted,
        coalesce(met.is_others, false) AS is_others,
        known.on_date >= met.shown_at AS shown,
        CASE
            -- Where a number need not be had, none has to be found.
            WHEN standings.exempt AND NOT counts(standings.state, 'coverage') THEN NULL
            ELSE answer_reason(
                met.outcome,
                met.sensitive,
                met.was,
                standings.state,
                coalesce(known.on_date >= met.shown_at, false),
                coalesce(standings.since > met.on_date, false)
            )
        END AS told,
        met.lacks
    FROM known
    LEFT JOIN met ON met.person = known.person AND met.on_date = known.answered_on
    LEFT JOIN queue_decisions AS closing ON closing.person = known.person AND closing.on_date = known.closed_on
    LEFT JOIN queue_standings AS standings
        ON standings.person = known.person AND standings.held_from = known.stood_from AND standings.held_until > known.on_date
),
-- A decision holds for the answer it came after; one that accepts a number closes nothing before the record holds it.
asked AS (
    SELECT *, told IS NOT NULL AND (accepted OR coalesce(closed_on < answered_on, true)) AS by_answer
    FROM reasoned
)
SELECT
    person,
    nth,
    on_date,
    held_until,
    CASE
        WHEN NOT coalesce(in_scope, false) THEN NULL
        WHEN by_answer AND is_others THEN CAST('shared' AS queue_reason)
        WHEN by_answer AND accepted THEN CAST('to_load' AS queue_reason)
        WHEN by_answer THEN told
        -- A decision holds for the time that the number has been shared.
        WHEN shared AND coalesce(closed_on < since, true) THEN CAST('shared' AS queue_reason)
    END AS reason,
    CAST(CASE
        WHEN NOT coalesce(in_scope, false) THEN 'out_of_scope'
        WHEN told IS NOT NULL OR shared THEN 'closed'
        WHEN is_answer AND NOT coalesce(shown, false) THEN 'answered'
        WHEN state = 'verified' THEN 'verified'
        WHEN is_answer THEN 'answered'
        ELSE 'settled'
    END AS queue_exit) AS why_not,
    CASE WHEN NOT by_answer THEN since WHEN accepted THEN closed_on ELSE answered_on END AS because_of,
    if(reason = 'shared', '', coalesce(lacks, '')) AS lacks,
    stood_from,
    moved_on,
    passed_on
FROM asked;

-- The moments at which somebody is in the queue, by stay: moments that follow each other are of one stay. Grain: as queue_moments.
CREATE TEMP TABLE queued_moments AS
SELECT * EXCLUDE (why_not), nth - row_number() OVER (PARTITION BY person ORDER BY nth) AS stay
FROM queue_moments
WHERE reason IS NOT NULL;

-- Grain: one person and unbroken stay.
CREATE TEMP TABLE queue_stays AS
SELECT person, stay, min(on_date) AS entered, max(nth) AS last_nth, arg_max(reason, nth) AS reason
FROM queued_moments
GROUP BY person, stay;

-- Everybody in the queue from one moment to the next at which anything changes. Grain: one person and such a time; `entered` is the day
-- the stay began, `held_until` the first day it is otherwise, infinity where it lasts; `lacks`, what the request lacked.
CREATE TABLE queue_spans AS
SELECT
    queue_people.person_id,
    stays.entered,
    moments.on_date AS held_from,
    moments.held_until,
    moments.reason,
    CAST(if(moved.on_date >= moments.because_of AND moved.cleansed, 'waiting_for_batch', 'open') AS queue_state) AS state,
    if(passed.on_date >= moments.because_of, passed.passed_to, queue_owners.owner) AS owner,
    moments.lacks,
    standings.status,
    standings.restricted,
    standings.team_set
FROM queued_moments AS moments
JOIN queue_people USING (person)
JOIN queue_stays AS stays USING (person, stay)
JOIN queue_owners ON queue_owners.reason = moments.reason AND queue_owners.lacking = (moments.lacks <> '')
-- Nobody is listed before the first snapshot in which they are.
LEFT JOIN queue_standings AS standings
    ON standings.person = moments.person AND standings.held_from = moments.stood_from AND standings.held_until > moments.on_date
LEFT JOIN queue_decisions AS moved ON moved.person = moments.person AND moved.on_date = moments.moved_on
LEFT JOIN queue_decisions AS passed ON passed.person = moments.person AND passed.on_date = moments.passed_on;

-- Every stay in the queue. Grain: one person and unbroken stay. `left_on` is null where it lasts, `reason` the last one, `team_set` the
-- person's last set of teams.
CREATE TABLE queue_episodes AS
SELECT
    queue_people.person_id,
    stays.entered,
    ends.on_date AS left_on,
    ends.why_not AS why_left,
    stays.reason,
    teams.team_set
FROM queue_stays AS stays
JOIN queue_people USING (person)
LEFT JOIN queue_moments AS ends ON ends.person = stays.person AND ends.nth = stays.last_nth + 1
JOIN (SELECT person, arg_max(team_set, held_from) AS team_set FROM queue_standings GROUP BY person) AS teams
    ON teams.person = stays.person;

-- What happened to people who were ever in the queue: `asked`, an outcome or a decision. Grain: one such event; `place` orders a day's,
-- none: a decision, which comes after its answers.
CREATE TABLE queue_history AS
WITH
events AS (
    SELECT person_id, on_date, batches.batch, trace_events.place, coalesce(CAST(outcome AS VARCHAR), 'asked') AS event
    FROM trace_events
    JOIN batches ON batches.place = trace_events.batch_place
    UNION ALL
    SELECT person_id, decided, NULL, NULL, CAST(decision AS VARCHAR)
    FROM staged_decisions
)
SELECT person_id, on_date, place, event, batch
FROM events
SEMI JOIN queue_episodes USING (person_id);
