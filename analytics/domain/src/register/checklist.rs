//! The checklist of PDS readiness: what has to be in place, and what the register's entries make of it.

use crate::record::vocabulary;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What has to be in place for PDS access. All but the first are for the register to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadinessItem {
    /// The target holds. Computed from the figures, never entered.
    CoverageGate,
    /// On what grounds numbers are asked for and kept.
    LegalBasis,
    /// The NHS allows the council to use PDS.
    PdsAccessRequest,
    /// The yearly Data Security and Protection Toolkit.
    Dspt,
    /// The network over which the NHS is reached.
    Network,
    /// The contract and the agreement with NHS England.
    DataSharingAgreement,
    /// The partner who submits, on what terms, over which secure route.
    PartnerAgreement,
    /// What sends and receives batches.
    BatchRoute,
    /// What the real-time route has to show before it is switched on.
    Assurance,
    /// Who may do what, shown by a card.
    Smartcards,
    /// People are told.
    PrivacyNotice,
    /// What happens with records that a trace leaves open.
    MismatchProcess,
    /// Numbers are loaded, not typed, and a load can be undone.
    LoadRule,
}

vocabulary!(ReadinessItem {
    CoverageGate = "coverage_gate", "Coverage at the target";
    LegalBasis = "legal_basis", "Legal basis";
    PdsAccessRequest = "pds_access_request", "PDS access request";
    Dspt = "dspt", "Data security toolkit (DSPT)";
    Network = "network", "HSCN or another network";
    DataSharingAgreement = "data_sharing_agreement", "Data sharing agreement with NHS England";
    PartnerAgreement = "partner_agreement", "Partner's agreement and secure route";
    BatchRoute = "batch_route", "Batch route";
    Assurance = "assurance", "Assurance of the real-time route";
    Smartcards = "smartcards", "Smartcards";
    PrivacyNotice = "privacy_notice", "Privacy notice";
    MismatchProcess = "mismatch_process", "Process for unmatched records";
    LoadRule = "load_rule", "Load rule and back-out plan";
});

/// A way to NHS numbers that needs something in place first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessRoute {
    /// Batches that a partner submits.
    PartnerBatch,
    /// Batches over the council's own connection.
    OwnBatch,
    /// A Spine Mini Service, or PDS itself.
    RealTime,
}

vocabulary!(AccessRoute {
    PartnerBatch = "partner_batch", "Batch through a partner";
    OwnBatch = "own_batch", "Batch over the own connection";
    RealTime = "real_time", "Real time";
});

impl ReadinessItem {
    /// Whether it is computed from the figures and not for the register to say.
    #[must_use]
    pub fn is_computed(self) -> bool {
        self == Self::CoverageGate
    }

    /// What shows that it is in place.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Self::CoverageGate => "The target met at the latest snapshot, and the snapshots before it",
            Self::LegalBasis => {
                "Direct care of people the council already works with; for any other purpose a basis in the Health and Social Care Act 2012"
            }
            Self::PdsAccessRequest => "The approved request: purpose, flows, systems, users, governance, contracts",
            Self::Dspt => "This year's published assessment",
            Self::Network => "The connection's order and acceptance, or the internet route where it is allowed",
            Self::DataSharingAgreement => "The signed framework contract (DSFC) and data sharing agreement",
            Self::PartnerAgreement => {
                "The signed information sharing agreement, the secure transfer route, who submits, the impact assessment (DPIA)"
            }
            Self::BatchRoute => {
                "The MESH mailbox, or the DBS client with its endpoint form and test file; the partner's where a partner submits"
            }
            Self::Assurance => {
                "The provider's target operating model, clinical safety, access roles and audit trail; or digital onboarding"
            }
            Self::Smartcards => "Cards and access roles issued; not needed for batches through DBS or a Spine Mini Service",
            Self::PrivacyNotice => "The published notice with the NHS text, a condition of access",
            Self::MismatchProcess => "The agreed process, with social work named for decisions",
            Self::LoadRule => "The agreed rule: loaded in batches, not retyped, with a way back",
        }
    }

    /// The briefing's name with today's beside it, where the service has another name now.
    #[must_use]
    pub fn today(self) -> Option<&'static str> {
        match self {
            Self::Dspt => Some("IG Toolkit (IGSoC) → DSPT"),
            Self::Network => Some("N3 → HSCN"),
            Self::BatchRoute => Some("DBS, MPT → PDS MESH; MACS withdrawn"),
            Self::Assurance => Some("SMSP → PDS FHIR, or a third party's SMSP"),
            Self::DataSharingAgreement => Some("HSCIC, NHS Digital → NHS England"),
            _ => None,
        }
    }

    /// The routes that need it.
    #[must_use]
    pub fn needed_by(self) -> &'static [AccessRoute] {
        use AccessRoute::{OwnBatch, PartnerBatch, RealTime};
        match self {
            Self::LegalBasis | Self::Dspt | Self::PrivacyNotice | Self::MismatchProcess => AccessRoute::ALL,
            Self::PdsAccessRequest | Self::Network | Self::DataSharingAgreement => &[OwnBatch, RealTime],
            Self::PartnerAgreement => &[PartnerBatch],
            Self::BatchRoute | Self::LoadRule => &[PartnerBatch, OwnBatch],
            Self::CoverageGate | Self::Assurance | Self::Smartcards => &[RealTime],
        }
    }
}

