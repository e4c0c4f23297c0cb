//! Paths as a repository's services know them: relative to the repository, not to the project within it.

use std::fmt::Write as _;
use std::path::{Component, Path};

/// The project's folder below its git repository, with a `/` at its end; empty where both are one, or there is none.
pub fn prefix(root: &Path) -> String {
    let Ok(root) = root.canonicalize() else { return String::new() };
    let Some(top) = root.ancestors().find(|folder| folder.join(".git").exists()) else { return String::new() };
    let below = root.strip_prefix(top).unwrap_or(Path::new(""));
    below.components().fold(String::new(), |mut prefix, part| {
        if let Component::Normal(part) = part {
            let _ = write!(prefix, "{}/", part.to_string_lossy());
        }
        prefix
    })
}

/// A path as a relative URI reference (RFC 3986): every byte is percent-encoded but letters, digits, `-._~` and `/`.
pub fn uri(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_encoded() {
        assert_eq!(uri("seeds/000_7f.txt"), "seeds/000_7f.txt");
        assert_eq!(uri("a b/ä:1#?%.txt"), "a%20b/%C3%A4%3A1%23%3F%25.txt");
    }

    #[test]
    fn paths_begin_at_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("desk/facts");
        std::fs::create_dir_all(&project).unwrap();
        assert_eq!(prefix(&project), "");
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        assert_eq!(prefix(&project), "desk/facts/");
        assert_eq!(prefix(folder.path()), "");
    }
}
