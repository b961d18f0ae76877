-- How many records are in each state. Grain: one snapshot and state, zeros included, oldest first; where $monthly, only the last
-- snapshot of each month and that of $to. Input: states.

WITH
-- The unit's snapshots, a column for each state.
wide AS (
    SELECT as_at, in_scope, missing, damaged, malformed, placeholder, check_digit_fails, other_range, shared, valid, verified
    FROM states
    WHERE as_at BETWEEN $from AND $to AND level = CAST($level AS unit_level) AND name = $name AND view = CAST($exemptions AS exemptions_view)
        AND (NOT $monthly OR last_of_month OR as_at = $to)
)
SELECT as_at, state, records, in_scope
FROM wide
UNPIVOT (
    records FOR state IN (missing, damaged, malformed, placeholder, check_digit_fails, other_range, shared, valid, verified)
)
ORDER BY as_at, CAST(state AS record_state);
