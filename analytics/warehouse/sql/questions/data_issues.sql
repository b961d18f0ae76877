-- What was wrong with the rows of the loads in force. Grain: one load, column and reason, refusals first. Input: issues, loads.

SELECT
    issues.load,
    loads.kind,
    loads.as_at,
    loads.file,
    CAST(issues.severity AS VARCHAR) AS severity,
    issues.column_name AS column,
    issues.reason,
    issues.text,
    issues.rows,
    issues.first_line
FROM issues
JOIN loads USING (load)
ORDER BY issues.severity, issues.load DESC, issues.rows DESC, issues.column_name, issues.reason;
