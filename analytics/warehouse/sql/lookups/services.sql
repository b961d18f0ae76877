-- Every service that had people at some date. Grain: one service. Input: coverage.

SELECT DISTINCT name AS service
FROM coverage
WHERE level = 'service'
ORDER BY name;
