//! Many who write at the same time: everything that was logged is there.

use std::thread;
use std::time::Instant;

use super::{FILE, TEXT, estimate, hidden, made, size};
use crate::common::Sandbox;

/// Has writers log estimates, each its own number of them, the `n`th into the file of `id(n)`.
/// Returns how many were refused.
fn log(sandbox: &Sandbox, writers: usize, each: usize, id: fn(usize) -> String) -> usize {
    thread::scope(|scope| {
        let writers = (0..writers).map(|writer| {
            scope.spawn(move || {
                let by = |number| format!("writer-{writer}-{number}");
                let ran = (0..each).map(|number| estimate(sandbox, &id(number), &by(number)));
                ran.filter(|ran| ran.code != 0).count()
            })
        });
        let writers: Vec<_> = writers.collect();
        let refused = writers.into_iter().map(|writer| writer.join().unwrap());
        refused.sum()
    })
}

#[test]
fn what_many_log_at_the_same_time_is_all_there() {
    let (writers, each) = (size(4, 16), size(5, 100));
    let total = writers * each;
    let one = Sandbox::new();
    one.write(FILE, TEXT);
    let start = Instant::now();
    assert_eq!(log(&one, writers, each, |_| "rain".to_owned()), 0);
    let there = made(&one.read(FILE), "writer");
    println!(
        "{there} of {total} estimates in one file, in {:.1} s",
        start.elapsed().as_secs_f32()
    );
    assert_eq!(there, total);

    let many = Sandbox::new();
    let id = |number: usize| format!("rain-{number}");
    let file = |number| format!("forecasts/{}.yaml", id(number));
    for number in 0..each {
        many.write(&file(number), TEXT);
    }
    let start = Instant::now();
    assert_eq!(log(&many, writers, each, id), 0);
    let there: usize = (0..each)
        .map(|number| made(&many.read(&file(number)), "writer"))
        .sum();
    println!(
        "{there} of {total} estimates in {each} files, in {:.1} s",
        start.elapsed().as_secs_f32()
    );
    assert_eq!(there, total);
    for sandbox in [one, many] {
        assert_eq!(hidden(&sandbox.path().join("forecasts"), ".").len(), 0);
    }
}
