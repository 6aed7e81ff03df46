//! Links are read as they were made, and anything else is refused with a reason.

use proptest::prelude::*;
use raft_scenario::{LinkError, Linked, MAX_LINK, MAX_TEXT, RunLink};
use raft_sim::Time;

fn link(text: &str) -> RunLink {
    RunLink { run: Linked::Text(text.into()), at: None }
}

fn read(address: &str) -> Result<RunLink, LinkError> {
    RunLink::read(address)
}

#[test]
fn a_short_text_stays_readable() {
    let link = RunLink { at: Some(Time(4_200_500)), ..link("raft 1\nseed 7\n") };
    assert_eq!(link.to_string(), "#s=t2.raft%201%0Aseed%207%0A-&t=4200.5");
    assert_eq!(read(&link.to_string()), Ok(link));
}

#[test]
fn a_long_text_is_deflated() {
    let text = format!("raft 1\n{}", "at 10 crash s1\nat 20 restart s1\n".repeat(50));
    let address = link(&text).to_string();
    assert!(address.starts_with("#s=z2.") && address.len() < 120, "{address}");
    assert_eq!(read(&address), Ok(link(&text)));
}

#[test]
fn a_link_of_another_compressor_is_read() {
    // Made with zlib, as browsers do.
    let addresses = [
        "#s=d1.K0pMK1Ew5CpOTU1RMOcCAA",
        "#s=z1.eJwrSkwrUTDkKk5NTVEw5wIAIigECw",
        "#s=z2.eJwrSkwrUTDkKk5NTVEw5wIAIigECw=",
    ];
    for address in addresses {
        assert_eq!(read(address), Ok(link("raft 1\nseed 7\n")));
    }
}

/// Whatever single character is changed, no other run is opened, and the error is never that the
/// link was cut short.
#[test]
fn a_changed_link_is_damaged() {
    let text = format!("raft 1\n{}", "at 10 crash s1\nat 20 client \"set x 3\"\n".repeat(9));
    let address = link(&text).to_string();
    let payload = address.find("z2.").expect("it is deflated") + 3;
    for at in payload..address.len() - 1 {
        for other in ["A", "Q", "_", "7", "!"] {
            let changed = format!("{}{other}{}", &address[..at], &address[at + 1..]);
            let found = read(&changed);
            let is_same = found == Ok(link(&text));
            assert!(is_same || found == Err(LinkError::Damaged), "{changed}: {found:?}");
        }
    }
}

#[test]
fn whatever_surrounds_it_does_not_matter() {
    let wanted = Ok(RunLink { at: Some(Time(5000)), ..link("raft 1\n") });
    for address in [
        "s=t2.raft%201%0A-&t=5",
        "#s=t1.raft%201%0A&t=5",
        "  https://example.org/page?x=1#s=t2.raft%201%0A-&t=5 \n",
        "#embed=1&theme=dark&t=5&s=t1.raft%201%0A&view=logs",
        "#s=t1.raft+1%0a&t=5.000",
    ] {
        assert_eq!(read(address), wanted, "{address}");
    }
}

#[test]
fn built_in_scenarios_go_by_name() {
    let link = read("#scenario=figure-8&t=4200").unwrap();
    assert_eq!(link.to_string(), "#scenario=figure-8&t=4200");
    let text = |name: &str| (name == "figure-8").then(|| "raft 1\n".to_owned());
    assert_eq!(link.text(text), Ok("raft 1\n".into()));
    let unknown = read("#scenario=figure-99").unwrap().text(text);
    assert_eq!(unknown, Err(LinkError::NoSuchScenario("figure-99".into())));
}

