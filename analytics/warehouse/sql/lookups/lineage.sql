-- The loads behind each date's figures. Grain: one date and load. Input: lineage, loads.

SELECT lineage.as_at, loads.load, loads.file, loads.sha256
FROM lineage
JOIN loads USING (load)
ORDER BY lineage.as_at, loads.load;
