//! `trace queue`: whose records wait for somebody's work.

use super::{super::report::asked, recipients};
use crate::{
    answers::{self, Use as _},
    cli::{ListFormat, TraceQueueArgs},
    export::{self, Format},
    table,
};
use anyhow::{Context as _, bail};
use domain::{
    Filter, calendar,
    percent::{count, counted},
    questions::{CleansingQueue, QueueList},
    trace::Owner,
};
use ingest::trace::{Private, Recipients};
use std::{
    fs,
    io::{self, ErrorKind, Write as _},
    path::Path,
    process::ExitCode,
};
use warehouse::{AskError, Generation, Store};

pub(super) fn run(args: &TraceQueueArgs) -> anyhow::Result<ExitCode> {
    let recipients = recipients(&args.encrypt_to)?;
    let format = match (args.format, &args.to) {
        (Some(format), _) => format,
        (None, Some(to)) => asked(ListFormat::of_file(&recipients.opened(to)).map_err(AskError::Invalid))?,
        (None, None) => ListFormat::Table,
    };
    let Some(current) = Store::at(&args.store.data).current()? else {
        bail!(
            "no figures yet in {}; load a snapshot with: nhs-coverage load FILE… --data {0}",
            args.store.data.display()
        );
    };
    let generation = Generation::open(&args.store.data, &current)?;
    let filter = Filter {
        team: args.team.clone(),
        ..Filter::default()
    };
    let owner = args.owner.map(Owner::from);
    let is_wanted = |found: Owner| owner.is_none_or(|wanted| wanted == found);
    let mut list = asked(generation.ask_of_everybody::<QueueList>(&filter))?;
    list.rows.retain(|row| is_wanted(row.owner));
    let listed = list.rows.len() as i64;
    let counted = asked(generation.ask::<CleansingQueue>(&filter))?.rows;
    let restricted = counted.iter().filter(|row| is_wanted(row.owner)).map(|row| row.people).sum::<i64>() - listed;
    list.restricted = Some(restricted);
    let has_since = generation
        .queue_known_to()?
        .zip(list.as_at)
        .is_some_and(|(known, as_at)| known > as_at);
    let said = said(listed, restricted, owner, list.as_at.map(calendar::long), has_since);
    let bytes = match (format, &args.to) {
        (ListFormat::Table, _) => table::lined_up(&answers::Csv.answer::<QueueList>(list)?)?.into_bytes(),
        (ListFormat::Csv, None) => answers::Csv.answer::<QueueList>(list)?,
        (ListFormat::Csv, Some(_)) => export::table_of::<QueueList>(list, Format::Csv, &[])?,
        (ListFormat::Xlsx, _) => {
            let owner = owner.map_or("all", Owner::label).to_owned();
            export::table_of::<QueueList>(list, Format::Xlsx, &[("Owner", owner)])?
        }
    };
    match &args.to {
        Some(to) => {
            let to = recipients.name(to);
            write(&to, &bytes, &recipients)?;
            println!("{said}\nWritten: {}", to.display());
        }
        None => {
            // What is printed may be read by another program: what is said of it goes beside.
            eprintln!("{said}");
            match io::stdout().lock().write_all(&bytes) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
                result => result?,
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `has_since`: answers or decisions of later days count too.
fn said(listed: i64, restricted: i64, owner: Option<Owner>, as_at: Option<String>, has_since: bool) -> String {
    let whose = match owner {
        None => "",
        Some(Owner::SystemsTeam) => " of the Systems Team",
        Some(Owner::Bit) => " of the Business Intelligence Team",
        Some(Owner::SocialWork) => " of social work",
    };
    format!(
        "{} in the cleansing queue{whose} as at {}{}; {} more with a restricted record, not listed.",
        counted(listed, "person", "people"),
        as_at.unwrap_or_default(),
        if has_since { ", with the answers and decisions since" } else { "" },
        count(restricted)
    )
}

/// Writes a new file; it lists people, so that only its owner reads it, or who has a key.
fn write(to: &Path, bytes: &[u8], recipients: &Recipients) -> anyhow::Result<()> {
    let mut file = Private::create(to, recipients).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow::anyhow!("{} is there already; name another file with --to", to.display()),
        _ => anyhow::Error::new(error).context(format!("can't write {}", to.display())),
    })?;
    let written = file.write_all(bytes).and_then(|()| file.finish());
    if written.is_err() {
        // A list that breaks off must not be taken for a whole one; what went wrong is told.
        let _ = fs::remove_file(to);
    }
    written.with_context(|| format!("can't write {}", to.display()))
}
