//! Disks as they are: full, read-only, gone, changed by others.

use std::fs;
use std::path::Path;

use planwright::file::{self, ReadError, WriteError, read, write, write_bytes_atomic};
use planwright::model::{Language, Period, Plan, YearNumber};

fn plan(title: &str) -> Plan {
    let mut plan = Plan::empty(Language::ZhCn, Period::Year(YearNumber::new(2027).unwrap()));
    plan.title = title.into();
    plan
}

/// Returns the names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_plan_is_written_read_and_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("计划 2027.plan.ron");
    let first = write(&path, &plan("一"), None).unwrap();
    let opened = read(&path).unwrap();
    assert_eq!((opened.plan, opened.stamp), (plan("一"), first));
    let second = write(&path, &plan("二"), Some(&first)).unwrap();
    assert_ne!(first, second);
    assert_eq!(file::Stamp::of_file(&path).unwrap(), second);
    assert_eq!(read(&path).unwrap().plan, plan("二"));
    assert_eq!(names(folder.path()), ["计划 2027.plan.ron"]);
}

#[test]
fn a_file_changed_elsewhere_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.plan.ron");
    let stamp = write(&path, &plan("一"), None).unwrap();
    // The same length, as a change of one letter makes it.
    fs::write(&path, fs::read_to_string(&path).unwrap().replace('一', "二")).unwrap();
    let result = write(&path, &plan("三"), Some(&stamp));
    assert!(matches!(result, Err(WriteError::ChangedElsewhere)), "{result:?}");
    assert_eq!(read(&path).unwrap().plan, plan("二"));
    assert_eq!(names(folder.path()), ["a.plan.ron"]);
}

#[test]
fn a_file_only_touched_elsewhere_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.plan.ron");
    let stamp = write(&path, &plan("一"), None).unwrap();
    fs::write(&path, fs::read(&path).unwrap()).unwrap();
    write(&path, &plan("二"), Some(&stamp)).unwrap();
    assert_eq!(read(&path).unwrap().plan, plan("二"));
}

#[test]
fn a_file_deleted_elsewhere_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.plan.ron");
    let stamp = write(&path, &plan("一"), None).unwrap();
    fs::remove_file(&path).unwrap();
    write(&path, &plan("二"), Some(&stamp)).unwrap();
    assert_eq!(read(&path).unwrap().plan, plan("二"));
}

#[test]
fn a_vanished_folder_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("gone");
    let result = write(&inside.join("a.plan.ron"), &plan("一"), None);
    assert!(matches!(result, Err(WriteError::FolderMissing)), "{result:?}");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_folder_is_neither_read_nor_written() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(read(folder.path()), Err(ReadError::Folder)));
    let result = write(folder.path(), &plan("一"), None);
    assert!(matches!(result, Err(WriteError::TargetIsFolder)), "{result:?}");
    assert!(matches!(read(&folder.path().join("missing")), Err(ReadError::Missing)));
}

