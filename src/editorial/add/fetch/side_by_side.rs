//! Many addresses at once, and the addresses of one host one after the other.

use super::host_of;
use crate::editorial::add::contained::contained;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Hosts asked at the same time.
const AT_ONCE: usize = 8;
/// Pages nest deeper than a thread's usual stack is made for.
const STACK: usize = 32 * 1024 * 1024;

/// Does the work of every job and gives the results in the order of the jobs; `None` for one whose work broke off. Jobs whose addresses have the same
/// host are done in order by one thread, so that no thread waits for a host while another host could be asked; a job without an address stands alone.
pub fn side_by_side<J: Sync, R: Send>(jobs: &[J], address: impl Fn(&J) -> Option<&str>, work: impl Fn(&J) -> R + Sync) -> Vec<Option<R>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut by_host: BTreeMap<String, usize> = BTreeMap::new();
    for (at, job) in jobs.iter().enumerate() {
        match address(job).and_then(host_of) {
            Some(host) => match by_host.get(&host) {
                Some(group) => groups[*group].push(at),
                None => {
                    by_host.insert(host, groups.len());
                    groups.push(vec![at]);
                }
            },
            None => groups.push(vec![at]),
        }
    }
    let slots: Vec<Mutex<Option<R>>> = jobs.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    let run = || {
        while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
            for at in group {
                let done = contained(|| Some(work(&jobs[*at])));
                *slots[*at].lock().unwrap_or_else(PoisonError::into_inner) = done;
            }
        }
    };
    // Hosts are waited for, and files are not: more threads than processors would only share their caches.
    let asks = jobs.iter().any(|job| address(job).is_some());
    let at_once = if asks { AT_ONCE } else { std::thread::available_parallelism().map_or(AT_ONCE, |n| n.get().min(AT_ONCE)) };
    std::thread::scope(|scope| {
        let started = (0..at_once.min(groups.len())).filter_map(|_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run).ok()).count();
        if started == 0 {
            run();
        }
    });
    slots.into_iter().map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}
