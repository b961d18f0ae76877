use crate::{cli::NumberArgs, config::Config};
use anyhow::Context as _;
use domain::nhs_number::{self, Ranges};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read as _, Write as _},
    process::ExitCode,
};

pub(super) fn run(args: &NumberArgs) -> anyhow::Result<ExitCode> {
    let config = Config::find(args.config.as_deref(), None)?;
    let ranges = Ranges {
        test_range_valid: args.test_range_valid || config.numbers.test_range_valid,
    };
    let input: Box<dyn BufRead> = match &args.file {
        Some(path) => Box::new(BufReader::new(
            File::open(path).with_context(|| format!("can't read {}", path.display()))?,
        )),
        None => Box::new(io::stdin().lock()),
    };
    match classify(input, io::stdout().lock(), ranges) {
        // Whoever reads our output may stop early, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        result => result.map(|()| ExitCode::SUCCESS).context("can't read the numbers"),
    }
}

/// The longest line that is read, in bytes: a longer one holds no number, and would fill the memory.
const LONGEST_LINE: u64 = 1 << 20;

fn classify(mut input: impl BufRead, output: impl io::Write, ranges: Ranges) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(BufWriter::new(output));
    writer.write_record(["input", "number", "state"]).map_err(of_pipe)?;
    let mut line = Vec::new();
    for at in 0_usize.. {
        line.clear();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.len() as u64 == LONGEST_LINE {
            return Err(io::Error::other(format!(
                "line {} is longer than 1 MiB and holds no number",
                at + 1
            )));
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches('\n').trim_end_matches('\r');
        let text = if at == 0 { text.trim_start_matches('\u{feff}') } else { text };
        let reading = nhs_number::read(text, ranges);
        let number = match reading {
            nhs_number::Reading::Valid(number) => shown(&number.ascii()),
            nhs_number::Reading::Unusable(_) => String::new(),
        };
        writer.write_record([text, &number, reading.state().name()]).map_err(of_pipe)?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)?.flush()
}

/// The error as the pipe gave it: the library's own conversion hides its kind.
fn of_pipe(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Ten digits without spaces, so that the column can be loaded elsewhere.
fn shown(ascii: &[u8; 10]) -> String {
    ascii.iter().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_an_end_is_refused() {
        let input = b"4000000632\n".iter().copied().chain(std::iter::repeat_n(b'4', 2 << 20));
        let error = classify(&*input.collect::<Vec<_>>(), io::sink(), Ranges::default()).unwrap_err();
        assert_eq!(error.to_string(), "line 2 is longer than 1 MiB and holds no number");
    }

    #[test]
    fn every_line_gets_its_state() {
        let mut out = Vec::new();
        classify(
            &b"\xef\xbb\xbf4000000632\r\n400 000 0632\n\n4.01E+09\n\"x\"\n"[..],
            &mut out,
            Ranges::default(),
        )
        .unwrap();
        let expected = "input,number,state\n4000000632,4000000632,valid\n400 000 0632,4000000632,valid\n,,missing\n4.01E+09,,damaged\n\"\"\"x\"\"\",,malformed\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
