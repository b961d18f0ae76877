//! Records day by day, in whole millionths of a record, so that every run of the same figures ends on the same day.

use super::{Assumption as A, Figures, Position, figures::Outlook, value::ONE};

/// How far ahead is thought: five years. What is not reached by then is not reached on present evidence.
pub(super) const HORIZON: i64 = 1_826;

/// A record in the units of a course.
pub(super) const RECORD: i64 = 1_000_000;

/// The days of a month on average, in ten-thousandths.
pub(super) const MONTH: i64 = 304_375;

/// Where the records are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pools {
    /// In scope.
    pub(super) in_scope: i64,
    /// With a usable number.
    pub(super) covered: i64,
    /// Without one and never asked about.
    never: i64,
    /// Asked about once.
    once: i64,
    /// Asked about more often: they wait for somebody to cleanse or decide.
    more: i64,
    /// Asked about more often, and asked about again by the next batch.
    again: i64,
    /// Found, and not yet on the record.
    found: i64,
}

/// What moves them, a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flows {
    joined: i64,
    /// Of those, with a number.
    captured: i64,
    /// The same once real time is live.
    captured_live: i64,
    left: i64,
    lost: i64,
}

/// By whom a batch is sent, as a place in a [`Tally`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Partner,
    Own,
}

/// When batches are sent and answered, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Batching {
    pub(super) from: i64,
    every: i64,
    answer: i64,
}

/// What batches find, in ten-thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Yield {
    pub(super) first: i64,
    pub(super) residue: i64,
    /// Of those asked about more often, the share that is asked about again in a month; nobody where that is missing.
    pub(super) again: i64,
    /// What of them contradicts the record; nothing where that is missing and no work is asked for.
    pub(super) conflicts: i64,
}

/// What is worked up to a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Batches, by who sent them.
    pub(super) batches: [i64; 2],
    /// Records that come into the cleansing queue, likewise.
    pub(super) items: [i64; 2],
    /// Numbers entered by hand.
    pub(super) by_hand: i64,
}

/// One plan under one outlook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Course {
    pub(super) position: Position,
    pub(super) flows: Flows,
    /// The share that gets a number by hand in a month, in ten-thousandths.
    pub(super) by_hand: i64,
    pub(super) yields: Yield,
    /// Days since the last batch; those who wait were put back among the asked in these too.
    pub(super) since_batch: i64,
    pub(super) partner: Option<Batching>,
    pub(super) own: Option<Batching>,
    pub(super) real_time_from: Option<i64>,
}

/// What became of a course.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// The first day on which the target is met.
    pub(super) reached: Option<i64>,
    /// The first day of real time.
    pub(super) live: Option<i64>,
    /// The work up to the day on which the target is met, or to the end.
    pub(super) tally: Tally,
}

impl Flows {
    pub(super) const NEEDS: [A; 4] = [A::JoinedEachMonth, A::LeftEachMonth, A::CapturedAtFrontDoor, A::LostEachMonth];

    pub(super) fn of(figures: Figures<'_>, outlook: Outlook) -> Option<Self> {
        let get = |assumption| figures.under(assumption, outlook);
        let joined = a_day(get(A::JoinedEachMonth)?);
        let captured = get(A::CapturedAtFrontDoor)?;
        let live = captured_live(captured, get(A::MatchRateRealTime).unwrap_or(0));
        Some(Self {
            joined,
            captured: joined * captured / ONE,
            captured_live: joined * live / ONE,
            left: a_day(get(A::LeftEachMonth)?),
            lost: a_day(get(A::LostEachMonth)?),
        })
    }
}

/// What joiners hold when those without a number are searched for in real time: shares in ten-thousandths.
pub(super) fn captured_live(captured: i64, found: i64) -> i64 {
    captured + (ONE - captured) * found / ONE
}

impl Batching {
    /// Partner's or own, by its three assumptions; none where one is missing.
    pub(super) fn of(figures: Figures<'_>, outlook: Outlook, [from, every, answer]: [A; 3]) -> Option<Self> {
        Some(Self {
            from: figures.day(from, outlook)?,
            every: figures.under(every, outlook)?.div_euclid(ONE).max(1),
            answer: figures.under(answer, outlook)?.div_euclid(ONE),
        })
    }
}

impl Yield {
    pub(super) const NEEDS: [A; 2] = [A::MatchRateFirst, A::MatchRateResidue];

    pub(super) fn of(figures: Figures<'_>, outlook: Outlook) -> Option<Self> {
        Some(Self {
            first: figures.under(A::MatchRateFirst, outlook)?,
            residue: figures.under(A::MatchRateResidue, outlook)?,
            again: figures.under(A::AskedAgain, outlook).unwrap_or(0),
            conflicts: figures.under(A::ConflictRate, outlook).unwrap_or(0),
        })
    }
}

impl Pools {
    pub(super) fn of(position: &Position) -> Self {
        let asked = position.asked_once + position.asked_more;
        Self {
            in_scope: position.in_scope * RECORD,
            covered: position.covered * RECORD,
            never: (position.without_number() - asked).max(0) * RECORD,
            once: position.asked_once * RECORD,
            more: position.asked_more * RECORD,
            again: 0,
            found: 0,
        }
    }

    /// Whole records with a usable number, and in scope.
    pub(super) fn counted(&self) -> (i64, i64) {
        let nearest = |pool: i64| (pool + RECORD / 2).div_euclid(RECORD);
        (nearest(self.covered), nearest(self.in_scope))
    }

