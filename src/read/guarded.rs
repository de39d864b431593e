//! Work on bytes that may be hostile: on a thread of its own, caught, and limited in time.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The name of the threads that do guarded work; a panic hook may keep quiet about them, since each
/// failure becomes an error that names the file.
pub const GUARDED_THREAD: &str = "onrecord-reading";

/// Room for parsers that call themselves for each level of nesting.
const STACK: usize = 64 << 20;

/// Why guarded work gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    Failed,
    TookTooLong,
}

impl Stopped {
    /// Said of a document.
    pub fn why(self) -> &'static str {
        match self {
            Stopped::Failed => "it is damaged in a way that makes its reader fail",
            Stopped::TookTooLong => "reading it takes too long",
        }
    }
}

/// Does `work` on a thread of its own, and waits for it no longer than `limit`. A thread that takes
/// longer goes on until it is done or the program ends; what it holds is bounded by the limits of its
/// work.
pub(super) fn guarded<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Stopped> {
    let (done, result) = mpsc::sync_channel(1);
    let work = move || {
        // No one waits for it once the limit is over.
        let _ = done.send(panic::catch_unwind(AssertUnwindSafe(work)));
    };
    let thread = thread::Builder::new().name(GUARDED_THREAD.into()).stack_size(STACK);
    thread.spawn(work).map_err(|_| Stopped::Failed)?;
    match result.recv_timeout(limit) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) | Err(mpsc::RecvTimeoutError::Disconnected) => Err(Stopped::Failed),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Stopped::TookTooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_and_a_loop_are_stopped() {
        let long = Duration::from_secs(60);
        assert_eq!(guarded(long, || 7), Ok(7));
        assert_eq!(guarded(long, || panic!("as a test")), Err::<(), _>(Stopped::Failed));
        let (stop, stopped) = mpsc::channel::<()>();
        let waits = guarded(Duration::from_millis(5), move || stopped.recv().is_ok());
        assert_eq!(waits, Err(Stopped::TookTooLong));
        drop(stop);
    }
}
