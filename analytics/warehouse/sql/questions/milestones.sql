-- Everything that milestones may depend on, and they. Grain: one entry of the register but risks. Input: register_entries.

SELECT
    CAST($as_at AS DATE) AS as_at,
    id,
    CAST(kind AS VARCHAR) AS kind,
    title,
    owner,
    CAST(status AS VARCHAR) AS status,
    first_due,
    due,
    done,
    depends_on,
    CAST(item AS VARCHAR) AS item
FROM register_entries
WHERE version = register_version(CAST($as_at AS DATE)) AND kind <> 'risk'
ORDER BY id;
