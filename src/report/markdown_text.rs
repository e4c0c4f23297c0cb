//! The Markdown of our own documentation, for a terminal: headings, paragraphs, lists, tables and code as they are.

use super::excerpt;
use super::paint::{Page, Paint};

/// Puts a text on a page, wrapped.
pub fn show(page: &mut Page, text: &str) {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") {
            page.gap();
            for line in lines.by_ref().take_while(|line| !line.trim_start().starts_with("```")) {
                code(page, line);
            }
            page.gap();
        } else if trimmed.is_empty() {
            page.gap();
        } else if line.starts_with("    ") || trimmed.starts_with('|') {
            // An indented block, or a table, stays as it is.
            code(page, if trimmed.starts_with('|') { trimmed } else { line.get(4..).unwrap_or(trimmed) });
        } else if trimmed.starts_with('#') {
            page.gap();
            page.flow("", 0, &[(Paint::Bold, trimmed.trim_start_matches('#').trim())]);
        } else {
            let (mark, rest) = bullet(trimmed);
            let mut paragraph = rest.to_owned();
            // A paragraph goes on until an empty line or the beginning of something else.
            while let Some(next) = lines.next_if(|next| {
                let next = next.trim_start();
                !(next.is_empty()
                    || next.starts_with(['#', '|'])
                    || next.starts_with("```")
                    || !bullet(next).0.is_empty())
            }) {
                paragraph.push(' ');
                paragraph.push_str(next.trim());
            }
            let indent = mark.chars().count();
            page.flow_cells((Paint::Plain, &mark), indent, &inline(page, &paragraph));
        }
    }
}

/// The mark of a list's item and what follows it.
fn bullet(line: &str) -> (String, &str) {
    if let Some(rest) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return ("  - ".into(), rest);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.get(digits..).and_then(|rest| rest.strip_prefix(". ")) {
        Some(rest) if digits > 0 => (format!("  {}. ", line.get(..digits).unwrap_or("")), rest),
        _ => (String::new(), line),
    }
}

/// A line of code; wider than the screen it runs over the edge, for code that is broken cannot be copied.
fn code(page: &mut Page, line: &str) {
    let mut cells = Vec::new();
    let indent = line.len() - line.trim_start().len();
    excerpt::push(&mut cells, line.trim(), page.screen().ascii, |_| Paint::Plain);
    page.row(&" ".repeat(indent + 4), &cells);
}

/// A paragraph's cells: code in colour and with its backticks, emphasis without its stars.
fn inline(page: &Page, text: &str) -> Vec<excerpt::Cell> {
    let ascii = page.screen().ascii;
    let mut cells = Vec::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            excerpt::push(&mut cells, &format!("`{part}`"), ascii, |_| Paint::Place);
        } else {
            for (index, part) in part.split("**").enumerate() {
                let paint = if index % 2 == 1 { Paint::Bold } else { Paint::Plain };
                excerpt::push(&mut cells, part, ascii, |_| paint);
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Screen;

    #[test]
    fn documentation_is_wrapped_and_code_is_not() {
        let text = "One sentence\non two lines.\n\n# Example\n\n```yaml\nclaims:\n  - id: a\n```\n\n- first **thing** with \
                    `code`\n  that goes on\n- second\n\n    indented code stays\n";
        let mut page = Page::new(Screen { width: 30, color: false, ascii: false });
        show(&mut page, text);
        let expected = "One sentence on two lines.\n\nExample\n\n    claims:\n      - id: a\n\n  - first thing with `code`\n    that \
                        goes on\n  - second\n\n    indented code stays\n";
        assert_eq!(page.finish(), expected);
    }
}
