-- Numbers that a trace checked, by where they had come from. Grain: one source. Input: checked_numbers.

SELECT CAST(source AS VARCHAR) AS source, checked, confirmed, superseded, different, not_confirmed, invalid
FROM checked_numbers
ORDER BY checked_numbers.source;
