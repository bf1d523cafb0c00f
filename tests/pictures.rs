//! Pictures on pages: good ones in the sizes that a page needs, bad ones named and replaced, none from elsewhere.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use digest::diag::{Diagnostic, Severity};
use digest::files::{Cache, Content, Plan as _, Snapshot};
use digest::pipeline::{self, Memory, Options};
use digest::publish::site::Site;
use image::{DynamicImage, ExtendedColorType, ImageEncoder as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;
use std::sync::Arc;

fn photo(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 90])))
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A JPEG that says of itself that it lies on its side.
fn turned(image: &DynamicImage) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new(&mut out);
    // A little-endian TIFF head with one entry: tag 0x0112, SHORT, one value, 6 (turn right).
    let exif = [&b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"[..]].concat();
    encoder.set_exif_metadata(exif).unwrap();
    encoder.write_image(image.as_bytes(), image.width(), image.height(), ExtendedColorType::Rgb8).unwrap();
    out
}

/// A PNG of a few bytes that unpacks to as many pixels as it likes to say.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut out = encoded(&photo(1, 1), ImageFormat::Png);
    out[16..20].copy_from_slice(&width.to_be_bytes());
    out[20..24].copy_from_slice(&height.to_be_bytes());
    // The head's checksum (ISO/IEC 15948, annex D).
    let mut crc = u32::MAX;
    for byte in &out[12..29] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
        }
    }
    out[29..33].copy_from_slice(&(!crc).to_be_bytes());
    out
}

fn digest(image: &str, body: &str) -> Vec<u8> {
    let image = if image.is_empty() { String::new() } else { format!("image: {{src: \"{image}\", alt: A harbour, credit: N. N.}}\n") };
    format!("---\ntitle: A\nsummary: B.\ndate: 2026-01-01\nwriter: hand\n{image}sources:\n  - id: 1\n    title: T\n    url: https://a.example/1\n---\n\nText.[^1]\n\n{body}\n")
        .into_bytes()
}

fn site_of(image: &str, body: &str, files: &[(&str, Vec<u8>)], memory: &Memory) -> (Site, Vec<Diagnostic>) {
    let mut all = vec![("digest.yaml".to_owned(), b"title: The Ledger\nbase_url: https://ledger.example/ai\n".to_vec())];
    all.push(("content/digests/a.md".to_owned(), digest(image, body)));
    all.extend(files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.clone())));
    let options = Options { base_url: None, drafts: false, future: false, now: "2026-01-02T00:00:00Z".parse().unwrap() };
    let built = pipeline::build(&Snapshot::of(all), &options, memory);
    (built.value.unwrap(), built.diagnostics)
}

fn bytes(site: &Site, address: &str) -> Vec<u8> {
    match site.content(address).unwrap() {
        Content::Bytes(bytes) => bytes,
        Content::CopyOf(_) => unreachable!("these snapshots hold their files"),
    }
}

fn page(site: &Site) -> String {
    String::from_utf8(bytes(site, "story/a/index.html")).unwrap()
}

fn pictures(site: &Site) -> Vec<String> {
    site.addresses().into_iter().filter(|a| a.starts_with("pictures/")).map(str::to_owned).collect()
}

