//! What is wrong with the rows of a table, as lines.

use crate::dataset::table::Faults;

use super::value::count;

/// Returns a line for each faulty row that is told of, and one for all others.
#[must_use]
pub fn faults(name: &str, faults: &Faults) -> Vec<String> {
    let line = |fault: &crate::dataset::table::RowFault| {
        let (line, message) = (fault.line, &fault.message);
        format!("{name}:{line}: {message}; left out")
    };
    let notes = faults.notes.iter().map(|note| format!("{name}: {note}"));
    let mut lines: Vec<String> = notes.chain(faults.first.iter().map(line)).collect();
    let told = faults.first.iter().map(|fault| fault.rows).sum();
    let more = faults.rows.saturating_sub(told);
    if more > 0 {
        lines.push(format!(
            "{name}: {} more left out",
            count(more, "faulty row")
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::table::RowFault;

    #[test]
    fn the_first_faults_are_told_and_the_others_counted() {
        let fault = RowFault {
            line: 7,
            rows: 2,
            message: "`outcome` is empty".to_owned(),
        };
        let two = Faults {
            rows: 5,
            first: vec![fault],
            notes: vec!["the cells are separated by `;`".to_owned()],
            ..Faults::default()
        };
        assert_eq!(
            faults("a.csv", &two),
            [
                "a.csv: the cells are separated by `;`",
                "a.csv:7: `outcome` is empty; left out",
                "a.csv: 3 faulty rows more left out"
            ]
        );
        assert!(faults("a.csv", &Faults::default()).is_empty());
    }
}
