//! Tables that a test shuffles, renames and weighs: what should change no digit.

use super::generated::Dice;

/// A table in CSV, as cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The heads.
    pub heads: Vec<String>,
    /// The cells of each row.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a table in CSV.
    pub fn parse(text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let heads = texts(reader.headers().unwrap());
        let rows = reader.records().map(|record| texts(&record.unwrap()));
        Self {
            heads,
            rows: rows.collect(),
        }
    }

    /// Returns it as CSV.
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.heads).unwrap();
        for row in &self.rows {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    /// Returns the place of a column, which must be there.
    pub fn place(&self, head: &str) -> usize {
        let place = self.heads.iter().position(|one| one == head);
        place.unwrap_or_else(|| panic!("there is no column {head}, but {:?}", self.heads))
    }

    /// Returns the cells of a column.
    pub fn column(&self, head: &str) -> Vec<String> {
        let place = self.place(head);
        self.rows.iter().map(|row| row[place].clone()).collect()
    }

    /// Returns the cells of a column in the rows of a question.
    pub fn of(&self, question: &str, head: &str) -> Vec<String> {
        let [id, place] = ["question_id", head].map(|head| self.place(head));
        let rows = self.rows.iter().filter(|row| row[id] == question);
        rows.map(|row| row[place].clone()).collect()
    }

    /// Returns it with its rows in another order, which the seed decides.
    #[must_use]
    pub fn shuffled(mut self, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        for last in (1..self.rows.len()).rev() {
            let sides = u64::try_from(last + 1).unwrap();
            let other = usize::try_from(dice.roll(sides)).unwrap();
            self.rows.swap(last, other);
        }
        self
    }

    /// Returns it with something made of each cell of a column; an empty cell stays empty.
    #[must_use]
    pub fn mapped(mut self, head: &str, of: impl Fn(&str) -> String) -> Self {
        let place = self.place(head);
        for row in self.rows.iter_mut().filter(|row| !row[place].is_empty()) {
            row[place] = of(&row[place]);
        }
        self
    }

    /// Returns it with other ids of questions, and of the clusters that are named by them, in the
    /// same order: what is numbered by name keeps its number.
    #[must_use]
    pub fn with_renamed_ids(self) -> Self {
        let renamed = |id: &str| format!("question-{id}");
        let has_clusters = self.heads.iter().any(|head| head == "cluster");
        let table = self.mapped("question_id", renamed);
        if has_clusters {
            table.mapped("cluster", renamed)
        } else {
            table
        }
    }

    /// Returns it with a column more, the same in each row; one of that head is filled anew.
    #[must_use]
    pub fn with_column(mut self, head: &str, cell: &str) -> Self {
        if !self.heads.iter().any(|one| one == head) {
            self.heads.push(head.to_owned());
            for row in &mut self.rows {
                row.push(String::new());
            }
        }
        let place = self.place(head);
        for row in &mut self.rows {
            cell.clone_into(&mut row[place]);
        }
        self
    }

    /// Returns it with weights of 1.
    #[must_use]
    pub fn with_weights_of_1(self) -> Self {
        self.with_column("weight", "1")
    }

    /// Returns it without a column.
    #[must_use]
    pub fn without(mut self, head: &str) -> Self {
        let place = self.place(head);
        self.heads.remove(place);
        for row in &mut self.rows {
            row.remove(place);
        }
        self
    }
}

#[test]
fn what_changes_a_table_changes_nothing_else() {
    let table = Table::parse("question_id,p\na,1\nb,2\nc,3\nd,4\n,5\n");
    let shuffled = table.clone().shuffled(1);
    assert_ne!(shuffled, table);
    let sorted = |table: &Table| {
        let mut rows = table.rows.clone();
        rows.sort();
        rows
    };
    assert_eq!(sorted(&shuffled), sorted(&table));
    let renamed = table.clone().with_renamed_ids();
    assert_eq!(renamed.column("question_id")[0], "question-a");
    assert_eq!(renamed.column("question_id")[4], "");
    let weighed = table.clone().with_weights_of_1();
    assert_eq!(weighed.column("weight"), ["1"; 5]);
    assert_eq!(weighed.without("weight").csv(), table.csv());
}
