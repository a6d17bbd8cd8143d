//! Opens tables: files or standard input, unpacked where they are packed.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::StoreError;
use super::bounded::Bounded;

/// The name that means standard input.
pub const STDIN: &str = "-";

/// How a file packed by gzip begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Opens a table, `-` for standard input; one packed by gzip is unpacked as it is read, whatever
/// its name. A row longer than a record may be is an error of what reads it.
pub fn open_table(path: &Path) -> Result<Box<dyn Read>, StoreError> {
    let name = path.to_string_lossy();
    let input: Box<dyn Read> = if name == STDIN {
        Box::new(io::stdin())
    } else {
        if path.is_dir() {
            return Err(StoreError::NotAFile(name.into_owned()));
        }
        Box::new(File::open(path).map_err(StoreError::io("read", &*name))?)
    };
    let whole = unpacked(input).map_err(StoreError::io("read", &*name))?;
    Ok(Box::new(Bounded::new(whole)))
}

/// Returns the input unpacked, where it begins as a packed one does.
fn unpacked(mut input: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
    let mut begins = Vec::new();
    (&mut input).take(2).read_to_end(&mut begins)?;
    let packed = begins == GZIP;
    let whole = Cursor::new(begins).chain(input);
    Ok(if packed {
        Box::new(MultiGzDecoder::new(whole))
    } else {
        Box::new(whole)
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn read(name: &str, bytes: &[u8]) -> io::Result<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let mut text = String::new();
        open_table(&path).unwrap().read_to_string(&mut text)?;
        Ok(text)
    }

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_packed_file_is_unpacked_whatever_its_name() {
        assert_eq!(read("a.csv", b"p,y\n").unwrap(), "p,y\n");
        assert_eq!(read("a.csv", &packed("p,y\n")).unwrap(), "p,y\n");
        // Files packed one by one and laid end to end are one.
        let both = [packed("p,y\n"), packed("1,1\n")].concat();
        assert_eq!(read("a.gz", &both).unwrap(), "p,y\n1,1\n");
        assert_eq!(read("a.csv", b"").unwrap(), "");
        assert_eq!(read("a.csv", b"\x1f").unwrap(), "\u{1f}");
    }

    #[test]
    fn a_broken_packed_file_is_an_error_and_not_a_short_table() {
        let whole = packed("p,y\n0.5,1\n");
        assert!(read("a.gz", &whole[..whole.len() - 6]).is_err());
    }

    #[test]
    fn what_is_not_there_or_no_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(
            open_table(folder.path()),
            Err(StoreError::NotAFile(_))
        ));
        let missing = folder.path().join("missing.csv");
        assert!(matches!(open_table(&missing), Err(StoreError::Missing(_))));
    }
}
