//! Numbers as they are printed and as they fall into rows.

use serde_json::Value;

use crate::common::Sandbox;

/// Returns what a calibration says of a table, as a page and in JSON.
fn calibration(table: &str, args: &str) -> (String, Value) {
    let sandbox = Sandbox::empty();
    sandbox.write("t", table);
    let mut all = vec!["calibration", "--table", "t", "--plain", "--resamples", "0"];
    all.extend(args.split_whitespace());
    let page = sandbox.ok(&all);
    all.extend(["--format", "json"]);
    (page, sandbox.run(&all).json())
}

/// Returns the numbers of forecasts in the rows.
fn counts(json: &Value) -> Vec<u64> {
    let rows = json["rows"][0]["bins"].as_array().unwrap();
    rows.iter().map(|row| row["n"].as_u64().unwrap()).collect()
}

#[test]
fn noise_makes_no_row_of_its_own() {
    let csv = |cells: &[&str]| {
        let rows = cells.iter().map(|cell| format!("{cell},1\n"));
        format!("probability,outcome\n{}", rows.collect::<String>())
    };
    let noise = ".30000000000000004";
    for (name, table, args) in [
        ("A18", csv(&[".3", noise]), ""),
        ("A18 below", csv(&["0.1", "0.09999999999999998"]), ""),
        ("A18 per cents", csv(&["30%", "30.000000000000004%"]), ""),
        ("A18 bare per cents", csv(&["30", "30.000000000000004"]), "--percent"),
        ("A18 a decimal comma", csv(&["\"0,3\"", "\"0,30000000000000004\""]), ""),
        ("A18 single precision", csv(&["0.3", "0.30000001192092896"]), ""),
        (
            "A18 JSON Lines",
            "{\"probability\":0.3,\"outcome\":1}\n{\"probability\":0.30000000000000004,\"outcome\":1}\n"
                .to_owned(),
            "",
        ),
        (
            "A18 counts",
            format!("probability,n,events\n.3,1,1\n{noise},1,0\n"),
            "--counts",
        ),
    ] {
        let (_, json) = calibration(&table, &format!("{args} --rows distinct"));
        assert_eq!(counts(&json), [2], "{name}");
        let (_, json) = calibration(&table, args);
        assert_eq!(counts(&json).into_iter().filter(|n| *n > 0).count(), 1, "{name}");
    }
}

#[test]
fn equal_edges_fall_together() {
    let rows = |p: &str, n: usize| format!("{p},1\n").repeat(n);
    let few = ["0.1,1\n", "0.2,1\n", "0.3,1\n"].concat();
    for (name, rows, bins, want) in [
        (
            "B16",
            format!("{few}{}", rows("0.9", 30)),
            4,
            vec![("[10, 30]%", 3), ("90%", 30)],
        ),
        (
            "B16 at the low end",
            format!("{}{few}", rows("0.05", 30)),
            4,
            vec![("5%", 30), ("[10, 30]%", 3)],
        ),
        (
            "B16 in the middle",
            format!("{few}{}0.9,1\n", rows("0.5", 20)),
            4,
            vec![("[10, 30]%", 3), ("50%", 20), ("90%", 1)],
        ),
        ("B16 one forecast", rows("0.5", 9), 3, vec![("50%", 9)]),
        (
            "B16 two",
            format!("{}{}", rows("0.2", 9), rows("0.8", 9)),
            5,
            vec![("20%", 9), ("80%", 9)],
        ),
        (
            "B16 none equal",
            format!("{few}0.4,1\n"),
            2,
            vec![("[10, 25]%", 2), ("(25, 40]%", 2)],
        ),
    ] {
        let table = format!("probability,outcome\n{rows}");
        let (page, json) = calibration(&table, &format!("--rows quantile:{bins}"));
        let lines = page.lines().map(str::trim_start);
        for (label, _) in &want {
            assert!(
                lines.clone().any(|line| line.starts_with(label)),
                "{name} lacks {label}\n{page}"
            );
        }
        let want: Vec<u64> = want.iter().map(|(_, n)| *n).collect();
        assert_eq!(counts(&json), want, "{name}");
    }
}

