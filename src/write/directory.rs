//! A folder that is replaced as a whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::base::{Error, Result};

/// What names of folders that are being filled start with.
const NEW: &str = ".onrecord-new-";
/// What names of folders start with that hold an output on its way out.
const OLD: &str = ".onrecord-old-";
/// After this time, a folder that is being filled was left by a run that was killed.
const STALE: Duration = Duration::from_secs(3600);

/// Fills a new folder beside `target`, then puts it in the place of `target`.
///
/// Files in `target` that are not `ours` are kept. On Linux the two folders change places in one
/// step, so that at every moment, and after a crash at any moment, `target` is the old folder or
/// the new one. Elsewhere there is an instant between two renames in which it is missing; a run
/// that is killed there leaves the old folder beside it, in a folder whose name starts with
/// `.onrecord-old-`.
///
/// A folder that can't be moved (it is the working directory or holds it, is a mount point, or has folders
/// in it) gets its files one by one instead, each whole, `datapackage.json` last.
pub fn replace(
    target: &Path,
    ours: impl Fn(&str) -> bool,
    fill: impl FnOnce(&Path) -> Result<()>,
) -> Result<()> {
    let target = settle(target).map_err(|source| Error::io(target, source))?;
    let parent = target.parent().unwrap_or(&target);
    sweep(parent);
    let staged = match staging(parent) {
        Ok(staged) => Staged { folder: staged, beside: true },
        // The folder may be ours to write though its parent is not.
        Err(_) if target.is_dir() => {
            let inside = staging(&target).map_err(|source| Error::io(&target, source))?;
            Staged { folder: inside, beside: false }
        }
        Err(source) => return Err(Error::io(parent, source)),
    };
    fill(staged.folder.path())?;
    staged.publish(&target, &ours).map_err(|source| Error::io(&target, source))
}

/// The folder's true place, with links followed and missing parents made.
fn settle(target: &Path) -> io::Result<PathBuf> {
    match fs::metadata(target) {
        Ok(found) if found.is_dir() => fs::canonicalize(target),
        Ok(_) => Err(io::Error::other("not a folder; name another with --output")),
        Err(_) => {
            let target = std::path::absolute(target)?;
            let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
                return Err(io::ErrorKind::InvalidInput.into());
            };
            fs::create_dir_all(parent)?;
            Ok(fs::canonicalize(parent)?.join(name))
        }
    }
}

/// A new, empty, hidden folder with the permissions that a plain `mkdir` gives.
fn staging(parent: &Path) -> io::Result<TempDir> {
    hidden(parent, NEW)
}

fn hidden(parent: &Path, prefix: &str) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder.tempdir_in(parent)
}

/// Removes what runs that were killed while they wrote have left; as far as it can.
fn sweep(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let stale = || {
            let age = entry.metadata().and_then(|found| found.modified()).ok()?.elapsed().ok()?;
            Some(age > STALE)
        };
        if entry.file_name().to_string_lossy().starts_with(NEW) && stale() == Some(true) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// A filled folder that waits to be put in place.
struct Staged {
    folder: TempDir,
    /// It lies beside its target, so the two can change places.
    beside: bool,
}

impl Staged {
    fn publish(self, target: &Path, ours: &impl Fn(&str) -> bool) -> io::Result<()> {
        if self.beside && !target.exists() {
            fs::rename(self.folder.path(), target)?;
            let _ = self.folder.keep();
            return Ok(());
        }
        if self.beside && can_move(target) && self.take_along(target, ours).is_ok() {
            let folder = self.folder.path();
            match exchange(folder, target) {
                // What is in `folder` now is old, and goes when `self` does.
                Ok(()) => return Ok(()),
                Err(error) if error.kind() != io::ErrorKind::Unsupported => {}
                Err(_) => return rename_twice(folder, target),
            }
        }
        move_files(self.folder.path(), target, ours)
    }

    /// Links the target's files that are not ours into the new folder.
    fn take_along(&self, target: &Path, ours: &impl Fn(&str) -> bool) -> io::Result<()> {
        for entry in fs::read_dir(target)? {
            let entry = entry?;
            if !entry.file_name().to_str().is_some_and(ours) {
                fs::hard_link(entry.path(), self.folder.path().join(entry.file_name()))?;
            }
        }
        fs::set_permissions(self.folder.path(), fs::metadata(target)?.permissions())
    }
}

/// Puts `folder` in the place of `target` where the system can't exchange the two.
fn rename_twice(folder: &Path, target: &Path) -> io::Result<()> {
    let old = hidden(folder.parent().unwrap_or(folder), OLD)?;
    let kept = old.path().join("output");
    fs::rename(target, &kept)?;
    fs::rename(folder, target).inspect_err(|_| {
        // The old output must not go with `old`.
        if fs::rename(&kept, target).is_err() {
            std::mem::forget(old);
        }
    })
}

/// Whether a folder can be moved away with nobody noticing: it holds only files, and no one works in it
/// as far as we know.
fn can_move(target: &Path) -> bool {
    let works_in_it = std::env::current_dir().is_ok_and(|current| current.starts_with(target));
    let only_files = fs::read_dir(target).is_ok_and(|mut entries| {
        entries.all(|entry| entry.and_then(|entry| entry.file_type()).is_ok_and(|kind| !kind.is_dir()))
    });
    only_files && !works_in_it
}

/// Moves files one by one, each whole: `datapackage.json` last, so that a new one means a whole output.
fn move_files(from: &Path, target: &Path, ours: &impl Fn(&str) -> bool) -> io::Result<()> {
    let ours_in = |folder: &Path| -> io::Result<Vec<String>> {
        let names =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().into_string().unwrap_or_default()));
        let mut names: Vec<_> =
            names.filter(|name| name.as_ref().map_or(true, |name| ours(name))).collect::<io::Result<_>>()?;
        names.sort_by_key(|name| (name == "datapackage.json", name.clone()));
        Ok(names)
    };
    let new = ours_in(from)?;
    for name in &new {
        move_file(&from.join(name), &target.join(name))?;
    }
    for stale in ours_in(target)?.iter().filter(|name| !new.contains(name)) {
        fs::remove_file(target.join(stale))?;
    }
    Ok(())
}

