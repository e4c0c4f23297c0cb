//! A project as it was at another git revision, read from git's object store: the working tree is not touched.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::transient::{Held, LIST};

/// Endings of the files that a project reads: claim files, settings, articles.
const ENDINGS: &[&str] = &["yaml", "yml", "txt", "md", "markdown", "html", "htm", "xhtml", "jsonl", "json", "text"];

/// How many links one file may be behind.
const LINKS: usize = 8;

/// A file of a revision.
struct Blob {
    /// Git's name for its content.
    object: String,
    /// Below the project's folder.
    path: PathBuf,
    /// Whether its content is the path of another.
    link: bool,
}

/// A project's files as they were, in a folder that is deleted when this is dropped, or when a signal ends the run.
#[derive(Debug)]
pub struct Extracted {
    folder: TempDir,
    _held: Held,
}

impl Extracted {
    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Writes the files that a project reads, as they were at a revision, to a folder of their own. A project that was not
/// there yet is an empty folder.
///
/// # Errors
/// A sentence: no git, no repository, no such revision.
pub fn extract(root: &Path, revision: &str) -> Result<Extracted, String> {
    let mut builder = tempfile::Builder::new();
    let (held, folder) = LIST
        .make(|| builder.prefix("gainsay-").tempdir(), TempDir::path)
        .map_err(|error| format!("No folder could be made for the files of {revision}: {error}."))?;
    let folder = Extracted { folder, _held: held };
    let commit = commit(root, revision)?;
    let prefix = line(&git(root, &[OsStr::new("rev-parse"), OsStr::new("--show-prefix")])?);
    let tree = if prefix.is_empty() { format!("{commit}^{{tree}}") } else { format!("{commit}:{prefix}") };
    let tree = tree.trim_end_matches('/').to_owned();
    let there = ["rev-parse", "--quiet", "--verify", "--end-of-options", tree.as_str()].map(OsStr::new);
    let Ok(tree) = git(root, &there).map(|id| line(&id)) else { return Ok(folder) };
    let list = ["ls-tree", "-r", "-z", "--full-tree", tree.as_str()].map(OsStr::new);
    let blobs: Vec<Blob> = git(root, &list)?.split(|byte| *byte == 0).filter_map(blob).collect();
    let failed = |error: std::io::Error| format!("The files of {revision} could not be read from git: {error}.");
    let contents = contents(root, &blobs).map_err(failed)?;
    for (at, blob) in blobs.iter().enumerate() {
        let Some(content) = follow(&blobs, &contents, at) else { continue };
        let path = folder.path().join(&blob.path);
        let write = || {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&path, content)
        };
        LIST.write(write).map_err(failed)?;
    }
    Ok(folder)
}

/// The commit that a revision names. What git might take for an option is refused.
fn commit(root: &Path, revision: &str) -> Result<String, String> {
    if revision.is_empty() || revision.starts_with('-') || revision.contains(['\0', '\n']) {
        return Err("Name a git revision to compare with, such as main, HEAD~1 or a commit's number.".into());
    }
    git(root, &["rev-parse", "--is-inside-work-tree"].map(OsStr::new))
        .map_err(|error| format!("The project cannot be compared with {revision}: {error}"))?;
    let name = format!("{revision}^{{commit}}");
    let args = ["rev-parse", "--quiet", "--verify", "--end-of-options", name.as_str()].map(OsStr::new);
    git(root, &args).map(|id| line(&id)).map_err(|_| {
        format!(
            "There is no git revision `{revision}` here. (In CI, fetch it first: many services clone only the last \
             commit.)"
        )
    })
}

/// Runs git in a folder and returns what it prints.
fn git(root: &Path, args: &[&OsStr]) -> Result<Vec<u8>, String> {
    let output = command(root)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("git could not be run: {error}. Is it installed?"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("git says: {}", said.lines().next().unwrap_or("nothing").trim()))
}

/// git in a folder. Reading must not write (no optional locks) nor ask anybody anything.
fn command(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(root).env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    command
}

/// The first line of what git printed.
fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).lines().next().unwrap_or_default().to_owned()
}

/// A line of `git ls-tree`, `100644 blob OBJECT\tPATH`, where it is a file that a project reads. Paths that leave the
/// folder are passed over.
fn blob(entry: &[u8]) -> Option<Blob> {
    let (about, path) = std::str::from_utf8(entry).ok()?.split_once('\t')?;
    let mut about = about.split(' ');
    let (mode, kind, object) = (about.next()?, about.next()?, about.next()?);
    let path = PathBuf::from(path);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let ending = path.extension().and_then(OsStr::to_str)?;
    let read = ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known));
    (kind == "blob" && read && plain && !path.to_string_lossy().contains('\\')).then(|| Blob {
        object: object.to_owned(),
        path,
        link: mode == "120000",
    })
}

