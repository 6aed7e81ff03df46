//! Times as texts and links write them: milliseconds, with up to three decimals.

use raft_sim::Time;

/// Reads an instant of a run as texts and links write it, in milliseconds, such as `200` or `12.5`.
/// Returns `None` if the text is not a time or is above [`Time::MAX`].
pub fn parse_time(text: &str) -> Option<Time> {
    parse(text).map(Time).filter(|&time| time <= Time::MAX)
}

/// Reads a time such as `200` or `12.5` and returns it in microseconds; `None` if the text is not a
/// time or the number does not fit.
pub(crate) fn parse(text: &str) -> Option<u64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = !whole.is_empty() && decimals.len() <= 3 && digits(whole) && digits(decimals);
    is_time.then(|| format!("{whole}{decimals:0<3}").parse().ok()).flatten()
}

/// Writes microseconds as milliseconds, without needless decimals.
pub(crate) fn format(us: u64) -> String {
    let text = format!("{}.{:03}", us / 1000, us % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for (us, text) in [(0, "0"), (5, "0.005"), (12_500, "12.5"), (100_000, "100")] {
            assert_eq!((format(us).as_str(), parse(text)), (text, Some(us)));
        }
        assert_eq!(parse(&format(u64::MAX)), Some(u64::MAX));
        assert_eq!((parse("7."), parse("007.10")), (Some(7000), Some(7100)));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in
            ["", ".", ".5", "1.0005", "1e3", "-1", "+1", " 1", "1 ", "１", "18446744073709551.616"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
