//! Pages as printer dots.

use std::io::Write as _;
use std::process::Command;

use crate::made;
use shipdesk_labels::{LabelError, Raster, raster};

fn codes(dots: &Raster) -> String {
    let mut file = tempfile::NamedTempFile::with_suffix(".png").expect("a file");
    file.write_all(&dots.to_png().expect("an image")).expect("an image on disk");
    let output = Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable", "-Scode128.enable"])
        .arg(file.path())
        .output()
        .expect("zbarimg (zbar-tools)");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn a_label_in_dots_has_its_exact_size_and_is_readable() {
    let label = made::label("SD123456789CN");
    for (dpi, width, height) in [(203, 799, 1199), (300, 1181, 1772)] {
        let dots = raster(&label, 0, dpi).expect("dots");
        assert_eq!((dots.width, dots.height), (width, height));
        assert_eq!(codes(&dots), "SD123456789CN");
        assert!(!dots.is_blank());
    }
}

#[test]
fn an_image_at_its_own_resolution_keeps_its_dots() {
    let png = made::png(812, 1218, 3, "SD000000003CN", None);
    let dots = raster(&png, 0, 203).expect("dots");
    assert_eq!((dots.width, dots.height), (812, 1218));
    assert_eq!(codes(&dots), "SD000000003CN");
    let black: u32 = dots.rows.iter().map(|byte| byte.count_ones()).sum();
    let modules: usize = made::bars("SD000000003CN").iter().map(|(_, width)| width).sum();
    assert_eq!(black as usize, modules * 3 * (1218 / 2 - 1218 / 3 - 1));
}

#[test]
fn paper_beyond_the_page_is_white_and_the_first_dot_is_the_highest_bit() {
    // 16 × 8 points: the left half black
    let page = made::pdf(16.0 / 72.0 * 25.4, 8.0 / 72.0 * 25.4, "", &["0 0 8 8 re f".to_owned()]);
    let dots = raster(&page, 0, 72).expect("dots");
    assert_eq!((dots.width, dots.height, dots.rows), (16, 8, [0xff, 0x00].repeat(8)));
}

#[test]
fn pages_and_resolutions_that_do_not_exist_are_refused() {
    let label = made::label("SD1");
    assert_eq!(raster(&label, 1, 203), Err(LabelError::NoSuchPage { page: 1, pages: 1 }));
    assert!(matches!(raster(&label, 0, 0), Err(LabelError::TooLarge { .. })));
    assert!(matches!(raster(&label, 0, 60_000), Err(LabelError::TooLarge { what: "pixels", .. })));
    assert_eq!(raster(b"{}", 0, 203), Err(LabelError::NotALabel { found: "JSON" }));
}

#[test]
fn functions_that_refer_to_each_other_do_not_end_the_process() {
    const CHAIN: usize = 10_000;
    let content = "/C cs 0.5 sc 0 0 100 100 re f";
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 288 432]/Contents 4 0 R/Resources<</ColorSpace<</C[/Separation/X/DeviceGray 5 0 R]>>>>>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
    ];
    objects.extend(
        (6..6 + CHAIN).map(|next| {
            format!("<</FunctionType 3/Domain[0 1]/Bounds[]/Encode[0 1]/Functions[{next} 0 R]>>")
        }),
    );
    objects.push("<</FunctionType 2/Domain[0 1]/N 1/C0[0]/C1[1]>>".to_owned());
    assert!(raster(&made::with_table(&objects), 0, 72).is_ok());
}
