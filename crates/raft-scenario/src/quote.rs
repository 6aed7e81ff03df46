//! Showing text from users in messages: shortened, and unable to affect the text around it.

use std::fmt::Write;

/// The most characters of a given text that a message shows.
pub const MAX_QUOTED: usize = 200;

/// Returns a [`snippet`] of the text in quotation marks.
pub fn quote(text: &str) -> String {
    format!("\u{2018}{}\u{2019}", snippet(text))
}

/// Returns the text in one line: its first [`MAX_QUOTED`] characters, made [`visible`].
///
/// Text that runs from right to left is isolated, so that it does not reorder what stands around it.
pub fn snippet(text: &str) -> String {
    const ISOLATE: char = '\u{2068}';
    const POP: char = '\u{2069}';
    let shown = visible(&shorten(text, MAX_QUOTED)).replace('\n', "\\n");
    if shown.chars().any(is_right_to_left) { format!("{ISOLATE}{shown}{POP}") } else { shown }
}

/// Returns the text as a string of the scenario language, in one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted += "\\n",
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Returns the first `limit` characters of the text, with an ellipsis if there are more.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Returns the text with an escape such as `\u{202e}` for every invisible character: control
/// characters, direction marks and characters of no width. Line breaks are kept.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && is_invisible(c) {
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether a character is invisible or changes the direction of the text after it.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character belongs to a script that is written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::{MAX_QUOTED, quote, visible};

    #[test]
    fn a_short_plain_text_is_quoted_as_it_is() {
        assert_eq!(quote("s9"), "‘s9’");
        assert_eq!(quote("日志"), "‘日志’");
    }

    #[test]
    fn a_long_text_is_cut_after_the_most_characters() {
        let shown = quote(&"日".repeat(3000));
        assert_eq!(shown, format!("‘{}…’", "日".repeat(MAX_QUOTED)));
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        assert_eq!(quote("a\u{202e}b\u{200b}\0"), r"‘a\u{202e}b\u{200b}\u{0}’");
        assert_eq!(visible("one\ntwo\u{1b}[31m"), "one\ntwo\\u{1b}[31m");
    }

    #[test]
    fn what_is_written_from_right_to_left_is_isolated() {
        assert_eq!(quote("שלום"), "‘\u{2068}שלום\u{2069}’");
    }
}
