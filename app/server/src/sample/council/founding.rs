//! The council as the first snapshot finds it.

use anyhow::Result;
use rand::RngExt;
use rand::seq::SliceRandom;

use super::{Council, UNALLOCATED};
use crate::sample::calendar::{days_before, months_after};
use crate::sample::numbers::WRONG;
use crate::sample::person::{Exemption, Role, Source};
use crate::sample::teams::TINY;

impl Council {
    pub(super) fn found(&mut self) -> Result<()> {
        let size = self.size(0);
        for _ in 0..6 {
            let at = self.arrive(Role::Client, 0..2000);
            let start = self.start_of(at);
            self.people[at].allocate(TINY, start, &mut self.rng);
        }
        for _ in self.people.len()..size {
            let at = self.arrive(Role::Client, 0..2000);
            self.place(at, 0.025);
        }
        for (role, share) in [(Role::Child, 0.022), (Role::Relative, 0.035)] {
            for _ in 0..self.share(share) {
                let at = self.arrive(role, 0..1500);
                self.place(at, 0.3);
                if self.rng.random_bool(0.5) {
                    let number = self.numbers.issue()?;
                    self.people[at].give(number, Source::Manual);
                }
            }
        }
        self.promise_special_rows()?;
        self.leave();
        self.die();
        self.expect_births();
        for _ in self.in_scope().count()..size {
            let at = self.arrive(Role::Client, 0..28);
            self.place(at, UNALLOCATED);
        }
        Ok(())
    }

    /// One row of every kind that the sample promises, kept to the end, and more of each that cleansing may mend.
    fn promise_special_rows(&mut self) -> Result<()> {
        let mut ordinary: Vec<usize> = (0..self.people.len()).filter(|at| self.is_ordinary(*at)).collect();
        ordinary.shuffle(&mut self.rng);
        let mut ordinary = ordinary.into_iter();
        for kind in WRONG {
            for copy in 0..self.share(0.006) {
                let Some(at) = ordinary.next() else { break };
                self.misrecord(at, kind)?;
                self.people[at].pinned = copy == 0;
            }
        }
        for _ in 0..self.share(0.001) {
            if let (Some(owner), Some(borrower)) = (ordinary.next(), ordinary.next()) {
                self.share_number(owner, borrower)?;
                self.people[owner].pinned = true;
                self.people[borrower].pinned = true;
            }
        }
        let exempt = self.share(0.006).max(4);
        for (copy, at) in ordinary.by_ref().take(exempt).enumerate() {
            self.people[at].pinned = true;
            self.people[at].exemption = Some(self.agree(copy));
        }
        if let Some(at) = ordinary.next() {
            self.people[at].restricted = true;
            self.people[at].pinned = true;
        }
        if let Some(at) = ordinary.next() {
            self.people[at].allocations.clear();
            self.people[at].pinned = true;
        }
        Ok(())
    }

    /// An exemption; the first is agreed early and still holds, the second has lapsed by the end.
    fn agree(&mut self, copy: usize) -> Exemption {
        const REASONS: [&str; 4] = ["objects", "not knowable", "no NHS number issued", "other"];
        let last = self.calendar.last();
        let earliest = self.calendar.first();
        let span = (last - earliest).num_days().max(1);
        let agreed = if copy < 2 { 5 } else { self.rng.random_range(0..span) };
        let agreed = days_before(last, u64::try_from(span - agreed).unwrap_or_default());
        let until = match copy {
            1 => Some(days_before(last, 20)),
            _ if copy.is_multiple_of(3) => Some(months_after(last, 6 + u32::try_from(copy % 12).unwrap_or_default())),
            _ => None,
        };
        Exemption {
            reason: REASONS[copy % 4],
            agreed,
            until,
        }
    }
}
