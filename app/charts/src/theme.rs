//! Every colour and size that a chart uses.
//!
//! A drawing carries colours as literal `fill` and `stroke` values, upper-case hexadecimal, and no other colour than these. A literal has
//! one meaning, so a stylesheet can give each its dark twin: `.chart svg [fill="#12436D"] { fill: … }`, and the same for `stroke`.
//! [`PALETTE`] lists them with a dark value that was chosen for a ground near `#14191D`.
//! They follow the Government Analysis Function's palette: 3:1 against white wherever a mark must be seen, and never red against green.

/// One colour with one meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    light: u32,
    dark: u32,
    /// What it stands for.
    pub meaning: &'static str,
}

impl Colour {
    const fn new(light: u32, dark: u32, meaning: &'static str) -> Self {
        Self { light, dark, meaning }
    }

    /// The literal in the drawing: `#12436D`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:06X}", self.light)
    }

    /// The twin for a dark ground.
    #[must_use]
    pub fn dark_hex(self) -> String {
        format!("#{:06X}", self.dark)
    }

    /// Red, green and blue.
    #[must_use]
    pub fn rgb(self) -> (u8, u8, u8) {
        let [_, red, green, blue] = self.light.to_be_bytes();
        (red, green, blue)
    }
}

/// Words that carry the message.
pub const TEXT: Colour = Colour::new(0x0B_0C0C, 0xF3_F2F1, "words that carry the message");
/// Axis labels, notes and axis lines.
pub const MUTED: Colour = Colour::new(0x50_5A5F, 0xB1_B4B6, "axis labels, notes and axis lines");
/// Grid lines.
pub const GRID: Colour = Colour::new(0xD9_D9D9, 0x3B_444B, "grid lines");
/// The part of a bar that is not filled.
pub const TRACK: Colour = Colour::new(0xEE_F1F3, 0x2A_3238, "the part of a bar that is not filled");
/// The ground: the gap between bands, the inside of hollow points.
pub const GROUND: Colour = Colour::new(0xFF_FFFF, 0x14_191D, "the ground, gaps between bands, the inside of hollow points");

/// What the chart is about: coverage, records to go, numbers gained.
pub const MAIN: Colour = Colour::new(
    0x12_436D,
    0x7D_B3E8,
    "what the chart is about: coverage, records to go, numbers gained",
);
/// The line through counts from a history file; always dashed.
pub const EARLIER: Colour = Colour::new(0x4F_7396, 0x9D_B8D2, "the line through earlier counts, dashed");
/// The rung of the ladder that holds anything.
pub const RECORDED: Colour = Colour::new(0x76_7676, 0xA6_A6A6, "recorded");
/// Verified: the rung of the ladder and the record state.
pub const VERIFIED: Colour = Colour::new(0x28_A197, 0x4F_D1C5, "verified");
/// The target; always dashed and labelled.
pub const TARGET: Colour = Colour::new(0xDE_1B1B, 0xFF_8A80, "the target, dashed and labelled");
/// Opening and closing of a bridge.
pub const TOTAL: Colour = Colour::new(
    0x6F_777B,
    0x9A_A2A6,
    "opening and closing of a bridge; plans that are no longer in force",
);
/// What a bridge loses.
pub const LOSS: Colour = Colour::new(0xF4_6A25, 0xFF_9A63, "numbers that left or were lost");

/// Points and line of a process that does what it has been doing.
pub const COMMON_CAUSE: Colour = Colour::new(0x7F_7F7F, 0xA9_ADB0, "common cause: points and line of a process");
/// Process limits; always dashed.
pub const LIMIT: Colour = Colour::new(0x7C_8388, 0xA2_A9AD, "process limits, dashed");
/// The mean of a process.
pub const MEAN: Colour = Colour::new(
    0x1D_1D1D,
    0xE6_E6E6,
    "the mean of a process; the plan in force; what a number costs on average",
);

/// Between the earliest and the latest date of a forecast.
pub const FORECAST: Colour = Colour::new(0xD3_E3F1, 0x24_3F5A, "between the earliest and the latest date of a forecast");

/// What happened on a day: the numbered mark, and its line, which is dashed.
pub const ANNOTATION: Colour = Colour::new(0x3F_4A51, 0xC0_C8CD, "annotations: numbered marks and their dashed lines");

/// The state `missing`.
pub const MISSING: Colour = Colour::new(0x8A_9299, 0x7C_858C, "record state missing; nobody found by a trace");
/// The state `damaged`.
pub const DAMAGED: Colour = Colour::new(
    0x5E_1F3D,
    0xA8_5C82,
    "record state damaged; an answer that says nothing of the person",
);
/// The state `malformed`.
pub const MALFORMED: Colour = Colour::new(0xC9_7F1A, 0xE3_A54A, "record state: malformed");
/// The state `placeholder`.
pub const PLACEHOLDER: Colour = Colour::new(0x8A_3B12, 0xB8_653A, "record state: placeholder");
/// The state `check_digit_fails`.
pub const CHECK_DIGIT_FAILS: Colour = Colour::new(0xD0_6A95, 0xE3_93B5, "record state: check digit fails");
/// The state `other_range`.
pub const OTHER_RANGE: Colour = Colour::new(0x80_1650, 0xB5_4D86, "record state: other range");
/// The state `shared`.
pub const SHARED: Colour = Colour::new(0xE0_702A, 0xF2_9456, "record state shared; a trace that somebody must decide");
/// The state `valid`.
pub const VALID: Colour = Colour::new(0x20_73BC, 0x6B_ACE6, "record state: valid, not traced");

/// Every colour, each literal once.
pub const PALETTE: [Colour; 25] = [
    TEXT,
    MUTED,
    GRID,
    TRACK,
    GROUND,
    MAIN,
    EARLIER,
    RECORDED,
    VERIFIED,
    TARGET,
    TOTAL,
    LOSS,
    COMMON_CAUSE,
    LIMIT,
    MEAN,
    FORECAST,
    ANNOTATION,
    MISSING,
    DAMAGED,
    MALFORMED,
    PLACEHOLDER,
    CHECK_DIGIT_FAILS,
    OTHER_RANGE,
    SHARED,
    VALID,
];

/// Lines that are dashed wherever they occur, with dash and gap in px, so that they differ from others without their colour.
pub(crate) const DASHED: [(Colour, (u32, u32)); 4] = [(TARGET, (7, 4)), (EARLIER, (5, 3)), (LIMIT, (4, 4)), (ANNOTATION, (2, 3))];

/// Size of words in a chart, px.
pub(crate) const BODY: f64 = 14.0;
/// Size of axis labels and notes, px.
pub(crate) const SMALL: f64 = 13.0;
/// Families in the order in which they are tried. The first is the bundled font; the others have the same widths or nearly.
pub(crate) const FAMILIES: &str = "'Coverage Sans', 'Liberation Sans', Arial, Helvetica, sans-serif";
