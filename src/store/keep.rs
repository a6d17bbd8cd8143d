//! What a file has besides its text, and keeps when it is replaced.

use std::fs::File;
use std::io;

/// Gives a new file the owner, the mode and the attributes of an old one, access lists among them.
///
/// Only root may give a file away: a colleague's becomes one's own, and stays with its group where
/// one belongs to that.
#[cfg(unix)]
pub(super) fn take_after(new: &File, old: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = old.metadata()?.permissions();
    if !take_owner(new, old)? {
        // What its group was allowed is not allowed to another.
        let mode = permissions.mode();
        permissions.set_mode(mode & 0o707 | (mode & 0o007) << 3);
    }
    take_attributes(new, old)?;
    // Last, since it also bounds what an access list allows.
    new.set_permissions(permissions)
}

#[cfg(not(unix))]
pub(super) fn take_after(new: &File, old: &File) -> io::Result<()> {
    new.set_permissions(old.metadata()?.permissions())
}

/// Returns whether the new file has the group of the old one.
#[cfg(unix)]
fn take_owner(new: &File, old: &File) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (is, was) = (new.metadata()?, old.metadata()?);
    let is_group = is.gid() == was.gid() || fchown(new, None, Some(was.gid())).is_ok();
    if is.uid() != was.uid() {
        let _ = fchown(new, Some(was.uid()), None);
    }
    Ok(is_group)
}

/// Gives a new file the extended attributes of an old one, and no others, as far as that is allowed:
/// some belong to the system.
#[cfg(unix)]
fn take_attributes(new: &File, old: &File) -> io::Result<()> {
    use std::ffi::OsString;
    use xattr::FileExt;
    let Ok(names) = old.list_xattr() else {
        // The file system has none.
        return Ok(());
    };
    let names: Vec<OsString> = names.collect();
    for inherited in new.list_xattr()?.filter(|name| !names.contains(name)) {
        allowed(new.remove_xattr(inherited))?;
    }
    for name in names {
        if let Some(Some(value)) = allowed(old.get_xattr(&name))? {
            allowed(new.set_xattr(&name, &value))?;
        }
    }
    Ok(())
}

/// Passes over what is not allowed.
#[cfg(unix)]
fn allowed<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    use io::ErrorKind::{PermissionDenied, Unsupported};
    match done {
        Err(error) if matches!(error.kind(), PermissionDenied | Unsupported) => Ok(None),
        done => done.map(Some),
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use xattr::FileExt;

    use super::*;

    #[test]
    fn attributes_and_access_lists_are_those_of_the_old_file() {
        /// Owner `rw-`, user 4242 `rw-`, group `r--`, mask `rw-`, others `---`.
        const ACCESS: &[u8] = b"\x02\0\0\0\
            \x01\0\x06\0\xff\xff\xff\xff\x02\0\x06\0\x92\x10\0\0\x04\0\x04\0\xff\xff\xff\xff\
            \x10\0\x06\0\xff\xff\xff\xff\x20\0\0\0\xff\xff\xff\xff";
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| File::create_new(folder.path().join(name)).unwrap();
        let (old, new) = (file("old"), file("new"));
        if old.set_xattr("user.desk", b"asia").is_err() {
            // This file system has no attributes.
            return;
        }
        old.set_xattr("user.empty", b"").unwrap();
        new.set_xattr("user.inherited", b"x").unwrap();
        let access = "system.posix_acl_access";
        let has_access = old.set_xattr(access, ACCESS).is_ok();
        take_after(&new, &old).unwrap();
        assert_eq!(new.get_xattr("user.desk").unwrap().unwrap(), b"asia");
        assert_eq!(new.get_xattr("user.empty").unwrap().unwrap(), b"");
        assert_eq!(new.get_xattr("user.inherited").unwrap(), None);
        if has_access {
            assert_eq!(new.get_xattr(access).unwrap().unwrap(), ACCESS);
        }
    }
}
