//! What pages are made of: functions from signals to views, one per file, each with its style sheet of the same name.

mod annotations;
mod assumptions;
mod cards;
mod chart;
mod choose;
mod command;
mod data_table;
mod downloads;
mod empty;
mod figure;
mod filter_bar;
mod footer;
mod listing;
mod masthead;
mod note;
mod problem;
mod select;
mod stat_list;
mod status;
mod summary;

pub(crate) use assumptions::assumptions;
pub(crate) use cards::cards;
pub(crate) use choose::choose;
pub(crate) use command::command;
pub(crate) use empty::{commands, empty};
pub(crate) use figure::figure;
pub(crate) use filter_bar::filter_bar;
pub(crate) use footer::footer;
pub(crate) use listing::{listed, listing};
pub(crate) use masthead::masthead;
pub(crate) use note::note;
pub(crate) use problem::problem_panel;
pub(crate) use status::{busy_line, loading};
pub(crate) use summary::{lead, summary};

use data_table::data_table;
use downloads::downloads;
use problem::problem_line;
use select::select;
use stat_list::stat_list;
