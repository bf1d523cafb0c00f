//! What a site is made from, as one hash, and how long it stays the same while the clock goes on.

use super::{Content, Options};
use crate::files::{File, Snapshot};
use crate::types::Moment;
use chrono::{DateTime, Days, Duration, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use rayon::prelude::*;

/// How long a story counts as news in the news sitemap.
const NEWS: Duration = Duration::days(2);

/// The hash of everything that a build depends on apart from the clock: all files of the site, the options, and `program`, which names this very program and what
/// else the caller lets a build depend on. `None` where a file is only known by its look, and was changed so shortly before the folder was read, at `read`, that
/// another change could have gone unseen.
#[must_use]
pub fn fingerprint(snapshot: &Snapshot, options: &Options, program: &str, read: DateTime<Utc>) -> Option<[u8; 32]> {
    let files: Vec<_> = snapshot.files().collect();
    let hashes: Vec<Option<blake3::Hash>> = files
        .par_iter()
        .map(|(_, file)| match file {
            File::Held(bytes) => Some(blake3::hash(bytes)),
            File::Digest(text) => Some(blake3::hash(text.packed())),
            File::OnDisk { path, length, modified } => {
                let modified = (*modified)?;
                // Two changes within one tick of the disk's clock look the same.
                let age = DateTime::<Utc>::from(modified);
                if read < age + Duration::seconds(2) {
                    return None;
                }
                Some(blake3::hash(format!("{} {length} {}", path.display(), age.timestamp_nanos_opt().unwrap_or_default()).as_bytes()))
            }
        })
        .collect();
    let mut all = blake3::Hasher::new();
    for part in [program, options.base_url.as_deref().unwrap_or(""), if options.drafts { "drafts" } else { "" }, if options.future { "future" } else { "" }] {
        all.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    for ((path, _), hash) in files.iter().zip(hashes) {
        all.update(&(path.len() as u64).to_le_bytes()).update(path.as_bytes()).update(hash?.as_bytes());
    }
    Some(*all.finalize().as_bytes())
}

/// From when until when, in seconds since 1970, a build of this content gives the same site: digests come on their day or at their moment, news is
/// news for two days, and at midnight in the site's zone another day begins.
#[must_use]
pub fn steady(content: &Content, now: DateTime<Utc>) -> (i64, i64) {
    let mut until = midnight_after(now, content.config.timezone);
    for digest in &content.digests {
        let instant = digest.digest.date.instant();
        let ends = [instant + NEWS].into_iter().chain(matches!(digest.digest.date, Moment::Time(_)).then_some(instant));
        for end in ends.chain([instant]).filter(|end| *end > now) {
            until = until.min(end);
        }
    }
    (now.timestamp(), until.timestamp())
}

fn midnight_after(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let tomorrow = now.with_timezone(&zone).date_naive().checked_add_days(Days::new(1));
    let midnight = tomorrow.map(|day| zone.from_local_datetime(&day.and_time(NaiveTime::MIN)));
    // Where the clocks are put forward at midnight there is none: then the site is only taken to be steady for this moment.
    midnight.and_then(|m| m.earliest()).map_or(now, |m| m.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, steady};
    use crate::files::Snapshot;
    use crate::pipeline::{Content, Memory, Options};
    use chrono::{DateTime, Utc};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn snapshot(date: &str) -> Snapshot {
        let digest = format!("---\ntitle: A\ndate: {date}\nsources:\n  - id: 1\n    title: One\n---\n\nText.[^1]\n");
        let files = [("digest.yaml", "title: T\ntimezone: Europe/Berlin\n".to_owned()), ("content/digests/a.md", digest)];
        Snapshot::of(files.map(|(path, text)| (path.to_owned(), text.into_bytes())))
    }

    #[test]
    fn a_site_is_steady_until_a_digest_comes_stops_being_news_or_the_day_ends() {
        let until = |date: &str, now: &str| {
            let content = Content::read(&snapshot(date), &Memory::default()).value;
            DateTime::from_timestamp(steady(&content, at(now)).1, 0).unwrap()
        };
        assert_eq!(until("2026-01-01", "2026-11-22T10:00:00Z"), at("2026-11-22T23:00:00Z"));
        assert_eq!(until("2026-11-22T15:00:00Z", "2026-11-22T10:00:00Z"), at("2026-11-22T15:00:00Z"));
        assert_eq!(until("2026-11-20T15:00:00Z", "2026-11-22T10:00:00Z"), at("2026-11-22T15:00:00Z"));
    }

    #[test]
    fn every_file_and_option_counts() {
        let options = Options { base_url: None, drafts: false, future: false, now: at("2026-11-22T10:00:00Z") };
        let fingerprint = |snapshot: &Snapshot, options: &Options, program: &str| fingerprint(snapshot, options, program, options.now);
        let a = fingerprint(&snapshot("2026-01-01"), &options, "p");
        assert_eq!(a, fingerprint(&snapshot("2026-01-01"), &options, "p"));
        assert_ne!(a, fingerprint(&snapshot("2026-01-02"), &options, "p"));
        assert_ne!(a, fingerprint(&snapshot("2026-01-01"), &options, "q"));
        assert_ne!(a, fingerprint(&snapshot("2026-01-01"), &Options { drafts: true, ..options.clone() }, "p"));
        assert_ne!(a, fingerprint(&snapshot("2026-01-01"), &Options { base_url: Some("https://a.example".to_owned()), ..options }, "p"));
    }
}
