//! The sizes of paper.

/// How far two sizes of the same paper may differ, in micrometres: drivers round to whole points.
const SLACK: u32 = 1_000;

/// The size of a sheet, in micrometres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MediaSize {
    pub(super) width: u32,
    pub(super) height: u32,
}

impl MediaSize {
    /// Tells whether both are sizes of the same paper.
    pub(super) const fn is(self, other: Self) -> bool {
        self.width.abs_diff(other.width) <= SLACK && self.height.abs_diff(other.height) <= SLACK
    }
}

/// Reads the size off a name of PWG 5101.1, which ends with it: `iso_a4_210x297mm`,
/// `na_letter_8.5x11in`.
pub(super) fn size_of(media: &str) -> Option<MediaSize> {
    let (_, size) = media.rsplit_once('_')?;
    let (numbers, micrometres) = match size.strip_suffix("mm") {
        Some(numbers) => (numbers, 1_000.0),
        None => (size.strip_suffix("in")?, 25_400.0),
    };
    let (width, height) = numbers.split_once('x')?;
    let length = |number: &str| {
        let number: f64 = number.parse().ok()?;
        #[expect(clippy::cast_sign_loss, reason = "it is known to be above zero")]
        (number > 0.0 && number < 10_000.0).then(|| (number * micrometres).round() as u32)
    };
    Some(MediaSize { width: length(width)?, height: length(height)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_size() {
        let size = |width, height| Some(MediaSize { width, height });
        assert_eq!(size_of("iso_a4_210x297mm"), size(210_000, 297_000));
        assert_eq!(size_of("na_letter_8.5x11in"), size(215_900, 279_400));
        for other in ["", "iso_a4", "iso_a4_210mm", "x_0x1mm", "x_-1x1mm", "x_NaNx1mm", "x_1x1pt"] {
            assert_eq!(size_of(other), None, "{other}");
        }
        let near = MediaSize { width: 210_058, height: 296_969 };
        assert!(size_of("iso_a4_210x297mm").unwrap().is(near));
        assert!(!size_of("iso_a5_148x210mm").unwrap().is(near));
    }
}
