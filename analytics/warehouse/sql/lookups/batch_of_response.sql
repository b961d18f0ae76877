-- The batch that a response answers. Grain: one row. Input: response_loads; $load.

SELECT batch, is_known
FROM response_loads
WHERE load = $load;
