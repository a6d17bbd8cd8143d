//! Opens tables: files or standard input, unpacked where they are packed, as UTF-8.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use encoding_rs_io::DecodeReaderBytes;
use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::StoreError;
use super::foreign::{Foreign, OpenError, foreign};

/// The name that means standard input.
pub const STDIN: &str = "-";

/// How much is looked at to tell what a file is.
const BEGINNING: u64 = 1 << 12;

/// How a file begins that is packed by gzip, or by Zstandard.
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// How text in UTF-16 begins, of either order of bytes.
const UTF_16: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];

/// How much memory a file packed by Zstandard may ask for: what `zstd --ultra` packs needs it.
const ZSTD_WINDOW: u64 = 1 << 27;

/// Opens a table, `-` for standard input; one packed by gzip or Zstandard is unpacked as it is read,
/// whatever its name, and UTF-16 with a byte-order mark becomes UTF-8.
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
    let read = |error| StoreError::io("read", &*name)(error);
    let (begin, whole) = beginning(input).map_err(read)?;
    let unpacked: Box<dyn Read> = if begin.starts_with(GZIP) {
        Box::new(Whole(MultiGzDecoder::new(whole)))
    } else if begin.starts_with(ZSTD) {
        Box::new(Whole(Frames::new(whole)))
    } else {
        whole
    };
    let is_packed = begin.starts_with(GZIP) || begin.starts_with(ZSTD);
    let (begin, mut whole) = beginning(unpacked).map_err(|error| {
        if is_packed {
            StoreError::BadlyPacked(name.clone().into_owned())
        } else {
            read(error)
        }
    })?;
    if let Some(found) = foreign(&begin) {
        let file = (!is_packed && name != STDIN).then_some(path);
        return found.open(&mut whole, file).map_err(|why| match why {
            OpenError::Foreign(Foreign { is, hint }) => StoreError::NotATable {
                name: name.clone().into_owned(),
                is,
                hint,
            },
            OpenError::Io(error) => read(error),
        });
    }
    Ok(if UTF_16.iter().any(|mark| begin.starts_with(mark)) {
        Box::new(DecodeReaderBytes::new(whole))
    } else {
        whole
    })
}

/// Returns how an input begins, and the whole of it.
fn beginning(mut input: Box<dyn Read>) -> io::Result<(Vec<u8>, Box<dyn Read>)> {
    let mut begin = Vec::new();
    (&mut input).take(BEGINNING).read_to_end(&mut begin)?;
    let whole = Cursor::new(begin.clone()).chain(input);
    Ok((begin, Box::new(whole)))
}

/// What is unpacked, with plain words for what is wrong with it.
struct Whole<R>(R);

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            kind => io::Error::new(
                kind,
                format!("the packed file breaks off or is damaged: {error}"),
            ),
        })
    }
}

/// What Zstandard packed, one frame after another.
struct Frames {
    input: Box<dyn Read>,
    decoder: FrameDecoder,
    has_begun: bool,
}

impl Frames {
    fn new(input: Box<dyn Read>) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(ZSTD_WINDOW);
        Self {
            input,
            decoder,
            has_begun: false,
        }
    }

    /// Begins the next frame, where there is one.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            let mut first = Vec::with_capacity(1);
            if (&mut self.input).take(1).read_to_end(&mut first)? == 0 {
                return Ok(false);
            }
            let mut whole = Cursor::new(first).chain(&mut self.input);
            let length = match self.decoder.init(&mut whole) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => u64::from(length),
                Err(error) => return Err(io::Error::other(error)),
            };
            io::copy(&mut whole.take(length), &mut io::sink())?;
        }
    }
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if self.has_begun && !self.decoder.is_finished() {
                let some = BlockDecodingStrategy::UptoBlocks(1);
                let decoded = self.decoder.decode_blocks(&mut self.input, some);
                decoded.map_err(io::Error::other)?;
            } else {
                self.has_begun = self.begin()?;
                if !self.has_begun {
                    return Ok(0);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn read(name: &str, bytes: &[u8]) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let mut text = String::new();
        let mut input = open_table(&path).map_err(|error| error.to_string())?;
        let read = input.read_to_string(&mut text);
        read.map(|_| text).map_err(|error| error.to_string())
    }

    fn packed(text: &str) -> Vec<u8> {
        packed_bytes(text.as_bytes())
    }

    fn packed_bytes(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
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

    fn packed_by_zstd(text: &str) -> Vec<u8> {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        ruzstd::encoding::compress_to_vec(text.as_bytes(), level)
    }

    #[test]
    fn what_zstandard_packed_is_unpacked_frame_by_frame() {
        let rows = "0.5,1\n".repeat(100_000);
        let skipped = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        let frames = [
            packed_by_zstd("p,y\n"),
            skipped.to_vec(),
            packed_by_zstd(&rows),
        ];
        assert_eq!(
            read("a.zst", &frames.concat()).unwrap(),
            format!("p,y\n{rows}")
        );
    }

    #[test]
    fn a_broken_packed_file_is_an_error_and_not_a_short_table() {
        for whole in [packed("p,y\n0.5,1\n"), packed_by_zstd("p,y\n0.5,1\n")] {
            let error = read("a.gz", &whole[..whole.len() - 6]).unwrap_err();
            assert!(error.contains("the packed file breaks off"), "{error}");
        }
    }

    #[test]
    fn utf_16_with_a_mark_becomes_utf_8() {
        let text = "p,y,forecaster\n0.5,1,Žofie\n";
        let bytes = |mark: [u8; 2], of: fn(u16) -> [u8; 2]| {
            let units = text.encode_utf16().flat_map(of);
            mark.into_iter().chain(units).collect::<Vec<_>>()
        };
        assert_eq!(
            read("a.csv", &bytes([0xff, 0xfe], u16::to_le_bytes)).unwrap(),
            text
        );
        assert_eq!(
            read("a.csv", &bytes([0xfe, 0xff], u16::to_be_bytes)).unwrap(),
            text
        );
        let little = packed_bytes(&bytes([0xff, 0xfe], u16::to_le_bytes));
        assert_eq!(read("a.gz", &little).unwrap(), text);
    }

    #[test]
    fn what_is_no_text_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        for (bytes, what) in [
            (&b"PAR1\x15\x04"[..], "Parquet file"),
            (b"PK\x03\x04 [Content_Types].xml", "workbook"),
            (b"PK\x03\x04 a.csv", "a zip archive"),
            (b"SQLite format 3\0", "a SQLite database"),
        ] {
            fs::write(&path, bytes).unwrap();
            let Err(error) = open_table(&path) else {
                panic!("{what} was opened");
            };
            assert!(error.to_string().ends_with(what), "{error}");
            assert!(error.hint().is_some());
        }
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
