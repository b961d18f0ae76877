-- What was agreed and when it ends. Grain: one agreement, approval or assurance. Input: register_entries.

SELECT
    CAST($as_at AS DATE) AS as_at,
    id,
    CAST(kind AS VARCHAR) AS kind,
    title,
    owner,
    CAST(status AS VARCHAR) AS status,
    done,
    expires,
    review,
    due,
    evidence,
    CAST(item AS VARCHAR) AS item
FROM register_entries
WHERE version = register_version(CAST($as_at AS DATE))
    AND status NOT IN ('withdrawn', 'not_needed')
    AND (kind = 'agreement' OR kind IN ('approval', 'assurance') AND (status = 'lapsed' OR coalesce(expires, review) IS NOT NULL))
ORDER BY id;
