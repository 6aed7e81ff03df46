//! Comments: from a `#` outside of double quotes to the end of the line.

/// Splits a line into its content and its comment, without the `#`; `None` if it has no comment.
pub fn split_comment(line: &str) -> (&str, Option<&str>) {
    let (mut in_string, mut escaped) = (false, false);
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '#' if !in_string => return (&line[..at], Some(&line[at + 1..])),
            _ => {}
        }
    }
    (line, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_sign_in_quotes_begins_no_comment() {
        assert_eq!(split_comment("at 1 heal # why"), ("at 1 heal ", Some(" why")));
        assert_eq!(split_comment("at 1 heal"), ("at 1 heal", None));
        assert_eq!(
            split_comment(r##"note "a # b" # c # d"##),
            (r##"note "a # b" "##, Some(" c # d"))
        );
        assert_eq!(split_comment(r##"note "\" # b" # c"##), (r##"note "\" # b" "##, Some(" c")));
        assert_eq!(split_comment(r"note \# c"), (r"note \", Some(" c")));
    }
}
