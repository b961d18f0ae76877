-- How each batch went out and came back. Grain: one batch, or one transfer of the register whose batch is not known; unexplained ones
-- first. Inputs: register_entries, trace_batches, batch_names, latest_day.

WITH
made AS (
    SELECT register_entries.*, batch_names.batch AS known_batch
    FROM register_entries
    LEFT JOIN batch_names ON batch_names.key = file_key(register_entries.batch)
    WHERE version = register_version(CAST($as_at AS DATE)) AND kind = 'transfer' AND status = 'done'
),
told AS (
    SELECT
        known_batch AS batch,
        string_agg(DISTINCT id, ', ' ORDER BY id) AS entries,
        string_agg(DISTINCT title, '; ' ORDER BY title) AS title,
        string_agg(DISTINCT evidence, ', ' ORDER BY evidence) AS evidence,
        min(route) AS route,
        min(done) AS done
    FROM made
    WHERE known_batch IS NOT NULL
    GROUP BY known_batch
),
transfers AS (
    SELECT
        if(trace_batches.transfer_reference IS NULL AND told.entries IS NULL, 'unexplained', 'recorded') AS state,
        trace_batches.batch,
        told.entries,
        told.title,
        CAST(trace_batches.service AS VARCHAR) AS service,
        coalesce(trace_batches.route, told.route) AS route,
        trace_batches.organisation,
        coalesce(trace_batches.transfer_reference, told.evidence) AS reference,
        coalesce(trace_batches.sent_on, told.done) AS sent_on,
        trace_batches.returned_on,
        trace_batches.sent AS records
    FROM trace_batches
    LEFT JOIN told USING (batch)
    -- Calls of a Spine Mini Service are asked one by one; no file is sent.
    WHERE (trace_batches.service IS DISTINCT FROM 'smsp' OR trace_batches.transfer_reference IS NOT NULL OR told.entries IS NOT NULL)
        AND coalesce(trace_batches.sent_on, trace_batches.returned_on, DATE '-infinity')
            <= known_until(CAST($as_at AS DATE), (SELECT day FROM latest_day))
    UNION ALL
    SELECT if(batch IS NULL, 'recorded', 'no_batch'), batch, id, title, NULL, route, NULL, evidence, done, NULL, NULL
    FROM made
    WHERE known_batch IS NULL
)
SELECT state, batch, entries, title, service, route, organisation, reference, sent_on, returned_on, records
FROM transfers
ORDER BY
    CASE state WHEN 'unexplained' THEN 1 WHEN 'no_batch' THEN 2 ELSE 3 END, coalesce(sent_on, returned_on) DESC NULLS LAST, batch, entries;
