//! Replaces a file whole or not at all: a run that is killed leaves the old file or the new one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes `bytes` to a new file in the same folder, brings it to disk, and gives it the old one's name. A link is
/// followed, so the file that it points to is replaced; its permissions are kept. Nothing is touched where the file
/// holds these bytes already; returns whether it was written.
///
/// # Errors
/// What the operating system says: no such folder, no permission, a full disk.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let old = std::fs::metadata(path).ok();
    if old.is_some() && std::fs::read(path)? == bytes {
        return Ok(false);
    }
    let target = if old.is_some() { path.canonicalize()? } else { path.to_path_buf() };
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gainsay-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // What a plain `create` asks for; the umask takes away what the user does not want.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(&folder)?;
    file.write_all(bytes)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    // The new name is on disk only once the folder is. Not every system can open one: then its own pace must do.
    if let Ok(folder) = std::fs::File::open(&folder) {
        let _ = folder.sync_all();
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_whole_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        assert!(replace(&path, b"one").unwrap());
        assert!(!replace(&path, b"one").unwrap(), "the same bytes are not written again");
        assert!(replace(&path, b"two").unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn keeps_links_and_permissions() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let link = folder.path().join("link");
        std::fs::write(&path, "one").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        replace(&link, b"two").unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn an_error_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(replace(&folder.path().join("missing/a"), b"x").is_err());
    }
}
