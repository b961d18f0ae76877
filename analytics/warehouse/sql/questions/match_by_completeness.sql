-- Match rates by what was sent. Grain: one kind of completeness. Input: match_completeness.

SELECT completeness AS "group", asked, traced, matched
FROM match_completeness;
