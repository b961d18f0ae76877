//! Whole files: text in any encoding, workbooks and Parquet.

#![no_main]

use fuzz::{load, options};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let name = match data {
        [b'P', b'K', ..] => "file.xlsx",
        [b'P', b'A', b'R', b'1', ..] => "file.parquet",
        _ => "file.csv",
    };
    load(name, data, None, &options());
});