#[test]
fn what_is_wrong_is_told_apart() {
    let cases = [
        ("", LinkError::NoRun),
        ("#t=5", LinkError::NoRun),
        ("#s=", LinkError::CutShort),
        ("#s=d1", LinkError::CutShort),
        ("#s=t1.raft%201%0Aseed%20", LinkError::CutShort),
        ("#s=t1.raft%201%0", LinkError::CutShort),
        ("#s=t1.raft%2G1%0A", LinkError::Damaged),
        ("#s=t1.%FF%0A", LinkError::Damaged),
        ("#s=z1", LinkError::CutShort),
        ("#s=z1.!!!!", LinkError::Damaged),
        ("#s=d1.!!!!", LinkError::Damaged),
        ("#s=d1.AAAA_wAA", LinkError::Damaged),
        ("#s=t2.raft%201%0A", LinkError::CutShort),
        ("#s=t9.raft", LinkError::UnknownCodec("t9".into())),
        ("#s=z17.raft", LinkError::UnknownCodec("z17".into())),
        ("#s=%20raft%20.1", LinkError::NotALink),
        ("#s=!?", LinkError::NotALink),
        ("#s=hello", LinkError::NotALink),
        ("#s=<b>.raft", LinkError::NotALink),
        ("#s=t2.raft%2-", LinkError::Damaged),
        ("#s=t2.raft%201-", LinkError::Damaged),
        ("#s=z2.eJwrSkwrUTDkKk5NTVEw5wIAIigEC=", LinkError::Damaged),
        ("#s=z2.eJwrSkwrUTDkKk5NTVEw5wIAIigECw", LinkError::CutShort),
        ("#s=t1.raft%201%0A&t=-5", LinkError::BadTime("-5".into())),
        ("#s=t1.raft%201%0A&t=", LinkError::BadTime(String::new())),
        ("#s=t1.raft%201%0A&t=99999999999999999", LinkError::BadTime("99999999999999999".into())),
    ];
    for (address, error) in cases {
        assert_eq!(read(address), Err(error), "{address}");
    }
}

#[test]
fn a_bomb_is_not_unpacked() {
    let text = "#\n".repeat(3_000_000);
    let address = link(&text).to_string();
    assert!(address.len() < 10_000);
    assert_eq!(read(&address), Err(LinkError::TextTooLong));
    assert_eq!(
        LinkError::TextTooLong.to_string(),
        "the text in the link has more than 2097152 bytes, the most that is read"
    );
}

#[test]
fn a_text_of_the_greatest_size_fits_into_a_link() {
    for size in [MAX_TEXT - 1, MAX_TEXT] {
        let text = format!("{}\n", "#".repeat(size - 1));
        let long = link(&text).to_string();
        assert_eq!(read(&long), Ok(link(&text)));
    }
}

#[test]
fn a_link_that_is_too_long_says_how_long_it_is() {
    let longest = format!("#s=z1.{}", "A".repeat(MAX_LINK - 6));
    assert_eq!(read(&longest), Err(LinkError::Damaged));
    let error = read(&format!("{longest}A")).unwrap_err();
    assert_eq!(error, LinkError::TooLong(MAX_LINK + 1));
    assert_eq!(
        error.to_string(),
        "the link has 1048577 bytes; the longest that is read has 1048576"
    );
}

/// A link can hold long text, and text that changes the direction of writing: its error shows
/// little of it.
#[test]
fn an_error_shows_little_of_what_it_is_about() {
    let name = format!("\u{202e}{}", "x".repeat(3000));
    let unknown = LinkError::NoSuchScenario(name.clone()).to_string();
    assert_eq!(unknown, format!("there is no built-in scenario ‘\\u{{202e}}{}…’", "x".repeat(199)));
    let no_time = read(&format!("#s=t1.raft%201%0A&t={name}")).unwrap_err().to_string();
    assert!(no_time.chars().count() < 300 && !no_time.contains('\u{202e}'), "{no_time}");
}

/// A cut link is detected wherever it is cut.
#[test]
fn a_cut_link_is_never_read() {
    let long = format!("raft 1\n{}", "at 10 crash s1\nat 20 client \"set x 3\"\n".repeat(9));
    for text in ["raft 1\nseed 7\nat 5 crash s1\n", &long] {
        let address = link(text).to_string();
        for end in 3..address.len() {
            let Err(error) = read(&address[..end]) else { panic!("{}", &address[..end]) };
            assert_eq!(error, LinkError::CutShort, "{}", &address[..end]);
        }
        // An earlier codec, which has no mark of its end.
        let address = address.replace("z2.", "z1.");
        for end in 3..address.len() - 1 {
            let Err(error) = read(&address[..end]) else { panic!("{}", &address[..end]) };
            assert_eq!(error, LinkError::CutShort, "{}", &address[..end]);
        }
    }
}

proptest! {
    #[test]
    fn any_text_comes_back(text in "\\PC{0,300}", at in proptest::option::of(0..1u64 << 53)) {
        let link = RunLink { at: at.map(Time), ..link(&format!("{}\n", text.trim_end_matches('\n'))) };
        prop_assert_eq!(read(&link.to_string()), Ok(link));
    }

    #[test]
    fn any_address_is_read_or_refused(address in "(#s=[td]1\\.)?\\PC{0,200}") {
        let _ = read(&address);
    }
}
