//! How a share moved between two dates, in words and a sign: never by colour alone.

/// A movement of a share, from whole counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    direction: Direction,
    /// The size in tenths of a percentage point, rounded half up.
    tenths: i64,
}

/// Which way a share moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It rose.
    Up,
    /// It fell.
    Down,
    /// It is exactly the same.
    Same,
}

impl Change {
    /// The movement from one `(part, of)` to another; none if nothing was in scope on either date.
    #[must_use]
    pub fn between(before: (i64, i64), now: (i64, i64)) -> Option<Self> {
        if before.1 <= 0 || now.1 <= 0 {
            return None;
        }
        // Counts reach tens of millions, whose products times 2,000 need more than 64 bits.
        let (before, now) = ((i128::from(before.0), i128::from(before.1)), (i128::from(now.0), i128::from(now.1)));
        let difference = now.0 * before.1 - before.0 * now.1;
        let of = before.1 * now.1;
        let tenths = (2 * 1_000 * difference.abs() + of) / (2 * of);
        Some(Self {
            direction: match difference {
                0 => Direction::Same,
                1.. => Direction::Up,
                _ => Direction::Down,
            },
            tenths: i64::try_from(tenths).unwrap_or(i64::MAX),
        })
    }

    /// Which way it went.
    #[must_use]
    pub fn direction(self) -> Direction {
        self.direction
    }

    /// `up 0.4 percentage points`, `down by less than 0.1 percentage points`, `no change`.
    #[must_use]
    pub fn words(self) -> String {
        let way = match self.direction {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Same => return "no change".to_owned(),
        };
        match self.tenths {
            0 => format!("{way} by less than 0.1 percentage points"),
            10 => format!("{way} 1 percentage point"),
            tenths => format!("{way} {}.{} percentage points", tenths / 10, tenths % 10),
        }
    }

    /// `+0.4`, `−0.4`, `0.0`, and `+<0.1` for what is too small to show.
    #[must_use]
    pub fn short(self) -> String {
        let size = match (self.direction, self.tenths) {
            (Direction::Same, _) => "0.0".to_owned(),
            (_, 0) => "<0.1".to_owned(),
            (_, tenths) => format!("{}.{}", tenths / 10, tenths % 10),
        };
        format!("{}{size}", self.sign())
    }

    /// The sign before a change: `▲`, `▼` or `=`.
    #[must_use]
    pub fn arrow(self) -> &'static str {
        match self.direction {
            Direction::Up => "▲",
            Direction::Down => "▼",
            Direction::Same => "=",
        }
    }

    fn sign(self) -> &'static str {
        match self.direction {
            Direction::Up => "+",
            Direction::Down => "−",
            Direction::Same => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: (i64, i64), now: (i64, i64), words: Option<&str>, short: &str) {
        let change = Change::between(before, now);
        assert_eq!(change.map(Change::words).as_deref(), words, "{before:?} to {now:?}");
        assert_eq!(change.map(Change::short).unwrap_or_default(), short, "{before:?} to {now:?}");
    }

    #[test]
    fn changes_come_from_counts() {
        check((90, 100), (904, 1_000), Some("up 0.4 percentage points"), "+0.4");
        check((90, 100), (89, 100), Some("down 1 percentage point"), "−1.0");
        check((90, 100), (180, 200), Some("no change"), "0.0");
        check(
            (90_000, 100_000),
            (90_001, 100_000),
            Some("up by less than 0.1 percentage points"),
            "+<0.1",
        );
        check((0, 10), (10, 10), Some("up 100.0 percentage points"), "+100.0");
        check((0, 0), (5, 10), None, "");
        check((5, 10), (0, 0), None, "");
    }

    #[test]
    fn great_counts_do_not_overflow() {
        check(
            (40_000_000_000, 50_000_000_000),
            (45_000_000_000, 50_000_000_000),
            Some("up 10.0 percentage points"),
            "+10.0",
        );
    }
}
