//! Disclosure control: what of a table may leave the council, so that no small count can be worked out.
//!
//! Small counts are hidden, with another one wherever a total would give a single one away; all others are rounded. Percentages and
//! records to go are computed from what is shown, so that they tell nothing more, and hidden where a part of them or what lacks to the
//! whole is small.

/// When a count is too small to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Counts from 1 to this are hidden.
    pub largest_hidden: i64,
    /// Others are rounded to the nearest multiple of this.
    pub nearest: i64,
    /// Teams with fewer records in scope are folded into one.
    pub smallest_team: i64,
}

impl Default for Rule {
    /// The thresholds of NHS data quality figures: 1 to 7 hidden, the nearest 5, 25 records.
    fn default() -> Self {
        Self {
            largest_hidden: 7,
            nearest: 5,
            smallest_team: 25,
        }
    }
}

/// A count as it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Rounded.
    Count(i64),
    /// Too small, or it would give a small one away.
    Hidden,
}

impl Shown {
    /// The rounded count; none if it is hidden.
    #[must_use]
    pub fn count(self) -> Option<i64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Hidden => None,
        }
    }
}

impl Rule {
    /// Whether a count, or a change, is of too few people.
    #[must_use]
    pub fn is_small(self, count: i64) -> bool {
        (1..=self.largest_hidden).contains(&count.abs())
    }

    /// A count for itself, such as a total.
    #[must_use]
    pub fn single(self, count: i64) -> Shown {
        if self.is_small(count) {
            Shown::Hidden
        } else {
            Shown::Count(self.rounded(count))
        }
    }

    /// Counts that add up to a total which is published too.
    #[must_use]
    pub fn parts(self, counts: &[i64]) -> Vec<Shown> {
        let mut shown: Vec<Shown> = counts.iter().map(|count| self.single(*count)).collect();
        // A total less all the others would give a single hidden one away.
        if shown.iter().filter(|shown| **shown == Shown::Hidden).count() == 1 {
            let others = shown.iter().zip(counts).enumerate();
            let smallest = others
                .filter(|(_, (shown, count))| **shown != Shown::Hidden && **count != 0)
                .min_by_key(|(at, (_, count))| (count.abs(), *at))
                .map(|(at, _)| at);
            if let Some(at) = smallest {
                shown[at] = Shown::Hidden;
            }
        }
        shown
    }

    /// The total of counts that are published as [`Self::parts`]. Where the nearest multiple would leave their hidden ones no value but
    /// the largest or the least, it is rounded to the other side.
    #[must_use]
    pub fn total(self, counts: &[i64]) -> Shown {
        let Shown::Count(nearest) = self.single(counts.iter().sum()) else {
            return Shown::Hidden;
        };
        let parts = self.parts(counts);
        let hidden = parts.iter().map(|part| i64::from(*part == Shown::Hidden)).sum::<i64>();
        let off = self.nearest / 2;
        // What a reader can say of the sum of the hidden ones.
        let (mut least, mut most) = (nearest - off, nearest + off);
        let mut largest_beside = None;
        for part in parts.iter().filter_map(|part| part.count()).filter(|part| *part != 0) {
            least -= part + off;
            most -= (part - off).max(self.largest_hidden + 1);
            largest_beside = Some(largest_beside.map_or(part + off, |largest: i64| largest.min(part + off)));
        }
        // Of two, one may have been hidden for the other's sake: the smallest of those that would be seen.
        let largest_sum = match (hidden, largest_beside) {
            (2, None) => i64::MAX,
            (2, Some(beside)) => self.largest_hidden + beside.max(self.largest_hidden),
            _ => hidden * self.largest_hidden,
        };
        Shown::Count(match hidden {
            0 => nearest,
            _ if least == largest_sum => nearest - self.nearest,
            _ if most == hidden => nearest + self.nearest,
            _ => nearest,
        })
    }

    /// A part and its whole from which a percentage may be computed; none if either is hidden or what lacks to the whole is small.
    #[must_use]
    pub fn share(self, (part, shown_part): (i64, Shown), (of, shown_of): (i64, Shown)) -> Option<(i64, i64)> {
        let (part_shown, of_shown) = (shown_part.count()?, shown_of.count()?);
        (!self.is_small(of - part) && of_shown > 0).then_some((part_shown, of_shown))
    }

    /// Which teams are folded into one, by their records in scope: none, or at least two that together are large enough.
    #[must_use]
    pub fn folded(self, in_scope: &[i64]) -> Vec<bool> {
        let mut smallest: Vec<usize> = (0..in_scope.len()).collect();
        smallest.sort_by_key(|at| (in_scope[*at], *at));
        let mut folded = vec![false; in_scope.len()];
        let (mut teams, mut records) = (0, 0);
        for at in smallest {
            let enough = teams == 0 || (teams >= 2 && records >= self.smallest_team);
            if in_scope[at] >= self.smallest_team && enough {
                break;
            }
            folded[at] = true;
            teams += 1;
            records += in_scope[at];
        }
        folded
    }

