//! A picture at the width that a page needs.

use super::facts::{Decoded, Facts, Fault, Kind, scaled};
use crate::files::CacheKey;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage, RgbaImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Of JPEG. Above it files grow faster than anybody sees a difference.
const QUALITY: u8 = 80;

/// Where a variant is kept.
pub(super) fn key(facts: &Facts, width: u32) -> CacheKey {
    *blake3::Hasher::new().update(b"picture 1").update(&facts.hash).update(&width.to_le_bytes()).finalize().as_bytes()
}

/// The picture at a width, as a file.
pub(super) fn variant(decoded: &Decoded, width: u32) -> Result<Vec<u8>, Fault> {
    let height = scaled(decoded.size, width);
    let (pixels, clear) = pixels(&decoded.image, width, height, FilterType::Lanczos3)?;
    match decoded.kind {
        Kind::Photo => jpeg(&pixels, width, height, decoded.profile.as_deref()),
        _ => png(&pixels, width, height, clear),
    }
}

/// A smaller picture to make others from.
pub(super) fn reduced(image: &DynamicImage, width: u32) -> Result<DynamicImage, Fault> {
    let height = scaled((image.width(), image.height()), width);
    let (pixels, clear) = pixels(image, width, height, FilterType::Box)?;
    let reduced = if clear {
        RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    };
    reduced.ok_or_else(|| Fault::Broken("its measures do not fit".to_owned()))
}

/// The pixels of a picture at another size, and whether it has clear parts.
fn pixels(image: &DynamicImage, width: u32, height: u32, filter: FilterType) -> Result<(Vec<u8>, bool), Fault> {
    let (pixels, kind) = match image {
        DynamicImage::ImageRgba8(image) => (image.as_raw(), PixelType::U8x4),
        DynamicImage::ImageRgb8(image) => (image.as_raw(), PixelType::U8x3),
        _ => return Err(Fault::Broken("colours of an unknown kind".to_owned())),
    };
    let clear = kind == PixelType::U8x4;
    if (image.width(), image.height()) == (width, height) {
        return Ok((pixels.clone(), clear));
    }
    let broken = |e: &dyn std::fmt::Display| Fault::Broken(e.to_string());
    let source = ImageRef::new(image.width(), image.height(), pixels, kind).map_err(|e| broken(&e))?;
    let mut target = Image::new(width, height, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
    Resizer::new().resize(&source, &mut target, &options).map_err(|e| broken(&e))?;
    Ok((target.into_vec(), clear))
}

fn jpeg(pixels: &[u8], width: u32, height: u32, profile: Option<&[u8]>) -> Result<Vec<u8>, Fault> {
    let side = |n: u32| u16::try_from(n).map_err(|_| Fault::TooLarge(width, height));
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    if let Some(profile) = profile {
        // A profile that does not fit is one that nobody misses.
        let _ = encoder.add_icc_profile(profile);
    }
    encoder.encode(pixels, side(width)?, side(height)?, ColorType::Rgb).map_err(|e| Fault::Broken(e.to_string()))?;
    Ok(out)
}

fn png(pixels: &[u8], width: u32, height: u32, clear: bool) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(if clear { png::ColorType::Rgba } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(pixels));
    written.map_err(|e| Fault::Broken(e.to_string()))?;
    Ok(out)
}
