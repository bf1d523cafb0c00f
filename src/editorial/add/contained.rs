//! Reading any input of the web, with code of other people among what reads it: where it panics, it has no answer.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// How many contained calls this thread is inside of.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Runs the work; `None` where it panics, and then nothing is printed. What the work left behind is never used again.
pub(super) fn contained<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            // A page that an engine cannot read is no news for an editor; every other panic is told as ever.
            if DEPTH.try_with(Cell::get).unwrap_or_default() == 0 {
                before(panic);
            }
        }));
    });
    DEPTH.with(|d| d.set(d.get() + 1));
    let done = catch_unwind(AssertUnwindSafe(work));
    DEPTH.with(|d| d.set(d.get() - 1));
    done.ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::contained;

    #[test]
    fn a_panic_is_no_answer() {
        assert_eq!(contained(|| Some(contained(|| -> Option<u8> { panic!("never shown") }).is_none())), Some(true));
        assert_eq!(contained(|| Some(1)), Some(1));
    }
}
