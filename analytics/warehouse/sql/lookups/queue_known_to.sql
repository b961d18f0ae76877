-- The latest day of an answer or a decision about anybody who was ever in the cleansing queue. Grain: one row. Input: queue_history.

SELECT max(on_date) AS known_to
FROM queue_history
WHERE event <> 'asked';