#[test]
fn what_is_neither_certain_nor_impossible_is_never_printed_so() {
    for (name, probability, shown) in [
        ("B10", "0.01%", "<0.1%"),
        ("B10 the other end", "99.99%", ">99.9%"),
        ("B10 a tenth", "0.1%", "0.1%"),
        ("B10 almost one", "0.4%", "0.4%"),
        ("B10 almost all", "0.9961", "99.6%"),
        ("B10 hardly any", "1e-9", "<0.1%"),
        ("B10 none", "0", "0%"),
        ("B10 all", "1", "100%"),
    ] {
        let table = format!("probability,outcome\n{probability},1\n{probability},0\n");
        let (page, _) = calibration(&table, "--rows distinct");
        let row = page.lines().find(|line| line.contains("  2  ")).unwrap();
        let said: Vec<&str> = row.split_whitespace().collect();
        assert_eq!((said[0], said[4]), (shown, shown), "{name}\n{page}");
    }
    let sandbox = Sandbox::new();
    for (id, probability) in [("low", "0.01%"), ("high", "99.99%")] {
        let text = format!(
            "question: Will it be {id}?\ncriteria: x\nopened: 2026-01-01\ndeadline: 2027-06-30\n\
             estimates:\n- {{date: 2026-02-01, by: a, probability: {probability}}}\n"
        );
        sandbox.write(&format!("forecasts/{id}.yaml"), &text);
    }
    let page = sandbox.ok(&["list"]);
    assert!(
        page.contains("a <0.1") && page.contains("a >99.9"),
        "B10 a list\n{page}"
    );
}

#[test]
fn ends_of_intervals_claim_no_certainty() {
    // Of 2,000 forecasts one came about: Wilson's interval begins a little above 0.
    let rows = format!("probability,outcome\n{}0.1,1\n", "0.1,0\n".repeat(1999));
    let (page, _) = calibration(&rows, "--rows distinct");
    assert!(page.contains(" <0.1–0.3%"), "B10 an interval\n{page}");
    let (page, _) = calibration(&rows, "--rows 0,0.01%,50%,100%");
    assert!(
        page.contains("[0, <0.1]%") || page.contains("[0, 0.01]%"),
        "B10 edges\n{page}"
    );
}

#[test]
fn large_numbers_are_printed_with_an_exponent_or_refused() {
    let sandbox = Sandbox::new();
    let write = |value: &str| {
        sandbox.write(
            "forecasts/q.yaml",
            &format!(
                "question: How many?\ncriteria: x\nkind: number\nunit: t\nopened: 2026-01-01\n\
                 deadline: 2027-06-30\nestimates:\n\
                 - {{date: 2026-02-01, by: a, quantiles: {{5%: 1, 50%: 2, 95%: {value}}}}}\n"
            ),
        );
    };
    for (name, value, shown) in [
        ("B17", "1e100", Some("95% 1e100")),
        ("B17 in full", "1000000000000000000000", Some("95% 1e21")),
        ("B17 the largest", "1e154", Some("95% 1e154")),
        ("B17 not so large", "123456", Some("95% 123456")),
        ("B17 larger", "1e308", None),
        ("B17 too large for a double", "1e400", None),
        ("B17 just too large", "1.1e154", None),
    ] {
        write(value);
        let ran = sandbox.run(&["check"]);
        match shown {
            Some(shown) => {
                let page = sandbox.ok(&["show", "q"]);
                assert!(page.contains(shown), "{name}\n{page}");
            }
            None => assert!(
                ran.out.contains("larger than a number may be, 1e154"),
                "{name}\n{}",
                ran.out
            ),
        }
        sandbox.write(
            "t",
            &format!("question_id,quantile,value,outcome\nq,0.5,{value},2\n"),
        );
        let ran = sandbox.run(&["score", "--table", "t", "--resamples", "0"]);
        assert_eq!(ran.code, if shown.is_some() { 0 } else { 2 }, "{name}");
        let longest = ran.out.split_whitespace().map(str::len).max();
        assert!(longest < Some(40), "{name}\n{}", ran.out);
    }
}
