//! The palette of the drawings and the stylesheet that re-colours them for a dark ground.

use crate::theme::PALETTE;
use std::{env, fs, path::Path};

#[test]
fn every_colour_has_its_dark_twin_in_the_stylesheet() {
    let file = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../style/chart.css");
    let style: String = fs::read_to_string(file).unwrap().split_whitespace().collect();
    for colour in PALETTE {
        for paint in ["fill", "stroke"] {
            let twin = format!(
                ".chartsvg[{paint}=\"{}\"]{{{paint}:{};}}",
                colour.hex(),
                colour.dark_hex().to_lowercase()
            );
            assert!(style.contains(&twin), "style/chart.css lacks {twin}, {}", colour.meaning);
        }
    }
}
