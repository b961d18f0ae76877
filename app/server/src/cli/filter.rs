//! What questions are asked about, as it is typed.

use clap::Args;
use domain::{Filter, InvalidParameter};

/// What a question is asked about; but for `to`, whose name another argument has.
#[derive(Debug, Args)]
pub struct FilterArgs {
    /// The date asked about, 2026-10-31 or 31/10/2026; by default the latest
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// First date of a period
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// One service
    #[arg(long)]
    pub service: Option<String>,
    /// One team
    #[arg(long)]
    pub team: Option<String>,
    /// recorded, coverage or verified
    #[arg(long)]
    pub measure: Option<String>,
    /// included or excluded
    #[arg(long)]
    pub exemptions: Option<String>,
    /// records_to_go, coverage, team, service, in_scope, against_target, interval, among_teams or change; of team_processes also
    /// course, variation or assurance
    #[arg(long)]
    pub sort: Option<String>,
    /// service, age_band, time_open, support_reason or record_state, for breakdown
    #[arg(long)]
    pub by: Option<String>,
    /// The date by which the target is to be reached, for forecast; by default the next 31 March
    #[arg(long, value_name = "DATE")]
    pub reach_by: Option<String>,
    /// month, week or whole, for effort
    #[arg(long)]
    pub grain: Option<String>,
    /// A figure of your own for the routes to the target, such as hour_cost=32.50; may be given several times
    #[arg(long, value_name = "NAME=FIGURE")]
    pub assume: Vec<String>,
}

impl FilterArgs {
    /// The filter, with the end of its period.
    ///
    /// # Errors
    /// Names the first argument that can't be understood.
    pub fn with(&self, to: Option<&str>) -> Result<Filter, InvalidParameter> {
        let assume: Vec<_> = self.assume.iter().map(|given| given.replacen('=', ":", 1)).collect();
        let assume = assume.join(",");
        let given = [
            ("as_at", self.as_at.as_deref()),
            ("from", self.from.as_deref()),
            ("to", to),
            ("service", self.service.as_deref()),
            ("team", self.team.as_deref()),
            ("measure", self.measure.as_deref()),
            ("exemptions", self.exemptions.as_deref()),
            ("sort", self.sort.as_deref()),
            ("by", self.by.as_deref()),
            ("reach_by", self.reach_by.as_deref()),
            ("grain", self.grain.as_deref()),
            ("assume", Some(assume.as_str())),
        ];
        Filter::from_pairs(given.into_iter().filter_map(|(name, value)| Some((name, value?))))
    }
}
