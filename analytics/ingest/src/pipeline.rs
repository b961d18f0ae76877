//! One thread reads and splits, another checks, a third may look on; batches of rows go round between them.

use crate::Refusal;
use crate::cells::Row;
use crate::source::{Sink, Source};
use csv::StringRecord;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

const BATCH: usize = 4_096;
/// Batches that wait for the next thread.
const IN_FLIGHT: usize = 4;

/// A batch goes off sooner when its rows take so much memory.
const BATCH_BYTES: usize = 4 << 20;

/// The memory of longer rows is not kept to be used again.
const USUAL_ROW: usize = 4 << 10;

/// Rows that travel together; their memory is used again.
#[derive(Debug)]
pub(crate) struct Batch {
    records: Vec<StringRecord>,
    lines: Vec<u64>,
    first: u64,
    /// Whether a row took more memory than is usual.
    has_long_rows: bool,
}

impl Batch {
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let numbered = self.records.iter().zip(&self.lines).zip(self.first..);
        numbered.map(|((cells, line), number)| Row {
            cells,
            number,
            line: *line,
        })
    }

    /// How many rows the file has up to the end of this batch.
    pub(crate) fn rows_so_far(&self) -> u64 {
        self.first + self.lines.len() as u64
    }
}

/// Reads a file on a thread of its own and hands its rows over in order, until the end or the first refusal.
pub(crate) fn run(source: &Source, check: impl FnMut(&Batch) -> Result<(), Refusal>) -> Result<(), Refusal> {
    run_and_look(source, check, |_, ()| {})
}

/// As [`run`]; what is read of the rows beside their check is read on a third thread, with what the check came to.
pub(crate) fn run_and_look<T: Send>(
    source: &Source,
    mut check: impl FnMut(&Batch) -> Result<T, Refusal>,
    mut look: impl FnMut(&Batch, T) + Send,
) -> Result<(), Refusal> {
    std::thread::scope(|scope| {
        let (full, to_check) = sync_channel(IN_FLIGHT);
        let (checked, to_look) = sync_channel::<(Batch, T)>(IN_FLIGHT);
        let (empty, to_fill) = sync_channel(2 * IN_FLIGHT);
        let reader = scope.spawn(move || {
            let mut writer = Writer {
                batch: new_batch(),
                filled: 0,
                bytes: 0,
                full,
                to_fill,
            };
            source.rows(&mut writer)?;
            writer.flush();
            Ok(())
        });
        let onlooker = scope.spawn(move || {
            for (batch, of_check) in to_look {
                look(&batch, of_check);
                // The reader may be at its end already and want nothing back.
                drop(empty.try_send(batch));
            }
        });
        let is_good = to_check.iter().try_for_each(|batch| {
            let of_check = check(&batch)?;
            // Nobody waits for it only where looking has failed, which is told below.
            drop(checked.send((batch, of_check)));
            Ok(())
        });
        drop((to_check, checked));
        onlooker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        is_good.and(read)
    })
}

struct Writer {
    batch: Batch,
    filled: usize,
    bytes: usize,
    full: SyncSender<Batch>,
    to_fill: Receiver<Batch>,
}

impl Writer {
    /// Sends the batch off; false if nobody waits for it.
    fn flush(&mut self) -> bool {
        if self.filled == 0 {
            return true;
        }
        let mut next = self.to_fill.try_recv().unwrap_or_else(|_| new_batch());
        if std::mem::take(&mut next.has_long_rows) {
            next.records.retain(|row| memory(row) <= USUAL_ROW);
        }
        next.lines.clear();
        next.first = self.batch.first + self.filled as u64;
        let batch = std::mem::replace(&mut self.batch, next);
        self.filled = 0;
        self.bytes = 0;
        self.full.send(batch).is_ok()
    }
}

impl Sink for Writer {
    fn slot(&mut self) -> &mut StringRecord {
        if self.filled == self.batch.records.len() {
            self.batch.records.push(StringRecord::new());
        }
        &mut self.batch.records[self.filled]
    }

    fn commit(&mut self, line: u64) -> bool {
        self.batch.lines.push(line);
        let memory = memory(&self.batch.records[self.filled]);
        self.batch.has_long_rows |= memory > USUAL_ROW;
        self.bytes += memory;
        self.filled += 1;
        self.filled < BATCH && self.bytes < BATCH_BYTES || self.flush()
    }
}

/// What a row takes: its text, and where each of its cells ends.
fn memory(row: &StringRecord) -> usize {
    row.as_slice().len() + row.len() * size_of::<usize>()
}

fn new_batch() -> Batch {
    Batch {
        records: Vec::new(),
        lines: Vec::new(),
        first: 0,
        has_long_rows: false,
    }
}
