//! NHS numbers: a valid one is read again from its ten digits, and its last is the check digit of the others.

#![no_main]

use domain::nhs_number::{self, Ranges, Reading};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for test_range_valid in [false, true] {
        let ranges = Ranges { test_range_valid };
        let reading = nhs_number::read(text, ranges);
        let _ = reading.state();
        if let Reading::Valid(number) = reading {
            let ascii = number.ascii();
            assert!(ascii.iter().all(u8::is_ascii_digit));
            let again = nhs_number::read(std::str::from_utf8(&ascii).unwrap(), ranges);
            assert!(matches!(again, Reading::Valid(again) if again.ascii() == ascii));
            let digits = ascii.map(|digit| digit - b'0');
            let first_nine: [u8; 9] = digits[..9].try_into().unwrap();
            assert_eq!(nhs_number::check_digit(first_nine), Some(digits[9]));
        }
    }
});
