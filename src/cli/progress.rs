//! A long work shows where it is: stage, count, rate and time left. Only on a terminal, and only once it has turned out to be long.

use super::Console;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Work that is done sooner shows nothing: a line that comes and goes within a blink disturbs.
const PATIENCE: Duration = Duration::from_millis(400);

#[derive(Debug)]
pub(super) struct Progress {
    start: Instant,
    /// Hidden until it is clear that the work is long, and for good where nobody watches.
    bar: ProgressBar,
    watched: bool,
    shown: OnceLock<()>,
}

impl Progress {
    pub fn start(console: &Console) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self { start: Instant::now(), bar, watched: console.is_watched(), shown: OnceLock::new() }
    }

    /// Begins a stage of so many steps, if their number is known.
    pub fn stage(&self, name: &'static str, steps: Option<usize>) {
        let template = if steps.is_some() { "{msg:10} {bar:30} {pos} of {len}, {per_sec}, {eta} left" } else { "{msg:10} {elapsed}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.reset();
        match steps {
            Some(steps) => self.bar.set_length(steps as u64),
            None => self.bar.unset_length(),
        }
        self.bar.set_message(name);
        self.show();
    }

    /// One step is done.
    pub fn step(&self) {
        if self.watched {
            self.bar.inc(1);
            self.show();
        }
    }

    /// Takes the line away.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self) {
        if self.watched && self.shown.get().is_none() && self.start.elapsed() > PATIENCE {
            self.shown.get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10)));
        }
    }
}
