//! Bytes become UTF-8 text with `\n` at the end of every line.

use super::LONGEST_ROW;
use crate::Refusal;
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

/// How a text file is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    encoding: &'static Encoding,
    byte_order_mark: usize,
    has_carriage_returns: bool,
}

impl Form {
    /// Finds it out by reading the whole file once: only the whole file can tell UTF-8 from Windows-1252.
    pub(super) fn find_out(path: &Path, file: &str) -> Result<Self, Refusal> {
        let cannot_read = |reason| Refusal::CannotRead {
            file: file.to_owned(),
            reason,
        };
        let mut reader = File::open(path).map_err(cannot_read)?;
        let mut chunk = vec![0; CHUNK];
        let mut length = read_full(&mut reader, &mut chunk).map_err(cannot_read)?;
        let (encoding, byte_order_mark) = match &chunk[..length] {
            [0xEF, 0xBB, 0xBF, ..] => (Some(UTF_8), 3),
            [0xFF, 0xFE, ..] => (Some(UTF_16LE), 2),
            [0xFE, 0xFF, ..] => (Some(UTF_16BE), 2),
            start => (without_mark(start), 0),
        };
        if let Some(encoding) = encoding
            && encoding != UTF_8
        {
            return Ok(Self {
                encoding,
                byte_order_mark,
                has_carriage_returns: true,
            });
        }
        let mut survey = Survey::default();
        let refuse = |place, what| match line_of(path, place) {
            Ok(line) => broken(file, line, what),
            Err(error) => cannot_read(error),
        };
        while length > 0 {
            survey
                .take(&chunk[..length])
                .map_err(|place| refuse(place, "a NUL byte: this is no text file, or it was damaged on its way"))?;
            length = read_full(&mut reader, &mut chunk).map_err(cannot_read)?;
        }
        let has_carriage_returns = survey.carriage_returns;
        let encoding = match (survey.finish(), encoding) {
            (None, _) => UTF_8,
            (Some(place), Some(_)) => {
                return Err(refuse(
                    place,
                    "the file says that it is UTF-8, but this line is not; save it again as UTF-8",
                ));
            }
            (Some(_), None) => WINDOWS_1252,
        };
        Ok(Self {
            encoding,
            byte_order_mark,
            has_carriage_returns,
        })
    }

    pub(super) fn name(self) -> &'static str {
        if self.encoding == UTF_8 {
            "UTF-8"
        } else if self.encoding == UTF_16LE {
            "UTF-16 little-endian"
        } else if self.encoding == UTF_16BE {
            "UTF-16 big-endian"
        } else {
            "Windows-1252"
        }
    }
}

/// Decodes while it reads, and stops a row that never ends before it fills the memory.
pub(super) struct Text {
    file: File,
    decoder: Option<Decoder>,
    normalise: bool,
    after_carriage_return: bool,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
    closed: bool,
    since_row: Rc<Cell<usize>>,
}

/// What can be wrong with text while it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum TextFault {
    #[error("the row is longer than 1 MiB: a quotation mark that isn't closed?")]
    RowTooLong,
    #[error("the text can't be decoded: it was damaged on its way")]
    Undecodable,
    #[error(
        "a quotation mark opens in this row and isn't closed before the file ends: the file is cut off there, or the mark is one too many"
    )]
    CutOff,
}

/// What is given out behind the last line, by itself: a quotation mark of our own, and what no text holds. Where all is well it begins a
/// row that says just [`CLOSED`]; else it ends the cell whose mark is open, and shows that the last row is not whole.
const CLOSING: &str = "\"\u{1}\n";
pub(super) const CLOSED: &str = "\u{1}\n";

/// How much is read at once, here and by the reader of rows.
pub(super) const CHUNK: usize = 1 << 18;

impl Text {
    /// Text from the file's beginning, and the counter that its reader sets to zero at the end of every row.
    pub(super) fn open(path: &Path, form: Form) -> io::Result<(Self, Rc<Cell<usize>>)> {
        let mut file = File::open(path)?;
        let mut mark = vec![0; form.byte_order_mark];
        file.read_exact(&mut mark)?;
        let since_row = Rc::new(Cell::new(0));
        let text = Self {
            file,
            decoder: (form.encoding != UTF_8).then(|| form.encoding.new_decoder_without_bom_handling()),
            normalise: form.has_carriage_returns,
            after_carriage_return: false,
            raw: vec![0; CHUNK],
            ready: Vec::new(),
            given: 0,
            ended: false,
            closed: false,
            since_row: Rc::clone(&since_row),
        };
        Ok((text, since_row))
    }

    /// The text alone, without what shows that it is whole, see [`CLOSING`].
    pub(super) fn unclosed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Whether the quotation mark that stands behind the text was given out, see [`CLOSING`].
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    fn fill(&mut self) -> io::Result<()> {
        self.given = 0;
        self.ready.clear();
        while self.ready.is_empty() && !self.ended {
            let length = self.file.read(&mut self.raw)?;
            self.ended = length == 0;
            match &mut self.decoder {
                None => self.ready.extend_from_slice(&self.raw[..length]),
                Some(decoder) => decode(decoder, &self.raw[..length], self.ended, &mut self.ready)?,
            }
            if self.normalise {
                self.normalise_line_ends();
            }
            if self.ended {
                // So that the last line ends as every other; an empty line more is no row.
                self.ready.push(b'\n');
            }
        }
        Ok(())
    }

