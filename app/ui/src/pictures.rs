//! Small drawings as SVG: numbers and class names alone, so that they can stand in the page as they are.

mod icons;
pub mod sparkline;

pub use icons::{assurance_icon, variation_icon};
