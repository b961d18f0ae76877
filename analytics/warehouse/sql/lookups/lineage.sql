-- The loads behind each date's figures, and without a date those behind effort and plan. Grain: one date and load. Input: lineage, loads.

SELECT lineage.as_at, loads.load, loads.file, loads.sha256
FROM lineage
JOIN loads USING (load)
UNION ALL
SELECT NULL, load, file, sha256
FROM loads
WHERE kind IN ('effort', 'plan', 'rates')
ORDER BY as_at, load;