    fn normalise_line_ends(&mut self) {
        let mut kept = 0;
        for at in 0..self.ready.len() {
            let byte = self.ready[at];
            let second_half = byte == b'\n' && self.after_carriage_return;
            self.after_carriage_return = byte == b'\r';
            if !second_half {
                self.ready[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        self.ready.truncate(kept);
    }
}

impl Read for Text {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            if self.ended && !self.closed {
                self.closed = true;
                self.given = 0;
                self.ready = CLOSING.as_bytes().to_vec();
            } else {
                self.fill()?;
            }
        }
        let length = out.len().min(self.ready.len() - self.given);
        out[..length].copy_from_slice(&self.ready[self.given..self.given + length]);
        self.given += length;
        self.since_row.set(self.since_row.get() + length);
        // The reader of rows may hold a chunk of rows to come beside the one that it is in.
        if self.since_row.get() > LONGEST_ROW + 2 * CHUNK {
            return Err(io::Error::other(TextFault::RowTooLong));
        }
        Ok(length)
    }
}

fn decode(decoder: &mut Decoder, raw: &[u8], last: bool, out: &mut Vec<u8>) -> io::Result<()> {
    let undecodable = || io::Error::other(TextFault::Undecodable);
    let start = out.len();
    out.resize(start + decoder.max_utf8_buffer_length(raw.len()).ok_or_else(undecodable)?, 0);
    let (result, _, written, had_errors) = decoder.decode_to_utf8(raw, &mut out[start..], last);
    out.truncate(start + written);
    if had_errors || result == CoderResult::OutputFull || out[start..].contains(&0) {
        return Err(undecodable());
    }
    Ok(())
}

/// Whether a whole file is UTF-8, found out chunk by chunk. Places are bytes from the file's beginning.
#[derive(Default)]
struct Survey {
    seen: u64,
    unfinished: Vec<u8>,
    first_bad: Option<u64>,
    carriage_returns: bool,
}

impl Survey {
    /// Looks at the next chunk; the place of a NUL byte if there is one.
    fn take(&mut self, chunk: &[u8]) -> Result<(), u64> {
        if chunk.contains(&0) {
            let before = chunk.iter().take_while(|byte| **byte != 0).count();
            return Err(self.seen + before as u64);
        }
        self.carriage_returns = self.carriage_returns || chunk.contains(&b'\r');
        let is_plain = self.unfinished.is_empty() && chunk.is_ascii();
        if !is_plain && self.first_bad.is_none() {
            self.check(chunk);
        }
        self.seen += chunk.len() as u64;
        Ok(())
    }

    fn check(&mut self, chunk: &[u8]) {
        let mut rest = chunk;
        // A letter of several bytes may be cut by the end of a chunk.
        while !self.unfinished.is_empty() && !rest.is_empty() {
            self.unfinished.push(rest[0]);
            rest = &rest[1..];
            match std::str::from_utf8(&self.unfinished) {
                Ok(_) => self.unfinished.clear(),
                Err(error) if error.error_len().is_some() => {
                    self.first_bad = Some(self.seen);
                    return;
                }
                Err(_) => {}
            }
        }
        if let Err(error) = std::str::from_utf8(rest) {
            let (good, bad) = rest.split_at(error.valid_up_to());
            if error.error_len().is_some() {
                self.first_bad = Some(self.seen + (chunk.len() - rest.len() + good.len()) as u64);
            } else {
                self.unfinished = bad.to_vec();
            }
        }
    }

    /// The first place that is not UTF-8, if there is one.
    fn finish(self) -> Option<u64> {
        self.first_bad.or((!self.unfinished.is_empty()).then_some(self.seen))
    }
}

/// The line on which a place lies. Counted only where something is wrong, since counting takes as long as all else of looking a file over.
fn line_of(path: &Path, place: u64) -> io::Result<u64> {
    let mut before = BufReader::with_capacity(CHUNK, File::open(path)?.take(place));
    let mut line = 1;
    loop {
        let chunk = before.fill_buf()?;
        if chunk.is_empty() {
            return Ok(line);
        }
        line += chunk.iter().filter(|byte| **byte == b'\n').count() as u64;
        let length = chunk.len();
        before.consume(length);
    }
}

/// UTF-16 without a mark has a NUL in every second byte of Latin text.
fn without_mark(start: &[u8]) -> Option<&'static Encoding> {
    let start = &start[..start.len().min(4_096) & !1];
    let nuls = |offset: usize| start.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (nuls(0), nuls(1), start.len() / 2);
    if pairs >= 4 && odd * 10 > pairs * 8 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if pairs >= 4 && even * 10 > pairs * 8 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn read_full(reader: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < chunk.len() {
        let more = reader.read(&mut chunk[length..])?;
        if more == 0 {
            break;
        }
        length += more;
    }
    Ok(length)
}

fn broken(file: &str, line: u64, what: &str) -> Refusal {
    Refusal::BrokenAtLine {
        file: file.to_owned(),
        line,
        what: what.to_owned(),
    }
}
