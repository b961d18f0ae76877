-- What numbers took. Grain: one month in which numbers are counted, from the first month of effort to the last, oldest first; the
-- sources are told apart in Rust. Input: work_by_month.

SELECT
    month,
    CAST(basis AS VARCHAR) AS basis,
    gained,
    gained_manual,
    gained_batch_trace,
    gained_macs,
    gained_spine_mini,
    gained_unknown,
    verified,
    verified_manual,
    verified_batch_trace,
    verified_macs,
    verified_spine_mini,
    verified_unknown,
    minutes,
    pence,
    uncosted_minutes,
    running_minutes,
    running_pence,
    tracing_minutes,
    tracing_pence,
    tracing_uncosted_minutes,
    cumulative_minutes,
    cumulative_pence
FROM work_by_month($to)
ORDER BY month;
