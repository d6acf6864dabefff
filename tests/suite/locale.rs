//! The words of the interface: whole in both languages, used, and nowhere written past the
//! catalogue. And times: what is printed can be read again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chrono::{Datelike, Days};
use fluent_bundle::FluentResource;
use planwright::locale::{Catalogue, read_date, read_number, read_when, words};
use planwright::model::{DateSpan, Language, When};
use planwright::session::Command;
use proptest::prelude::*;

use crate::arbitrary;
use crate::source::{Literal, Source, package, sources};

const FILES: [&str; 2] = ["zh-CN", "en"];

/// The messages of a language in their order, with the text of each.
fn messages(language: &str) -> Vec<(String, String)> {
    let folder = package().join("assets/locales").join(language);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let catalogue =
        sources().into_iter().find(|source| source.path.ends_with("locale/catalogue.rs")).unwrap();
    let mut messages: Vec<(String, String)> = Vec::new();
    for file in files {
        let subject = file.file_stem().unwrap().to_string_lossy().into_owned();
        let is_listed = catalogue.literals.iter().any(|literal| literal.text == subject);
        assert!(is_listed, "{} is not in the list of src/locale/catalogue.rs", file.display());
        let text = fs::read_to_string(&file).unwrap();
        if let Err((_, faults)) = FluentResource::try_new(text.clone()) {
            panic!("{}: {faults:?}", file.display());
        }
        for line in text.lines() {
            if line.starts_with([' ', '\t']) {
                let (_, message) = messages.last_mut().unwrap();
                message.push('\n');
                message.push_str(line.trim());
            } else if let Some((key, message)) = line.split_once(" =")
                && !line.starts_with('#')
            {
                messages.push((key.to_owned(), message.trim().to_owned()));
            }
        }
    }
    messages
}

fn variables(message: &str) -> BTreeSet<String> {
    message
        .split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect())
        .collect()
}

fn catalogue() -> BTreeMap<String, BTreeSet<String>> {
    messages(FILES[0]).into_iter().map(|(key, message)| (key, variables(&message))).collect()
}

/// The rooms that speak to the user.
fn speaking() -> Vec<Source> {
    sources()
        .into_iter()
        .filter(|source| {
            matches!(source.room().as_deref(), Some("ui" | "session"))
                || source.path.ends_with("print/words.rs")
        })
        .collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[test]
fn both_languages_have_the_same_messages_in_the_same_order() {
    let [chinese, english] = FILES.map(messages);
    let keys =
        |messages: &[(String, String)]| messages.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&chinese), keys(&english));
    let unique: BTreeSet<String> = keys(&chinese).into_iter().collect();
    assert_eq!(unique.len(), chinese.len(), "a key stands twice");
    for ((key, chinese), (_, english)) in chinese.iter().zip(&english) {
        assert!(!chinese.is_empty() && !english.is_empty(), "{key} is empty");
        assert_eq!(variables(chinese), variables(english), "{key}");
    }
}

#[test]
fn each_language_is_written_in_its_own_script() {
    // The program's name, and the name of the other language.
    let either = ["app-name", "app-name-short", "app-mark", "command-switch-language"];
    let [chinese, english] = FILES.map(messages);
    for ((key, chinese), (_, english)) in chinese.iter().zip(&english) {
        if either.contains(&key.as_str()) {
            continue;
        }
        let without_arguments = |text: &str| -> String {
            text.split('{')
                .enumerate()
                .map(|(at, part)| if at == 0 { part } else { part.split_once('}').unwrap().1 })
                .collect()
        };
        let bare = without_arguments(chinese);
        assert!(bare.chars().any(is_han) || !bare.contains(char::is_alphabetic), "{key}: {chinese}");
        assert!(!english.contains(is_han), "{key}: {english}");
    }
}

