//! The bracket behind a measure in which a printed plan tells its fields:
//! （责任人：王芳；协助：陈晓；时间：6月底；指标：差错率≤0.5%）, (Owner: Wang Fang; time: June).

use std::collections::BTreeSet;

use super::Field;
use super::draft::ItemDraft;
use crate::locale::{read_indicator, read_when};
use crate::model::{OwnerRole, Target, When, YearNumber};

/// What a label in a bracket says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Owner(OwnerRole),
    Time,
    Indicators,
    Source,
}

/// The labels, as the printed page has them.
const LABELS: [(&str, Label); 16] = [
    ("责任人", Label::Owner(OwnerRole::Responsible)),
    ("协助", Label::Owner(OwnerRole::Helps)),
    ("审批", Label::Owner(OwnerRole::Approves)),
    ("督办", Label::Owner(OwnerRole::Watches)),
    ("owner", Label::Owner(OwnerRole::Responsible)),
    ("help", Label::Owner(OwnerRole::Helps)),
    ("approval", Label::Owner(OwnerRole::Approves)),
    ("oversight", Label::Owner(OwnerRole::Watches)),
    ("时间", Label::Time),
    ("时限", Label::Time),
    ("time", Label::Time),
    ("limit", Label::Time),
    ("指标", Label::Indicators),
    ("indicators", Label::Indicators),
    ("依据", Label::Source),
    ("source", Label::Source),
];

/// An indicator as a bracket tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ToldIndicator {
    /// Its name.
    pub(super) name: String,
    /// Its unit.
    pub(super) unit: String,
    /// Its target, where one is told.
    pub(super) target: Option<Target>,
}

/// The value of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Owner(String, OwnerRole),
    Time(When),
    Indicator(ToldIndicator),
    Source(String),
}

impl Value {
    /// Returns the field that it is for.
    pub(super) fn field(&self) -> Field {
        match self {
            Self::Owner(name, _) => Field::Owner(name.clone()),
            Self::Time(_) => Field::Time,
            Self::Indicator(indicator) => Field::Indicator(indicator.name.clone()),
            Self::Source(_) => Field::Source,
        }
    }
}

/// One label with its values, each as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fact {
    /// The label with its colon, as it stands.
    label: String,
    values: Vec<(String, Value)>,
}

/// A bracket that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bracket {
    /// Where it stands in the text, in bytes.
    from: usize,
    to: usize,
    facts: Vec<Fact>,
    is_latin: bool,
}

impl Bracket {
    /// Returns the values with the words they were read from.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.facts.iter().flat_map(|fact| &fact.values).map(|(words, value)| (words.as_str(), value))
    }

    /// Returns the text with only those fields left in the bracket that are refused, and the words that
    /// were taken out.
    fn without(&self, text: &str, refused: &dyn Fn(&Field) -> bool) -> (String, String) {
        let (between, comma) = if self.is_latin { ("; ", ", ") } else { ("；", "、") };
        let left: Vec<String> = self
            .facts
            .iter()
            .filter_map(|fact| {
                let kept: Vec<&str> = fact
                    .values
                    .iter()
                    .filter(|(_, value)| refused(&value.field()))
                    .map(|(words, _)| words.as_str())
                    .collect();
                (!kept.is_empty()).then(|| format!("{}{}", fact.label, kept.join(comma)))
            })
            .collect();
        let whole = text.get(self.from..self.to).unwrap_or_default();
        let before = text.get(..self.from).unwrap_or_default();
        let after = text.get(self.to..).unwrap_or_default();
        if left.is_empty() {
            return (format!("{}{after}", before.trim_end()), whole.to_owned());
        }
        let (opens, closes) = if self.is_latin { ("(", ")") } else { ("（", "）") };
        let taken = if left.len() == self.facts.len() { String::new() } else { whole.to_owned() };
        (format!("{before}{opens}{}{closes}{after}", left.join(between)), taken)
    }
}

