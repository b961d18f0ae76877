//! Proof that charts draw what the rows say, at both widths and with rows that no council would like to have.

mod annotations;
mod extremes;
mod fixtures;
mod golden;
mod theme;
mod words;