#[test]
fn a_file_too_large_is_told_without_reading_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    fs::File::create(&path).unwrap().set_len(file::MAX_BYTES + 1).unwrap();
    let result = read(&path);
    assert!(
        matches!(result, Err(ReadError::TooLarge { bytes }) if bytes == file::MAX_BYTES + 1),
        "{result:?}"
    );
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn the_mode_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.plan.ron");
        write(&path, &plan("一"), None).unwrap();
        // A new file gets what any new file gets.
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        assert_eq!(mode(&path), mode(&plain));
        for wanted in [0o600, 0o640, 0o664, 0o755] {
            fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).unwrap();
            write(&path, &plan("二"), None).unwrap();
            assert_eq!(mode(&path), wanted);
        }
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real");
        fs::create_dir(&real).unwrap();
        let target = real.join("a.plan.ron");
        let link = folder.path().join("link");
        let link_to_link = folder.path().join("link2");
        symlink("real/a.plan.ron", &link).unwrap();
        symlink(&link, &link_to_link).unwrap();
        // The first time it leads to nothing yet.
        for title in ["一", "二"] {
            write(&link_to_link, &plan(title), None).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert!(fs::symlink_metadata(&link_to_link).unwrap().is_symlink());
            assert!(fs::symlink_metadata(&target).unwrap().is_file());
            assert_eq!(read(&link).unwrap().plan, plan(title));
        }
        assert_eq!(names(&real), ["a.plan.ron"]);
        assert_eq!(names(folder.path()), ["link", "link2", "real"]);
    }

    #[test]
    fn links_in_a_circle_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        symlink(&a, &b).unwrap();
        symlink(&b, &a).unwrap();
        assert!(matches!(write(&a, &plan("一"), None), Err(WriteError::Io { .. })));
        assert!(matches!(read(&a), Err(ReadError::Unreadable { .. })));
    }

    #[test]
    fn a_read_only_file_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.plan.ron");
        write(&path, &plan("一"), None).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let result = write(&path, &plan("二"), None);
        assert!(matches!(result, Err(WriteError::NotAllowed)), "{result:?}");
        assert_eq!(read(&path).unwrap().plan, plan("一"));
        assert_eq!(names(folder.path()), ["a.plan.ron"]);
    }

    #[test]
    fn devices_and_pipes_are_left_alone() {
        assert!(matches!(write(Path::new("/dev/null"), &plan("一"), None), Err(WriteError::Io { .. })));
        assert!(matches!(read(Path::new("/dev/zero")), Err(ReadError::Unreadable { .. })));
    }

    #[test]
    fn a_folder_without_permission_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let locked = folder.path().join("locked");
        fs::create_dir(&locked).unwrap();
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
        if fs::write(locked.join("probe"), "").is_ok() {
            eprintln!("skipped: this user may write everywhere");
            return;
        }
        let result = write(&locked.join("a.plan.ron"), &plan("一"), None);
        assert!(matches!(result, Err(WriteError::NotAllowed)), "{result:?}");
    }

    /// A tiny disk, mounted in a name space of its own by running the test binary once more.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_told_and_the_old_file_kept() {
        const DISK: &str = "PLANWRIGHT_TEST_DISK";
        let name = "file::disk::unix::a_full_disk_is_told_and_the_old_file_kept";
        let Some(disk) = std::env::var_os(DISK) else {
            let folder = tempfile::tempdir().unwrap();
            let mount = r#"mount -t tmpfs -o size=64k tmpfs "$PLANWRIGHT_TEST_DISK" || exit 77; exec "$0" "$1" --exact --nocapture"#;
            let output = std::process::Command::new("unshare")
                .args(["--mount", "--map-root-user", "sh", "-c", mount])
                .arg(std::env::current_exe().unwrap())
                .arg(name)
                .env(DISK, folder.path())
                .output();
            match output {
                Ok(output) if output.status.success() => {
                    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"), "{output:?}");
                }
                Ok(output) if String::from_utf8_lossy(&output.stdout).contains("panicked") => {
                    panic!("{}", String::from_utf8_lossy(&output.stderr))
                }
                other => eprintln!("skipped: no disk can be mounted here ({other:?})"),
            }
            return;
        };
        let folder = Path::new(&disk);
        let path = folder.join("a.plan.ron");
        let stamp = write(&path, &plan("一"), None).unwrap();
        let long = "长".repeat(60_000);
        for expected in [None, Some(&stamp)] {
            let result = write(&path, &plan(&long), expected);
            assert!(matches!(result, Err(WriteError::DiskFull)), "{result:?}");
            assert_eq!(read(&path).unwrap().plan, plan("一"));
            assert_eq!(names(folder), ["a.plan.ron"]);
        }
        let result = write_bytes_atomic(&folder.join("b.pdf"), &vec![0; 100_000]);
        assert!(matches!(result, Err(WriteError::DiskFull)), "{result:?}");
        assert_eq!(names(folder), ["a.plan.ron"]);
    }
}
