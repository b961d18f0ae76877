-- Match rates by the day batches came back, like beside like. Grain: one service, make-up and day. Input: match_points.

SELECT CAST(service AS VARCHAR) AS service, CAST(make_up AS VARCHAR) AS make_up, as_at, batches, matched, traced
FROM match_points
ORDER BY match_points.service, match_points.make_up, as_at;
