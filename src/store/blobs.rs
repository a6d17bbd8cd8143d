//! The texts of many blobs, by a handful of processes of git.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::panic;
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;

use super::StoreError;
use super::git::{Git, broken, started};
use crate::record::MAX_FILE_BYTES as LIMIT;

/// What a blob holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Blob {
    Text(String),
    /// It is no UTF-8, or too long for a record file.
    NoText,
    /// The repository has it not, or damaged.
    Lost,
}

impl Blob {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::NoText | Self::Lost => None,
        }
    }
}

/// How many texts are handed over at once.
const BATCH: usize = 512;

/// How many one process is asked for: starting it and opening the packs takes as long as some hundred texts.
const ASKED: usize = 1 << 14;

/// Hands over what blobs hold, in their order and some hundred at a time, while git reads those that
/// follow. Versions of one file that come after each other git reads faster than in another order.
pub(super) fn each_batch<'i>(
    git: &Git,
    ids: &[&'i str],
    mut take: impl FnMut(&[&'i str], Vec<Blob>),
) -> Result<(), StoreError> {
    let (send, received) = mpsc::sync_channel(1);
    thread::scope(|scope| {
        let reader = scope.spawn(move || {
            for ids in ids.chunks(ASKED) {
                all(git, ids, &send)?;
            }
            Ok(())
        });
        let mut rest = ids;
        for blobs in received {
            let (these, others) = rest.split_at(Vec::len(&blobs));
            rest = others;
            take(these, blobs);
        }
        reader
            .join()
            .unwrap_or_else(|what| panic::resume_unwind(what))
    })
}

/// Sends what blobs hold, in their order.
fn all(git: &Git, ids: &[&str], send: &mpsc::SyncSender<Vec<Blob>>) -> Result<(), StoreError> {
    let mut batch = Vec::with_capacity(BATCH);
    let mut found = 0;
    let mut take = |blob| {
        batch.push(blob);
        if batch.len() == BATCH {
            // Who no longer listens wants no more.
            let _ = send.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
        }
    };
    while found < ids.len() {
        found += read(git, &ids[found..], &mut take)?;
        if found < ids.len() {
            // Git stops where an object is damaged; what follows it may be whole.
            take(Blob::Lost);
            found += 1;
        }
    }
    let _ = send.send(batch);
    Ok(())
}

/// Reads until git is done or stops, and returns how many it read.
fn read(git: &Git, ids: &[&str], take: &mut impl FnMut(Blob)) -> Result<usize, StoreError> {
    let mut child = git
        .command(&["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(started)?;
    let asking = ask(&mut child, ids);
    let answers = child.stdout.take();
    let answers = answers.ok_or_else(|| broken("git answers nothing"))?;
    let mut answers = BufReader::with_capacity(1 << 16, answers);
    let mut found = 0;
    for _ in ids {
        match answer(&mut answers) {
            Ok(Some(blob)) => take(blob),
            Ok(None) => break,
            Err(error) => return Err(broken(&error.to_string())),
        }
        found += 1;
    }
    // Who still writes to a git that stopped is told so.
    drop(answers);
    let _ = asking.join();
    child.wait().map_err(started)?;
    Ok(found)
}

/// Asks from a thread of its own: both pipes are small, and who only wrote would wait for ever for
/// somebody to read.
fn ask(child: &mut Child, ids: &[&str]) -> thread::JoinHandle<io::Result<()>> {
    let mut pipe = child.stdin.take();
    let wanted: String = ids.iter().map(|id| format!("{id}\n")).collect();
    thread::spawn(move || match &mut pipe {
        Some(pipe) => pipe.write_all(wanted.as_bytes()),
        None => Ok(()),
    })
}

/// Reads one answer: a line with the length, the blob, and a line break. None where git stopped.
fn answer(answers: &mut impl BufRead) -> io::Result<Option<Blob>> {
    let mut head = String::new();
    if answers.read_line(&mut head)? == 0 {
        return Ok(None);
    }
    let mut words = head.split_whitespace().skip(1);
    let (kind, length) = (words.next(), words.next());
    let length: Option<u64> = length.and_then(|word| word.parse().ok());
    let Some(length) = length else {
        // `<id> missing`
        return Ok(Some(Blob::Lost));
    };
    let mut bytes = Vec::new();
    let mut whole = answers.take(length + 1);
    let read = if length > LIMIT || kind != Some("blob") {
        io::copy(&mut whole, &mut io::sink())?
    } else {
        whole.read_to_end(&mut bytes)? as u64
    };
    if read <= length {
        return Ok(None);
    }
    bytes.pop();
    Ok(Some(
        match (kind, length > LIMIT, String::from_utf8(bytes)) {
            (Some("blob"), false, Ok(text)) => Blob::Text(text),
            (Some("blob"), _, _) => Blob::NoText,
            _ => Blob::Lost,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Repository;
    use super::*;
    use std::fs;

    #[test]
    fn what_is_missing_damaged_or_no_text_is_told_apart_and_hides_no_other() {
        let repository = Repository::new();
        let id = |text: &[u8]| {
            fs::write(repository.root().join("x"), text).unwrap();
            repository.git(&["hash-object", "-w", "x"])
        };
        let damage = |id: &str, keep: usize| {
            let object = format!(".git/objects/{}/{}", &id[..2], &id[2..]);
            let object = repository.root().join(object);
            let bytes = fs::read(&object).unwrap();
            fs::remove_file(&object).unwrap();
            if keep > 0 {
                fs::write(object, &bytes[..keep]).unwrap();
            }
        };
        let (first, last) = (id(b"first\n"), id(b"last"));
        let long: Vec<u8> = (0..4000_u32).flat_map(u32::to_le_bytes).collect();
        let (cut, gone, bytes) = (id(&long), id(b"gone"), id(b"\xff\xfe"));
        damage(&cut, 60);
        damage(&gone, 0);
        let git = repository.open().unwrap();
        let ids = [&*first, &cut, &gone, &bytes, &last];
        let text = |text: &str| Blob::Text(text.to_owned());
        let told = [
            text("first\n"),
            Blob::Lost,
            Blob::Lost,
            Blob::NoText,
            text("last"),
        ];
        assert_eq!(read_all(&git, &ids), told);
    }

    fn read_all(git: &Git, ids: &[&str]) -> Vec<Blob> {
        let mut all = Vec::new();
        each_batch(git, ids, |these, blobs| {
            assert_eq!(these, &ids[all.len()..all.len() + blobs.len()]);
            all.extend(blobs);
        })
        .unwrap();
        all
    }

    #[test]
    fn more_than_a_batch_comes_in_order() {
        let repository = Repository::new();
        fs::write(repository.root().join("x"), "one\n").unwrap();
        let id = repository.git(&["hash-object", "-w", "x"]);
        let absent = "0".repeat(id.len());
        let ids: Vec<&str> = (0..2 * BATCH + 3)
            .map(|i| if i % 5 == 4 { &*absent } else { &*id })
            .collect();
        let all = read_all(&repository.open().unwrap(), &ids);
        assert_eq!(all.len(), ids.len());
        let is_lost = |blob: &Blob| *blob == Blob::Lost;
        assert!(
            all.iter()
                .enumerate()
                .all(|(i, blob)| is_lost(blob) == (i % 5 == 4))
        );
    }
}
