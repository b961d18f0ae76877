-- What traces say of people up to a snapshot's date. Grain: one person. Inputs: trace_events; $as_at, the snapshot's date.

CREATE OR REPLACE TEMP TABLE traced AS
SELECT
    person_id,
    -- The latest answer that says which number is theirs, or that theirs is not.
    arg_max({'number': number, 'source': source}, place) FILTER (WHERE is_conclusive(outcome)) AS told,
    arg_max(outcome, place) FILTER (WHERE is_trace(outcome) AND outcome <> 'not_traced') AS outcome,
    max(place) FILTER (WHERE outcome IS NULL) > coalesce(max(place) FILTER (WHERE outcome IS NOT NULL), 0) AS waits
FROM trace_events
WHERE on_date <= CAST($as_at AS DATE)
GROUP BY person_id;
