-- What has to be in place for PDS access, with every entry of the register that stands for it. Grain: one item and entry, or one item
-- without an entry; the gate's figures stand on each row. Inputs: register_entries, coverage.

WITH
entries AS (
    SELECT *
    FROM register_entries
    WHERE version = register_version(CAST($as_at AS DATE)) AND kind <> 'risk'
),
-- The council at each snapshot.
judged AS (
    SELECT as_at, target, in_scope > 0 AND records_to_go = 0 AS met, margin(target, in_scope, counted) AS margin
    FROM coverage
    WHERE level = 'council' AND view = CAST($exemptions AS exemptions_view) AND measure = CAST($measure AS measure)
        AND provenance = 'snapshot' AND as_at <= CAST($as_at AS DATE)
),
gate AS (
    SELECT
        if(
            count(*) > 0,
            count(*) FILTER (as_at > coalesce((SELECT max(as_at) FROM judged WHERE NOT met), DATE '-infinity')),
            NULL
        ) AS met_in_a_row,
        arg_max(margin, as_at) AS margin,
        arg_max(target, as_at) AS target
    FROM judged
)
SELECT
    CAST($as_at AS DATE) AS as_at,
    CAST(items.item AS VARCHAR) AS item,
    entries.id,
    entries.title,
    entries.owner,
    CAST(entries.status AS VARCHAR) AS status,
    entries.due,
    entries.expires,
    entries.evidence,
    gate.target,
    gate.met_in_a_row,
    gate.margin
FROM (SELECT CAST(unnest(enum_range(CAST(NULL AS readiness_item))) AS readiness_item) AS item) AS items
CROSS JOIN gate
LEFT JOIN entries ON entries.item = items.item
ORDER BY items.item, entries.id;
