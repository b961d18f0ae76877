//! What pages are made of: functions from signals to views, one per file, each with its style sheet of the same name.

mod annotations;
mod chart;
mod data_table;
mod downloads;
mod empty;
mod figure;
mod filter_bar;
mod footer;
mod group_by;
mod masthead;
mod note;
mod problem;
mod reach_by;
mod select;
mod stat_list;
mod status;

pub(crate) use data_table::{chart_table, data_table};
pub(crate) use downloads::downloads;
pub(crate) use empty::{commands, empty};
pub(crate) use figure::{Figure, figure};
pub(crate) use filter_bar::filter_bar;
pub(crate) use footer::footer;
pub(crate) use group_by::group_by;
pub(crate) use masthead::masthead;
pub(crate) use note::note;
pub(crate) use problem::{problem_line, problem_panel};
pub(crate) use reach_by::reach_by;
pub(crate) use stat_list::stat_list;
pub(crate) use status::{busy_line, loading};
