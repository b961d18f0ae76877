-- Effort by organisation. Grain: one period and organisation, oldest first. Inputs: work_and_plan.

SELECT
    period,
    CAST(party AS VARCHAR) AS organisation,
    CAST(sum(minutes) AS BIGINT) AS actual_minutes,
    CAST(coalesce(sum(pence), 0) AS BIGINT) AS actual_pence,
    CAST(coalesce(sum(minutes) FILTER (WHERE pence IS NULL), 0) AS BIGINT) AS uncosted_minutes,
    if(any_value(is_planned), CAST(sum(planned_minutes) AS BIGINT), NULL) AS planned_minutes,
    if(any_value(is_planned), CAST(sum(planned_pence) AS BIGINT), NULL) AS planned_pence
FROM work_and_plan($to, $grain) AS told
WHERE ends > $from
GROUP BY period, party
HAVING sum(minutes) > 0 OR sum(pence) > 0 OR sum(planned_minutes) > 0 OR sum(planned_pence) > 0
ORDER BY period, party;
