//! The command line as it is typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::InvalidParameter;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

mod filter;

pub use filter::FilterArgs;

/// Do case records hold the NHS number, when will 95% do, and what stands in the way?
#[derive(Debug, Parser)]
#[command(name = "nhs-coverage", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Everything the binary can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what files are and what would be accepted or refused; changes nothing
    Check(LoadArgs),
    /// Load extracts and publish new figures: all of the files, or none
    Load(LoadArgs),
    /// List the loads in force
    Loads(StoreArgs),
    /// Make requests for a trace, and what the case system loads of the answers
    Trace(TraceArgs),
    /// Take a load back and publish the figures without it
    Withdraw(WithdrawArgs),
    /// Build the figures again from the stored loads, as after an upgrade
    Rebuild(StoreArgs),
    /// Answer one question: coverage, coverage_trend, coverage_by_team, record_states, movement, worklist, loads, data_issues
    Report(ReportArgs),
    /// Write answers and charts as files; --all writes the month's whole set
    Export(ExportArgs),
    /// Write the senior management team's paper: position, figures, charts, and the decisions asked for
    Briefing(BriefingArgs),
    /// Read NHS numbers, one a line, and print what is right or wrong with each as CSV
    Number(NumberArgs),
    /// Compute charts, intervals, funnels and forecasts for figures on standard input
    Statistics(StatisticsArgs),
    /// Serve the dashboard and the API
    Serve(ServeArgs),
    /// Write the synthetic sample council's extracts
    Sample(SampleArgs),
}

/// Where figures are kept and how files are understood.
#[derive(Debug, Clone, Args)]
pub struct StoreArgs {
    /// The folder that holds loads and figures
    #[arg(long, value_name = "DIR", default_value = "nhs-coverage-data")]
    pub data: PathBuf,
    /// The configuration; by default nhs-coverage.toml here or in the data folder, where there is one
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What `check` and `load` are given.
#[derive(Debug, Args)]
pub struct LoadArgs {
    /// Files to read: CSV, XLSX or Parquet
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The date the extracts were taken, if no column and no file name says it
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// What the files hold, if their columns leave it open
    #[arg(long, value_enum)]
    pub kind: Option<KindArg>,
    /// Put these files in the place of what is loaded for the same date
    #[arg(long)]
    pub replace: bool,
    /// Load although many fewer people are in scope than in the snapshot before
    #[arg(long)]
    pub accept_drop: bool,
    /// The folder for files of refused rows; by default beside each source file
    #[arg(long, value_name = "DIR")]
    pub rejects: Option<PathBuf>,
    /// The data folder and the configuration.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// The kinds of file, as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[expect(missing_docs, reason = "the names of domain::Kind")]
pub enum KindArg {
    Snapshot,
    Allocations,
    History,
    Teams,
    Exemptions,
    Targets,
    Annotations,
    TraceRequest,
    TraceResponse,
    TraceRegister,
    Decisions,
    Register,
}

impl From<KindArg> for domain::Kind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Snapshot => Self::Snapshot,
            KindArg::Allocations => Self::Allocations,
            KindArg::History => Self::History,
            KindArg::Teams => Self::Teams,
            KindArg::Exemptions => Self::Exemptions,
            KindArg::Targets => Self::Targets,
            KindArg::Annotations => Self::Annotations,
            KindArg::TraceRequest => Self::TraceRequest,
            KindArg::TraceResponse => Self::TraceResponse,
            KindArg::TraceRegister => Self::TraceRegister,
            KindArg::Decisions => Self::Decisions,
            KindArg::Register => Self::Register,
        }
    }
}

/// What `trace` is given.
#[derive(Debug, Args)]
pub struct TraceArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: TraceCommand,
}

/// What there is to do with traces.
#[derive(Debug, Subcommand)]
pub enum TraceCommand {
    /// Write the file that asks for a trace, and note whom it asks about
    Request(TraceRequestArgs),
    /// List whose records wait for somebody's work, and what to try next
    Queue(TraceQueueArgs),
    /// Write what the case system loads of a batch's answers: numbers and changed details, only where that is safe
    ///
    /// A number is safe to load that was confirmed or found and came back for one person only. Another number than was sent needs
    /// a decision number_accepted, made after the extract and loaded. Of confirmed numbers only rows with changed details are
    /// written. Whoever is not loaded is listed with the reason in FILE.not-loaded.csv, without numbers or details. Nothing is
    /// stored, and the responses need not be loaded before.
    LoadFile(TraceLoadFileArgs),
}

