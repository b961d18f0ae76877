-- Ties what came back to what was asked, and puts both in order of date: what is known of each person from traces at any date.
-- Inputs: loads, staged_trace_files, staged_trace_requests, staged_trace_responses, staged_trace_register.

-- The loads of requests and responses with the dates that they or the register give. Grain: one load.
CREATE TEMP TABLE trace_loads AS
SELECT
    load,
    loads.kind,
    coalesce(described.batch, loads.file) AS batch,
    described.dialect,
    described.rows,
    -- Requests made here say of which date the extracts were.
    if(described.made_here, loads.as_at, NULL) AS drawn_on,
    file_key(loads.file) AS file_key,
    CASE loads.kind
        WHEN 'trace_request' THEN
            coalesce(by_batch.sent, by_file.sent, if(described.made_here, NULL, loads.as_at), CAST(left(loads.loaded_at, 10) AS DATE))
        ELSE coalesce(by_file.returned, loads.as_at, described.answered, CAST(left(loads.loaded_at, 10) AS DATE))
    END AS on_date
FROM staged_trace_files AS described
JOIN loads USING (load)
LEFT JOIN staged_trace_register AS by_batch ON by_batch.key = file_key(described.batch)
LEFT JOIN staged_trace_register AS by_file ON by_file.key = file_key(loads.file);

-- The batch that each response answers: the one its file names, else the one that is most alike, and of several alike the latest that
-- was asked before. Grain: one response that answers a request in force.
CREATE TEMP TABLE response_batches AS
WITH
alike AS (
    SELECT answered.load, requests.load AS request_load, count(*) AS both
    FROM staged_trace_responses AS answered
    JOIN trace_loads AS files ON files.load = answered.load AND files.dialect IS DISTINCT FROM 'smsp'
    JOIN staged_trace_requests AS requests ON requests.reference = answered.reference
    GROUP BY answered.load, requests.load
)
SELECT responses.load, requests.batch
FROM alike
JOIN trace_loads AS responses ON responses.load = alike.load
JOIN trace_loads AS requests ON requests.load = alike.request_load
QUALIFY row_number() OVER (
    PARTITION BY responses.load
    ORDER BY
        contains(responses.file_key, file_key(requests.batch)) DESC,
        alike.both / (requests.rows + responses.rows - alike.both) DESC,
        requests.on_date <= responses.on_date DESC,
        requests.on_date DESC,
        requests.load DESC
) = 1;

-- Every batch: those asked for here or elsewhere, responses to no request of ours under their files' names, and what only the register
-- knows. Grain: one batch; `place` numbers them.
CREATE TEMP TABLE batches AS
WITH
-- The names under which the register may know a batch.
named AS (
    SELECT batch, load, on_date, drawn_on, kind, dialect, file_key(batch) AS key FROM trace_loads WHERE kind = 'trace_request'
    UNION ALL
    SELECT batch, load, on_date, drawn_on, kind, dialect, file_key FROM trace_loads WHERE kind = 'trace_request'
    UNION ALL
    SELECT coalesce(response_batches.batch, trace_loads.batch), load, on_date, drawn_on, kind, dialect, file_key
    FROM trace_loads
    LEFT JOIN response_batches USING (load)
    WHERE kind = 'trace_response'
),
known AS (
    SELECT
        named.batch,
        max(named.load) FILTER (WHERE named.kind = 'trace_request') AS request_load,
        coalesce(
            any_value(named.dialect) FILTER (WHERE named.kind = 'trace_request'),
            any_value(named.dialect) FILTER (WHERE named.kind = 'trace_response')
        ) AS dialect,
        max(named.on_date) FILTER (WHERE named.kind = 'trace_request') AS sent,
        max(named.drawn_on) AS drawn_on,
        max(named.on_date) FILTER (WHERE named.kind = 'trace_response') AS returned,
        min(staged_trace_register.key) AS key
    FROM named
    LEFT JOIN staged_trace_register USING (key)
    GROUP BY named.batch
)
SELECT
    coalesce(known.batch, registered.batch) AS batch,
    row_number() OVER (ORDER BY coalesce(known.batch, registered.batch)) AS place,
    known.request_load,
    known.dialect,
    coalesce(
        registered.service,
        CAST(CASE known.dialect WHEN 'mpt' THEN 'pds_mesh' ELSE known.dialect END AS trace_service)
    ) AS service,
    registered.route,
    registered.organisation,
    -- A request that is loaded after its answer was sent before it.
    coalesce(registered.sent, least(known.sent, known.returned)) AS sent_on,
    coalesce(registered.returned, known.returned) AS returned_on,
    known.drawn_on,
    registered.transfer_reference,
    registered.records AS registered_records,
    registered.key IS NOT NULL AS registered
FROM known
FULL JOIN staged_trace_register AS registered ON registered.key = known.key;

-- The batch that each response belongs to, and the order in which responses came. Grain: one response; no `asked_place`: no request in
-- force is known.
CREATE TEMP TABLE batch_responses AS
SELECT
    trace_loads.load,
    batches.place AS batch_place,
    if(response_batches.batch IS NULL, NULL, batches.place) AS asked_place,
    batches.returned_on,
    trace_loads.dialect IS NOT DISTINCT FROM 'smsp' AS is_log,
    row_number() OVER (ORDER BY trace_loads.on_date, trace_loads.load) AS place
FROM trace_loads
LEFT JOIN response_batches USING (load)
JOIN batches ON batches.batch = coalesce(response_batches.batch, trace_loads.batch)
WHERE trace_loads.kind = 'trace_response';

