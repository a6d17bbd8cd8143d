//! Starts the person's editor.

use std::path::Path;
use std::process::Command;

use crate::clock;
use crate::error::Error;

/// Opens a file in `$VISUAL` or `$EDITOR`, and waits until it is closed.
pub fn open(file: &Path) -> Result<(), Error> {
    let editor = clock::environment("VISUAL").or_else(|| clock::environment("EDITOR"));
    let Some(editor) = editor else {
        return Err(Error::usage(
            "could not open an editor: neither VISUAL nor EDITOR is set",
        ));
    };
    // The variable may hold options besides the program's name.
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or_default();
    let ended = Command::new(program).args(words).arg(file).status();
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::usage(format!(
            "the editor `{editor}` ended with {status}"
        ))),
        Err(error) => Err(Error::usage(format!(
            "could not start the editor `{editor}`: {error}"
        ))),
    }
}
