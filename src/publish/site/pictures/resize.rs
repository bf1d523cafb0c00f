//! A picture at the width that a page needs.

use super::decode::{Decoded, Facts, Fault, Kind};
use crate::files::CacheKey;
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Of JPEG. Above it files grow faster than anybody sees a difference.
const QUALITY: u8 = 80;

/// Where a variant is kept.
pub(super) fn key(facts: &Facts, width: u32) -> CacheKey {
    *blake3::Hasher::new().update(b"picture 1").update(&facts.hash).update(&width.to_le_bytes()).finalize().as_bytes()
}

/// The picture at a width, as a file.
pub(super) fn variant(decoded: &Decoded, width: u32) -> Result<Vec<u8>, Fault> {
    let (wide, high) = (decoded.image.width(), decoded.image.height());
    let height = ((u64::from(high) * u64::from(width) + u64::from(wide) / 2) / u64::from(wide.max(1))).max(1) as u32;
    let broken = |e: &dyn std::fmt::Display| Fault::Broken(e.to_string());
    let (pixels, kind) = match &decoded.image {
        DynamicImage::ImageRgba8(image) => (image.as_raw(), PixelType::U8x4),
        DynamicImage::ImageRgb8(image) => (image.as_raw(), PixelType::U8x3),
        _ => return Err(Fault::Broken("colours of an unknown kind".to_owned())),
    };
    let pixels = if (wide, high) == (width, height) {
        pixels.clone()
    } else {
        let source = fast_image_resize::images::ImageRef::new(wide, high, pixels, kind).map_err(|e| broken(&e))?;
        let mut target = Image::new(width, height, kind);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&source, &mut target, &options).map_err(|e| broken(&e))?;
        target.into_vec()
    };
    match decoded.kind {
        Kind::Photo => jpeg(&pixels, width, height, decoded.profile.as_deref()),
        _ => png(&pixels, width, height, kind == PixelType::U8x4),
    }
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
