//! Every reason for which a row is refused or taken with a warning: a short name and a sentence, neither with a cell's content.

macro_rules! reasons {
    ($($variant:ident = $name:literal, $text:literal;)+) => {
        /// Why a row was refused or taken with a warning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(clippy::enum_variant_names, reason = "a name says the reason, whatever the type is called")]
        pub(crate) enum Reason { $($variant),+ }

        impl Reason {
            /// The short name: `person_id_missing`.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The reason in a sentence.
            pub(crate) fn text(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
    };
}

reasons! {
    TooFewCells = "too_few_cells", "The row has fewer cells than the header has columns";
    TooManyCells = "too_many_cells", "The row has more cells than the header has columns: a delimiter in a cell that isn't quoted?";
    PersonIdMissing = "person_id_missing", "There is no person id";
    ReferenceMissing = "reference_missing", "There is no reference, so nobody can tell who was traced";
    ReferenceTwice = "reference_twice", "The reference was answered on an earlier line";
    CodeUnreadable = "code_unreadable", "There is no response code, or what stands there is none";
    MatchedNumberUnusable = "matched_number_unusable", "The code says that somebody was found, and what stands as the NHS number is none: ask for the answer again";
    CountDiffers = "count_differs", "The first line says another number of rows than there are";
    CodeUnknown = "code_unknown", "The response code is not known; counted as other";
    ReferenceIsNumber = "reference_is_nhs_number", "The reference is the NHS number itself, which is never stored";
    BatchMissing = "batch_missing", "There is no batch";
    BatchTwice = "batch_twice", "The batch stands on an earlier line too";
    ServiceUnknown = "service_unknown", "Who traced is none of DBS, MACS, PDS MESH, MPT, SMSP";
    RouteUnknown = "route_unknown", "The route is neither the council's own connection nor a partner";
    ReturnedBeforeSent = "returned_before_sent", "The batch came back before it was sent";
    RecordsNegative = "records_negative", "Fewer than no records";
    WordsTooLong = "words_too_long", "The text is longer than 200 characters: a note in the wrong column?";
    WordsHoldNumber = "words_hold_nhs_number", "The text holds an NHS number, which is never stored";
    DecisionMissing = "decision_missing", "There is no decision";
    DecisionUnknown = "decision_unknown", "The decision is none of number accepted, number kept, duplicate merged, no number, details cleansed, or passed to the Systems Team, BIT or social work";
    DecisionTwice = "decision_twice", "The same decision about the person on that date stands on an earlier line";
    HoursUnreadable = "hours_unreadable", "The hours can't be read as whole minutes: write 0.25, 1.5 or 0:15";
    PersonIdDamaged = "person_id_damaged", "The person id is in scientific notation: a spreadsheet destroyed it";
    PersonIdTooLong = "person_id_too_long", "The person id is longer than 64 characters";
    PersonIdIsNumber = "person_id_is_nhs_number", "The person id is the NHS number itself, which is never stored";
    ConflictingNumber = "conflicting_number", "The person has another NHS number on an earlier line";
    DateUnreadable = "date_unreadable", "The date can't be read: write it as 2026-10-31 or 31/10/2026";
    DateUnlikely = "date_unlikely", "The date can't be right: before 1880, or more than a year after the snapshot";
    DatesReversed = "dates_reversed", "The last date is before the first";
    StatusUnknown = "status_unknown", "The case's status is neither open nor closed in any word that is known";
    TeamMissing = "team_missing", "No team is named, so the row adds no allocation";
    TeamBlank = "team_blank", "There is no team";
    TeamTooLong = "team_too_long", "The team's name is longer than 200 characters";
    NoBirthDate = "no_birth_date", "There is neither a date of birth nor a context flag; counted as an adult";
    DeathInFuture = "death_in_future", "The date of death is after the snapshot; counted as living";
    DiedBeforeBirth = "died_before_birth", "The date of death is before the date of birth; counted as deceased";
    ContextFlagUnknown = "context_flag_unknown", "The context flag is neither A nor C, and isn't used";
    RestrictedUnknown = "restricted_unknown", "The restricted flag is neither yes nor no; the record is treated as restricted";
    NumberStatusUnknown = "number_status_unknown", "The NHS number's status is no code from 01 to 08, and isn't used";
    NumberSourceUnknown = "number_source_unknown", "The NHS number's source is in no word that is known; counted as not recorded";
    VerifiedWithoutNumber = "verified_without_number", "The status says verified, but the NHS number can't be used";
    OpenedUnusable = "case_opened_unusable", "The date on which the case was opened can't be read or is after the snapshot, and isn't used";
    SupportReasonTooLong = "support_reason_too_long", "The support reason is longer than 100 characters, and isn't used: a note in the wrong column?";
    OpenAndClosed = "open_and_closed", "The status says open, but the closure date has passed; counted as closed";
    DateInFuture = "date_in_future", "The date is more than a month ahead: write the day on which it was decided";
    DateMissing = "date_missing", "There is no date";
    CountMissing = "count_missing", "There is no count";
    CountUnreadable = "count_unreadable", "The count isn't a whole number";
    CountAboveScope = "count_above_in_scope", "More records than there are in scope";
    DateAndTeamTwice = "date_and_team_twice", "The date and team were given on an earlier line: map a breakdown if counts are to be added up";
    PartOfRefusedSum = "part_of_refused_sum", "Another row of this date and team was refused, so their sum would be wrong";
    NothingSaid = "nothing_said", "The row names neither a service nor a former name";
    RowTwice = "row_twice", "The same was said on an earlier line";
    RenamedFromItself = "renamed_from_itself", "The team's former name is its name";
    RenamedTwice = "renamed_twice", "The former name was given to another team on an earlier line";
    RenamedInCircle = "renamed_in_a_circle", "With earlier lines, the renames lead back to where they began";
    ReasonMissing = "reason_missing", "There is no reason";
    ReasonUnknown = "reason_unknown", "The reason is none of objects, not knowable, no number issued, other";
    TextMissing = "text_missing", "There is no text";
    TextTooLong = "text_too_long", "The text is longer than 300 characters, which doesn't fit beside a chart";
    TextHoldsNumber = "text_holds_nhs_number", "The text holds an NHS number: an annotation must not be about a person";
    RebaseUnknown = "rebase_unknown", "Whether limits are calculated anew is neither yes nor no";
    WorkstreamMissing = "workstream_missing", "There is no workstream";
    WorkstreamUnknown = "workstream_unknown", "The workstream is none of set-up, extract, transfer, load, cleansing, decisions, governance";
    OrganisationAssumed = "organisation_assumed", "No organisation is named; counted as the council's";
    OrganisationUnknown = "organisation_unknown", "The organisation is neither the council nor the partner";
    RoleMissing = "role_missing", "There is no role";
    HoursMissing = "hours_missing", "There are neither hours nor a cost";
    HoursNegative = "hours_negative", "The hours are below zero: correct the row that they take back";
    HoursAboveDay = "hours_above_day", "More than 24 hours on a day: a row is one person's";
    HoursAboveWeek = "hours_above_week", "More than 168 hours in a week: a row is one person's";
    CostWithoutHours = "cost_without_hours", "The row has a cost and no hours, so that nobody can tell when it fell due";
    MoneyUnreadable = "money_unreadable", "The amount can't be read as whole pence: write it as £1,234.50 or 1234.5";
    MoneyNegative = "money_negative", "The amount is below zero: correct the row that it takes back";
    RateMissing = "rate_missing", "There is no rate";
    RateTwice = "rate_twice", "The rate of the role from that date stands on an earlier line";
    RevisionMissing = "revision_missing", "Nothing says when the plan was revised: add the date to the row or to the file's name, or give --as-at";
    EntryIdMissing = "id_missing", "There is no id";
    EntryIdTwice = "id_twice", "The id stands on an earlier line too";
    EntryKindMissing = "kind_missing", "There is no kind";
    EntryKindUnknown = "kind_unknown", "The kind is none of approval, agreement, assurance, transfer, milestone, risk, decision";
    TitleMissing = "title_missing", "There is no title";
    TitleTooLong = "title_too_long", "The title is longer than 300 characters: a note in the wrong column?";
    EntryStatusMissing = "status_missing", "There is no status, and no date on which it was done";
    EntryStatusUnknown = "entry_status_unknown", "The status is in no word that is known: write not started, in progress, blocked, done, lapsed, withdrawn or not needed; of a risk open, realised or closed";
    StatusNotOfKind = "status_not_of_kind", "Only a risk is realised or closed, and a risk is neither done, lapsed nor not needed";
    DoneInFuture = "done_in_future", "It was done after the day of the register";
    DoneAndOpen = "done_and_open", "There is a date on which it was done, and the status says that it is open";
    DoneWithoutDate = "done_without_date", "It is done, and nothing says when";
    ExpiresBeforeDone = "expires_before_done", "It ended before it was done";
    DependencyUnknown = "dependency_unknown", "It depends on an id that the register doesn't have";
    DoneBeforeDependency = "done_before_dependency", "It was done before something that it depends on";
    ItemUnknown = "item_unknown", "The item is none of the checklist, or several";
    ItemComputed = "item_computed", "Coverage is computed from the figures and can't be entered";
    ItemAmbiguous = "item_ambiguous", "The title names several items of the checklist and is counted for none: name one in a column “item”";
    ScaleUnreadable = "scale_unreadable", "Likelihood and impact are whole numbers from 1 to 5";
    ScaleUnused = "scale_unused", "Only risks have a likelihood and an impact; not used";
    PercentMissing = "percent_missing", "There is no target";
    PercentUnreadable = "percent_unreadable", "The target is no percentage above 0 and at most 100 with two decimals at most";
}

#[cfg(test)]
mod tests {
    use super::Reason;

    #[test]
    fn a_sentence_fits_behind_its_short_name() {
        assert_eq!(Reason::PersonIdMissing.name(), "person_id_missing");
        assert!(!Reason::PersonIdMissing.text().ends_with('.'));
    }
}