#[test]
fn every_key_that_is_used_exists_and_takes_what_it_is_given() {
    let catalogue = catalogue();
    let mut faults = Vec::new();
    for source in speaking() {
        for literal in source.shipped() {
            let before = source.code[..literal.at - 1].trim_end();
            if !(before.ends_with(".text(") || before.ends_with(".with("))
                || !looks_like_a_key(&literal.text)
                || is_part_of_an_id(&source, literal)
            {
                continue;
            }
            let place = source.line_of(literal.at);
            match catalogue.get(&literal.text) {
                None => faults.push(format!("{place}: there is no message {}", literal.text)),
                Some(wanted) => {
                    let given = arguments(&source, literal);
                    if before.ends_with(".text(") && !wanted.is_empty() {
                        faults.push(format!("{place}: {} wants {wanted:?}", literal.text));
                    } else if given.as_ref().is_some_and(|given| given != wanted) {
                        faults
                            .push(format!("{place}: {} is given {given:?}, wants {wanted:?}", literal.text));
                    }
                }
            }
        }
    }
    for command in Command::ALL {
        let derived: &[&str] = match command {
            Command::Undo | Command::Redo => &["", "-step"],
            Command::AddSubMeasure | Command::AddParagraph | Command::ToggleTitle => &["", "-short"],
            _ => &[""],
        };
        for ending in derived {
            let key = format!("{}{ending}", command.key());
            if !catalogue.contains_key(&key) {
                faults.push(format!("there is no message {key}"));
            }
        }
    }
    // Keys that are picked from a table: whatever is written like one of a family is one.
    let families: BTreeSet<&str> = catalogue.keys().filter_map(|key| key.split('-').next()).collect();
    for source in speaking() {
        for literal in source.shipped() {
            let family = literal.text.split('-').next().unwrap_or_default();
            if looks_like_a_key(&literal.text)
                && literal.text.contains('-')
                && families.contains(family)
                && !catalogue.contains_key(&literal.text)
                && !is_name_of_a_widget(&source, literal)
            {
                faults.push(format!("{}: no message {}", source.line_of(literal.at), literal.text));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn looks_like_a_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Tells `id.with("part")` from `words.with("key", …)`.
fn is_part_of_an_id(source: &Source, literal: &Literal) -> bool {
    source.code[..literal.at - 1].ends_with(".with(")
        && source.code[literal.at + literal.text.len() + 1..].starts_with(')')
}

/// Returns the names of the arguments that are written out behind a key.
fn arguments(source: &Source, key: &Literal) -> Option<BTreeSet<String>> {
    let from = key.at + key.text.len() + 1;
    let rest = source.code[from..].trim_start().strip_prefix(',')?.trim_start().strip_prefix("&[")?;
    let start = source.code.len() - rest.len();
    let mut depth = 1;
    let end = rest.char_indices().find_map(|(at, c)| {
        depth += match c {
            '[' => 1,
            ']' => -1,
            _ => 0,
        };
        (depth == 0).then_some(start + at)
    })?;
    let names = source.literals.iter().filter(|literal| (start..end).contains(&literal.at));
    let names = names.filter(|literal| source.code[..literal.at - 1].ends_with('('));
    let names = names.filter(|literal| source.code[literal.at + literal.text.len() + 1..].starts_with(','));
    Some(names.map(|literal| literal.text.clone()).collect())
}

/// Tells whether a string only tells widgets apart and is never seen.
fn is_name_of_a_widget(source: &Source, literal: &Literal) -> bool {
    let line = source.code[..literal.at].lines().last().unwrap_or_default().trim_start();
    if line.starts_with("let id = ") || is_part_of_an_id(source, literal) {
        return true;
    }
    let before = source.code[..literal.at - 1].trim_end();
    [
        "unique(",
        "unique((",
        "id_salt(",
        "id_salt((",
        "IdSalt::new(",
        "with((",
        "Grid::new(",
        "left(",
        "right(",
        "top(",
        "bottom(",
        "id(",
    ]
    .iter()
    .any(|call| before.ends_with(call))
}

#[test]
fn no_key_is_unused() {
    let mut used: BTreeSet<String> = BTreeSet::new();
    for source in sources() {
        used.extend(source.shipped().map(|literal| literal.text.clone()));
    }
    let derived = |key: &str| {
        let base = key.strip_suffix("-step").or_else(|| key.strip_suffix("-short"));
        base.is_some_and(|base| Command::ALL.iter().any(|command| command.key() == base))
    };
    let unused: Vec<String> =
        catalogue().into_keys().filter(|key| !used.contains(key) && !derived(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_command_is_labelled() {
    for language in [Language::ZhCn, Language::En] {
        let words = Catalogue::new(language);
        let mut labels = BTreeSet::new();
        for command in Command::ALL {
            assert!(words.has(command.key()), "{command:?}");
            assert!(
                labels.insert(words.text(command.key())),
                "two commands are called the same: {command:?}"
            );
        }
    }
}

#[test]
fn no_words_are_written_past_the_catalogue() {
    // Lists that recognise what a written name stands for.
    let recognising = ["write/owners.rs", "clipboard/cells.rs"];
    let arguments: BTreeSet<String> = catalogue().into_values().flatten().collect();
    let keys = catalogue();
    let mut faults = Vec::new();
    for source in speaking() {
        if recognising.iter().any(|path| source.path.ends_with(path)) {
            continue;
        }
        for literal in source.shipped() {
            let text = &literal.text;
            let before = source.code[..literal.at - 1].trim_end();
            let known = keys.contains_key(text)
                || arguments.contains(text)
                || is_name_of_a_widget(&source, literal)
                || ["reason =", "debug_struct(", "field(", ".format("].iter().any(|call| before.ends_with(call))
                // Names of faces and of their files.
                || source.path.ends_with("theme.rs")
                // Names of keys as they stand on the keyboard, and what they are kept by.
                || source.path.ends_with("session/keys.rs")
                // What layouts, profiles and sizes of paper are known by to other rooms and to printers.
                || source.path.ends_with("printing/layouts.rs")
                || source.path.ends_with("printing/media.rs")
                || before.ends_with("trim_start_matches(")
                // Endings of files, and what parts cells.
                || ["pdf", "docx", "xlsx", "ics", "md", "txt", "png", "svg", "\\t"].contains(&text.as_str());
            if text.contains(is_han) || (!known && has_letters(text)) {
                faults.push(format!("{}: {text:?}", source.line_of(literal.at)));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Tells whether a format string has letters of its own, beside the names of its arguments.
fn has_letters(text: &str) -> bool {
    let mut depth = 0;
    let mut letters = String::new();
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            c if depth == 0 && c.is_alphabetic() => letters.push(c),
            _ => {}
        }
    }
    // Prefixes of names that only tell things apart, and endings of keys.
    let joined = ["page-{}", "template-{}", "{}-step", "{}-short"].contains(&text);
    !letters.is_empty() && !joined
}

/// A time that is printed like another one: the printed words name the other one.
///
/// - A span of one whole month is printed as the month: `3月`, `March`.
/// - A span of one day is printed as the day: `5月4日`, `4 May`, which reads as the deadline.
fn same_in_print(when: &When) -> Option<When> {
    let When::Span(span) = when else { return None };
    let (first, last) = (span.first(), span.last());
    if first == last {
        return Some(When::By(first));
    }
    let whole = first.day() == 1 && (last + Days::new(1)).day() == 1;
    let one = first.month() == last.month() && first.year() == last.year();
    (whole && one)
        .then(|| planwright::model::Month::new(first.year(), first.month()).map(When::Month).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_printed_time_is_read_as_itself(when in arbitrary::when(), shown_year in 2025..2030_i32) {
        prop_assume!(!matches!(when, When::Unclear(_)));
        let wanted = same_in_print(&when).unwrap_or_else(|| when.clone());
        for language in [Language::ZhCn, Language::En] {
            for year in [None, Some(shown_year)] {
                let printed = words::when(language, &when, year);
                let read = read_when(&printed, shown_year);
                prop_assert_eq!(read.as_ref(), Some(&wanted), "{}", printed);
            }
        }
    }

    #[test]
    fn a_time_near_the_plans_year_is_read_as_itself(
        year in 2026..2029_i32, from in 0_u64..800, length in 0_u64..800, shown_year in 2026..2029_i32,
    ) {
        let first = chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap() + Days::new(from);
        for (first, last) in [
            (first, first + Days::new(length)),
            // Whole months.
            (first.with_day(1).unwrap(), (first + Days::new(length + 31)).with_day(1).unwrap() - Days::new(1)),
        ] {
            let when = When::Span(DateSpan::new(first, last).unwrap());
            let wanted = same_in_print(&when).unwrap_or_else(|| when.clone());
            for language in [Language::ZhCn, Language::En] {
                let printed = words::when(language, &when, Some(shown_year));
                prop_assert_eq!(read_when(&printed, shown_year), Some(wanted.clone()), "{}", printed);
            }
        }
    }

    #[test]
    fn a_printed_day_is_read_as_itself(day in arbitrary::date()) {
        for language in [Language::ZhCn, Language::En] {
            prop_assert_eq!(read_date(&words::date(language, day), 2027), Some(day));
            prop_assert_eq!(read_date(&words::short_date(language, day, Some(day.year())), day.year()), Some(day));
        }
    }

    #[test]
    fn reading_never_panics(text in ".{0,40}", pieces in prop::collection::vec(prop::sample::select(PIECES), 0..6)) {
        for text in [text, pieces.concat()] {
            drop((read_when(&text, 2027), read_date(&text, 2027), read_number(&text)));
        }
    }
}

/// Pieces of times, to be put together in any order.
const PIECES: &[&str] = &[
    "每",
    "周",
    "月",
    "年",
    "日",
    "号",
    "底",
    "末",
    "前",
    "以",
    "至",
    "到",
    "两",
    "十",
    "五",
    "2",
    "31",
    "99999",
    "季度",
    "半年",
    "第",
    "个",
    "首",
    "工作日",
    "小时",
    "内",
    "次",
    "，",
    "、",
    "~",
    "2027",
    "every ",
    "twice ",
    "times ",
    "on the ",
    "of the ",
    "of every month",
    "last day",
    "month",
    "within ",
    "by ",
    " to ",
    "until ",
    "June ",
    "29 February ",
    "Q2",
    "end of ",
    "day",
    "-",
    "/",
    ".",
    " ",
    "〇",
    "％",
    "１",
];

#[test]
fn people_write_times_in_many_ways() {
    let read = |text: &str| read_when(text, 2027).map(|when| words::when(Language::ZhCn, &when, Some(2027)));
    for (text, wanted) in [
        ("6月底", "6月30日前"),
        ("6月底前", "6月30日前"),
        ("年底前", "12月31日前"),
        ("2027年底", "12月31日前"),
        ("一季度末", "3月31日前"),
        ("4月上旬", "4月10日前"),
        ("十二月中旬", "12月20日前"),
        ("上半年", "1月至6月"),
        ("全年", "1月至12月"),
        ("半年一次", "每半年"),
        ("二季度", "二季度"),
        ("第3季度", "三季度"),
        ("每月25日", "每月25日"),
        ("每月25号", "每月25日"),
        ("每周五两次", "每周五2次"),
        ("每周五次", "每周5次"),
        ("每月二十次", "每月20次"),
        ("每季度末", "每季度末"),
        ("每半年末", "每半年末"),
        ("每月15日、月末", "每月15日、月末"),
        ("每周五，至6月30日止", "每周五，至6月30日止"),
        ("48小时内", "48小时内"),
        ("３个工作日内", "3个工作日内"),
        ("3月至5月", "3月至5月"),
        ("6月1日至20日", "6月1日至20日"),
        ("by 30 June", "6月30日前"),
        ("end of June", "6月30日前"),
        ("every Friday", "每周五"),
        ("twice a month", "每月2次"),
        ("twice a year", "每年2次"),
        ("every 15 December", "每年12月15日"),
        ("on the 10th and last day of every month", "每月10日、月末"),
        ("November to February 2028", "11月至2028年2月"),
        ("2 March to 15 June 2028", "2028年3月2日至6月15日"),
        ("within 2 hours", "2小时内"),
    ] {
        assert_eq!(read(text).as_deref(), Some(wanted), "{text}");
    }
    for text in [
        "尽快",
        "每",
        "每次",
        "每周八",
        "每月0日",
        "13月",
        "2月30日",
        "within hours",
        "every",
        "times",
        "以内",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}
