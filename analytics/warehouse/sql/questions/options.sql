-- Everything that the choice between the routes is measured by, of the whole council. Grain: one row; none where nobody is in scope.
-- Inputs: coverage, movements, dates, option_yields, option_record_days, option_asked, option_decisions, trace_batches,
-- checked_numbers, effort_rows, queue_episodes, register_versions, register_entries.

WITH
-- What came after the latest figures is known at them.
known AS (
    SELECT known_until($as_at, (SELECT max(as_at) FROM dates)) AS until
),
stands AS (
    SELECT as_at, in_scope, covered, target
    FROM coverage
    WHERE as_at = $as_at AND level = 'council' AND view = CAST($exemptions AS exemptions_view) AND measure = 'coverage' AND in_scope > 0
),
-- The bridges of a year.
steps AS (
    SELECT as_at, step, source, people
    FROM movements
    WHERE as_at > CAST($as_at AS DATE) - 366
        AND as_at <= $as_at
        AND level = 'council'
        AND view = CAST($exemptions AS exemptions_view)
        AND measure = 'coverage'
),
-- Who had been asked about before. Grain: one snapshot with somebody.
asked AS (
    SELECT
        as_at,
        CAST(sum(asked_once) AS BIGINT) AS asked_once,
        CAST(sum(asked_more) AS BIGINT) AS asked_more,
        CAST(sum(asked_again) AS BIGINT) AS asked_again
    FROM option_asked
    WHERE $exemptions = 'included' OR NOT exempt
    GROUP BY as_at
),
-- Grain: one bridge: its days and what happened in them.
flows AS (
    SELECT
        steps.as_at,
        any_value(dates.previous) AS previous,
        any_value(steps.as_at - dates.previous) AS days,
        coalesce(sum(people) FILTER (WHERE step IN ('joined_with_number', 'joined_without_number')), 0) AS joined,
        coalesce(sum(people) FILTER (WHERE step = 'joined_with_number'), 0) AS captured,
        coalesce(sum(people) FILTER (WHERE step IN ('left_with_number', 'left_without_number')), 0) AS left_scope,
        coalesce(sum(people) FILTER (WHERE step IN ('lost_removed', 'lost_invalidated', 'lost_newly_shared')), 0) AS lost,
        coalesce(sum(people) FILTER (WHERE step = 'gained' AND source = 'manual'), 0) AS by_hand,
        -- Without a number at the opening.
        any_value(earlier.in_scope - earlier.covered) AS without_number,
        -- Of these, asked about by several batches at the opening, and asked about again in between.
        coalesce(any_value(asked.asked_more), 0) AS asked_more,
        coalesce(any_value(asked.asked_again), 0) AS asked_again
    FROM steps
    JOIN dates USING (as_at)
    JOIN coverage AS earlier
        ON earlier.as_at = dates.previous AND earlier.level = 'council' AND earlier.view = CAST($exemptions AS exemptions_view)
        AND earlier.measure = 'coverage'
    LEFT JOIN asked ON asked.as_at = dates.previous
    GROUP BY steps.as_at
),
flow AS (
    SELECT
        string_agg(
            concat_ws(' ', days, joined, captured, left_scope, lost, by_hand, without_number, asked_more, asked_again), ';' ORDER BY as_at
        ) AS flows,
        min(previous) AS flows_from
    FROM flows
),
yields AS (
    SELECT
        CAST(coalesce(sum(traced) FILTER (WHERE NOT real_time AND NOT residue), 0) AS BIGINT) AS first_traced,
        CAST(coalesce(sum(matched) FILTER (WHERE NOT real_time AND NOT residue), 0) AS BIGINT) AS first_matched,
        CAST(coalesce(sum(traced) FILTER (WHERE NOT real_time AND residue), 0) AS BIGINT) AS residue_traced,
        CAST(coalesce(sum(matched) FILTER (WHERE NOT real_time AND residue), 0) AS BIGINT) AS residue_matched,
        CAST(coalesce(sum(traced) FILTER (WHERE real_time), 0) AS BIGINT) AS real_time_traced,
        CAST(coalesce(sum(matched) FILTER (WHERE real_time), 0) AS BIGINT) AS real_time_matched
    FROM option_yields
    WHERE returned_on <= (SELECT until FROM known)
),
batches AS (
    SELECT *
    FROM trace_batches
    WHERE sent_on <= (SELECT until FROM known) AND service IS DISTINCT FROM 'smsp'
),
contradicted AS (
    SELECT
        CAST(coalesce(sum(answered - rejected - other - not_traced), 0) AS BIGINT) AS answers,
        CAST(coalesce(sum(different + superseded + invalid + conflict + several), 0) AS BIGINT) AS conflicts,
        min(sent_on) AS batches_from,
        max(returned_on) AS batches_until
    FROM batches
),
-- How each route was used. Grain: one route that was.
ways AS (
    SELECT
        route,
        count(*) AS batches,
        count(*) FILTER (WHERE transfer_reference IS NOT NULL) AS with_reference,
        mode(organisation) AS organisation,
        min(sent_on) AS first_sent,
        max(sent_on) AS last_sent,
        count(DISTINCT sent_on) AS sendings
    FROM batches
    WHERE route IS NOT NULL
    GROUP BY route
),
-- Half of the numbers were on the records within so many days. Grain: one route.
on_record AS (
    SELECT route, min(days) AS days
    FROM (
        SELECT
            batches.route,
            option_record_days.days,
            2 * sum(sum(people)) OVER (PARTITION BY route ORDER BY days) >= sum(sum(people)) OVER (PARTITION BY route) AS is_half
        FROM option_record_days
        JOIN batches USING (batch)
        GROUP BY batches.route, option_record_days.days
    )
    WHERE is_half
    GROUP BY route
),
-- What the work took, as far as timesheets tell it.
effort AS (
    SELECT
        CAST(coalesce(sum(minutes) FILTER (WHERE workstream IN ('extract', 'transfer', 'load')), 0) AS BIGINT) AS tracing_minutes,
        CAST(
            coalesce(sum(minutes) FILTER (WHERE workstream IN ('extract', 'transfer', 'load') AND party = 'partner'), 0) AS BIGINT
        ) AS partner_tracing_minutes,
        CAST(coalesce(sum(minutes) FILTER (WHERE workstream IN ('cleansing', 'decisions')), 0) AS BIGINT) AS clearing_minutes,
        CAST(coalesce(sum(minutes) FILTER (WHERE party = 'council' AND pence IS NOT NULL), 0) AS BIGINT) AS council_minutes,
        CAST(coalesce(sum(pence) FILTER (WHERE party = 'council'), 0) AS BIGINT) AS council_pence,
        CAST(coalesce(sum(minutes) FILTER (WHERE party = 'partner' AND pence IS NOT NULL), 0) AS BIGINT) AS partner_minutes,
        CAST(coalesce(sum(pence) FILTER (WHERE party = 'partner'), 0) AS BIGINT) AS partner_pence,
        min(on_date) AS effort_from,
        max(last_date) AS effort_until
    FROM effort_rows
    WHERE last_date <= (SELECT until FROM known)
),
-- What the register says of each item of the checklist of readiness: a line for each entry.
register AS (
    SELECT
        string_agg(
            concat_ws(
                ' ',
                CAST(item AS VARCHAR),
                CAST(status AS VARCHAR),
                coalesce(CAST(due AS VARCHAR), '-'),
                coalesce(CAST(expires AS VARCHAR), '-')
            ),
            chr(10) ORDER BY item, id
        ) AS register
    FROM register_entries
    WHERE item IS NOT NULL
        AND kind <> 'risk'
        AND version = (SELECT arg_max(version, (kept_on, version)) FROM register_versions WHERE kept_on <= (SELECT until FROM known))
)
SELECT
    stands.as_at,
    stands.in_scope,
    stands.covered,
    stands.target,
    coalesce(asked.asked_once, 0) AS asked_once,
    coalesce(asked.asked_more, 0) AS asked_more,
    (
        SELECT max(coalesce(sent_on, returned_on))
        FROM trace_batches
        WHERE service IS DISTINCT FROM 'smsp' AND coalesce(sent_on, returned_on) <= stands.as_at
    ) AS last_asked,
    flow.flows,
    flow.flows_from,
    yields.*,
    contradicted.*,
    effort.*,
    (SELECT count(*) FROM batches WHERE sent_on BETWEEN effort.effort_from AND effort.effort_until) AS worked_batches,
    (SELECT count(*) FROM queue_episodes WHERE left_on BETWEEN effort.effort_from AND effort.effort_until) AS worked_items,
    register.register,
    coalesce(checks.checked, 0) AS checked,
    coalesce(checks.different + checks.not_confirmed + checks.invalid, 0) AS wrong,
    CAST(coalesce(decisions.people, 0) AS BIGINT) AS decided,
    CAST(coalesce(decisions.minutes, 0) AS BIGINT) AS decided_minutes,
    coalesce(partner.batches, 0) AS partner_batches,
    coalesce(partner.with_reference, 0) AS partner_with_reference,
    partner.organisation AS partner_organisation,
    partner.first_sent AS partner_first,
    partner.last_sent AS partner_last,
    coalesce(partner.sendings, 0) AS partner_sendings,
    (SELECT days FROM on_record WHERE route = 'partner') AS partner_days,
    coalesce(own.batches, 0) AS own_batches,
    coalesce(own.with_reference, 0) AS own_with_reference,
    own.organisation AS own_organisation,
    own.first_sent AS own_first,
    own.last_sent AS own_last,
    coalesce(own.sendings, 0) AS own_sendings,
    (SELECT days FROM on_record WHERE route = 'own_connection') AS own_days
FROM stands
CROSS JOIN flow
CROSS JOIN yields
CROSS JOIN contradicted
CROSS JOIN effort
CROSS JOIN register
LEFT JOIN asked ON asked.as_at = stands.as_at
LEFT JOIN checked_numbers AS checks ON checks.source = 'manual'
LEFT JOIN (
    SELECT sum(people) AS people, sum(minutes) AS minutes FROM option_decisions WHERE decided <= (SELECT until FROM known)
) AS decisions ON true
LEFT JOIN ways AS partner ON partner.route = 'partner'
LEFT JOIN ways AS own ON own.route = 'own_connection';
