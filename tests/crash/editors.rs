//! An editor that heeds no lock: no save of it is lost.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::{FILE, TEXT, estimate, hidden, made, size};
use crate::common::Sandbox;

/// How an editor saves.
type Save = fn(&Path, &str) -> io::Result<()>;

fn by_rename(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_file_name("rain.swp");
    fs::write(&beside, text)?;
    fs::rename(beside, path)
}

fn in_place(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)
}

/// Without emptying the file before; the text only grows.
fn over_it(path: &Path, text: &str) -> io::Result<()> {
    File::options()
        .write(true)
        .open(path)?
        .write_all(text.as_bytes())
}

/// What a save adds to the top.
fn mark(number: usize) -> String {
    format!("# save {number}\n")
}

/// Saves a file some hundred times while others log estimates, and counts.
fn play(name: &str, save: Save) {
    let sandbox = Sandbox::new();
    sandbox.write(FILE, TEXT);
    let path = sandbox.path().join(FILE);
    let times = size(30, 1000);
    let is_done = AtomicBool::new(false);
    let (logged, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for writer in 0..3 {
            let (sandbox, is_done, logged, refused) = (&sandbox, &is_done, &logged, &refused);
            scope.spawn(move || {
                for number in 0.. {
                    if is_done.load(Ordering::Relaxed) {
                        break;
                    }
                    let ran = estimate(sandbox, "rain", &format!("writer-{writer}-{number}"));
                    let count = if ran.code == 0 { logged } else { refused };
                    count.fetch_add(1, Ordering::Relaxed);
                    if ran.code != 0 {
                        println!("{}", ran.page());
                    }
                }
            });
        }
        for number in 0..times {
            let text = fs::read_to_string(&path).unwrap();
            save(&path, &format!("{}{text}", mark(number))).unwrap();
            // Not in step with the writers.
            thread::sleep(Duration::from_millis(number as u64 * 37 % 113));
        }
        is_done.store(true, Ordering::Relaxed);
    });
    let text = sandbox.read(FILE);
    let folder = sandbox.path().join("forecasts");
    let saved = hidden(&folder, ".saved");
    let kept: String = saved
        .iter()
        .map(|name| fs::read_to_string(folder.join(name)).unwrap())
        .collect();
    let count = |text: &str| (0..times).filter(|&n| text.contains(&mark(n))).count();
    let (logged, refused) = (logged.into_inner(), refused.into_inner());
    println!(
        "{times} saves {name}: {} in the file, {} in it or one of {} kept beside it; {logged} \
         estimates logged ({} of them stand, the editor wrote over the rest), {refused} refused",
        count(&text),
        count(&(text.clone() + &kept)),
        saved.len(),
        made(&text, "writer"),
    );
    assert_eq!(count(&(text + &kept)), times);
    assert!(refused <= 1 + logged / 100, "{refused} of {logged} refused");
    assert_eq!(hidden(&folder, ".new").len(), 0);
}

#[test]
fn what_an_editor_saves_by_renaming_is_not_lost() {
    play("by rename", by_rename);
}

#[test]
fn what_an_editor_saves_in_place_is_not_lost() {
    play("in place", in_place);
    play("in place without emptying it", over_it);
}
