//! The rules, the scripts, the bridge and the generations, held on small councils written as Parquet by DuckDB itself.

mod annotations;
mod breakdown;
mod generations;
mod movement;
mod options;
mod processes;
mod queue;
mod register;
mod resources;
mod rules;
mod scripts;
mod series;
mod support;
mod trace_answers;
mod trace_logs;
mod traces;