    /// All pools together, in scope by another count.
    #[cfg(test)]
    pub(super) fn everybody(mut self) -> i64 {
        self.each().into_iter().map(|pool| *pool).sum()
    }

    fn each(&mut self) -> [&mut i64; 6] {
        let Self {
            in_scope: _,
            covered,
            never,
            once,
            more,
            again,
            found,
        } = self;
        [covered, never, once, more, again, found]
    }

    /// People leave, join and lose their numbers.
    fn flow(&mut self, flows: &Flows, is_live: bool) {
        let left = flows.left.min(self.in_scope);
        if self.in_scope > 0 {
            // One division a day: the share that leaves, as a binary fraction.
            let share = (i128::from(left) << 32) / i128::from(self.in_scope);
            for pool in self.each() {
                *pool -= scaled(*pool, share, 32);
            }
        }
        let captured = if is_live { flows.captured_live } else { flows.captured };
        let lost = flows.lost.min(self.covered);
        self.in_scope += flows.joined - left;
        self.covered += captured - lost;
        self.never += flows.joined - captured + lost;
    }

    /// Numbers are entered by hand; how many.
    fn enter(&mut self, share: i64) -> i64 {
        if share == 0 {
            return 0;
        }
        let mut entered = 0;
        for pool in [&mut self.never, &mut self.once, &mut self.more, &mut self.again, &mut self.found] {
            let of_this = *pool * share / MONTH;
            *pool -= of_this;
            entered += of_this;
        }
        self.covered += entered;
        entered
    }

    /// A day's part of those who wait is to be asked about again.
    fn put_back(&mut self, share: i64) {
        let of_these = self.more * share / MONTH;
        self.more -= of_these;
        self.again += of_these;
    }

    /// A batch asks about everybody who was asked about at most once or is to be asked about again; who was asked about, and what of it
    /// comes into the queue.
    fn ask(&mut self, yields: &Yield) -> (i64, i64) {
        let residue = self.once + self.again;
        let asked = self.never + residue;
        let (first, later) = (self.never * yields.first / ONE, residue * yields.residue / ONE);
        self.more += residue - later;
        self.again = 0;
        self.once = self.never - first;
        self.never = 0;
        self.found += first + later;
        (asked, asked - (first + later) * (ONE - yields.conflicts) / ONE)
    }
}

impl Course {
    /// Follows the records until the target is met, or to the end of the horizon.
    pub(super) fn until_reached(&self) -> Run {
        self.follow(HORIZON, |_, _, run| run.reached.is_none())
    }

    /// Follows the records to a day and shows every day on the way.
    pub(super) fn shown(&self, last: i64, mut see: impl FnMut(i64, &Pools)) -> Run {
        self.follow(last, |day, pools, _| {
            see(day, pools);
            true
        })
    }

    fn follow(&self, last: i64, mut goes_on: impl FnMut(i64, &Pools, &Run) -> bool) -> Run {
        let mut pools = Pools::of(&self.position);
        for _ in 0..self.since_batch.min(HORIZON) {
            pools.put_back(self.yields.again);
        }
        let mut run = Run::default();
        let mut due: Option<i64> = None;
        let mut next: Option<(i64, By)> = None;
        for day in 0..=last {
            if day > 0 {
                pools.flow(&self.flows, run.live.is_some());
                let entered = pools.enter(self.by_hand);
                pools.put_back(self.yields.again);
                if run.reached.is_none() {
                    run.tally.by_hand += entered;
                }
            }
            if due == Some(day) {
                pools.covered += std::mem::take(&mut pools.found);
                due = None;
            }
            let (covered, in_scope) = pools.counted();
            let is_met = self.position.target.is_met(covered, in_scope);
            if is_met && run.reached.is_none() {
                run.reached = Some(day);
            }
            if is_met && run.live.is_none() && self.real_time_from.is_some_and(|from| day >= from) {
                run.live = Some(day);
            }
            if !goes_on(day, &pools, &run) {
                break;
            }
            if due.is_none()
                && let Some((by, batching)) = self.batching(day)
                // Whoever takes over sends at once.
                && next.is_none_or(|(next, sent_by)| day >= next || sent_by != by)
            {
                let (asked, items) = pools.ask(&self.yields);
                // An answer takes a night at least.
                due = Some(day + batching.answer.max(1));
                next = Some((day + batching.every, by));
                // Nobody sends a batch about nobody.
                if run.reached.is_none() && asked >= RECORD {
                    run.tally.batches[by as usize] += 1;
                    run.tally.items[by as usize] += items;
                }
            }
        }
        run
    }

    /// Who sends the batches of a day.
    fn batching(&self, day: i64) -> Option<(By, Batching)> {
        let begun = |batching: Option<Batching>, by| batching.filter(|batching| day >= batching.from).map(|batching| (by, batching));
        begun(self.own, By::Own).or_else(|| begun(self.partner, By::Partner))
    }
}

/// A day's part of what an assumption says of a month.
fn a_day(a_month: i64) -> i64 {
    a_month * (RECORD / ONE) * ONE / MONTH
}

#[expect(clippy::cast_possible_truncation, reason = "a share of a pool is no more than the pool")]
fn scaled(pool: i64, share: i128, bits: u32) -> i64 {
    ((i128::from(pool) * share) >> bits) as i64
}
