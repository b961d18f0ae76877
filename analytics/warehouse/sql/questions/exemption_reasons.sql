-- For how many people it was agreed that they need hold no number, and why. Grain: one reason and role that agreed. Inputs:
-- agreed_exemptions, spans, dates.

WITH
-- What holds for each person, or what held last. Grain: one person.
standing AS (
    SELECT
        person_id,
        reason,
        agreed_by,
        agreed,
        until,
        coalesce(until >= CAST($as_at AS DATE), true) AS holds
    FROM agreed_exemptions
    WHERE coalesce(agreed <= CAST($as_at AS DATE), true)
    QUALIFY row_number() OVER (
        PARTITION BY person_id
        ORDER BY coalesce(until >= CAST($as_at AS DATE), true) DESC, agreed DESC NULLS LAST, until DESC NULLS FIRST, reason
    ) = 1
),
in_scope AS (
    SELECT person_id
    FROM spans
    CROSS JOIN (SELECT max(as_at) AS as_at FROM dates WHERE provenance = 'snapshot' AND as_at <= CAST($as_at AS DATE)) AS latest
    WHERE spans.held_from <= latest.as_at AND spans.held_until > latest.as_at
),
counted AS (
    SELECT
        standing.reason,
        standing.agreed_by,
        count(*) FILTER (holds) AS people,
        count(in_scope.person_id) FILTER (holds) AS in_scope,
        count(*) FILTER (holds AND until - CAST($as_at AS DATE) <= 30) AS within_30_days,
        count(*) FILTER (holds AND until - CAST($as_at AS DATE) BETWEEN 31 AND 90) AS within_90_days,
        count(*) FILTER (holds AND until - CAST($as_at AS DATE) > 90) AS later,
        count(*) FILTER (holds AND until IS NULL) AS no_date,
        count(*) FILTER (NOT holds) AS lapsed,
        min(agreed) FILTER (holds) AS first_agreed,
        max(agreed) FILTER (holds) AS last_agreed,
        min(until) FILTER (holds) AS next_review
    FROM standing
    LEFT JOIN in_scope USING (person_id)
    GROUP BY standing.reason, standing.agreed_by
)
SELECT
    CAST(reasons.reason AS VARCHAR) AS reason,
    counted.agreed_by,
    coalesce(counted.people, 0) AS people,
    coalesce(counted.in_scope, 0) AS in_scope,
    coalesce(counted.within_30_days, 0) AS within_30_days,
    coalesce(counted.within_90_days, 0) AS within_90_days,
    coalesce(counted.later, 0) AS later,
    coalesce(counted.no_date, 0) AS no_date,
    coalesce(counted.lapsed, 0) AS lapsed,
    counted.first_agreed,
    counted.last_agreed,
    counted.next_review
FROM (SELECT CAST(unnest(enum_range(CAST(NULL AS exemption_reason))) AS exemption_reason) AS reason) AS reasons
LEFT JOIN counted ON counted.reason = reasons.reason
ORDER BY reasons.reason, counted.agreed_by NULLS LAST;
