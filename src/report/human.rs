//! What a person sees.

use super::{Report, Screen, short};

/// All findings and a summary.
pub fn render(report: &Report<'_>, screen: &Screen) -> String {
    short::render(report, screen)
}
