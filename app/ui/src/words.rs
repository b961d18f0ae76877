//! What the pages say, composed from figures: no browser needed, so every sentence is tested.

pub mod change;
pub mod choices;
pub mod figures;
pub mod matching;
pub mod note;
pub mod outlook;
pub mod scope;
pub mod sentence;
pub mod stats;
