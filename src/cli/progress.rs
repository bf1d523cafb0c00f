//! A long work shows where it is: stage, count, rate and time left. Only on a terminal, and only once it has turned out to be long.

use super::Console;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// Work that is done sooner shows nothing: a line that comes and goes within a blink disturbs.
const PATIENCE: Duration = Duration::from_millis(400);

#[derive(Debug)]
pub(super) struct Progress {
    start: Instant,
    patience: Duration,
    /// Hidden until it is clear that the work is long, and for good where nobody watches.
    bar: ProgressBar,
    watched: bool,
    shown: OnceLock<()>,
    /// Where it will be shown.
    screen: Mutex<Option<ProgressDrawTarget>>,
}

impl Progress {
    /// Of a work that may be short.
    pub fn start(console: &Console) -> Self {
        Self::on(screen(console), PATIENCE)
    }

    /// Of a work that waits for others, so that its first step may be long.
    pub fn start_at_once(console: &Console) -> Self {
        Self::on(screen(console), Duration::ZERO)
    }

    fn on(screen: Option<ProgressDrawTarget>, patience: Duration) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self { start: Instant::now(), patience, bar, watched: screen.is_some(), shown: OnceLock::new(), screen: Mutex::new(screen) }
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

    /// The stage has so many steps more than was known.
    pub fn more(&self, steps: usize) {
        self.bar.inc_length(steps as u64);
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
        if self.watched && self.shown.get().is_none() && self.start.elapsed() >= self.patience {
            self.shown.get_or_init(|| {
                if let Some(screen) = self.screen.lock().unwrap_or_else(PoisonError::into_inner).take() {
                    self.bar.set_draw_target(screen);
                    self.bar.tick();
                }
            });
        }
    }
}

fn screen(console: &Console) -> Option<ProgressDrawTarget> {
    console.is_watched().then(|| ProgressDrawTarget::stderr_with_hz(10))
}

#[cfg(test)]
mod tests {
    use super::Progress;
    use indicatif::{ProgressDrawTarget, TermLike};
    use std::io;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    /// What was written to a terminal, line ends and all.
    #[derive(Clone, Debug, Default)]
    struct Screen(Arc<Mutex<String>>);

    impl Screen {
        fn put(&self, text: &str) -> io::Result<()> {
            self.0.lock().unwrap().push_str(text);
            Ok(())
        }

        /// What was shown since the last time.
        fn news(&self) -> String {
            std::mem::take(&mut self.0.lock().unwrap())
        }
    }

    impl TermLike for Screen {
        fn width(&self) -> u16 {
            100
        }

        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }

        fn write_line(&self, text: &str) -> io::Result<()> {
            self.put(text)?;
            self.put("\n")
        }

        fn write_str(&self, text: &str) -> io::Result<()> {
            self.put(text)
        }

        fn clear_line(&self) -> io::Result<()> {
            self.put("<clear>")
        }

        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    fn on(screen: &Screen, patience: Duration) -> Progress {
        Progress::on(Some(ProgressDrawTarget::term_like(Box::new(screen.clone()))), patience)
    }

    #[test]
    fn a_long_work_shows_its_stage_count_rate_and_time_left() {
        let screen = Screen::default();
        let progress = on(&screen, Duration::ZERO);
        progress.stage("reading", None);
        assert!(screen.news().contains("reading"));
        progress.stage("writing", Some(4));
        let begun = screen.news();
        assert!(begun.contains("writing") && begun.contains("0 of 4"), "{begun}");
        progress.step();
        progress.step();
        let half = screen.news();
        assert!(half.contains("2 of 4, ") && half.contains("/s, ") && half.contains(" left") && half.contains('█'), "{half}");
        progress.more(6);
        progress.step();
        assert!(screen.news().contains("3 of 10, "));
        progress.done();
        let end = screen.news();
        assert!(end.contains("<clear>") && !end.contains("writing"), "nothing of it is left: {end}");
    }

    #[test]
    fn a_short_work_and_one_that_nobody_watches_show_nothing() {
        let screen = Screen::default();
        let progress = on(&screen, Duration::from_secs(3600));
        progress.stage("writing", Some(2));
        progress.step();
        progress.step();
        progress.done();
        assert_eq!(screen.news(), "");
        let unwatched = Progress::on(None, Duration::ZERO);
        unwatched.stage("writing", Some(1));
        unwatched.step();
        unwatched.done();
    }
}