/// What `trace request` is given.
#[derive(Debug, Args)]
pub struct TraceRequestArgs {
    /// The extracts: people with NHS numbers, names and dates of birth; perhaps allocations, and addresses by person id
    #[arg(long, required = true, num_args = 1.., value_name = "EXTRACT")]
    pub from: Vec<PathBuf>,
    /// Who answers
    #[arg(long, value_enum)]
    pub dialect: DialectArg,
    /// The states whose records are asked about, separated by commas; by default all that are not usable
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// One team, by its name in the extracts
    #[arg(long)]
    pub team: Option<String>,
    /// The file to write, or a folder; nothing that is there is overwritten
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// Encrypt for whoever has this age key (age1…), or the keys in this file, one a line; may be given several times. FILE.age is
    /// written, and nothing in clear
    #[arg(long, value_name = "RECIPIENT")]
    pub encrypt_to: Vec<String>,
    /// The date the extracts were taken, if no column and no file name says it
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// The data folder and the configuration.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// What `trace load-file` is given.
#[derive(Debug, Args)]
pub struct TraceLoadFileArgs {
    /// The batch, as trace request named it
    pub batch: String,
    /// What came back for it; of two answers about one person that of the later file counts
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub responses: Vec<PathBuf>,
    /// The file to write, or a folder; nothing that is there is overwritten
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// Encrypt for whoever has this age key (age1…), or the keys in this file, one a line; may be given several times. FILE.age is
    /// written, and nothing in clear
    #[arg(long, value_name = "RECIPIENT")]
    pub encrypt_to: Vec<String>,
    /// The data folder and the configuration.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// What `trace queue` is given.
#[derive(Debug, Args)]
pub struct TraceQueueArgs {
    /// Only what waits for them; by default for everybody
    #[arg(long, value_enum)]
    pub owner: Option<OwnerArg>,
    /// One team; by default all
    #[arg(long)]
    pub team: Option<String>,
    /// How the list is written; by default as the ending of the file says, .csv or .xlsx, and printed as a table
    #[arg(long, value_enum)]
    pub format: Option<ListFormat>,
    /// The file to write; nothing that is there is overwritten. By default the list is printed
    #[arg(long, value_name = "FILE", required_if_eq("format", "xlsx"))]
    pub to: Option<PathBuf>,
    /// Encrypt for whoever has this age key (age1…), or the keys in this file, one a line; may be given several times. FILE.age is
    /// written, and nothing in clear
    #[arg(long, value_name = "RECIPIENT", requires = "to")]
    pub encrypt_to: Vec<String>,
    /// The data folder and the configuration.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// Who acts, as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[expect(missing_docs, reason = "the names of domain::trace::Owner")]
pub enum OwnerArg {
    SystemsTeam,
    Bit,
    SocialWork,
}

impl From<OwnerArg> for domain::trace::Owner {
    fn from(owner: OwnerArg) -> Self {
        match owner {
            OwnerArg::SystemsTeam => Self::SystemsTeam,
            OwnerArg::Bit => Self::Bit,
            OwnerArg::SocialWork => Self::SocialWork,
        }
    }
}

/// How a list of people is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Columns lined up, for reading.
    Table,
    /// RFC 4180; in a file with a byte order mark, for Excel.
    Csv,
    /// A workbook.
    Xlsx,
}

impl ListFormat {
    /// The format that a file's ending asks for.
    ///
    /// # Errors
    /// Names the endings there are.
    pub fn of_file(path: &Path) -> Result<Self, InvalidParameter> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match ending.to_ascii_lowercase().as_str() {
            "csv" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            _ => Err(InvalidParameter {
                parameter: "to".to_owned(),
                reason: format!(
                    "“{}” ends in none of .csv, .xlsx; name the file so, or give --format",
                    path.display()
                ),
            }),
        }
    }
}

/// Who answers, as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[expect(missing_docs, reason = "the names of domain::trace::Dialect")]
pub enum DialectArg {
    Dbs,
    Mpt,
    PdsMesh,
}

impl From<DialectArg> for domain::trace::Dialect {
    fn from(dialect: DialectArg) -> Self {
        match dialect {
            DialectArg::Dbs => Self::Dbs,
            DialectArg::Mpt => Self::Mpt,
            DialectArg::PdsMesh => Self::PdsMesh,
        }
    }
}

/// What `withdraw` is given.
#[derive(Debug, Args)]
pub struct WithdrawArgs {
    /// The load's number, as `loads` shows it
    pub load: u32,
    /// The data folder and the configuration.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// What `report` is given.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The question's name
    pub question: String,
    /// How the rows are written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// What it is asked about.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Last date of a period
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// The data folder and the configuration.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns lined up, for reading.
    Table,
    /// RFC 4180.
    Csv,
    /// The answer as the API gives it.
    Json,
}

/// What `export` is given.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The questions' names
    #[arg(value_name = "QUESTION")]
    pub questions: Vec<String>,
    /// Every question; what lists people is never among them
    #[arg(long)]
    pub all: bool,
    /// Add a folder for each team, with what its page shows
    #[arg(long)]
    pub each_team: bool,
    /// The folder to write, made if it isn't there
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// csv, xlsx, json, parquet, svg, png, pdf, separated by commas; by default all
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    pub format: Vec<String>,
    /// PNG so many times its size on screen: 1, 2 or 4
    #[arg(long)]
    pub scale: Option<String>,
    /// PNG and PDF on a sheet of exactly this size: slide or half_a4
    #[arg(long)]
    pub size: Option<String>,
    /// Apply disclosure control: small counts hidden, others rounded, small teams folded
    #[arg(long)]
    pub for_publication: bool,
    /// What they are asked about.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Last date of a period; --to is the folder here
    #[arg(long, value_name = "DATE")]
    pub period_to: Option<String>,
    /// The data folder and the configuration.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// What `briefing` is given.
#[derive(Debug, Args)]
pub struct BriefingArgs {
    /// The date asked about, 2026-10-31 or 31/10/2026; by default the latest
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// The file to write; its ending says what it becomes: .pdf (tagged, PDF/UA-1), .docx or .html
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// The data folder and the configuration.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// What `number` is given.
#[derive(Debug, Args)]
pub struct NumberArgs {
    /// A file with one number a line; by default standard input
    pub file: Option<PathBuf>,
    /// Count numbers of the 999 test range as valid
    #[arg(long)]
    pub test_range_valid: bool,
    /// The configuration; by default nhs-coverage.toml here, where there is one
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What `statistics` is given.
#[derive(Debug, Args)]
pub struct StatisticsArgs {
    /// What to compute
    #[arg(value_enum)]
    pub method: Method,
    /// What is read and written: JSON with many items, or CSV with one
    #[arg(long, value_enum, default_value_t = StatisticsFormat::Json)]
    pub format: StatisticsFormat,
    /// What to reach, with CSV: in the unit of the values for spc, from 0 to 1 otherwise (forecast: 0.95)
    #[arg(long, value_name = "NUMBER")]
    pub target: Option<f64>,
    /// Which way is better, with CSV for spc
    #[arg(long, value_enum)]
    pub improvement_direction: Option<Direction>,
    /// The first date of new limits, with CSV for spc; may be given several times
    #[arg(long, value_name = "DATE")]
    pub rebase: Vec<String>,
}

/// The statistics that can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// XmR charts: {"series": […]}, or the columns date, value and perhaps target
    Spc,
    /// Wilson intervals: {"rows": […]}, or the columns x, n and perhaps target
    Wilson,
    /// Funnel plots: {"team_sets": […], "points": […]}, or the columns numerator and denominator
    Funnel,
    /// When the target will be reached: {"cases": […]}, or the columns date, numerator and denominator
    Forecast,
}

/// What `statistics` reads and writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatisticsFormat {
    /// The input again, with a result beside each item.
    Json,
    /// RFC 4180.
    Csv,
}

/// Which way is better, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names of statistics::spc::ImprovementDirection")]
pub enum Direction {
    Increase,
    Decrease,
    Neutral,
}

impl From<Direction> for statistics::spc::ImprovementDirection {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Increase => Self::Increase,
            Direction::Decrease => Self::Decrease,
            Direction::Neutral => Self::Neutral,
        }
    }
}

/// What `serve` is given.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The address to listen on; anything but 127.0.0.1 lets others in, and there is no sign-in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The data folder and the configuration.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// What `sample` is given.
#[derive(Debug, Args)]
pub struct SampleArgs {
    /// The folder to write, made if it isn't there
    pub dir: PathBuf,
    /// The same seed gives the same files
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// People with an open case in the last month
    #[arg(long, default_value_t = 9_000)]
    pub people: usize,
    /// Monthly snapshots
    #[arg(long, default_value_t = 24)]
    pub months: usize,
}
