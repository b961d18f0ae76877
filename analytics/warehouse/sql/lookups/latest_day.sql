-- The day that is today: the latest with figures or of a register. Grain: one row. Input: latest_day.

SELECT day
FROM latest_day;
