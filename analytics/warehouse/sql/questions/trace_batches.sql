-- What was asked in each batch and what came back. Grain: one batch, newest first. Input: trace_batches.

SELECT
    batch,
    request_load,
    as_at,
    dialect,
    sent,
    sent_with_number,
    answered,
    not_answered,
    answered_again,
    not_asked,
    verified,
    found,
    different,
    superseded,
    invalid,
    conflict,
    several,
    no_match,
    not_traced,
    rejected,
    other,
    sensitive
FROM trace_batches
ORDER BY request_load DESC NULLS LAST, batch;
