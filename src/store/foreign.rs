//! Files that are no text: what they are, and those that are read all the same.

use std::io::{self, Read};
use std::path::Path;

/// What is no text: how it begins, what it is, and what to do instead.
const FOREIGN: [(&[u8], &str, &str); 9] = [
    (
        b"PAR1",
        "a Parquet file",
        "write it as CSV or JSON Lines, or build foretell with `--features parquet`",
    ),
    (b"ARROW1", "an Arrow file", "write it as CSV or JSON Lines"),
    (
        b"SQLite format 3\0",
        "a SQLite database",
        "export the table as CSV",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "an old workbook",
        "save the sheet as CSV, or build foretell with `--features xlsx`",
    ),
    (b"%PDF", "a PDF", "save the table as CSV"),
    (
        b"BZh",
        "packed by bzip2",
        "unpack it, or pack it by gzip or zstd",
    ),
    (
        b"\xfd7zXZ\0",
        "packed by xz",
        "unpack it, or pack it by gzip or zstd",
    ),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and name the file"),
    (
        b"PK\x03\x04",
        "a zip archive",
        "unpack it and name the file",
    ),
];

/// A file that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// What it is.
    pub(super) is: &'static str,
    /// What to do instead.
    pub(super) hint: &'static str,
}

/// Why no table can be read from a file that is no text.
pub(super) enum OpenError {
    /// It is one that is not read, or a damaged one.
    Foreign(Foreign),
    /// The disk would not.
    Io(io::Error),
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A file is not what its first bytes say.
#[cfg(any(feature = "parquet", feature = "xlsx"))]
pub(super) struct Damaged;

const WORKBOOK: Foreign = Foreign {
    is: "a workbook",
    hint: "save the sheet as CSV, or build foretell with `--features xlsx`",
};

/// Returns what a file is that is no text, and what to do.
pub(super) fn foreign(begin: &[u8]) -> Option<Foreign> {
    let found = FOREIGN.iter().find(|(mark, ..)| begin.starts_with(mark));
    let &(_, is, hint) = found?;
    let has = |part: &[u8]| begin.windows(part.len()).any(|window| window == part);
    let parts: [&[u8]; 5] = [
        b"[Content_Types].xml",
        b"xl/",
        b"docProps/",
        b"_rels/",
        b"opendocument",
    ];
    let is_workbook = is == "a zip archive" && parts.into_iter().any(has);
    Some(if is_workbook {
        WORKBOOK
    } else {
        Foreign { is, hint }
    })
}

impl Foreign {
    /// Opens the table in it, of which `file` is the path where it lies there as it is.
    pub(super) fn open(
        self,
        whole: &mut dyn Read,
        file: Option<&Path>,
    ) -> Result<Box<dyn Read>, OpenError> {
        // Without the features nothing of it is looked at.
        let _ = (&whole, file);
        match self.is {
            #[cfg(feature = "parquet")]
            "a Parquet file" => open_parquet(whole, file),
            #[cfg(feature = "xlsx")]
            "a workbook" | "an old workbook" => open_workbook(whole),
            _ => Err(OpenError::Foreign(self)),
        }
    }
}

#[cfg(feature = "parquet")]
fn open_parquet(whole: &mut dyn Read, file: Option<&Path>) -> Result<Box<dyn Read>, OpenError> {
    let damaged = |_| {
        OpenError::Foreign(Foreign {
            is: "a damaged Parquet file",
            hint: "write it again, or as CSV or JSON Lines",
        })
    };
    if let Some(file) = file {
        return super::parquet::of(std::fs::File::open(file)?).map_err(damaged);
    }
    let mut bytes = Vec::new();
    whole.read_to_end(&mut bytes)?;
    super::parquet::of_bytes(bytes).map_err(damaged)
}

#[cfg(feature = "xlsx")]
fn open_workbook(whole: &mut dyn Read) -> Result<Box<dyn Read>, OpenError> {
    use super::workbook::{Sheets, of_bytes};
    let refused = |is, hint| Err(OpenError::Foreign(Foreign { is, hint }));
    let mut bytes = Vec::new();
    whole.read_to_end(&mut bytes)?;
    match of_bytes(bytes) {
        Ok(Sheets::One(sheet)) => Ok(sheet),
        Ok(Sheets::Several) => refused(
            "a workbook with several sheets",
            "leave one in it, or save the sheet as CSV",
        ),
        Err(Damaged) => refused("a damaged workbook", "save the sheet as CSV"),
    }
}
