-- What each pass found of the people asked about without a number at first. Grain: one pass. Input: match_passes.

SELECT pass, asked, found, people
FROM match_passes
ORDER BY pass;
