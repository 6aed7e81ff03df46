//! What an argument names: a built-in scenario, a link, a file, or the standard input.

use std::io::{self, Read};
use std::path::Path;

use raft_scenario::{LinkError, Linked, MAX_TEXT, RunLink, builtin};

use crate::Streams;

/// A text, and what to call it.
pub(crate) struct InputText {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Whether the text comes from a file that can be rewritten.
    pub(crate) is_file: bool,
}

/// Reads what an argument names, whichever fits first: `-`, the name of a built-in scenario, a link, a file. A file
/// that holds nothing but a link stands for the link.
///
/// # Errors
/// Returns a message for the user when the argument names nothing that can be read.
pub(crate) fn read(argument: &Path, streams: &mut Streams<'_>) -> Result<InputText, String> {
    let words = argument.to_str().unwrap_or_default();
    if is_standard(argument) {
        return follow("<stdin>".into(), text_of(streams.input), false);
    }
    if let Some(text) = builtin::text_of(words) {
        return Ok(InputText { name: words.into(), text: text.into(), is_file: false });
    }
    if is_link(words) && !argument.exists() {
        let text = linked(words).map_err(|error| format!("raft: {error}"))?;
        return Ok(InputText { name: "<link>".into(), text, is_file: false });
    }
    let read = std::fs::File::open(argument).and_then(|mut file| text_of(&mut file));
    let hint = match &read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => hint(words),
        _ => String::new(),
    };
    follow(argument.display().to_string(), read, true).map_err(|error| error + &hint)
}

/// The text that a link leads to.
pub(crate) fn linked(address: &str) -> Result<String, LinkError> {
    match RunLink::read(address)?.run {
        Linked::Text(text) => Ok(text),
        Linked::Builtin(name) => match builtin::text_of(&name) {
            Some(text) => Ok(text.into()),
            None => Err(LinkError::NoSuchScenario(name)),
        },
    }
}

/// Whether an argument is the standard input.
pub(crate) fn is_standard(argument: &Path) -> bool {
    argument == Path::new("-")
}

/// A text, or the text that it leads to if it is a link.
fn follow(name: String, read: io::Result<String>, is_file: bool) -> Result<InputText, String> {
    let text = read.map_err(|error| format!("{name}: cannot be read: {error}"))?;
    if !is_link(text.trim()) {
        return Ok(InputText { name, text, is_file });
    }
    let text = linked(&text).map_err(|error| format!("{name}: {error}"))?;
    Ok(InputText { name, text, is_file: false })
}

/// All that can be read. It is refused when it is too long or not UTF-8.
fn text_of(input: &mut dyn Read) -> io::Result<String> {
    let refuse = |problem: String| io::Error::new(io::ErrorKind::InvalidData, problem);
    let mut bytes = Vec::new();
    input.take(MAX_TEXT as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_TEXT {
        let problem = format!("it has more than {MAX_TEXT} bytes, the most that a text may have");
        return Err(refuse(problem));
    }
    String::from_utf8(bytes).map_err(|_| refuse("it is not UTF-8 text".into()))
}

/// Whether these words are a link. A scenario is never a single word: its first line has two.
fn is_link(words: &str) -> bool {
    let fragment = words.split_once('#').map_or(words, |(_, fragment)| fragment);
    let is_run =
        |parameter: &str| parameter.starts_with("s=") || parameter.starts_with("scenario=");
    !words.contains(char::is_whitespace) && fragment.split('&').any(is_run)
}

/// What else may be meant by a name that is not a file's.
fn hint(words: &str) -> String {
    let names = builtin::ALL.iter().map(|&(name, _)| name);
    let mut meant: Vec<_> = names.clone().filter(|name| name.starts_with(words)).collect();
    if meant.is_empty() || words.is_empty() {
        let likeness = |name: &&str| strsim::jaro_winkler(name, words);
        let nearest = names.max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
        meant = nearest.filter(|name| likeness(name) > 0.85).into_iter().collect();
    }
    match meant[..] {
        [] => "; `raft list` names the built-in scenarios".into(),
        [name] => format!("; a built-in scenario has a similar name: {name}"),
        _ => format!("; built-in scenarios have similar names: {}", meant.join(", ")),
    }
}
