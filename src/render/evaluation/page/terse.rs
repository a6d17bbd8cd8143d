//! Markup without what HTML lets one leave out: the same page in a third less.

/// Elements whose end a browser knows: the next one of their kind begins, or what holds them ends.
/// Source: HTML standard, 13.1.2.4, "Optional tags"; our templates put nothing else between them.
const ENDS: [&str; 8] = ["td", "th", "tr", "li", "dt", "dd", "tbody", "option"];
/// What ends a paragraph by beginning, or by ending around it.
const AFTER_PARAGRAPH: [&str; 13] = [
    "<p>",
    "<p ",
    "<dl>",
    "<ul>",
    "<h2",
    "<h3",
    "<h4>",
    "<div",
    "<figure",
    "<details",
    "<blockquote",
    "</article>",
    "</section>",
];
/// Elements of a drawing that hold nothing, which SVG closes in their own tag.
const SHAPES: [&str; 4] = ["path", "rect", "circle", "use"];

/// Returns the same elements in fewer bytes: without end tags that a browser knows, and without
/// quotes around plain values. Text is left as it is.
pub(super) fn terse(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tail)) = rest.split_once('<') {
        out.push_str(text);
        // A `>` within a value is written as `&gt;`, so that the first one ends the tag.
        let (tag, after) = tail.split_once('>').unwrap_or((tail, ""));
        rest = after;
        match tag.strip_prefix('/') {
            Some(name) if ends_by_itself(name, rest) => {}
            Some(name) if SHAPES.contains(&name) => close(&mut out),
            Some(name) => out.extend(["</", name, ">"]),
            None => open(&mut out, tag),
        }
    }
    out.push_str(rest);
    out
}

fn ends_by_itself(name: &str, rest: &str) -> bool {
    ENDS.contains(&name)
        || name == "p" && AFTER_PARAGRAPH.iter().any(|next| rest.starts_with(next))
        || name == "thead" && rest.starts_with("<tbody")
}

/// Writes the start of an element, its plain values without quotes.
fn open(out: &mut String, tag: &str) {
    out.push('<');
    let mut rest = tag;
    while let Some((name, tail)) = rest.split_once("=\"") {
        let (value, after) = tail.split_once('"').unwrap_or((tail, ""));
        out.extend([name, "="]);
        if is_plain(value) {
            out.push_str(value);
        } else {
            out.extend(["\"", value, "\""]);
        }
        rest = after;
    }
    out.extend([rest, ">"]);
}

/// Closes the shape that was just opened, in its own tag.
fn close(out: &mut String) {
    out.pop();
    // Right behind a value without quotes, the slash would be a part of it.
    if !out.ends_with('"') {
        out.push(' ');
    }
    out.push_str("/>");
}

/// Returns whether a value needs no quotes. HTML allows more without.
fn is_plain(value: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.#:/".contains(&b);
    // A slash at the end would close the tag.
    !value.is_empty() && value.bytes().all(plain) && !value.ends_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use maud::html;

    #[test]
    fn what_a_browser_knows_is_left_out() {
        let table = html! {
            table class="e n3" {
                thead { tr { th scope="col" { "day" } } }
                tbody data-a="1.2" { tr { td class="n" { "<1>" } td { a href="#f-x" { "x" } } } }
            }
        };
        assert_eq!(
            terse(&table.0),
            "<table class=\"e n3\"><thead><tr><th scope=col>day<tbody data-a=1.2><tr><td class=n>&lt;1&gt;<td><a href=#f-x>x</a></table>"
        );
        let list = html! { article { p { "a" } p { "b" } dl { dt { "c" } dd { "d" } } p { "e" } } };
        assert_eq!(
            terse(&list.0),
            "<article><p>a<p>b<dl><dt>c<dd>d</dl><p>e</article>"
        );
    }

    #[test]
    fn a_paragraph_keeps_its_end_where_text_would_run_into_it() {
        let p = html! { fieldset { p { "a" } button { "b" } } };
        assert_eq!(terse(&p.0), p.0);
    }

    #[test]
    fn shapes_are_closed_in_their_own_tag() {
        let shapes = html! {
            g { path d="M1 2h3" {} use href="#a1" {} rect x="1" {} text { "a" } }
        };
        assert_eq!(
            terse(&shapes.0),
            "<g><path d=\"M1 2h3\"/><use href=#a1 /><rect x=1 /><text>a</text></g>"
        );
    }

    #[test]
    fn values_that_are_not_plain_keep_their_quotes_and_their_escapes() {
        let hostile =
            html! { a title="\"><script>x=\"1\"</script>" rel="a b" name="" { "=\"</td>" } };
        assert_eq!(terse(&hostile.0), hostile.0);
    }
}
