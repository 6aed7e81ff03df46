//! What is wrong with a text, and where: every construct, with every mistake that people make.

use std::fs;

use raft_scenario::{MAX_TEXT, ParseError, Scenario};
use raft_sim::SplitMix64;

/// A text; then the line, the column and the text found there; and how the expectation begins.
type Case = (&'static str, u32, u32, &'static str, &'static str);

#[rustfmt::skip]
const CASES: &[Case] = &[
    // The version.
    ("", 1, 1, "", "‘raft 1’ in the first line"),
    ("raft", 1, 5, "", "the version of the language, such as 1"),
    ("raft x", 1, 6, "x", "the version of the language, such as 1"),
    ("raft 0", 1, 6, "0", "the version of the language, such as 1"),
    ("raft 2", 1, 6, "2", "a version this program can read, which is 1"),
    ("raft 1.0", 1, 6, "1.0", "the version of the language, such as 1"),
    ("raft 99999999999999999999", 1, 6, "99999999999999999999", "a version this program can read, which is 1"),
    ("raft 1 2", 1, 8, "2", "the end of the line"),
    ("at 0 crash s1", 1, 1, "at", "‘raft 1’ in the first line"),
    ("Raft 1", 1, 1, "Raft", "‘raft 1’ in the first line"),
    // The head.
    ("# only\n# comments", 2, 1, "", "‘raft 1’ in the first line"),
    ("raft 1\ntitle", 2, 6, "", "a text in double quotes, or a language like zh before one"),
    ("raft 1\ntitle First", 2, 7, "First", "a text in double quotes, or a language like zh before one"),
    ("raft 1\ntitle x \"a\"", 2, 7, "x", "a text in double quotes, or a language like zh before one"),
    ("raft 1\ntitle \"a\" \"b\"", 2, 11, "\"b\"", "one text in the language en"),
    ("raft 1\ntitle \"a", 2, 7, "\"a", "a text in double quotes"),
    ("raft 1\ntitle \"a\\q\"", 2, 7, "\"a\\q\"", "\\n, \\\" or \\\\ after a backslash"),
    ("raft 1\ntitle \"a\" zh", 2, 13, "", "a text in double quotes"),
    ("raft 1\ntitle \"a\" zh b", 2, 14, "b", "a text in double quotes"),
    ("raft 1\ntitle en \"a\" en \"b\"", 2, 17, "\"b\"", "one text in the language en"),
    ("raft 1\ntitle \"a\"b", 2, 10, "b", "a text in double quotes, or a language like zh before one"),
    ("raft 1\nservers", 2, 8, "", "a number of servers, 1 to 9"),
    ("raft 1\nservers 0", 2, 9, "0", "another value"),
    ("raft 1\nservers 10", 2, 9, "10", "another value"),
    ("raft 1\nservers 300", 2, 9, "300", "a number of servers, 1 to 9"),
    ("raft 1\nservers three", 2, 9, "three", "a number of servers, 1 to 9"),
    ("raft 1\nservers 3 4", 2, 11, "4", "the end of the line"),
    ("raft 1\nserver s5 log 1\nservers 3", 3, 9, "3", "another value"),
    ("raft 1\nserver s2 vote s5\nservers 3", 3, 9, "3", "another value"),
    ("raft 1\nseed -1", 2, 6, "-1", "a whole number up to 9007199254740991"),
    ("raft 1\nseed 9007199254740992", 2, 6, "9007199254740992", "a whole number up to 9007199254740991"),
    ("raft 1\nelection", 2, 9, "", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nelection 300..150", 2, 10, "300", "another value"),
    ("raft 1\nelection 0", 2, 10, "0", "another value"),
    ("raft 1\nelection 150..", 2, 15, "", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nelection 150-300", 2, 10, "150-300", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nelection 99999999", 2, 10, "99999999", "another value"),
    ("raft 1\nheartbeat 0", 2, 11, "0", "another value"),
    ("raft 1\nheartbeat fast", 2, 11, "fast", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nlatency 20..10", 2, 9, "20", "another value"),
    ("raft 1\nlatency 4000000", 2, 9, "4000000", "another value"),
    ("raft 1\nlatency", 2, 8, "", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nlatency 1.2345", 2, 9, "1.2345", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nloss 5", 2, 6, "5", "a share from 0% to 100%"),
    ("raft 1\nloss 101%", 2, 6, "101%", "a share from 0% to 100%"),
    ("raft 1\nloss 5.25%", 2, 6, "5.25%", "a share from 0% to 100%"),
    ("raft 1\nloss %", 2, 6, "%", "a share from 0% to 100%"),
    ("raft 1\nduplicate 5", 2, 11, "5", "a share from 0% to 100%"),
    ("raft 1\nrule", 2, 5, "", "a rule"),
    ("raft 1\nrule quorom all", 2, 6, "quorom", "a rule"),
    ("raft 1\nrule quorum", 2, 12, "", "a choice of quorum: all-servers, heard-from-lately"),
    ("raft 1\nrule quorum none", 2, 13, "none", "a choice of quorum: all-servers, heard-from-lately"),
    ("raft 1\nmanual yes", 2, 8, "yes", "the end of the line"),
    ("raft 1\nserver", 2, 7, "", "a server, s1 to s5"),
    ("raft 1\nserver s0", 2, 8, "s0", "a server, s1 to s5"),
    ("raft 1\nserver s6", 2, 8, "s6", "a server, s1 to s5"),
    ("raft 1\nserver c1", 2, 8, "c1", "a server, s1 to s5"),
    ("raft 1\nserver s1 termm 3", 2, 11, "termm", "term, vote, log or commit"),
    ("raft 1\nserver s1 term", 2, 15, "", "a term"),
    ("raft 1\nserver s1 term 1 log 2 term 1", 2, 8, "s1", "another value"),
    ("raft 1\nserver s1 vote", 2, 15, "", "a server, s1 to s5"),
    ("raft 1\nserver s1 log x", 2, 15, "x", "the term of an entry, or term, vote or commit"),
    ("raft 1\nserver s1 log 1:x", 2, 17, "x", "noop, or a command in double quotes"),
    ("raft 1\nserver s1 log 1:", 2, 17, "", "noop, or a command in double quotes"),
    ("raft 1\nend", 2, 4, "", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nend soon", 2, 5, "soon", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nbogus 3", 2, 1, "bogus", "a line of the head"),
    ("raft 1\nat 5 crash s1\nservers 3", 3, 1, "servers", "at, by, always, never or +, and what then (the head is over)"),
    ("raft 1\nat 5 crash s1\ncrash s2", 3, 1, "crash", "at, by, always, never or +, and what then (the head is over)"),
    ("raft 1\ntitle \"第一\"，zh \"b\"", 2, 11, "，", "a text in double quotes, or a language like zh before one"),
    ("raft 1\nservers 3\nserver s4 log 1", 3, 8, "s4", "a server, s1 to s3"),
    ("raft 1\ntitle \"日志\" zh", 2, 14, "", "a text in double quotes"),
    ("raft 1\nserver s1 vote s2 x", 2, 19, "x", "term, vote, log or commit"),
    ("raft 1\nserver s1 log 1 2:noop 3:nop", 2, 26, "nop", "noop, or a command in double quotes"),
    // Times, notes and acts.
    ("raft 1\nat", 2, 3, "", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nat x", 2, 4, "x", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nat 5", 2, 5, "", "expect, note, or an action"),
    ("raft 1\nat 5 explode s1", 2, 6, "explode", "expect, note, or an action"),
    ("raft 1\nat -5 crash s1", 2, 4, "-5", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\n+ crash s1", 2, 3, "crash", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\n+x crash s1", 2, 2, "x", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nby 5 crash s1", 2, 6, "crash", "expect"),
    ("raft 1\nby 5 note \"x\"", 2, 6, "note", "expect"),
    ("raft 1\nalways crash s1", 2, 8, "crash", "expect"),
    ("raft 1\nnever note \"x\"", 2, 7, "note", "expect"),
    ("raft 1\nat 5 crash", 2, 11, "", "a server, s1 to s5"),
    ("raft 1\nat 5 crash s6", 2, 12, "s6", "a server, s1 to s5"),
    ("raft 1\nat 5 crash s1 s2", 2, 15, "s2", "the end of the line"),
    ("raft 1\nat 5 crash S1", 2, 12, "S1", "a server, s1 to s5"),
    ("raft 1\nat 5 restart x", 2, 14, "x", "a server, s1 to s5"),
    ("raft 1\nat 5 pause", 2, 11, "", "a server, s1 to s5"),
    ("raft 1\nat 5 resume c1", 2, 13, "c1", "a server, s1 to s5"),
    ("raft 1\nat 5 timeout", 2, 13, "", "a server, s1 to s5"),
    ("raft 1\nat 5 heartbeat 50", 2, 16, "50", "a server, s1 to s5"),
    ("raft 1\nat 5 fire s1", 2, 13, "", "election, heartbeat, quorum-check or leader-lease"),
    ("raft 1\nat 5 fire s1 egg", 2, 14, "egg", "election, heartbeat, quorum-check or leader-lease"),
    ("raft 1\nat 5 cut s1", 2, 12, "", "-> or <->"),
    ("raft 1\nat 5 cut s1 s2", 2, 13, "s2", "-> or <->"),
    ("raft 1\nat 5 cut s1->", 2, 14, "", "a server, s1 to s5"),
    ("raft 1\nat 5 cut s1<-s2", 2, 12, "<", "-> or <->"),
    ("raft 1\nat 5 mend s1->s9", 2, 15, "s9", "a server, s1 to s5"),
    ("raft 1\nat 5 partition", 2, 15, "", "a server, s1 to s5"),
    ("raft 1\nat 5 partition | s1", 2, 16, "|", "a server, s1 to s5"),
    ("raft 1\nat 5 partition s1 |", 2, 20, "", "a server, s1 to s5"),
    ("raft 1\nat 5 partition s1, s2", 2, 18, ",", "a server, s1 to s5"),
    ("raft 1\nat 5 heal s1", 2, 11, "s1", "the end of the line"),
    ("raft 1\nat 5 link s1<->s2 latency 5", 2, 11, "s1", "one direction, like s1->s2"),
    ("raft 1\nat 5 link s1->s2", 2, 17, "", "latency, loss or duplicate, or normal"),
    ("raft 1\nat 5 link s1->s2 slow", 2, 18, "slow", "latency, loss or duplicate, or normal"),
    ("raft 1\nat 5 link s1->s2 normal 3", 2, 25, "3", "the end of the line"),
    ("raft 1\nat 5 network", 2, 13, "", "latency, loss or duplicate"),
    ("raft 1\nat 5 network latency 9..3", 2, 22, "9", "another value"),
    ("raft 1\nat 5 network normal", 2, 14, "normal", "latency, loss or duplicate"),
    ("raft 1\nat 5 client", 2, 12, "", "a text in double quotes"),
    ("raft 1\nat 5 client set x 1", 2, 13, "set", "a text in double quotes"),
    ("raft 1\nat 5 client \"put x 1\"", 2, 13, "\"put x 1\"", "a command (a command begins with set, get, del or add)"),
    ("raft 1\nat 5 client \"set x 1\" to", 2, 25, "", "a server, s1 to s5"),
    ("raft 1\nat 5 client \"set x 1\" s2", 2, 23, "s2", "to, repeat, or the end of the line"),
    ("raft 1\nserver s1 commit", 2, 17, "", "the index of an entry, or 0"),
    ("raft 1\nserver s1 log 1 1 commit 3", 2, 8, "s1", "another value"),
    ("raft 1\nserver s1 commit 1", 2, 8, "s1", "another value"),
    ("raft 1\nclock", 2, 6, "", "a server, s1 to s5"),
    ("raft 1\nclock s1", 2, 9, "", "a rate from 0.1x to 10x, like 1.5x"),
    ("raft 1\nclock s1 1.5", 2, 10, "1.5", "a rate from 0.1x to 10x, like 1.5x"),
    ("raft 1\nclock s1 0x", 2, 10, "0x", "a rate from 0.1x to 10x, like 1.5x"),
    ("raft 1\nclock s1 0.0999x", 2, 10, "0.0999x", "a rate from 0.1x to 10x, like 1.5x"),
    ("raft 1\nclock s1 10.001x", 2, 10, "10.001x", "a rate from 0.1x to 10x, like 1.5x"),
    ("raft 1\nclock s1 2x\nclock s1 3x", 3, 1, "clock", "another setting"),
    ("raft 1\nclock s5 2x\nservers 3", 3, 9, "3", "another value"),
    ("raft 1\nat 5 clock s1 fast", 2, 15, "fast", "a rate from 0.1x to 10x, like 1.5x"),
    ("raft 1\nat 5 clock all 2x", 2, 12, "all", "a server, s1 to s5"),
    ("raft 1\nat 5 client c2", 2, 15, "", "a text in double quotes"),
    ("raft 1\nat 5 client c0 \"get x\"", 2, 13, "c0", "a text in double quotes, or a client, like c2, before one"),
    ("raft 1\nat 5 client s1 \"get x\"", 2, 13, "s1", "a text in double quotes, or a client, like c2, before one"),
    ("raft 1\nat 5 cut c1->c2", 2, 14, "c2", "a server, s1 to s5"),
    ("raft 1\nat 5 cut c1", 2, 12, "", "-> or <->"),
    ("raft 1\nat 5 mend s1->c0", 2, 15, "c0", "a server, s1 to s5, or a client, like c1"),
    ("raft 1\nat 5 link c1<->s2 normal", 2, 11, "c1", "one direction, like s1->s2"),
    ("raft 1\nat 5 link s1->c1", 2, 17, "", "latency, loss or duplicate, or normal"),
    ("raft 1\nat 5 partition c1 | s9", 2, 21, "s9", "a server, s1 to s5, or a client, like c1"),
    ("raft 1\nat 5 client \"get x\" repeat", 2, 27, "", "how many times, 2 or more, with at most 10000 in a whole text"),
    ("raft 1\nat 5 client \"get x\" repeat 1 every 5", 2, 28, "1", "how many times, 2 or more, with at most 10000 in a whole text"),
    ("raft 1\nat 5 client \"get x\" repeat 10001 every 5", 2, 28, "10001", "how many times, 2 or more, with at most 10000 in a whole text"),
    ("raft 1\nat 5 client \"get x\" repeat 6000 every 5\nat 5 client \"get x\" repeat 6000 every 5", 3, 28, "6000", "how many times, 2 or more, with at most 10000 in a whole text"),
    ("raft 1\nat 5 client \"get x\" to s2 repeat 3", 2, 35, "", "every, and the time between two"),
    ("raft 1\nat 5 client \"get x\" repeat 3 every", 2, 35, "", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nat 5 client \"get x\" repeat 3 every 43200000", 2, 36, "43200000", "a shorter time: the last command would come after 86400000 ms"),
    ("raft 1\nat 5 client \"get x\" repeat 3 every 9007199254740.991", 2, 36, "9007199254740.991", "a shorter time: the last command would come after 86400000 ms"),
    ("raft 1\nat 5 crash s1 repeat 3 every 5", 2, 15, "repeat", "the end of the line"),
    ("raft 1\nat 5 deliver every append until", 2, 32, "", "quiet"),
    ("raft 1\nat 5 deliver append until quiet", 2, 14, "append", "every"),
    ("raft 1\nat 5 drop every append until quiet", 2, 24, "until", "the end of the line"),
    ("raft 1\nat 5 drop", 2, 10, "", "message, or a kind of message"),
    ("raft 1\nat 5 drop heartbeat s1->s2", 2, 11, "heartbeat", "message, or a kind of message"),
    ("raft 1\nat 5 drop append s1", 2, 20, "", "->"),
    ("raft 1\nat 5 drop append s1->s2 0", 2, 25, "0", "which one: 1 is the oldest"),
    ("raft 1\nat 5 drop append s1->s2 first", 2, 25, "first", "the end of the line"),
    ("raft 1\nat 5 drop every", 2, 16, "", "message, or a kind of message"),
    ("raft 1\nat 5 drop every append s1->s2 2", 2, 31, "2", "the end of the line"),
    ("raft 1\nat 5 deliver mx", 2, 14, "mx", "message, or a kind of message"),
    ("raft 1\nat 5 deliver m1 2", 2, 17, "2", "the end of the line"),
    ("raft 1\nat 5 delay append s1->s2", 2, 25, "", "by, and how long"),
    ("raft 1\nat 5 delay append s1->s2 by", 2, 28, "", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nat 5 delay append s1->s2 30", 2, 28, "", "by, and how long"),
    ("raft 1\nat 5 hold every append c1->s1", 2, 24, "c1", "servers, like s1->s2"),
    ("raft 1\nat 5 hold every append s1", 2, 26, "", "->"),
    ("raft 1\nat 5 hold every append s1->s2 last", 2, 31, "last", "the end of the line"),
    ("raft 1\nat 5 release every", 2, 19, "", "message, or a kind of message"),
    ("raft 1\nat 5 note", 2, 10, "", "a text in double quotes, or a language like zh before one"),
    ("raft 1\nat 5 note hello", 2, 11, "hello", "a text in double quotes, or a language like zh before one"),
    ("raft 1\nat 5 note no quotes", 2, 11, "no", "a text in double quotes, or a language like zh before one"),
    ("raft 1\nat 5 note zh", 2, 13, "", "a text in double quotes"),
    ("raft 1\nat 5 crash s1 ; crash s2", 2, 15, ";", "the end of the line"),
    ("raft 1\nat 5 heal \"", 2, 11, "\"", "the end of the line"),
    ("raft 1\nat 5.5.5 heal", 2, 4, "5.5.5", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nat .5 heal", 2, 4, ".5", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nat 5 drop append s1->x", 2, 22, "x", "a server, s1 to s5, or a client, like c1, or * for anybody"),
    ("raft 1\nat 5 duplicate vote s9->s1", 2, 21, "s9", "a server, s1 to s5, or a client, like c1, or * for anybody"),
    ("raft 1\nat 5 deliver answer s1->c0", 2, 25, "c0", "a server, s1 to s5, or a client, like c1, or * for anybody"),
    ("raft 1\nat 5 release append s1 s2", 2, 24, "s2", "->"),
    ("raft 1\nat 5 hold", 2, 10, "", "message, or a kind of message"),
    ("raft 1\nat 5 release", 2, 13, "", "message, or a kind of message"),
    ("raft 1\nat 5 duplicate", 2, 15, "", "message, or a kind of message"),
    ("raft 1\nat 5 delay", 2, 11, "", "message, or a kind of message"),
    ("raft 1\nat 5 network loss 5", 2, 19, "5", "a share from 0% to 100%"),
    ("raft 1\nat 5 link s1->s2 loss 200%", 2, 23, "200%", "a share from 0% to 100%"),
    ("raft 1\nat 5 client \"add x one\"", 2, 13, "\"add x one\"", "a command (add needs a whole number)"),
    ("raft 1\nat 5 client \"set x\"", 2, 13, "\"set x\"", "a command (commands are"),
    ("raft 1\nat 5 client \"\"", 2, 13, "\"\"", "a command (the command is empty)"),
    ("raft 1\nat 5 client \"set x 1\" to c1", 2, 26, "c1", "a server, s1 to s5"),
    ("raft 1\nservers 3\nat 5 crash s4", 3, 12, "s4", "a server, s1 to s3"),
    ("raft 1\nat 86400000.001 heal", 2, 4, "86400000.001", "a time up to 86400000 ms (24 h), the end of the longest run"),
    ("raft 1\nend 86400001", 2, 5, "86400001", "a time up to 86400000 ms (24 h), the end of the longest run"),
    ("raft 1\nat 86400000 heal\n+1 heal", 3, 2, "1", "a time up to 86400000 ms (24 h), the end of the longest run"),
    ("raft 1\nat 9007199254740992 heal", 2, 4, "9007199254740992", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nat 9007199254740.992 heal", 2, 4, "9007199254740.992", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\n\n# comment\n\nat 5 explode", 5, 6, "explode", "expect, note, or an action"),
    ("raft 1\nat 5 note \"日志日志\" x \"y\"", 2, 18, "x", "a text in double quotes, or a language like zh before one"),
    ("raft 1\nat 5 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 2, 6, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…", "expect, note, or an action"),
    // Expectations.
    ("raft 1\nat 5 expect", 2, 12, "", "a condition"),
    ("raft 1\nat 5 expect leaders", 2, 13, "leaders", "a condition"),
    ("raft 1\nat 5 expect no one", 2, 16, "one", "leader"),
    ("raft 1\nat 5 expect leader s9", 2, 20, "s9", "a server, s1 to s5, or term, or the end of the line"),
    ("raft 1\nat 5 expect leader term", 2, 24, "", "a term"),
    ("raft 1\nat 5 expect role s1", 2, 20, "", "follower, pre-candidate, candidate, leader, up, paused or"),
    ("raft 1\nat 5 expect role s1 boss", 2, 21, "boss", "follower, pre-candidate, candidate, leader, up, paused or"),
    ("raft 1\nat 5 expect role x leader", 2, 18, "x", "a server, s1 to s5, or all or any"),
    ("raft 1\nat 5 expect term s1 3", 2, 21, "3", "=, !=, <=, >=, < or >"),
    ("raft 1\nat 5 expect term s1 == 3", 2, 22, "=", "a whole number"),
    ("raft 1\nat 5 expect term s1 = x", 2, 23, "x", "a whole number"),
    ("raft 1\nat 5 expect vote s1", 2, 20, "", "a server, s1 to s5, or none"),
    ("raft 1\nat 5 expect vote s1 s9", 2, 21, "s9", "a server, s1 to s5, or none"),
    ("raft 1\nat 5 expect vote s1 nobody", 2, 21, "nobody", "a server, s1 to s5, or none"),
    ("raft 1\nat 5 expect log s1", 2, 19, "", "the terms of the log's entries, or empty"),
    ("raft 1\nat 5 expect log s1 = 1 2", 2, 20, "=", "the terms of the log's entries, or empty"),
    ("raft 1\nat 5 expect log s1 empty 1", 2, 26, "1", "the end of the line"),
    ("raft 1\nat 5 expect length s1 3", 2, 23, "3", "=, !=, <=, >=, < or >"),
    ("raft 1\nat 5 expect entry s1 \"x\"", 2, 22, "\"x\"", "the index of an entry, from 1"),
    ("raft 1\nat 5 expect entry s1 1 x", 2, 24, "x", "a text in double quotes"),
    ("raft 1\nat 5 expect commit = 3", 2, 20, "=", "a server, s1 to s5, or all or any"),
    ("raft 1\nat 5 expect commit s1 >", 2, 24, "", "a whole number"),
    ("raft 1\nat 5 expect applied", 2, 20, "", "a server, s1 to s5, or all or any"),
    ("raft 1\nat 5 expect state s1", 2, 21, "", "a key of the state machine"),
    ("raft 1\nat 5 expect state s1 x", 2, 23, "", "a text in double quotes, or none"),
    ("raft 1\nat 5 expect state s1 x = 1", 2, 24, "=", "a text in double quotes, or none"),
    ("raft 1\nat 5 expect state s1 x 1", 2, 24, "1", "a text in double quotes, or none"),
    ("raft 1\nat 5 expect answer 1", 2, 21, "", "waiting, unknown or acknowledged"),
    ("raft 1\nat 5 expect answer x waiting", 2, 20, "x", "the number of a request, from 1"),
    ("raft 1\nat 5 expect answer 0 waiting", 2, 20, "0", "the number of a request, from 1"),
    ("raft 1\nat 5 expect answer 1 done", 2, 22, "done", "waiting, unknown or acknowledged"),
    ("raft 1\nat 5 expect sent", 2, 17, "", "message, or a kind of message"),
    ("raft 1\nat 5 expect sent heartbeat = 1", 2, 18, "heartbeat", "message, or a kind of message"),
    ("raft 1\nat 5 expect sent append s1 = 1", 2, 28, "=", "->"),
    ("raft 1\nat 5 expect sent append c1->s1 = 1", 2, 25, "c1", "servers, like s1->s2"),
    ("raft 1\nat 5 expect sent append", 2, 24, "", "=, !=, <=, >=, < or >"),
    ("raft 1\nat 5 expect sent append = many", 2, 27, "many", "a whole number"),
    ("raft 1\nat 5 expect elections", 2, 22, "", "=, !=, <=, >=, < or >"),
    ("raft 1\nat 5 expect no quorum", 2, 16, "quorum", "leader, violation or in-flight"),
    ("raft 1\nat 5 expect took", 2, 17, "", "the number of a request, from 1"),
    ("raft 1\nat 5 expect took 1 40", 2, 20, "40", "=, !=, <=, >=, < or >"),
    ("raft 1\nat 5 expect took 1 < soon", 2, 22, "soon", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nat 5 expect carried c1->s1 = 1", 2, 21, "c1", "servers, like s1->s2"),
    ("raft 1\nat 5 expect carried s1 = 1", 2, 24, "=", "->"),
    ("raft 1\nat 5 expect violation log", 2, 23, "log", "election-safety, leader-append-only, log-matching, leader-completeness, state-machine-safety, acknowledged-lost, uncommitted-read, false-acknowledgement, state-divergence, executed-twice, linearizability or leader-ignored, or the end of the line"),
    ("raft 1\nat 5 expect no violation log-matching yet", 2, 39, "yet", "the end of the line"),
    ("raft 1\nat 5 expect violations", 2, 23, "", "=, !=, <=, >=, < or >"),
    ("raft 1\nat 5 expect elections 3", 2, 23, "3", "=, !=, <=, >=, < or >"),
    ("raft 1\nalways expect leader extra", 2, 22, "extra", "a server, s1 to s5, or term, or the end of the line"),
    ("raft 1\nservers 3\nat 5 expect log s4 1", 3, 17, "s4", "a server, s1 to s3, or all or any"),
    ("raft 1\nat 5 expect vote all", 2, 21, "", "a server, s1 to s5, or none"),
    ("raft 1\nat 5 expect length any = x", 2, 26, "x", "a whole number"),
    ("raft 1\nat 5 expect entry s1 0 \"x\"", 2, 22, "0", "the index of an entry, from 1"),
    ("raft 1\nat 5 expect entry s1 1", 2, 23, "", "a text in double quotes, or noop"),
    ("raft 1\nat 5 expect answer 1 value", 2, 27, "", "a text in double quotes, or none"),
    ("raft 1\nat 5 expect answer 1 value 3", 2, 28, "3", "a text in double quotes, or none"),
    ("raft 1\nat 5 expect next-index s1 = 3", 2, 27, "=", "->, and a follower"),
    ("raft 1\nat 5 expect match-index s1->all = 3", 2, 29, "all", "a server, s1 to s5"),
    ("raft 1\nat 5 expect match-index s1->s2", 2, 31, "", "=, !=, <=, >=, < or >"),
    ("raft 1\nat 5 expect logs", 2, 17, "", "agree or equal"),
    ("raft 1\nat 5 expect term s1 never rises", 2, 27, "rises", "decreases"),
    ("raft 1\nat 5 expect term s1 rises", 2, 21, "rises", "=, !=, <=, >=, < or >, or never decreases"),
    ("raft 1\nat 5 expect in-flight", 2, 22, "", "message, or a kind of message"),
    ("raft 1\nat 5 expect no in-flight heartbeat", 2, 26, "heartbeat", "message, or a kind of message"),
    ("raft 1\nat 5 expect in-flight append s1", 2, 32, "", "->"),
    ("raft 1\nat 5 expect in-flight append first", 2, 30, "first", "term, prev-index, prev-term, entries, leader-commit, last-index, last-term or match-index, or granted, stored or refused"),
    ("raft 1\nat 5 expect in-flight append entries", 2, 37, "", "=, !=, <=, >=, < or >"),
    ("raft 1\nat 5 expect in-flight append granted", 2, 30, "granted", "what such a message carries: term, prev-index, prev-term, entries, leader-commit"),
    ("raft 1\nat 5 expect in-flight vote s1->s2 prev-index = 2", 2, 35, "prev-index", "what such a message carries: term, last-index, last-term"),
    ("raft 1\nat 5 expect in-flight request term = 2", 2, 31, "term", "the end of the line, as nothing of such a message can be compared"),
    ("raft 1\nat 5 expect sent vote between 3 = 2", 2, 33, "=", "and, and the end of the period"),
    ("raft 1\nat 5 expect elections between 3 and 2 = 2", 2, 37, "2", "an instant that is not before the beginning of the period"),
    ("raft 1\nat 5 expect carried between 3 and x = 2", 2, 35, "x", "a time in milliseconds, like 200 or 12.5"),
    ("raft 1\nat 5 expect applied s1 = -1", 2, 26, "-1", "a whole number"),
];

/// What people write from habit, and the error that says how it is written here.
#[rustfmt::skip]
const HINTS: &[(&str, &str)] = &[
    ("at 300ms heal", "line 2, column 4: unexpected \"300ms\"; times are numbers of milliseconds, as in \"at 300\""),
    ("at 5 delay append by 3s", "line 2, column 22: unexpected \"3s\"; times are numbers of milliseconds, as in \"at 300\""),
    ("at 5 deliver append until quiet", "line 2, column 14: unexpected \"append\"; \"until quiet\" needs \"every\", as in \"every append until quiet\""),
    ("at 5 note hello", "line 2, column 11: unexpected \"hello\"; a text is written in double quotes, as in \"hello\""),
    ("title Hello", "line 2, column 7: unexpected \"Hello\"; a text is written in double quotes, as in \"Hello\""),
    ("at 5 note no quotes", "line 2, column 11: unexpected \"no\"; a text is written in double quotes, as in \"no quotes\""),
    ("at 5 note zh hello # there", "line 2, column 14: unexpected \"hello\"; a text is written in double quotes, as in \"hello\""),
    ("at 5 note \"a\" zh two words", "line 2, column 18: unexpected \"two\"; a text is written in double quotes, as in \"two words\""),
    ("at 5 note \"hello", "line 2, column 11: unexpected \"hello; the closing quote of this text is missing"),
    ("at 5 note two \"words", "line 2, column 15: unexpected \"words; the closing quote of this text is missing"),
    ("election 150-300", "line 2, column 10: unexpected \"150-300\"; a range is written with \"..\", as in 150..300"),
    ("latency 10-20", "line 2, column 9: unexpected \"10-20\"; a range is written with \"..\", as in 10..20"),
    ("election 150–300", "line 2, column 13: unexpected \"–\"; a range is written with \"..\", as in 150..300"),
    ("election 150 - 300", "line 2, column 14: unexpected \"-\"; a range is written with \"..\", as in 150..300"),
    ("election 150 -300", "line 2, column 14: unexpected \"-300\"; a range is written with \"..\", as in 150..300"),
    ("election 150ms-300ms", "line 2, column 10: unexpected \"150ms-300ms\"; a range is written with \"..\", as in 150..300"),
    ("at 5 link s1->s2 latency 10 to 20 loss 1%", "line 2, column 29: unexpected \"to\"; a range is written with \"..\", as in 10..20"),
    ("at 5 cut s1→s2", "line 2, column 12: unexpected \"→\"; a link is written with \"->\", as in s1->s2"),
    ("at 5 cut s1 - c2", "line 2, column 13: unexpected \"-\"; a link is written with \"->\", as in s1->c2"),
    ("at 5 cut s1 s2", "line 2, column 13: unexpected \"s2\"; a link is written with \"->\", as in s1->s2"),
    ("at 5 link s1-s2 normal", "line 2, column 11: unexpected \"s1-s2\"; a link is written with \"->\", as in s1->s2"),
    ("at 5 drop append s1-s2", "line 2, column 18: unexpected \"s1-s2\"; a link is written with \"->\", as in s1->s2"),
    ("at 5 drop append *=>s2", "line 2, column 19: unexpected \"=\"; a link is written with \"->\", as in *->s2"),
    ("at 5 hold every append s1-s2", "line 2, column 24: unexpected \"s1-s2\"; a link is written with \"->\", as in s1->s2"),
    ("at 5 expect sent append s1-s2 = 2", "line 2, column 25: unexpected \"s1-s2\"; a link is written with \"->\", as in s1->s2"),
    ("at 5 expect carried s1-s2 = 2", "line 2, column 21: unexpected \"s1-s2\"; a link is written with \"->\", as in s1->s2"),
    ("at 5 expect in-flight append s1-s2", "line 2, column 30: unexpected \"s1-s2\"; a link is written with \"->\", as in s1->s2"),
    ("at 5 expect next-index s1-s2 = 3", "line 2, column 24: unexpected \"s1-s2\"; a link is written with \"->\", as in s1->s2"),
    ("election 300..150", "line 2, column 10: unexpected \"300\"; the shortest election timeout exceeds the longest"),
    ("heartbeat 0", "line 2, column 11: unexpected \"0\"; timeouts and intervals are from 1 ms to an hour"),
    ("latency 20..10", "line 2, column 9: unexpected \"20\"; the shortest latency exceeds the longest"),
    ("at 5 network loss 1% latency 4000000", "line 2, column 30: unexpected \"4000000\"; a latency is at most an hour"),
    ("servers 10", "line 2, column 9: unexpected \"10\"; a cluster has 1 to 9 servers, not 10"),
    ("server s5 log 1\nservers 3", "line 3, column 9: unexpected \"3\"; there are more starting logs than servers"),
    ("clock s5 2x\nservers 3", "line 3, column 9: unexpected \"3\"; there are more clocks than servers"),
    ("server s1 log 1 1 commit 3", "line 2, column 8: unexpected \"s1\"; the commitIndex of s1 is at most 2, the last index of its log"),
    ("server s1 term 1 log 2 term 1", "line 2, column 8: unexpected \"s1\"; s1 cannot start so: log terms begin at 1, never decrease and never exceed its own term, and its vote is for a server of the cluster"),
    ("servers 3\n\nservers 5", "line 4, column 1: unexpected \"servers\"; \"servers\" is already set in line 2; change that line instead"),
    ("clock s1 2x\nclock s1 3x", "line 3, column 1: unexpected \"clock\"; \"clock s1\" is already set in line 2; change that line instead"),
    ("by 5 crash s1", "line 2, column 6: unexpected \"crash\"; \"by TIME\" is followed by an expectation, as in \"by 300 expect leader\"; an action or a note is written with \"at\""),
    ("always note \"x\"", "line 2, column 8: unexpected \"note\"; \"always\" is followed by an expectation, as in \"always expect leader\"; an action or a note is written with \"at\""),
    ("never leader", "line 2, column 7: unexpected \"leader\"; \"never\" is followed by an expectation, as in \"never expect leader\"; an action or a note is written with \"at\""),
    ("at 5 cut s1-s2", "line 2, column 10: unexpected \"s1-s2\"; a link is written with \"->\", as in s1->s2"),
    ("at 5 cut c1-s2", "line 2, column 10: unexpected \"c1-s2\"; a link is written with \"->\", as in c1->s2"),
    ("at 5 heal\nclock s1 2x", "line 3, column 1: unexpected \"clock\"; settings come before the first step: move this line up, above line 2"),
    ("at 5 mend s1-s2", "line 2, column 11: unexpected \"s1-s2\"; a link is written with \"->\", as in s1->s2"),
    ("loss 0.05%", "line 2, column 6: unexpected \"0.05%\"; a share has at most one decimal, as in 0.5%"),
    ("at 5 network loss 5.25%", "line 2, column 19: unexpected \"5.25%\"; a share has at most one decimal, as in 0.5%"),
    ("at 5 heal\nend 900", "line 3, column 1: unexpected \"end\"; settings come before the first step: move this line up, above line 2"),
    ("\nat 5 heal\nrule noop appended", "line 4, column 1: unexpected \"rule\"; settings come before the first step: move this line up, above line 3"),
];

#[test]
fn errors_say_how_to_write_what_was_meant() {
    for (text, said) in HINTS {
        assert_eq!(error(&format!("raft 1\n{text}")).to_string(), *said);
    }
}

/// A step knows where its line begins, wherever its time puts it; equality ignores that.
#[test]
fn steps_know_where_they_were_read() {
    let text = "raft 1 # one\n# two\n\nat 20 crash s1\n  at 10 note \"#\" # five\n# six\n\
                never expect leader\r\n\t+ 5 heal";
    let scenario = Scenario::parse(text).expect("it can be read");
    let origins = scenario.steps.iter().map(|step| (step.origin.line, step.origin.column));
    assert_eq!(origins.collect::<Vec<_>>(), [(7, 1), (5, 3), (8, 2), (4, 1)]);
    let printed = Scenario::parse(&scenario.print());
    assert_eq!(printed, Ok(scenario));
}

/// Texts whose errors list everything that could stand there, and the words of the list.
#[rustfmt::skip]
const LISTS: [(&str, &str); 11] = [
    ("raft 1\nwhat", "title servers seed election heartbeat latency loss duplicate rule manual server clock end at by always never +"),
    ("raft 1\nat 1 what", "expect note crash restart pause resume timeout heartbeat fire clock cut mend partition heal link network client drop deliver duplicate delay hold release"),
    ("raft 1\nat 1 expect what", "leader no role term vote log length entry logs next-index match-index commit applied state answer took sent carried in-flight elections violation violations"),
    ("raft 1\nat 1 drop what", "message every m12 vote vote-reply prevote prevote-reply append append-reply request answer"),
    ("raft 1\nat 1 expect role s1 what", "follower pre-candidate candidate leader up paused crashed"),
    ("raft 1\nat 1 fire s1 what", "election heartbeat quorum-check leader-lease"),
    ("raft 1\nat 1 expect answer 1 what", "waiting unknown acknowledged value"),
    ("raft 1\nat 1 expect in-flight append what", "term prev-index prev-term entries leader-commit last-index last-term match-index granted stored refused"),
    ("raft 1\nat 1 expect logs what", "agree equal"),
    ("raft 1\nat 1 expect no what", "leader violation in-flight"),
    ("raft 1\nat 1 expect entry s1 1 what", "quotes noop"),
];

fn error(text: &str) -> ParseError {
    match Scenario::parse(text) {
        Err(error) => error,
        Ok(scenario) => panic!("{text:?} can be read: {scenario:?}"),
    }
}

#[test]
fn errors_say_where_what_and_what_else() {
    for &(text, line, column, found, expected) in CASES {
        let error = error(text);
        let is = (error.line, error.column, error.found.as_str());
        assert_eq!(is, (line, column, found), "{text:?}: {error}");
        assert!(error.expected.starts_with(expected), "{text:?}: {error}");
        assert_eq!(is_there(text, &error), Ok(()), "{text:?}");
    }
}

/// Checks that the text found by an error is really there.
fn is_there(text: &str, error: &ParseError) -> Result<(), String> {
    let ParseError { line, column, found, .. } = error;
    let complaint = || format!("{error}, in {text:?}");
    let line = text.lines().nth(*line as usize - 1).or((*line == 1).then_some(""));
    let line = line.ok_or_else(complaint)?;
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let before: String = line.chars().take(*column as usize - 1).collect();
    if before.chars().count() + 1 != *column as usize {
        return Err(complaint());
    }
    let rest = &line[before.len()..];
    let is_so = match found.strip_suffix('…') {
        _ if found.is_empty() => rest.trim().is_empty() || rest.starts_with('#'),
        Some(beginning) if beginning.chars().count() == 40 => rest.starts_with(beginning),
        _ => rest.starts_with(found.as_str()),
    };
    if is_so { Ok(()) } else { Err(complaint()) }
}

#[test]
fn errors_are_written_as_one_line_with_their_place() {
    let said = |text| error(text).to_string();
    assert_eq!(
        said("raft 1\nservers many"),
        "line 2, column 9: unexpected \"many\"; expected a number of servers, 1 to 9"
    );
    assert_eq!(
        said("raft 1\nat 5 cut s1"),
        "line 2, column 12: the line ends here; expected -> or <->"
    );
    assert_eq!(
        said("raft 1\nat 5 heal \"all\""),
        "line 2, column 11: unexpected \"all\"; expected the end of the line"
    );
    assert_eq!(
        said("raft 2\nwhatever a newer version can say"),
        "line 1, column 6: unexpected \"2\"; expected a version this program can read, which is 1: \
         the text needs a newer one"
    );
}

/// Columns count characters, not bytes.
#[test]
fn columns_are_counted_in_characters() {
    let error = error("raft 1\ntitle \"日志\" zh 日");
    assert_eq!((error.line, error.column), (2, 15));
}

#[test]
fn long_words_are_shortened() {
    let error = error(&format!("raft 1\n{}", "日".repeat(60)));
    assert_eq!(error.found, format!("{}…", "日".repeat(40)));
}

#[test]
fn a_text_that_is_too_long_is_refused_where_it_becomes_so() {
    let longest = format!("raft 1\n{}", "#\n".repeat((MAX_TEXT - 7) / 2));
    assert!(longest.len() == MAX_TEXT - 1 && Scenario::parse(&longest).is_ok());
    let error = error(&format!("{longest}\n日"));
    assert_eq!((error.line, error.column, error.found.as_str()), (1_048_575, 1, "日"));
    assert_eq!(
        error.expected,
        "the end of the text, which may have 2097152 bytes (this one has 2097155)"
    );
}

/// Many languages of one title are read in one pass.
#[test]
fn a_title_may_have_many_languages() {
    let letters = || b'a'..=b'z';
    let codes = letters().flat_map(|a| {
        letters().flat_map(move |b| letters().map(move |c| [a, b, c].map(char::from)))
    });
    let texts: String = codes.map(|[a, b, c]| format!(" {a}{b}{c} \"x\"")).collect();
    let scenario = Scenario::parse(&format!("raft 1\ntitle{texts}")).expect("it can be read");
    assert_eq!(scenario.title.0.len(), 26 * 26 * 26);
    let twice = error(&format!("raft 1\ntitle{texts} {} \"y\"", "zzz"));
    assert_eq!(twice.expected, "one text in the language zzz");
}

/// Whatever the text, an error repeats little of it, and nothing that changes how it is shown.
#[test]
fn errors_show_little_and_only_what_can_be_seen() {
    let long = "x".repeat(100_000);
    let spoilt = [
        format!("raft 1\n{long}"),
        format!("raft 1\ntitle en \"\" {long} \"\" {long} \"\""),
        format!("raft 1\nserver s1 log 1\nserver s1 {long}"),
        format!("raft 1\nat 0 client \"{long}\""),
        format!("raft 1\nat 0 client \"set {long}\""),
        "raft 1\n\u{202e}\u{2066}".to_owned(),
        "raft 1\nat 0 client \"\u{202e}\u{0}\u{200b}\"".to_owned(),
    ];
    for text in spoilt {
        let said = error(&text).to_string();
        assert!(said.chars().count() < 500, "{said}");
        let hidden = ['\u{202e}', '\u{2066}', '\u{0}', '\u{200b}'];
        assert!(!said.contains(hidden), "{said:?}");
    }
}

#[test]
fn an_error_lists_what_could_stand_there() {
    for (text, words) in LISTS {
        let expected = error(text).expected;
        let listed: Vec<_> = expected.split([' ', ',', '(', ')']).collect();
        for word in words.split(' ') {
            assert!(listed.contains(&word), "{word} is missing: {expected}");
        }
    }
    for rule in raft_core::Rules::TABLE {
        assert!(error("raft 1\nrule what").expected.contains(rule.name));
        for choice in rule.choices {
            let expected = error(&format!("raft 1\nrule {} what", rule.name)).expected;
            assert!(expected.contains(choice.name), "{expected}");
        }
    }
}

#[test]
fn spaces_and_line_ends_are_nobodys_fault() {
    let plain = Scenario::parse("raft 1\nservers 3\nat 5 crash s1\n").expect("it can be read");
    let same = [
        "\u{feff}raft 1\nservers 3\nat 5 crash s1\n",
        "raft 1\r\nservers 3\r\nat 5 crash s1\r\n",
        "raft 1\nservers 3\nat 5 crash s1",
        "\traft\t1\t\n\tservers 3  \n  at   5\tcrash\ts1   ",
        "\n\nraft 1\n\n\nservers 3\n\nat 5 crash s1\n\n\n",
        "raft\u{a0}1\nservers\u{3000}3\nat 5 crash s1",
        "raft 1\nservers 3\n+5 crash s1",
    ];
    for text in same {
        assert_eq!(Scenario::parse(text), Ok(plain.clone()), "{text:?}");
    }
}

#[test]
fn comments_stay_with_what_they_are_about() {
    let text = "# first\nraft 1 # second\nservers 3 # third\n# fourth\n\nat 5 crash s1 # fifth\n\
                at 1 timeout s1\n# last";
    let scenario = Scenario::parse(text).expect("it can be read");
    assert_eq!(scenario.comment, ["first", "second", "third", "last"]);
    assert_eq!(scenario.steps[0].comment, [""; 0]);
    assert_eq!(scenario.steps[1].comment, ["fourth", "fifth"]);
    let printed = "# first\n# second\n# third\n# last\nraft 1\nservers 3\nat 1 timeout s1\n\
                   # fourth\n# fifth\nat 5 crash s1\n";
    assert_eq!(scenario.print(), printed);
    assert_eq!(Scenario::parse(printed), Ok(scenario));
}

#[test]
fn a_sign_of_a_comment_in_quotes_is_none() {
    let text = r##"raft 1
at 1 note "# \" # " # but this is
"##;
    let scenario = Scenario::parse(text).expect("it can be read");
    assert_eq!(scenario.steps[0].comment, ["but this is"]);
    let printed = r##"raft 1
# but this is
at 1 note "# \" # "
"##;
    assert_eq!(scenario.print(), printed);
}

/// Random draws for the mutations.
struct Chance(SplitMix64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0.below(limit.max(1) as u64) as usize
    }

    /// One edit: of bytes, of characters, of words or of lines.
    fn spoil(&mut self, text: &str, other: &str) -> String {
        const ODD: [&str; 16] = [
            "\"",
            "\\",
            "#",
            "->",
            "..",
            "*",
            "9999999999999999999",
            "-1",
            "",
            "\0",
            "\r",
            "\u{feff}",
            "日",
            "s1",
            "every",
            "\n",
        ];
        match self.below(7) {
            0 => {
                let mut bytes = text.as_bytes().to_vec();
                let at = self.below(bytes.len());
                bytes[at] = self.below(256) as u8;
                String::from_utf8_lossy(&bytes).into_owned()
            }
            1 => {
                let mut bytes = text.as_bytes().to_vec();
                bytes.remove(self.below(text.len()));
                String::from_utf8_lossy(&bytes).into_owned()
            }
            2 => {
                let mut chars: Vec<_> = text.chars().collect();
                let (a, b) = (self.below(chars.len()), self.below(chars.len()));
                chars.swap(a, b);
                chars.into_iter().collect()
            }
            3 => {
                let mut words: Vec<_> = text.split(' ').collect();
                let at = self.below(words.len());
                words[at] = ODD[self.below(ODD.len())];
                words.join(" ")
            }
            4 => {
                let mut lines: Vec<_> = text.lines().collect();
                let (a, b) = (self.below(lines.len()), self.below(lines.len()));
                lines.swap(a, b);
                lines.join("\n")
            }
            5 => {
                let lines: Vec<_> = other.lines().collect();
                let mut own: Vec<_> = text.lines().collect();
                own.insert(self.below(own.len() + 1), lines[self.below(lines.len())]);
                own.join("\n")
            }
            _ => {
                let at = self.below(text.len());
                let end = (0..=at).rev().find(|&at| text.is_char_boundary(at));
                text[..end.unwrap_or(0)].to_owned()
            }
        }
    }
}

fn builtin() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let files = fs::read_dir(folder).expect("there is a folder of scenarios");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("it is a text")).collect()
}

/// Ten thousand mutated texts: none makes the reader panic, errors are where they say they are, and
/// whatever can still be read prints to a text that reads as the same scenario.
#[test]
fn spoilt_texts_are_refused_or_read_but_never_a_disaster() {
    let texts = builtin();
    let mut chance = Chance(SplitMix64(1));
    let (mut read, mut refused) = (0, 0);
    for _ in 0..10_000 {
        let mut text = texts[chance.below(texts.len())].clone();
        for _ in 0..1 + chance.below(3) {
            let other = &texts[chance.below(texts.len())];
            if !text.is_empty() {
                text = chance.spoil(&text, other);
            }
        }
        match Scenario::parse(&text) {
            Err(error) => {
                refused += 1;
                assert_eq!(is_there(&text, &error), Ok(()));
            }
            Ok(scenario) => {
                read += 1;
                let printed = scenario.print();
                assert_eq!(Scenario::parse(&printed), Ok(scenario), "{text:?}\n{printed}");
            }
        }
    }
    assert!(read > 1000 && refused > 1000, "{read} read, {refused} refused");
}

/// What can still be read can be played: impossible acts are refused, and nothing else goes wrong.
#[test]
fn spoilt_texts_can_be_played() {
    let texts = builtin();
    let mut chance = Chance(SplitMix64(2));
    let mut played = 0;
    while played < 150 {
        let text = &texts[chance.below(texts.len())];
        let other = &texts[chance.below(texts.len())];
        let Ok(mut scenario) = Scenario::parse(&chance.spoil(text, other)) else {
            continue;
        };
        // A mutated time may be hours away.
        let soon = raft_sim::Time::from_ms(5_000);
        scenario.steps.retain(|step| step.at < soon);
        scenario.end = scenario.end.map(|end| end.min(soon));
        scenario.run(&mut ()).expect("what can be read can be set up");
        played += 1;
    }
}
