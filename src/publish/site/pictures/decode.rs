//! Reads pictures and says what is wrong with those that cannot be read. A file from anywhere may try to take all memory or to break the reader.

use super::facts::{Decoded, Facts, Fault, Kind, LONGEST, MOST, WIDEST};
use super::resize;
use crate::files::{Cache, CacheKey, contents};
use crate::publish::site::{StaticContent, StaticFile};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use std::collections::HashMap;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// From so many pixels on only one picture is unpacked at a time.
const HEAVY: u64 = 12_000_000;
static HEAVY_ONE: Mutex<()> = Mutex::new(());

/// A file on the disk as it was looked at: where, how long, and when it was changed.
type Stamp = (PathBuf, u64, SystemTime);

/// Pictures looked at before, while one program runs.
#[derive(Debug, Default)]
pub struct PictureMemory(Mutex<HashMap<Stamp, Result<Facts, Fault>>>);

/// What pages need to know of a picture. What is learnt is kept, and with it what was made of the picture on the way.
pub(super) fn facts(file: &StaticFile, memory: &PictureMemory, cache: &Cache) -> Result<Facts, Fault> {
    let stamp = match &file.content {
        StaticContent::OnDisk { path, length, modified: Some(modified) } => Some((path.clone(), *length, *modified)),
        _ => None,
    };
    if let Some(known) = stamp.as_ref().and_then(|s| memory.0.lock().unwrap_or_else(PoisonError::into_inner).get(s).cloned()) {
        return known;
    }
    let found = bytes(file).and_then(|bytes| look(&bytes, cache));
    if let Some(stamp) = stamp {
        memory.0.lock().unwrap_or_else(PoisonError::into_inner).insert(stamp, found.clone());
    }
    found
}

/// The file's bytes, if they are not too many.
pub(super) fn bytes(file: &StaticFile) -> Result<Vec<u8>, Fault> {
    match &file.content {
        StaticContent::OnDisk { length, .. } if *length > LONGEST => Err(Fault::TooLong),
        StaticContent::OnDisk { path, .. } => contents(path).map_err(Fault::Unreadable),
        StaticContent::Held(bytes) if bytes.len() as u64 > LONGEST => Err(Fault::TooLong),
        StaticContent::Held(bytes) => Ok(bytes.to_vec()),
    }
}

fn look(bytes: &[u8], cache: &Cache) -> Result<Facts, Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    let hash = *blake3::hash(bytes).as_bytes();
    if let Some((width, height, end)) = as_is(bytes) {
        return Ok(Facts { width, height, kind: Kind::AsIs(end), hash });
    }
    let key = facts_key(&hash);
    if let Some(known) = cache.get(&key).and_then(|record| read_record(&record, hash)) {
        return Ok(known);
    }
    let decoded = decode(bytes)?;
    let facts = Facts { width: decoded.size.0, height: decoded.size.1, kind: decoded.kind, hash };
    for width in facts.widths().into_iter().filter(|_| cache.keeps()) {
        cache.put(&resize::key(&facts, width), &resize::variant(&decoded, width)?);
    }
    cache.put(&key, format!("{} {} {}", facts.width, facts.height, facts.kind.ending()).as_bytes());
    Ok(facts)
}

fn facts_key(hash: &[u8; 32]) -> CacheKey {
    *blake3::Hasher::new().update(b"picture facts 1").update(hash).finalize().as_bytes()
}

fn read_record(record: &[u8], hash: [u8; 32]) -> Option<Facts> {
    let mut words = std::str::from_utf8(record).ok()?.split(' ');
    let (width, height) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let kind = match words.next()? {
        "jpg" => Kind::Photo,
        "png" => Kind::Graphic,
        _ => return None,
    };
    Some(Facts { width, height, kind, hash })
}

/// Drawings and what moves: measures and ending.
fn as_is(bytes: &[u8]) -> Option<(u32, u32, &'static str)> {
    if bytes.starts_with(b"GIF8") && bytes.len() > 10 {
        let side = |at: usize| u32::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
        return Some((side(6), side(8), "gif")).filter(|(w, h, _)| *w > 0 && *h > 0);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]);
    (head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<svg")).then_some((1, 1, "svg"))
}

/// Unpacks a picture, whatever its file tries.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Fault> {
    // The readers are tested against hostile files, but they are not ours.
    std::panic::catch_unwind(|| unpack(bytes)).unwrap_or_else(|_| Err(Fault::Broken("no reader copes with it".to_owned())))
}

fn unpack(bytes: &[u8]) -> Result<Decoded, Fault> {
    let broken = |error: image::ImageError| Fault::Broken(error.to_string().split(['\n', ';']).next().unwrap_or_default().to_lowercase());
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| Fault::Unreadable(e.to_string()))?;
    let format = reader.format().filter(|f| matches!(f, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)).ok_or(Fault::NoPicture)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST {
        return Err(Fault::TooLarge(width, height));
    }
    if pixels == 0 {
        return Err(Fault::Empty);
    }
    if format == ImageFormat::Jpeg && !bytes[bytes.len().saturating_sub(65_536)..].windows(2).any(|w| w == [0xff, 0xd9]) {
        return Err(Fault::Broken("it is cut off".to_owned()));
    }
    let _one = (pixels > HEAVY).then(|| HEAVY_ONE.lock().unwrap_or_else(PoisonError::into_inner));
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let in_colour = decoder.original_color_type().channel_count() >= 3 && decoder.original_color_type() != image::ExtendedColorType::Cmyk8;
    let profile = decoder.icc_profile().ok().flatten().filter(|p| in_colour && p.len() <= 4096);
    let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    image.apply_orientation(orientation);
    let image = match image.color().has_alpha().then(|| image.to_rgba8()) {
        Some(clear) if clear.as_raw().chunks_exact(4).any(|p| p[3] < 255) => DynamicImage::ImageRgba8(clear),
        _ => DynamicImage::ImageRgb8(image.into_rgb8()),
    };
    let kind = if format == ImageFormat::Png || image.color().has_alpha() { Kind::Graphic } else { Kind::Photo };
    let size = (image.width(), image.height());
    // Every size is made from this one, so that the many pixels of a camera are gone through once.
    let image = if size.0 > 2 * WIDEST { resize::reduced(&image, 2 * WIDEST)? } else { image };
    Ok(Decoded { size, image, kind, profile })
}