#[test]
fn a_photograph_comes_in_the_sizes_that_a_page_needs() {
    let file = encoded(&photo(2000, 1000), ImageFormat::Jpeg);
    let (site, found) = site_of("/images/Harbour view.jpg", "", &[("static/images/Harbour view.jpg", file)], &Memory::default());
    assert!(found.iter().all(|d| d.severity == Severity::Note), "{found:?}");
    let made = pictures(&site);
    assert_eq!(made.len(), 4, "{made:?}");
    for (address, width) in made.iter().zip([1200, 1600, 400, 800]) {
        assert!(address.starts_with("pictures/harbour-view-") && address.ends_with(&format!("-{width}.jpg")), "{address}");
        let read = image::load_from_memory(&bytes(&site, address)).unwrap();
        assert_eq!((read.width(), read.height()), (width, width / 2));
    }
    let page = page(&site);
    for part in ["srcset=\"/ai/pictures/", " 1600w\"", "width=\"800\" height=\"400\"", "alt=\"A harbour\"", "fetchpriority=\"high\"", "N. N.</figcaption>"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(page.contains("property=\"og:image:width\" content=\"1600\"") && page.contains("og:image\" content=\"https://ledger.example/ai/pictures/"));
}

#[test]
fn turned_clear_and_small_pictures_stay_what_they_are() {
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_fn(900, 300, |x, _| Rgba([200, 30, 30, if x < 450 { 0 } else { 255 }])));
    let files = [
        ("static/turned.jpg", turned(&photo(600, 300))),
        ("content/digests/clear.webp", encoded(&clear, ImageFormat::WebP)),
        ("static/small.png", encoded(&photo(120, 60), ImageFormat::Png)),
        ("static/drawing.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"/>".to_vec()),
    ];
    let body = "![Turned](/turned.jpg \"Photo: N. N.\") ![Clear](clear.webp) ![Small](/small.png) ![Drawing](/drawing.svg)";
    let (site, found) = site_of("", body, &files, &Memory::default());
    assert!(!found.iter().any(|d| d.code.ends_with("picture")), "{found:?}");
    let page = page(&site);
    for part in [
        "width=\"300\" height=\"600\" alt=\"Turned\"",
        "<small class=\"credit\">Photo: N. N.</small>",
        "width=\"120\" height=\"60\" alt=\"Small\" loading=\"lazy\"",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let clear = pictures(&site).into_iter().find(|a| a.contains("clear") && a.ends_with("-800.png")).unwrap();
    let read = image::load_from_memory(&bytes(&site, &clear)).unwrap().to_rgba8();
    assert_eq!((read.dimensions(), read.get_pixel(10, 10).0[3], read.get_pixel(700, 10).0[3]), ((800, 267), 0, 255));
    assert!(pictures(&site).iter().any(|a| a.ends_with(".svg")));
    // A feed's picture is whole and has one size.
    let feed = String::from_utf8(bytes(&site, "feed.xml")).unwrap();
    assert!(feed.contains("src=&quot;https://ledger.example/ai/pictures/turned-") && !feed.contains("srcset"), "{feed}");
}

#[test]
fn what_cannot_be_shown_is_named_and_the_page_holds() {
    let jpeg = encoded(&photo(400, 300), ImageFormat::Jpeg);
    let png = encoded(&photo(400, 300), ImageFormat::Png);
    let cases: Vec<(&str, Option<Vec<u8>>, &str, &str)> = vec![
        ("/gone.jpg", None, "broken-picture", "is not there"),
        ("/x.jpg", Some(Vec::new()), "broken-picture", "empty"),
        ("/x.jpg", Some(jpeg[..jpeg.len() / 2].to_vec()), "broken-picture", "cut off"),
        ("/x.png", Some(png[..png.len() / 2].to_vec()), "broken-picture", "broken"),
        ("/x.jpg", Some(b"<html>not found</html>".to_vec()), "broken-picture", "no JPEG"),
        ("/x.png", Some(bomb(20_000, 20_000)), "broken-picture", "100 megapixels"),
        ("/x.png", Some(bomb(u32::MAX / 2, u32::MAX / 2)), "broken-picture", ""),
        ("https://cdn.example/x.jpg", None, "remote-picture", "another host"),
        ("//cdn.example/x.jpg", None, "remote-picture", "another host"),
        ("../../../etc/passwd", None, "broken-picture", "is not there"),
        ("javascript:alert(1)", None, "remote-picture", ""),
    ];
    for (src, file, code, said) in cases {
        let files: Vec<(String, Vec<u8>)> = file.into_iter().map(|f| (format!("static{src}"), f)).collect();
        let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(p, f)| (p.as_str(), f.clone())).collect();
        for (image, body) in [(src, String::new()), ("", format!("![What it shows]({src})"))] {
            let (site, found) = site_of(image, &body, &files, &Memory::default());
            let of_picture: Vec<_> = found.iter().filter(|d| d.code.ends_with("-picture")).collect();
            assert!(of_picture.len() == 1 && of_picture[0].code == code && of_picture[0].message.contains(said), "{src}: {found:?}");
            let page = page(&site);
            assert!(!page.contains("<img") && !page.contains("src=\"javascript"), "{src}: {page}");
            assert_eq!(page.contains("What it shows"), image.is_empty(), "{src}");
            assert!(page.contains("class=\"cover\""), "{src}");
            assert!(pictures(&site).is_empty());
        }
    }
}

#[test]
fn forty_megapixels_are_shown_and_warned_of() {
    let file = encoded(&DynamicImage::ImageLuma8(image::GrayImage::new(8000, 5000)), ImageFormat::Png);
    let (site, found) = site_of("/x.png", "", &[("static/x.png", file)], &Memory::default());
    assert!(found.iter().any(|d| d.code == "large-picture" && d.message.contains("8000 × 5000")), "{found:?}");
    assert!(page(&site).contains("width=\"800\" height=\"500\""));
}

#[test]
fn what_was_made_before_changes_no_byte() {
    let root = tempfile::tempdir().unwrap();
    let files = [("static/x.jpg", encoded(&photo(1000, 500), ImageFormat::Jpeg))];
    let all = |memory: &Memory| {
        let (site, _) = site_of("/x.jpg", "", &files, memory);
        let addresses: Vec<String> = site.addresses().into_iter().map(str::to_owned).collect();
        addresses.iter().map(|a| (a.clone(), bytes(&site, a))).collect::<Vec<_>>()
    };
    let without = all(&Memory::default());
    for _ in 0..2 {
        assert!(all(&Memory::keeping(Arc::new(Cache::of(root.path())))) == without);
    }
    // Every file that is kept is spoilt.
    let mut spoilt = 0;
    for entry in walkdir::WalkDir::new(root.path()).into_iter().flatten().filter(|e| e.file_type().is_file()) {
        std::fs::File::options().write(true).open(entry.path()).unwrap().set_len(7).unwrap();
        spoilt += 1;
    }
    assert!(spoilt >= 4, "a card, and a picture with its measures in two sizes: {spoilt}");
    assert!(all(&Memory::keeping(Arc::new(Cache::of(root.path())))) == without);
}
