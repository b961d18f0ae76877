-- What came back, code by code. Grain: one batch, outcome and code. Input: outcome_counts.

SELECT batch, returned_on, CAST(outcome AS VARCHAR) AS outcome, code, people
FROM outcome_counts
ORDER BY returned_on, batch, outcome_counts.outcome, code;