/// Finds the bracket at the end of a measure's text. Every piece of it has a label of the printed page
/// and can be read; else it is words like any other.
pub(super) fn bracket(text: &str, year: YearNumber) -> Option<Bracket> {
    let bare = text.trim_end_matches(['；', ';', '。', '.', ' ']);
    let body = bare.strip_suffix(['）', ')'])?;
    // Names may have brackets of their own.
    let (mut depth, mut from) = (0_usize, None);
    for (at, c) in body.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth == 0 => {
                from = Some((at, at + c.len_utf8()));
                break;
            }
            '（' | '(' => depth -= 1,
            _ => {}
        }
    }
    let (from, inner) = from?;
    let inner = body.get(inner..)?;
    let is_latin = inner.is_ascii() || body.get(from..)?.starts_with('(');
    let facts = inner.split(['；', ';']).map(|piece| fact(piece.trim(), year)).collect::<Option<Vec<_>>>()?;
    Some(Bracket { from, to: bare.len(), facts, is_latin })
}

fn fact(piece: &str, year: YearNumber) -> Option<Fact> {
    let colon = piece.find(['：', ':'])?;
    let name = piece.get(..colon)?.trim().to_lowercase();
    let label = LABELS.iter().find(|(word, _)| *word == name).map(|(_, label)| *label)?;
    let rest = piece.get(colon..)?.trim_start_matches(['：', ':']).trim();
    let label_words = piece.get(..piece.len() - rest.len())?.to_owned();
    if rest.is_empty() {
        return None;
    }
    let names = || rest.split(['、', ',']).map(str::trim).filter(|name| !name.is_empty());
    let values = match label {
        Label::Owner(role) => {
            names().map(|name| (name.to_owned(), Value::Owner(name.to_owned(), role))).collect()
        }
        Label::Time => {
            let when = read_when(rest, year.number()).unwrap_or_else(|| When::Unclear(rest.to_owned()));
            vec![(rest.to_owned(), Value::Time(when))]
        }
        Label::Indicators => {
            names().map(|words| (words.to_owned(), Value::Indicator(indicator(words, year)))).collect()
        }
        Label::Source => vec![(rest.to_owned(), Value::Source(rest.to_owned()))],
    };
    Some(Fact { label: label_words, values })
}

/// Reads an indicator with its target: 差错率≤0.5%, 投诉为0件. What has no figure is a name.
fn indicator(words: &str, year: YearNumber) -> ToldIndicator {
    match read_indicator(words, year.number()) {
        Ok(line) if !line.name.is_empty() => {
            let name = line.name.as_str();
            let name = if matches!(line.target, Some(Target::Exactly(_) | Target::Within(..))) {
                name.trim_end_matches('为')
            } else {
                name
            };
            ToldIndicator { name: name.to_owned(), unit: line.unit, target: line.target }
        }
        _ => ToldIndicator { name: words.to_owned(), unit: String::new(), target: None },
    }
}

/// Finds the bracket of a measure: behind its last paragraph, or behind its text.
pub(super) fn of_draft(draft: &ItemDraft, year: YearNumber) -> Option<Bracket> {
    let last = draft.more.last().and_then(|told| bracket(&told.text, year));
    last.or_else(|| bracket(&draft.text, year))
}

/// Returns the measure without what its bracket puts into fields, the bracket, and the words taken out.
pub(super) fn taken(
    draft: &ItemDraft,
    year: YearNumber,
    without: &BTreeSet<(usize, Field)>,
) -> Option<(ItemDraft, Bracket, String)> {
    let refused = |field: &Field| without.iter().any(|(line, own)| *line == draft.line && own == field);
    let mut draft = draft.clone();
    if let Some(told) = draft.more.last_mut()
        && let Some(found) = bracket(&told.text, year)
    {
        let (text, words) = found.without(&told.text, &refused);
        told.text = text;
        return Some((draft, found, words));
    }
    let found = bracket(&draft.text, year)?;
    let (text, words) = found.without(&draft.text, &refused);
    draft.text = text;
    Some((draft, found, words))
}