/// Where one item of the checklist stands: exactly one, and never met because nobody entered anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadinessState {
    /// Everything entered for it is done and holds.
    Met,
    /// Something is under way or done, and something is open.
    InProgress,
    /// It is entered, and nothing has been begun; or the figures don't reach the target.
    Missing,
    /// Something that held no longer does.
    Lapsed,
    /// Nothing is entered, or there are no figures.
    NotRecorded,
    /// The register says that the route does without it.
    NotNeeded,
}

vocabulary!(ReadinessState {
    Met = "met", "Met";
    InProgress = "in_progress", "In progress";
    Missing = "missing", "Not in place";
    Lapsed = "lapsed", "Lapsed";
    NotRecorded = "not_recorded", "Not recorded";
    NotNeeded = "not_needed", "Not needed";
});

impl ReadinessState {
    /// Whether it no longer stands in the way.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Met | Self::NotNeeded)
    }
}

/// How many entries of the register stand for one item, by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ItemEntries {
    /// Done, and in force.
    pub done: i64,
    /// In force once.
    pub lapsed: i64,
    /// Begun, or blocked.
    pub begun: i64,
    /// Not begun.
    pub not_started: i64,
    /// Said not to be needed.
    pub not_needed: i64,
    /// Withdrawn: nothing stands in its place.
    pub withdrawn: i64,
}

impl ItemEntries {
    /// The state that follows, by the first of these that applies.
    #[must_use]
    pub fn state(self) -> ReadinessState {
        let open = self.begun + self.not_started;
        let standing = self.done + self.lapsed + open;
        if standing + self.not_needed + self.withdrawn == 0 {
            ReadinessState::NotRecorded
        } else if self.lapsed > 0 {
            ReadinessState::Lapsed
        } else if self.done > 0 && open == 0 {
            ReadinessState::Met
        } else if self.done + self.begun > 0 {
            ReadinessState::InProgress
        } else if standing == 0 && self.not_needed > 0 {
            ReadinessState::NotNeeded
        } else {
            ReadinessState::Missing
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_decide_the_state() {
        let none = ItemEntries::default();
        for (entries, state) in [
            (none, ReadinessState::NotRecorded),
            (ItemEntries { done: 2, ..none }, ReadinessState::Met),
            (
                ItemEntries {
                    done: 2,
                    withdrawn: 1,
                    ..none
                },
                ReadinessState::Met,
            ),
            (ItemEntries { done: 1, begun: 1, ..none }, ReadinessState::InProgress),
            (
                ItemEntries {
                    done: 1,
                    not_started: 1,
                    ..none
                },
                ReadinessState::InProgress,
            ),
            (ItemEntries { begun: 1, ..none }, ReadinessState::InProgress),
            (ItemEntries { not_started: 1, ..none }, ReadinessState::Missing),
            (ItemEntries { withdrawn: 1, ..none }, ReadinessState::Missing),
            (
                ItemEntries {
                    done: 1,
                    lapsed: 1,
                    ..none
                },
                ReadinessState::Lapsed,
            ),
            (
                ItemEntries {
                    lapsed: 1,
                    begun: 1,
                    ..none
                },
                ReadinessState::Lapsed,
            ),
            (ItemEntries { not_needed: 1, ..none }, ReadinessState::NotNeeded),
            (
                ItemEntries {
                    not_needed: 1,
                    not_started: 1,
                    ..none
                },
                ReadinessState::Missing,
            ),
        ] {
            assert_eq!(entries.state(), state, "{entries:?}");
        }
    }

    #[test]
    fn every_item_is_needed_by_a_route_and_shown_by_something() {
        for item in ReadinessItem::ALL {
            assert!(!item.needed_by().is_empty() && !item.expected().is_empty(), "{item}");
        }
        assert_eq!(ReadinessItem::ALL.iter().filter(|item| !item.is_computed()).count(), 12);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_met_without_an_entry_that_is_done(
            done in 0_i64..3, lapsed in 0_i64..3, begun in 0_i64..3, not_started in 0_i64..3, not_needed in 0_i64..3, withdrawn in 0_i64..3,
        ) {
            let entries = ItemEntries { done, lapsed, begun, not_started, not_needed, withdrawn };
            let state = entries.state();
            proptest::prop_assert_eq!(state == ReadinessState::Met, done > 0 && lapsed + begun + not_started == 0);
            let entered = done + lapsed + begun + not_started + not_needed + withdrawn;
            proptest::prop_assert_eq!(state == ReadinessState::NotRecorded, entered == 0);
            // One more open entry never makes anything better.
            let more = ItemEntries { not_started: not_started + 1, ..entries };
            proptest::prop_assert!(!more.state().is_settled());
        }
    }
}
