-- The last day of effort. Grain: one row; null before there is any. Input: effort_rows.

SELECT max(last_date) AS day
FROM effort_rows;
