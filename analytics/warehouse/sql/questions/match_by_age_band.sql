-- Match rates by age when the request was made. Grain: one age band; no band: not known. Input: match_age_bands.

SELECT CAST(age_band AS VARCHAR) AS "group", asked, traced, matched
FROM match_age_bands;
