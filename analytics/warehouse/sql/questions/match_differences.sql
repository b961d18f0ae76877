-- Of the people found, whose details came back other than they were sent. Grain: one detail. Input: detail_differences.

SELECT detail, compared, differed
FROM detail_differences;
