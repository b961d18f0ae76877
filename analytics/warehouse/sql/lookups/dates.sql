-- Every date with figures. Grain: one date, oldest first. Input: dates.

SELECT as_at, CAST(provenance AS VARCHAR) AS provenance
FROM dates
ORDER BY as_at;
