//! What was read lately: a page makes a table, a chart and a sentence of the same rows, which are read once for the three.

use crate::database::Named;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt::Write as _,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Rows of one generation, which never change.
#[derive(Debug, Default)]
pub(crate) struct Memo(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    rows: usize,
    read: HashMap<Key, Arc<dyn Any + Send + Sync>>,
}

/// A query, what is read of its rows, and the parameters that it names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    sql: &'static str,
    of: TypeId,
    parameters: String,
}

/// Enough for the pages that several readers have open; some ten megabytes.
const MOST_ROWS: usize = 50_000;

impl Memo {
    /// The rows kept for that query and parameters, or those that are read now.
    pub(crate) fn get_or_read<T: Clone + Send + Sync + 'static, E>(
        &self,
        sql: &'static str,
        named: &[Named<'_>],
        read: impl FnOnce() -> Result<Vec<T>, E>,
    ) -> Result<Vec<T>, E> {
        let key = Key {
            sql,
            of: TypeId::of::<T>(),
            parameters: parameters(sql, named),
        };
        let kept = self.kept().read.get(&key).cloned();
        if let Some(rows) = kept.as_deref().and_then(|kept| kept.downcast_ref::<Vec<T>>()) {
            return Ok(rows.clone());
        }
        // The lock is not held meanwhile: two who ask at once both read, and nobody waits for another's question.
        let rows = read()?;
        self.kept().keep(key, rows.len(), Arc::new(rows.clone()));
        Ok(rows)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn keep(&mut self, key: Key, rows: usize, read: Arc<dyn Any + Send + Sync>) {
        // Also no rows take some room.
        let rows = rows + 1;
        if self.rows + rows > MOST_ROWS {
            *self = Self::default();
        }
        self.rows += rows;
        self.read.insert(key, read);
    }
}

/// The values of those parameters that stand in the query: it can't tell the others apart.
fn parameters(sql: &str, named: &[Named<'_>]) -> String {
    let mut parameters = String::new();
    for (name, value) in named.iter().filter(|(name, _)| sql.contains(&format!("${name}"))) {
        // Writing to a text can't fail.
        let _ = write!(parameters, "{name}={value:?};");
    }
    parameters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::text;
    use std::convert::Infallible;

    #[test]
    fn rows_are_read_once_for_the_parameters_that_a_query_names() {
        let memo = Memo::default();
        let ask = |team: &str, measure: &str, row: i64| {
            let named = [("team", text(team)), ("measure", text(measure))];
            memo.get_or_read("SELECT $team", &named, || Ok::<_, Infallible>(vec![row])).unwrap()
        };
        assert_eq!(ask("North", "coverage", 1), [1]);
        assert_eq!(ask("North", "verified", 2), [1]);
        assert_eq!(ask("South", "coverage", 3), [3]);
        let other = memo.get_or_read("SELECT $team", &[("team", text("North"))], || Ok::<_, Infallible>(vec!["other"]));
        assert_eq!(other.unwrap(), ["other"]);
    }

    #[test]
    fn room_is_made_for_the_latest() {
        let memo = Memo::default();
        let ask = |team: i64, rows: usize| {
            memo.get_or_read("SELECT $team", &[("team", text(team.to_string()))], || {
                Ok::<_, Infallible>(vec![team; rows])
            })
        };
        let _ = (ask(1, MOST_ROWS - 10), ask(2, 20));
        assert_eq!(memo.kept().read.len(), 1);
    }
}
