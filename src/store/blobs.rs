//! The texts of many blobs, by one process of git.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Stdio};
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

/// Returns what blobs hold, in their order.
pub(super) fn blobs(git: &Git, ids: &[&str]) -> Result<Vec<Blob>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    while found.len() < ids.len() {
        let before = found.len();
        read(git, &ids[before..], &mut found)?;
        if found.len() < ids.len() {
            // Git stops where an object is damaged; what follows it may be whole.
            found.push(Blob::Lost);
        }
    }
    Ok(found)
}

/// Reads until git is done or stops.
fn read(git: &Git, ids: &[&str], found: &mut Vec<Blob>) -> Result<(), StoreError> {
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
    for _ in ids {
        match answer(&mut answers) {
            Ok(Some(blob)) => found.push(blob),
            Ok(None) => break,
            Err(error) => return Err(broken(&error.to_string())),
        }
    }
    // Who still writes to a git that stopped is told so.
    drop(answers);
    let _ = asking.join();
    child.wait().map_err(started)?;
    Ok(())
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
        assert_eq!(
            blobs(&git, &ids).unwrap(),
            [
                text("first\n"),
                Blob::Lost,
                Blob::Lost,
                Blob::NoText,
                text("last")
            ]
        );
    }
}
