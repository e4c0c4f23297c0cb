//! Writes a file whole or not at all: a run that is killed leaves the old file or the new one.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::transient::{Held, LIST};

/// How many links in a row are followed; Linux stops at 40, too.
const LINKS: usize = 40;

/// Writes `bytes` to a new file in the same folder, brings it to disk, and gives it the old one's name. A link is
/// followed, so the file that it points to is replaced; its permissions are kept. Nothing is touched where the file
/// holds these bytes already; returns whether it was written.
///
/// # Errors
/// What the operating system says: no such folder, no permission, a full disk. What is no plain file is left alone.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let target = follow(path);
    let old = match fs::metadata(&target) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if let Some(old) = &old {
        if !old.is_file() {
            return Err(io::Error::other("it is no plain file"));
        }
        if old.len() == bytes.len() as u64 && fs::read(&target).is_ok_and(|old| old == bytes) {
            return Ok(false);
        }
    }
    let (held, part) = part(&target, bytes, old.map(|old| old.permissions()))?;
    held.finish(|| part.persist(&target)).map_err(|error| error.error)?;
    settle(&target);
    Ok(true)
}

/// Writes a file that is not there yet.
///
/// # Errors
/// [`ErrorKind::AlreadyExists`] where it is there: then it is left as it is. Otherwise as with [`replace`].
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let (held, part) = part(path, bytes, None)?;
    held.finish(|| part.persist_noclobber(path)).map_err(|error| error.error)?;
    settle(path);
    Ok(())
}

/// The file that a path leads to, whether it is there or not.
fn follow(path: &Path) -> PathBuf {
    let mut target = path.to_path_buf();
    for _ in 0..LINKS {
        let Ok(link) = fs::read_link(&target) else { break };
        target = folder_of(&target).join(link);
    }
    target
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The bytes in a file of their own, on disk, beside the one that they are meant for.
fn part(target: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<(Held, NamedTempFile)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gainsay-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // What a plain `create` asks for; the umask takes away what the user does not want.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let (held, mut part) = LIST.make(|| builder.tempfile_in(folder_of(target)), NamedTempFile::path)?;
    part.write_all(bytes)?;
    if let Some(permissions) = permissions {
        part.as_file().set_permissions(permissions)?;
    }
    part.as_file().sync_all()?;
    Ok((held, part))
}

/// A new name is on disk only once its folder is. Not every system can open one: then its own pace must do.
fn settle(target: &Path) {
    if let Ok(folder) = fs::File::open(folder_of(target)) {
        let _ = folder.sync_all();
    }
}

/// Why a file could not be written, and the mend, for a person: half a sentence.
pub fn reason(error: &io::Error) -> String {
    // tempfile wraps what the system says, and names its own file; the user has never heard of it.
    let plain = error.get_ref().and_then(|inner| inner.source()?.downcast_ref::<io::Error>()).unwrap_or(error);
    match error.kind() {
        ErrorKind::NotFound => "there is no such folder; make it, or correct the name".into(),
        ErrorKind::NotADirectory => "a part of its path is a file, not a folder; correct the name".into(),
        ErrorKind::PermissionDenied => "its folder may not be written; look at the permissions".into(),
        ErrorKind::ReadOnlyFilesystem => "its disk may only be read; name a file elsewhere".into(),
        ErrorKind::StorageFull => "the disk is full; make room and run this again".into(),
        ErrorKind::QuotaExceeded => "your share of the disk is used up; make room and run this again".into(),
        ErrorKind::FileTooLarge => "it would be larger than this system allows (look at `ulimit -f`)".into(),
        _ => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn replaces_whole_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        assert!(replace(&path, b"one").unwrap());
        assert!(!replace(&path, b"one").unwrap(), "the same bytes are not written again");
        assert!(replace(&path, b"two").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(entries(folder.path()), 1);
    }

    #[test]
    fn a_new_file_takes_no_others_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        create(&path, b"one").unwrap();
        assert_eq!(create(&path, b"two").unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(entries(folder.path()), 1);
    }

    #[cfg(unix)]
    #[test]
    fn keeps_links_and_permissions() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let link = folder.path().join("link");
        // The link is there before its file is: the file is made where the link leads.
        symlink("a", &link).unwrap();
        assert_eq!(create(&link, b"x").unwrap_err().kind(), ErrorKind::AlreadyExists);
        replace(&link, b"one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        replace(&link, b"two").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        let ring = folder.path().join("ring");
        symlink("ring", &ring).unwrap();
        assert!(replace(&ring, b"x").is_err());
        assert!(ring.is_symlink());
    }

    #[test]
    fn an_error_leaves_the_old_file_and_is_told_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let error = replace(&folder.path().join("missing/a"), b"x").unwrap_err();
        assert_eq!(reason(&error), "there is no such folder; make it, or correct the name");
        assert!(replace(folder.path(), b"x").unwrap_err().to_string().contains("no plain file"));
        assert_eq!(entries(folder.path()), 0);
    }
}
