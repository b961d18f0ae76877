-- What was asked of the NHS and what came back. Grain: one batch. A response to no request of ours is a batch of its own, named by its
-- file: nothing is known of what was sent. Inputs: staged_trace_requests, staged_trace_responses, loads.

CREATE TABLE trace_batches AS
WITH
-- The batch of each response: the one to which most of its references belong.
response_batches AS (
    SELECT load, arg_max(batch, answers) AS batch
    FROM (
        SELECT staged_trace_responses.load, staged_trace_requests.batch, count(*) AS answers
        FROM staged_trace_responses
        JOIN staged_trace_requests USING (reference)
        GROUP BY staged_trace_responses.load, staged_trace_requests.batch
    )
    GROUP BY load
),
requests AS (
    SELECT batch, any_value(load) AS request_load, any_value(dialect) AS dialect, count(*) AS sent, count(number) AS sent_with_number
    FROM staged_trace_requests
    GROUP BY batch
),
-- Every row that came back. Of a reference that was answered twice, the later answer counts.
answers AS (
    SELECT
        coalesce(response_batches.batch, loads.file) AS batch,
        responses.outcome,
        responses.sensitive,
        response_batches.batch IS NULL OR asked.reference IS NOT NULL AS was_asked,
        row_number() OVER (
            PARTITION BY coalesce(response_batches.batch, loads.file), responses.reference
            ORDER BY responses.load DESC, responses.line DESC
        ) = 1 AS is_latest
    FROM staged_trace_responses AS responses
    JOIN loads USING (load)
    LEFT JOIN response_batches USING (load)
    LEFT JOIN staged_trace_requests AS asked ON asked.batch = response_batches.batch AND asked.reference = responses.reference
),
counted AS (
    SELECT
        batch,
        count(*) FILTER (WHERE NOT was_asked) AS not_asked,
        count(*) FILTER (WHERE was_asked AND NOT is_latest) AS answered_again,
        count(*) FILTER (WHERE was_asked AND is_latest) AS answered,
        count(*) FILTER (WHERE was_asked AND is_latest AND sensitive) AS sensitive,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'verified') AS verified,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'found') AS found,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'different') AS different,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'superseded') AS superseded,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'invalid') AS invalid,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'conflict') AS conflict,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'several') AS several,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'no_match') AS no_match,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'not_traced') AS not_traced,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'rejected') AS rejected,
        count(*) FILTER (WHERE was_asked AND is_latest AND outcome = 'other') AS other
    FROM answers
    GROUP BY batch
)
SELECT
    batch,
    requests.request_load,
    loads.as_at,
    requests.dialect,
    requests.sent,
    requests.sent_with_number,
    coalesce(counted.answered, 0) AS answered,
    requests.sent - coalesce(counted.answered, 0) AS not_answered,
    coalesce(counted.answered_again, 0) AS answered_again,
    coalesce(counted.not_asked, 0) AS not_asked,
    coalesce(counted.verified, 0) AS verified,
    coalesce(counted.found, 0) AS found,
    coalesce(counted.different, 0) AS different,
    coalesce(counted.superseded, 0) AS superseded,
    coalesce(counted.invalid, 0) AS invalid,
    coalesce(counted.conflict, 0) AS conflict,
    coalesce(counted.several, 0) AS several,
    coalesce(counted.no_match, 0) AS no_match,
    coalesce(counted.not_traced, 0) AS not_traced,
    coalesce(counted.rejected, 0) AS rejected,
    coalesce(counted.other, 0) AS other,
    coalesce(counted.sensitive, 0) AS sensitive
FROM requests
FULL JOIN counted USING (batch)
LEFT JOIN loads ON loads.load = requests.request_load;
