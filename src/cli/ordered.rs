//! Work done on many threads, with results in the order of what came in.

use std::sync::mpsc::sync_channel;

/// How many results may wait for each thread: what bounds memory when one document takes long.
const WAITING: usize = 4;

/// Does `work` on each of `inputs` and hands the results to `sink`, in order, each as soon as it and all
/// before it are done. At most [`WAITING`] results for each thread wait; `inputs` is asked for no more until
/// they are taken. Ends early with the first error of `sink`.
pub fn map<I, O, E>(
    pool: &rayon::ThreadPool,
    inputs: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> O + Sync,
    mut sink: impl FnMut(O) -> Result<(), E>,
) -> Result<(), E>
where
    I: Send,
    O: Send,
{
    let work = &work;
    std::thread::scope(|threads| {
        let (queue, results) = sync_channel(WAITING * pool.current_num_threads());
        threads.spawn(move || {
            pool.in_place_scope(|scope| {
                for input in inputs {
                    let (done, result) = sync_channel(1);
                    if queue.send(result).is_err() {
                        break;
                    }
                    // No one waits for the result once the sink has failed.
                    scope.spawn(move |_| drop(done.send(work(input))));
                }
            });
        });
        // A result is missing only where its work panicked, and then so does the scope above.
        results.iter().filter_map(|result| result.recv().ok()).try_for_each(&mut sink)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(threads: usize) -> rayon::ThreadPool {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
    }

    #[test]
    fn results_come_in_order() {
        for threads in [1, 3, 16] {
            let mut seen = Vec::new();
            let slow_first = |n: u64| {
                std::thread::sleep(std::time::Duration::from_micros((200 - n) * 5));
                n
            };
            let done: Result<(), ()> = map(&pool(threads), 0..200, slow_first, |n| {
                seen.push(n);
                Ok(())
            });
            assert_eq!(done, Ok(()));
            assert_eq!(seen, (0..200).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_failing_sink_ends_the_work() {
        let done = map(&pool(2), 0.., |n: u32| n, |n| if n < 10 { Ok(()) } else { Err(n) });
        assert_eq!(done, Err(10));
    }
}
