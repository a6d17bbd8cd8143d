//! An id out of the words of a question.

use foretell::model::ForecastId;

use crate::error::Error;

/// Returns a free id out of the words of a question: with a number behind it where it is taken.
pub fn id_of(question: &str, is_free: impl Fn(&ForecastId) -> bool) -> Result<ForecastId, Error> {
    let slug = slug(question);
    let made = |n: usize| match n {
        1 => ForecastId::parse(&slug),
        n => ForecastId::parse(&format!("{slug}-{n}")),
    };
    let mut n = 1;
    loop {
        let id = made(n).map_err(|_| {
            Error::usage("no id can be made of these words")
                .hint("begin with one: `foretell new ID --question \"…\"`")
        })?;
        if is_free(&id) {
            return Ok(id);
        }
        n += 1;
    }
}

/// Returns an id out of the words of a question.
pub fn slug(question: &str) -> String {
    const SKIP: [&str; 15] = [
        "will", "the", "a", "an", "and", "of", "in", "on", "to", "by", "before", "it", "be", "any",
        "there",
    ];
    let lower = question.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let kept: Vec<_> = words
        .filter(|word| !word.is_empty() && !SKIP.contains(word))
        .take(4)
        .collect();
    kept.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_words_that_matter() {
        assert_eq!(
            slug("Will Gazprom and CNPC sign a contract before 2016?"),
            "gazprom-cnpc-sign-contract"
        );
    }
}
