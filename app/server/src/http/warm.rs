use super::{ask, state::App};
use domain::{Filter, Grain, page::Page, questions::CoverageByTeam};
use std::sync::atomic::Ordering::Relaxed;
use warehouse::Generation;

impl App {
    /// Answers what readers ask first of a new generation, so that nobody waits for it: every page in every grain, and every team's.
    ///
    /// Costs a glance while the generation stays the same, and some milliseconds a question when it changes.
    pub fn warm(&self) {
        let Ok(generation) = self.generation() else { return };
        if self.warmed.swap(generation.number(), Relaxed) != generation.number() {
            for page in Page::ALL {
                self.warm_page(&generation, page, &Filter::default());
            }
            for grain in Grain::ALL.iter().copied() {
                let filter = Filter {
                    grain,
                    ..Filter::default()
                };
                self.warm_page(&generation, Page::Resources, &filter);
            }
            let teams = generation
                .ask::<CoverageByTeam>(&Filter::default())
                .map(|answer| answer.rows)
                .unwrap_or_default();
            for team in teams {
                let filter = Filter {
                    team: Some(team.team),
                    ..Filter::default()
                };
                self.warm_page(&generation, Page::Team, &filter);
            }
        }
    }

    fn warm_page(&self, generation: &Generation, page: Page, filter: &Filter) {
        for wanted in page.asks(filter) {
            // What has no answer now is asked again, and told, when somebody wants it.
            let _ = ask::body(self, generation, &wanted);
        }
    }
}
