-- The closed vocabularies of the `domain` crate, in its order. States rise from nothing to verified, so that `>=` climbs the ladder.

CREATE TYPE record_state AS ENUM (
    'missing', 'damaged', 'malformed', 'placeholder', 'check_digit_fails', 'other_range', 'shared', 'valid', 'verified'
);
CREATE TYPE exclusion AS ENUM ('unborn', 'child', 'deceased', 'relative', 'not_open');
CREATE TYPE number_source AS ENUM ('manual', 'batch_trace', 'macs', 'spine_mini', 'unknown');
CREATE TYPE age_band AS ENUM ('18-24', '25-34', '35-44', '45-54', '55-64', '65-74', '75-84', '85+');
CREATE TYPE time_open AS ENUM ('under_3_months', 'under_1_year', 'under_3_years', 'longer');
CREATE TYPE dimension AS ENUM ('service', 'age_band', 'time_open', 'support_reason', 'record_state', 'number_status');
CREATE TYPE measure AS ENUM ('recorded', 'coverage', 'verified');
CREATE TYPE exemptions_view AS ENUM ('included', 'excluded');
CREATE TYPE unit_level AS ENUM ('council', 'service', 'team');
CREATE TYPE provenance AS ENUM ('snapshot', 'history');
CREATE TYPE severity AS ENUM ('refused', 'warning');
CREATE TYPE trace_outcome AS ENUM (
    'verified', 'found', 'different', 'superseded', 'invalid', 'conflict', 'several', 'no_match', 'not_traced', 'rejected', 'other'
);
CREATE TYPE trace_service AS ENUM ('dbs', 'macs', 'pds_mesh', 'smsp');
CREATE TYPE make_up AS ENUM ('first_pass', 'mixed', 'residue');
CREATE TYPE trace_decision AS ENUM (
    'number_accepted', 'number_kept', 'duplicate_merged', 'no_number', 'details_cleansed', 'passed_to_systems_team', 'passed_to_bit',
    'passed_to_social_work'
);
-- The cleansing queue: why a record is in it, how far the work is, who acts, and why a record left.
CREATE TYPE queue_reason AS ENUM (
    'several', 'no_match', 'conflict', 'different', 'superseded', 'invalid', 'sensitive', 'shared', 'to_load'
);
CREATE TYPE queue_state AS ENUM ('open', 'waiting_for_batch');
CREATE TYPE queue_owner AS ENUM ('systems_team', 'bit', 'social_work');
CREATE TYPE queue_exit AS ENUM ('verified', 'closed', 'answered', 'settled', 'out_of_scope');
CREATE TYPE waiting AS ENUM ('under_1_month', 'under_3_months', 'under_6_months', 'longer');
-- Effort: the parts of the work, whether each is needed once or goes on, whose people do it, and how it is told.
CREATE TYPE workstream AS ENUM ('set_up', 'extract', 'transfer', 'load', 'cleansing', 'decisions', 'governance');
CREATE TYPE phase AS ENUM ('set_up', 'running');
CREATE TYPE party AS ENUM ('council', 'partner');
CREATE TYPE grain AS ENUM ('month', 'week', 'whole');
CREATE TYPE numbers_basis AS ENUM ('gained', 'net_rise');
CREATE TYPE exemption_reason AS ENUM ('objects', 'not_knowable', 'no_number_issued', 'other');
-- The register: what an entry is, how far it is, and what it stands for on the checklist of readiness.
CREATE TYPE entry_kind AS ENUM ('approval', 'agreement', 'assurance', 'transfer', 'milestone', 'risk', 'decision');
CREATE TYPE entry_status AS ENUM (
    'not_started', 'in_progress', 'blocked', 'done', 'lapsed', 'realised', 'closed', 'withdrawn', 'not_needed'
);
CREATE TYPE readiness_item AS ENUM (
    'coverage_gate', 'legal_basis', 'pds_access_request', 'dspt', 'network', 'data_sharing_agreement', 'partner_agreement', 'batch_route',
    'assurance', 'smartcards', 'privacy_notice', 'mismatch_process', 'load_rule'
);
CREATE TYPE number_status AS ENUM ('01', '02', '03', '04', '05', '06', '07');
-- Where a person stands in a unit at one end of a bridge; from `without_number` on the view counts the person.
CREATE TYPE standing AS ENUM ('out_of_scope', 'elsewhere', 'exempt', 'without_number', 'with_number');
CREATE TYPE movement_step AS ENUM (
    'opening',
    'joined_with_number', 'joined_without_number', 'transferred_in_with_number', 'transferred_in_without_number', 'exemption_ended',
    'left_with_number', 'left_without_number', 'transferred_out_with_number', 'transferred_out_without_number', 'became_exempt',
    'gained', 'lost_removed', 'lost_invalidated', 'lost_newly_shared', 'lost_verification',
    'closing'
);
