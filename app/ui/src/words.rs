//! What the page itself says: no browser needed, so every sentence is tested.

pub mod choices;
pub mod note;
pub mod scope;
