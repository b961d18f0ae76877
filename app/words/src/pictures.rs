//! Small drawings as SVG: numbers and class names alone, so that they can stand in the page as they are.

mod icons;
pub(crate) mod sparkline;

pub(crate) use icons::{assurance_icon, state_icon, variation_icon};
