//! What only a terminal gets: colour, and a line that shows the progress of a run.

use std::fmt;
use std::io::{self, Write};

use raft_check::Judge;
use raft_scenario::Watcher;
use raft_sim::{Observer, Time, World};

use crate::play::Reporter;

/// Which of the streams a person sees directly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminal {
    /// Whether the output goes to a terminal.
    pub out: bool,
    /// Whether errors go to a terminal.
    pub err: bool,
    /// Whether the environment asks for no colour (`NO_COLOR` is set, and not empty).
    pub no_color: bool,
}

/// When the output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Colours the output, or does not.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Palette {
    is_on: bool,
}

impl Palette {
    pub(crate) fn new(color: Color, terminal: Terminal) -> Self {
        let is_on = match color {
            Color::Auto => terminal.out && !terminal.no_color,
            Color::Always => true,
            Color::Never => false,
        };
        Self { is_on }
    }

    /// Colours what holds.
    pub(crate) fn good<T: fmt::Display>(self, text: T) -> Painted<T> {
        self.paint("32", text)
    }

    /// Colours what does not hold.
    pub(crate) fn bad<T: fmt::Display>(self, text: T) -> Painted<T> {
        self.paint("1;31", text)
    }

    /// Colours what could not be done.
    pub(crate) fn warning<T: fmt::Display>(self, text: T) -> Painted<T> {
        self.paint("33", text)
    }

    /// Colours what comes from the scenario's text, among what happens.
    pub(crate) fn said<T: fmt::Display>(self, text: T) -> Painted<T> {
        self.paint("36", text)
    }

    /// Dims what can be overlooked.
    pub(crate) fn dim<T: fmt::Display>(self, text: T) -> Painted<T> {
        self.paint("2", text)
    }

    fn paint<T: fmt::Display>(self, code: &'static str, text: T) -> Painted<T> {
        Painted { code: self.is_on.then_some(code), text }
    }
}

/// A text with its colour (an SGR code of ECMA-48), if it has one.
pub(crate) struct Painted<T> {
    code: Option<&'static str>,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            None => self.text.fmt(f),
            Some(code) => {
                write!(f, "\x1b[{code}m")?;
                self.text.fmt(f)?;
                f.write_str("\x1b[0m")
            }
        }
    }
}

/// How many events pass between two updates of the progress line.
const EVENTS: u64 = 20_000;

/// A line on the terminal that shows the progress of a run. It is overwritten, and removed at the end.
pub(crate) struct ProgressLine<W> {
    name: String,
    end: Time,
    err: W,
    is_on: bool,
    shown: u64,
}

impl<W: Write> ProgressLine<W> {
    /// `is_on` says whether `err` is a terminal to which nothing else is written.
    pub(crate) fn new(name: &str, end: Time, err: W, is_on: bool) -> Self {
        Self { name: name.into(), end, err, is_on, shown: 0 }
    }

    /// Updates the line: the run is at `now`, after `events` events.
    fn at(&mut self, now: Time, events: u64) -> io::Result<()> {
        if !self.is_on || events / EVENTS == self.shown {
            return Ok(());
        }
        self.shown = events / EVENTS;
        let (now, end) = (now.ms() / 1000.0, self.end.ms() / 1000.0);
        write!(self.err, "\r\x1b[K{}: {now:.1} s of {end:.1} s", self.name)?;
        self.err.flush()
    }

    /// Removes the line, when the run is over.
    pub(crate) fn clear(mut self) -> io::Result<()> {
        if self.shown > 0 { write!(self.err, "\r\x1b[K") } else { Ok(()) }
    }
}

impl<W> Observer for ProgressLine<W> {}

impl<W> Watcher for ProgressLine<W> {}

impl<W: Write> Reporter for ProgressLine<W> {
    fn report(&mut self, world: &World, _judge: &Judge) -> io::Result<()> {
        self.at(world.now(), world.events())
    }
}

#[cfg(test)]
mod tests {
    use raft_sim::Time;

    use super::{Color, EVENTS, Palette, ProgressLine, Terminal};

    #[test]
    fn colour_is_for_terminals_unless_asked_for() {
        let painted = |color, terminal| Palette::new(color, terminal).bad("FAILS").to_string();
        let terminal = Terminal { out: true, ..Terminal::default() };
        let no_color = Terminal { no_color: true, ..terminal };
        assert_eq!(painted(Color::Auto, terminal), "\x1b[1;31mFAILS\x1b[0m");
        assert_eq!(painted(Color::Auto, no_color), "FAILS");
        assert_eq!(painted(Color::Auto, Terminal::default()), "FAILS");
        assert_eq!(painted(Color::Always, no_color), "\x1b[1;31mFAILS\x1b[0m");
        assert_eq!(painted(Color::Never, terminal), "FAILS");
    }

    #[test]
    fn progress_is_written_over_and_removed() {
        let shown = |is_on| {
            let mut err = Vec::new();
            let mut progress = ProgressLine::new("long", Time::from_ms(60_000), &mut err, is_on);
            for events in [1, EVENTS - 1, EVENTS, EVENTS + 1, 2 * EVENTS] {
                progress.at(Time::from_ms(events / 10), events).unwrap();
            }
            progress.clear().unwrap();
            String::from_utf8(err).unwrap()
        };
        let line = "\r\x1b[Klong: 2.0 s of 60.0 s\r\x1b[Klong: 4.0 s of 60.0 s\r\x1b[K";
        assert_eq!(shown(true), line);
        assert_eq!(shown(false), "");
    }
}