-- Everybody who was asked about and every row that came back, side by side. Of a reference that was answered twice, the later answer
-- counts, unless it says nothing of the person. Grain: one row of a response, or one person of a request to whom none answers; `is_known`:
-- a request in force has the person; `tells`: what it says of the person holds from its day on; `asked_on`, where a log tells when.
CREATE TEMP TABLE trace_rows AS
WITH
-- Each response of the services that answer by file has a reference once: only where several belong to a batch can it be answered twice.
repeating AS (
    SELECT batch_place
    FROM batch_responses
    JOIN trace_loads USING (load)
    GROUP BY batch_place
    HAVING count(*) > 1 OR bool_or(coalesce(trace_loads.dialect, 'smsp') = 'smsp')
),
-- Few references are answered twice: to put all answers in order would cost more than everything else here.
repeated AS (
    SELECT
        batch_place,
        reference,
        coalesce(
            max(answer_place(batch_responses.place, line)) FILTER (WHERE is_trace(outcome)), max(answer_place(batch_responses.place, line))
        ) AS latest,
        min(answered) AS asked_on
    FROM staged_trace_responses
    JOIN batch_responses USING (load)
    SEMI JOIN repeating USING (batch_place)
    GROUP BY batch_place, reference
    HAVING count(*) > 1
),
-- Each call of a log is an answer of its own day, of which the last holds.
calls AS (
    SELECT batch_place, reference, answered, max(answer_place(batch_responses.place, line)) FILTER (WHERE is_trace(outcome)) AS latest
    FROM staged_trace_responses
    JOIN batch_responses USING (load)
    WHERE is_log
    GROUP BY batch_place, reference, answered
),
answered AS (
    SELECT
        batch_responses.batch_place,
        batch_responses.asked_place,
        responses.* EXCLUDE (answered),
        repeated.latest IS NULL OR repeated.latest = answer_place(batch_responses.place, responses.line) AS is_latest,
        if(is_log, calls.latest = answer_place(batch_responses.place, responses.line), is_latest) AS tells,
        coalesce(responses.answered, batch_responses.returned_on) AS answered_on,
        if(is_log, coalesce(repeated.asked_on, answered_on), NULL) AS asked_on
    FROM staged_trace_responses AS responses
    JOIN batch_responses USING (load)
    LEFT JOIN repeated ON repeated.batch_place = batch_responses.batch_place AND repeated.reference = responses.reference
    LEFT JOIN calls
        ON calls.batch_place = batch_responses.batch_place
        AND calls.reference = responses.reference
        AND calls.answered IS NOT DISTINCT FROM responses.answered
),
asked AS (
    SELECT batches.place, requests.*
    FROM staged_trace_requests AS requests
    JOIN trace_loads USING (load)
    JOIN batches USING (batch)
)
SELECT
    coalesce(answered.batch_place, asked.place) AS batch_place,
    -- A partner sends the council's own ids, so that where no request of ours is known the reference is the person.
    coalesce(asked.person_id, answered.reference) AS person_id,
    asked.reference IS NOT NULL AS is_known,
    if(asked.reference IS NULL, coalesce(answered.sent_number, false), asked.number IS NOT NULL) AS with_number,
    asked.state AS sent_state,
    asked.age_band,
    asked.lacks,
    answered.code,
    outcome_by_number(answered.outcome, asked.number, answered.number) AS outcome,
    answered.sensitive,
    -- Some say that a number is the person's without repeating it.
    coalesce(answered.number, if(answered.outcome = 'verified', asked.number, NULL)) AS number,
    answered.differs_surname,
    answered.differs_forename,
    answered.differs_date_of_birth,
    answered.differs_sex,
    answered.differs_postcode,
    answered.reference IS NOT NULL AS is_answer,
    answered.asked_place IS NULL OR asked.reference IS NOT NULL AS was_asked,
    answered.is_latest,
    coalesce(answered.tells, false) AS tells,
    answered.answered_on,
    answered.asked_on
FROM answered
FULL JOIN asked ON asked.place = answered.asked_place AND asked.reference = answered.reference;

-- The answers by which something is known of people. Grain: one reference answered for in a batch, of a log one and day.
CREATE TEMP VIEW latest_answers AS
SELECT trace_rows.*, batches.batch, batches.service
FROM trace_rows
JOIN batches ON batches.place = trace_rows.batch_place
WHERE is_answer AND was_asked AND tells;

-- What traces say about people, in order. Grain: one person asked about or answered for in a batch, of a log one and day; no outcome:
-- asked. `source` is where a number came from that the answer supplied, `batch_place` the batch.
CREATE TEMP VIEW trace_events AS
SELECT
    batches.sent_on AS on_date,
    batches.place AS batch_place,
    person_id,
    CAST(NULL AS trace_outcome) AS outcome,
    CAST(NULL AS BLOB) AS number,
    CAST(NULL AS number_source) AS source,
    event_place(batches.sent_on, false, batches.place) AS place
FROM staged_trace_requests
JOIN trace_loads USING (load)
JOIN batches USING (batch)
UNION ALL
SELECT
    answered_on,
    batch_place,
    person_id,
    outcome,
    number,
    CAST(CASE
        WHEN outcome = 'verified' THEN NULL
        WHEN service = 'macs' THEN 'macs'
        WHEN service = 'smsp' THEN 'spine_mini'
        ELSE 'batch_trace'
    END AS number_source),
    event_place(answered_on, true, batch_place)
FROM latest_answers;

-- What is known of everybody at a date, so that two builds can be told apart. Grain: one date with events.
CREATE TEMP TABLE trace_days AS
SELECT on_date, bit_xor(hash(person_id, outcome, number, source, batches.batch)) AS content
FROM trace_events
JOIN batches ON batches.place = trace_events.batch_place
GROUP BY on_date;