/// Moves a file, also to another file system, so that it is never seen half-written.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let near = staging(to.parent().unwrap_or(to))?;
            let copy = near.path().join("copy");
            fs::copy(from, &copy)?;
            fs::rename(copy, to)
        }
        moved => moved,
    }
}

/// Lets two folders change places in one step; `Unsupported` where the system can't.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use std::ffi::{CString, c_char, c_int, c_long, c_uint};
    use std::os::unix::ffi::OsStrExt;

    const RENAMEAT2: c_long = if cfg!(target_arch = "x86_64") { 316 } else { 276 };
    const AT_FDCWD: c_int = -100;
    const RENAME_EXCHANGE: c_uint = 2;
    unsafe extern "C" {
        fn syscall(number: c_long, ...) -> c_long;
    }

    let one = CString::new(one.as_os_str().as_bytes())?;
    let other = CString::new(other.as_os_str().as_bytes())?;
    let (one, other): (*const c_char, *const c_char) = (one.as_ptr(), other.as_ptr());
    // SAFETY: both are strings that end in NUL and live through the call; the arguments are those of
    // renameat2(2), which reads them and nothing else of ours.
    let done = unsafe { syscall(RENAMEAT2, AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) };
    if done == 0 {
        return Ok(());
    }
    let error = io::Error::last_os_error();
    match error.raw_os_error() {
        // EINVAL, ENOSYS: an old kernel, or a file system that can't.
        Some(22 | 38) => Err(io::ErrorKind::Unsupported.into()),
        _ => Err(error),
    }
}

#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(name: &str) -> bool {
        ["a.csv", "b.csv", "datapackage.json"].contains(&name)
    }

    fn put(folder: &Path, files: &[(&str, &str)]) -> Result<()> {
        for (name, text) in files {
            fs::write(folder.join(name), text).map_err(|source| Error::io(folder, source))?;
        }
        Ok(())
    }

    fn listing(folder: &Path) -> Vec<(String, String)> {
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_type().unwrap().is_file())
            .map(|entry| {
                (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect()
    }

    #[test]
    fn a_missing_folder_is_made_with_its_parents() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("x/y/out");
        replace(&target, ours, |folder| put(folder, &[("a.csv", "1")])).unwrap();
        assert_eq!(listing(&target), pairs(&[("a.csv", "1")]));
        assert_eq!(fs::read_dir(root.path().join("x/y")).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn old_outputs_go_and_other_files_stay() {
        for with_folder in [false, true] {
            let root = tempfile::tempdir().unwrap();
            let target = root.path().join("out");
            fs::create_dir(&target).unwrap();
            if with_folder {
                fs::create_dir(target.join("mine")).unwrap();
            }
            put(&target, &[("a.csv", "old"), ("b.csv", "old"), ("notes.txt", "mine")]).unwrap();
            let new = [("a.csv", "new"), ("datapackage.json", "{}")];
            replace(&target, ours, |folder| put(folder, &new)).unwrap();
            assert_eq!(
                listing(&target),
                pairs(&[("a.csv", "new"), ("datapackage.json", "{}"), ("notes.txt", "mine")])
            );
            assert_eq!(target.join("mine").exists(), with_folder);
            assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "nothing is left beside it");
        }
    }

    #[test]
    fn a_failure_leaves_the_old_output() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("out");
        fs::create_dir(&target).unwrap();
        put(&target, &[("a.csv", "old")]).unwrap();
        let failed = replace(&target, ours, |folder| {
            put(folder, &[("a.csv", "half")])?;
            Err(Error::NoMatch { path: "x".into() })
        });
        assert!(failed.is_err());
        assert_eq!(listing(&target), pairs(&[("a.csv", "old")]));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn two_renames_do_where_there_is_no_exchange() {
        let root = tempfile::tempdir().unwrap();
        let (new, target) = (root.path().join("new"), root.path().join("out"));
        fs::create_dir(&new).unwrap();
        fs::create_dir(&target).unwrap();
        put(&new, &[("a.csv", "new")]).unwrap();
        put(&target, &[("a.csv", "old")]).unwrap();
        rename_twice(&new, &target).unwrap();
        assert_eq!(listing(&target), pairs(&[("a.csv", "new")]));
        assert!(rename_twice(&new, &target).is_err(), "nothing to put there");
        assert_eq!(listing(&target), pairs(&[("a.csv", "new")]));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_file_is_no_folder() {
        let root = tempfile::tempdir().unwrap();
        put(root.path(), &[("out", "text")]).unwrap();
        let error = replace(&root.path().join("out"), ours, |_| Ok(())).unwrap_err();
        assert!(error.to_string().contains("not a folder"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("real")).unwrap();
        std::os::unix::fs::symlink("real", root.path().join("out")).unwrap();
        replace(&root.path().join("out"), ours, |folder| put(folder, &[("a.csv", "1")])).unwrap();
        assert_eq!(listing(&root.path().join("real")), pairs(&[("a.csv", "1")]));
        assert!(root.path().join("out").is_symlink());
    }
}