/// The content of every blob, in order; `None` of one that is missing.
fn contents(root: &Path, blobs: &[Blob]) -> std::io::Result<Vec<Option<Vec<u8>>>> {
    let mut child = command(root).args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let input = child.stdin.take();
    let objects: Vec<String> = blobs.iter().map(|blob| format!("{}\n", blob.object)).collect();
    // git answers while it is asked: asking from another thread keeps both pipes moving.
    let asking = std::thread::spawn(move || {
        input.map_or(Ok(()), |mut input| objects.iter().try_for_each(|object| input.write_all(object.as_bytes())))
    });
    let mut contents = Vec::with_capacity(blobs.len());
    let mut output = BufReader::new(child.stdout.take().ok_or(std::io::ErrorKind::BrokenPipe)?);
    for _ in blobs {
        contents.push(answer(&mut output)?);
    }
    let _ = asking.join();
    let _ = child.wait();
    Ok(contents)
}

/// One answer of `git cat-file --batch`: `OBJECT blob SIZE`, the bytes, a line break; or `OBJECT missing`.
fn answer(output: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut head = String::new();
    if output.read_line(&mut head)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    let mut words = head.trim_end().rsplit(' ');
    let Some(size) = words.next().and_then(|size| size.parse::<u64>().ok()) else { return Ok(None) };
    let mut bytes = Vec::new();
    output.by_ref().take(size).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != size {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    output.read_exact(&mut [0])?;
    Ok(Some(bytes))
}

/// A file's content; of a link, that of the file of this revision that it leads to.
fn follow<'c>(blobs: &[Blob], contents: &'c [Option<Vec<u8>>], mut at: usize) -> Option<&'c [u8]> {
    for _ in 0..LINKS {
        let (blob, content) = (blobs.get(at)?, contents.get(at)?.as_deref()?);
        if !blob.link {
            return Some(content);
        }
        let mut target = blob.path.parent()?.to_path_buf();
        for part in Path::new(std::str::from_utf8(content).ok()?).components() {
            match part {
                Component::Normal(part) => target.push(part),
                Component::CurDir => {}
                Component::ParentDir if target.pop() => {}
                _ => return None,
            }
        }
        at = blobs.binary_search_by(|blob| blob.path.as_os_str().cmp(target.as_os_str())).ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(folder: &Path, args: &[&str]) {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let status = Command::new("git").current_dir(folder).args(identity).args(args).output().unwrap();
        assert!(status.status.success(), "{args:?}: {}", String::from_utf8_lossy(&status.stderr));
    }

    /// A repository with a project in the folder `desk news/`, two commits.
    fn repository() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("desk news");
        fs::create_dir_all(project.join("claims")).unwrap();
        fs::create_dir_all(project.join("seeds")).unwrap();
        fs::write(project.join("claims/ä.yaml"), "old").unwrap();
        fs::write(project.join("seeds/a.txt"), "text\0with\nall\r\n").unwrap();
        fs::write(folder.path().join("outside.txt"), "no").unwrap();
        run(folder.path(), &["init", "-q", "-b", "main"]);
        run(folder.path(), &["add", "-A"]);
        run(folder.path(), &["commit", "-q", "-m", "one"]);
        fs::write(project.join("claims/ä.yaml"), "new").unwrap();
        run(folder.path(), &["commit", "-q", "-am", "two"]);
        (folder, project)
    }

    #[test]
    fn reads_a_subfolder_without_touching_the_working_tree() {
        let (_folder, project) = repository();
        let then = extract(&project, "HEAD~1").unwrap();
        assert_eq!(fs::read(then.path().join("claims/ä.yaml")).unwrap(), b"old");
        assert_eq!(fs::read(then.path().join("seeds/a.txt")).unwrap(), b"text\0with\nall\r\n");
        assert!(!then.path().join("outside.txt").exists());
        assert_eq!(fs::read(project.join("claims/ä.yaml")).unwrap(), b"new");
        let now = extract(&project, "main").unwrap();
        assert_eq!(fs::read(now.path().join("claims/ä.yaml")).unwrap(), b"new");
    }

    #[test]
    fn a_project_that_was_not_there_is_empty() {
        let (folder, _) = repository();
        let late = folder.path().join("late");
        fs::create_dir(&late).unwrap();
        assert_eq!(fs::read_dir(extract(&late, "HEAD").unwrap().path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_revision_is_refused() {
        let (_folder, project) = repository();
        for wrong in ["", "--output=/tmp/x", "-h", "nowhere", "HEAD:claims", "a b"] {
            assert!(extract(&project, wrong).is_err(), "{wrong}");
        }
        let elsewhere = tempfile::tempdir().unwrap();
        let error = extract(elsewhere.path(), "HEAD").unwrap_err();
        assert!(error.contains("git"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_files_of_the_same_revision_only() {
        let (folder, project) = repository();
        std::os::unix::fs::symlink("a.txt", project.join("seeds/link.txt")).unwrap();
        std::os::unix::fs::symlink("../../outside.txt", project.join("seeds/out.txt")).unwrap();
        std::os::unix::fs::symlink("ring.txt", project.join("seeds/ring.txt")).unwrap();
        run(folder.path(), &["add", "-A"]);
        run(folder.path(), &["commit", "-q", "-m", "links"]);
        let then = extract(&project, "HEAD").unwrap();
        assert_eq!(fs::read(then.path().join("seeds/link.txt")).unwrap(), b"text\0with\nall\r\n");
        assert!(!then.path().join("seeds/out.txt").exists());
        assert!(!then.path().join("seeds/ring.txt").exists());
    }
}