    fn rounded(self, count: i64) -> i64 {
        (count + self.nearest / 2).div_euclid(self.nearest) * self.nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULE: Rule = Rule {
        largest_hidden: 7,
        nearest: 5,
        smallest_team: 25,
    };

    /// All that a reader sees of parts and their total.
    fn published(counts: &[i64]) -> (Vec<Shown>, Shown) {
        (RULE.parts(counts), RULE.total(counts))
    }

    /// Whether another truth with another value in that place would have been published just the same.
    fn could_be_another(counts: &[i64], at: usize) -> bool {
        let seen = published(counts);
        let near = |count: i64| (count - 8).max(0)..=count + 8;
        for value in near(counts[at]).filter(|value| *value != counts[at]) {
            let mut other = counts.to_vec();
            other[at] = value;
            if published(&other) == seen {
                return true;
            }
            for beside in (0..counts.len()).filter(|beside| *beside != at) {
                for value in near(counts[beside]) {
                    other[beside] = value;
                    if published(&other) == seen {
                        return true;
                    }
                }
                other[beside] = counts[beside];
            }
        }
        false
    }

    #[test]
    fn small_counts_are_hidden_and_others_rounded() {
        for (count, shown) in [
            (0, Shown::Count(0)),
            (1, Shown::Hidden),
            (7, Shown::Hidden),
            (-7, Shown::Hidden),
            (8, Shown::Count(10)),
            (12, Shown::Count(10)),
            (13, Shown::Count(15)),
            (-8, Shown::Count(-10)),
        ] {
            assert_eq!(RULE.single(count), shown, "{count}");
        }
    }

    #[test]
    fn a_single_hidden_part_takes_the_smallest_other_with_it() {
        let shown = RULE.parts(&[3, 40, 0, 20]);
        assert_eq!(shown, [Shown::Hidden, Shown::Count(40), Shown::Count(0), Shown::Hidden]);
    }

    #[test]
    fn a_total_that_leaves_one_truth_is_rounded_to_the_other_side() {
        for (counts, total) in [
            (vec![7; 4], 25),
            (vec![7, 7, 7, 0, 7], 25),
            (vec![7, 7, 7, 12], 30),
            (vec![1; 12], 15),
            (vec![7, 7, 7, 6], 25),
            (vec![7, 7, 7, 11], 30),
            (vec![12, 12, 7, 12], 40),
        ] {
            assert_eq!(RULE.total(&counts), Shown::Count(total), "{counts:?}");
            let (shown, _) = published(&counts);
            for at in (0..counts.len()).filter(|at| shown[*at] == Shown::Hidden) {
                assert!(could_be_another(&counts, at), "{counts:?}: the count at {at} is certain");
            }
        }
    }

    #[test]
    fn a_percentage_goes_with_its_parts_and_with_what_lacks() {
        let share = |part, of| RULE.share((part, RULE.single(part)), (of, RULE.single(of)));
        assert_eq!(share(48, 50), None);
        assert_eq!(share(3, 50), None);
        assert_eq!(share(41, 52), Some((40, 50)));
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn small_teams_are_folded_together_and_never_one_alone() {
        for (in_scope, folded) in [
            (vec![30, 40], vec![false, false]),
            (vec![30, 24, 40], vec![true, true, false]),
            (vec![5, 6, 90], vec![true, true, true]),
            (vec![20, 10, 90], vec![true, true, false]),
            (vec![], vec![]),
        ] {
            assert_eq!(RULE.folded(&in_scope), folded, "{in_scope:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn no_hidden_count_can_be_worked_out(counts in prop_oneof![
            prop::collection::vec(prop_oneof![3 => 0_i64..12, 1 => 0_i64..400], 1..9),
            prop::collection::vec(prop_oneof![Just(0_i64), Just(1), Just(7), Just(8), Just(12), Just(13)], 1..14),
        ]) {
            let (shown, _) = published(&counts);
            for at in (0..counts.len()).filter(|at| shown[*at] == Shown::Hidden) {
                prop_assert!(could_be_another(&counts, at), "{counts:?}: the count at {at} is certain");
            }
        }

        #[test]
        fn what_lacks_to_the_whole_cannot_be_worked_out_either(of in 0_i64..300, lacking in 1_i64..=7) {
            let part = of - lacking;
            prop_assume!(part >= 0);
            let seen = |part: i64, of: i64| {
                let (shown_part, shown_of) = (RULE.single(part), RULE.single(of));
                (shown_part, shown_of, RULE.share((part, shown_part), (of, shown_of)))
            };
            let others = (of - 8..=of + 8).flat_map(|of| (0..=of).map(move |part| (part, of)));
            let another = others.into_iter().any(|(other, whole)| whole >= 0 && whole - other != lacking && seen(other, whole) == seen(part, of));
            prop_assert!(another, "{part} of {of}");
        }
    }
}
