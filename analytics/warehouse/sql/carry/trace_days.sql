-- What traces say, by the day they said it. Grain: one day; `content` stands for everything said.

SELECT on_date, content
FROM trace_days
ORDER BY on_date;
