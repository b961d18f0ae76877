-- The loads of each file of the register. Grain: one load. Inputs: register_entries, loads.

SELECT DISTINCT register_entries.kept_on, register_entries.version, loads.load, loads.file, loads.sha256
FROM register_entries
JOIN loads USING (load)
ORDER BY register_entries.kept_on, register_entries.version, loads.load;
