//! Pouring a plan into a template: its parts fill the template's parts that they fit.
//!
//! What the plan says is kept to the last word, and in its order; of the template come the roles of
//! the sections, headings where one is lost, and those parts that nothing fills and that are wanted all the
//! same. These come as blanks: headings without the template's own measures.
//!
//! Limits: only whole parts are placed. What lies inside a section stays as the plan has it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::convert::Infallible;
use std::sync::Arc;

use super::{Filling, Template, instantiate};
use crate::model::tree::{Node, NodeRef};
use crate::model::{Id, Item, Part, Plan, Section, SectionRole, Text, YearNumber, query};

/// How alike a section must be to one of the template to take its place: a share of what they say, or
/// its heading, or its role.
const ALIKE: f64 = 0.35;
/// What the same role counts for: enough, where no other section fits better.
const ROLE: f64 = ALIKE;
/// The most characters of a section that are compared.
const MOST_CHARS: usize = 6_000;

/// The pairs of neighbouring letters of a text.
type Pairs = HashSet<(char, char)>;

/// A part of the template that nothing of the plan fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfilled {
    /// The part's id in the template.
    pub id: Id,
    /// The part as it would come.
    pub part: Part,
    /// Whether it comes unless the user says otherwise: a frame that a plan of the kind cannot do
    /// without, such as the sign-off.
    pub is_frame: bool,
}

/// Where the parts of a plan find their places in a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// For parts of the plan, by their ids, the template's parts whose places they take.
    pub places: BTreeMap<Id, Id>,
    /// The template's parts that nothing fills, in its order.
    pub unfilled: Vec<Unfilled>,
}

/// Finds the places of a plan's parts in a template.
#[must_use]
pub fn fit(plan: &Plan, template: &Plan) -> Fit {
    let mut places: BTreeMap<Id, Id> = BTreeMap::new();
    let mut taken: HashSet<Id> = HashSet::new();
    // Parts of a sort of their own, in order.
    for part in &plan.parts {
        if matches!(part, Part::Section(_)) {
            continue;
        }
        let place =
            template.parts.iter().find(|other| !taken.contains(&other.id()) && is_same_sort(part, other));
        if let Some(place) = place {
            taken.insert(place.id());
            places.insert(part.id(), place.id());
        }
    }
    let wanted = sections(template);
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    let own = sections(plan);
    for (at, (section, words)) in own.iter().enumerate() {
        for (place, (other, other_words)) in wanted.iter().enumerate() {
            let score = likeness(section, words, other, other_words);
            if score >= ALIKE {
                pairs.push((score, at, place));
            }
        }
    }
    // The best first; of equals those that stand first.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, at, place) in pairs {
        let (Some((section, _)), Some((other, _))) = (own.get(at), wanted.get(place)) else { continue };
        let (id, place) = (section.id.id(), other.id.id());
        if !places.contains_key(&id) && taken.insert(place) {
            places.insert(id, place);
        }
    }
    let signed = plan.parts.iter().any(|part| matches!(part, Part::SignOff(_)));
    let unfilled = template
        .parts
        .iter()
        .filter(|part| !taken.contains(&part.id()))
        .map(|part| Unfilled {
            id: part.id(),
            part: emptied(part, template),
            is_frame: match part {
                Part::SignOff(_) => !signed,
                Part::Contract(_) => true,
                _ => false,
            },
        })
        .collect();
    Fit { places, unfilled }
}

/// Returns the plan with the parts of the template that are wanted between its own, which keep their order; the
/// template is one that was made for the plan's year. Texts of the plan are never changed; a section
/// without a heading takes that of its place.
#[must_use]
pub fn pour(plan: &Plan, template: &Plan, fit: &Fit, wanted: &BTreeSet<Id>) -> Plan {
    let mut poured = plan.clone();
    poured.kind = template.kind;
    if poured.department.is_empty() {
        poured.department = template.department.clone();
    }
    if poured.unit.is_empty() {
        poured.unit = template.unit.clone();
    }
    let own = std::mem::take(&mut poured.parts);
    // Each part with the place of the template that it has.
    let mut parts: Vec<(Part, Option<Id>)> = own
        .into_iter()
        .map(|part| {
            let id = fit.places.get(&part.id()).copied();
            let place = id.and_then(|id| template.parts.iter().find(|place| place.id() == id));
            (place.map_or_else(|| part.clone(), |place| placed(part.clone(), place)), id)
        })
        .collect();
    let mut last: Option<Id> = None;
    for place in &template.parts {
        if parts.iter().any(|(_, id)| *id == Some(place.id())) {
            last = Some(place.id());
            continue;
        }
        let unfilled = fit.unfilled.iter().find(|unfilled| unfilled.id == place.id());
        let Some(unfilled) = unfilled.filter(|unfilled| wanted.contains(&unfilled.id)) else { continue };
        let mut node = match unfilled.part.clone() {
            Part::Section(section) => Node::Section(section),
            part => Node::Part(part),
        };
        node.renew_ids(&mut poured.ids);
        let part = match node {
            Node::Section(section) => Part::Section(section),
            Node::Part(part) => part,
            _ => continue,
        };
        let at = place_for(&part, last, &parts);
        parts.insert(at, (part, Some(place.id())));
        last = Some(place.id());
    }
    poured.parts = parts.into_iter().map(|(part, _)| part).collect();
    let open = query::open_blanks(&poured);
    for placeholder in &template.placeholders {
        let name = placeholder.name.as_str();
        if open.contains_key(name) && poured.placeholder(name).is_none() {
            poured.placeholders.push(placeholder.clone());
        }
    }
    poured
}

/// A plan that was poured into a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poured {
    /// The plan.
    pub plan: Plan,
    /// Where its parts went, and what nothing filled.
    pub fit: Fit,
    /// Which of the parts that nothing filled came along.
    pub wanted: BTreeSet<Id>,
}

/// Pours a plan into a template made for its year. What is chosen says of parts that nothing fills
/// whether they come along; frames do unless it says otherwise.
#[must_use]
pub fn pour_into(plan: &Plan, template: &Template, chosen: &BTreeMap<Id, bool>) -> Poured {
    let model = YearNumber::new(plan.period.year())
        .ok()
        .and_then(|year| instantiate(template, &Filling::new(year)).ok())
        .map_or_else(|| Arc::clone(&template.plan), Arc::new);
    let fit = fit(plan, &model);
    let wanted: BTreeSet<Id> = fit
        .unfilled
        .iter()
        .filter(|part| chosen.get(&part.id).copied().unwrap_or(part.is_frame))
        .map(|part| part.id)
        .collect();
    Poured { plan: pour(plan, &model, &fit, &wanted), fit, wanted }
}

/// Returns where a part of the template goes: behind the one that comes before it there, and before
/// last words and signatures, unless it is one of them.
fn place_for(part: &Part, before: Option<Id>, parts: &[(Part, Option<Id>)]) -> usize {
    let rank = tail_rank(part);
    let end = parts.iter().rposition(|(other, _)| tail_rank(other) <= rank).map_or(0, |at| at + 1);
    if matches!(part, Part::Opening(_)) {
        return 0;
    }
    if rank > 0 {
        return end;
    }
    let behind = before.and_then(|id| parts.iter().position(|(_, other)| *other == Some(id)));
    let openings = parts.iter().take_while(|(other, _)| matches!(other, Part::Opening(_))).count();
    behind.map_or(openings, |at| at + 1).min(end)
}

/// Tells how near the end a part stands: the body, last words, the signature, what is attached.
const fn tail_rank(part: &Part) -> u8 {
    match part {
        Part::Closing(_) => 1,
        Part::SignOff(_) => 2,
        Part::Attachment(_) => 3,
        Part::Opening(_)
        | Part::Section(_)
        | Part::Review(_)
        | Part::Problems(_)
        | Part::Scores(_)
        | Part::Contract(_)
        | Part::Improvement(_)
        | Part::Register(_) => 0,
    }
}

fn placed(part: Part, place: &Part) -> Part {
    let (Part::Section(mut section), Part::Section(place)) = (part.clone(), place) else { return part };
    let own = Arc::make_mut(&mut section);
    if own.heading.is_empty() {
        own.heading = place.heading.clone();
    }
    if place.role != SectionRole::General {
        own.role = place.role.clone();
    }
    Part::Section(section)
}

fn is_same_sort(part: &Part, other: &Part) -> bool {
    match (part, other) {
        (Part::Register(a), Part::Register(b)) => heading_likeness(&a.heading, &b.heading) >= 0.5,
        (Part::Attachment(a), Part::Attachment(b)) => heading_likeness(&a.heading, &b.heading) >= 0.5,
        (Part::Section(_), Part::Section(_)) => false,
        _ => std::mem::discriminant(part) == std::mem::discriminant(other),
    }
}

fn sections(plan: &Plan) -> Vec<(&Arc<Section>, Pairs)> {
    plan.parts
        .iter()
        .filter_map(|part| if let Part::Section(section) = part { Some(section) } else { None })
        .map(|section| {
            let mut words = String::new();
            let Ok(()) = NodeRef::Section(section).try_walk::<Infallible>(0, &mut |node, _| {
                if words.len() < MOST_CHARS * 3 {
                    query::node_texts(node, &mut |text| words.push_str(text.as_str()));
                }
                Ok(())
            });
            (section, pairs(&words))
        })
        .collect()
}

/// Returns how alike two sections are, from 0 to about 2.
fn likeness(a: &Section, words: &Pairs, b: &Section, other: &Pairs) -> f64 {
    let said = dice(words, other);
    if a.heading.is_empty() {
        // Where the heading is lost, what the words are about takes its part.
        let same = b.role != SectionRole::General && about(words).as_ref() == Some(&b.role);
        return said + if same { ALIKE } else { 0.0 };
    }
    let same = a.role == b.role && a.role != SectionRole::General;
    heading_likeness(&a.heading, &b.heading) + said + if same { ROLE } else { 0.0 }
}

/// Returns the line of work that words are about, where one is clear.
fn about(words: &Pairs) -> Option<SectionRole> {
    const SIGNS: [(SectionRole, &[&str]); 4] = [
        (SectionRole::Service, &["服务", "客户", "满意", "顾客", "等候", "投诉", "咨询", "厅堂", "分流"]),
        (
            SectionRole::Quality,
            &["制度", "检查", "风险", "凭证", "差错", "内控", "核算", "印章", "违规", "隐患", "规范", "防范"],
        ),
        (
            SectionRole::Personnel,
            &["培训", "员工", "岗位", "素质", "队伍", "学习", "考试", "练兵", "轮换", "人员", "心理"],
        ),
        (
            SectionRole::Business,
            &["营销", "存款", "贷款", "市场", "产品", "拓展", "收入", "新增", "份额", "余额", "理财"],
        ),
    ];
    let has = |sign: &&&str| {
        let mut letters = sign.chars();
        letters.next().zip(letters.next()).is_some_and(|pair| words.contains(&pair))
    };
    let mut found: Vec<(usize, SectionRole)> =
        SIGNS.into_iter().map(|(role, signs)| (signs.iter().filter(has).count(), role)).collect();
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match found.as_slice() {
        [(first, role), (second, _), ..] if *first >= 3 && first > second => Some(role.clone()),
        _ => None,
    }
}

fn heading_likeness(a: &Text, b: &Text) -> f64 {
    let (a, b) = (pairs(a.as_str()), pairs(b.as_str()));
    // 抓服务 and 优质服务: what they have in common, of the shorter.
    let common = a.intersection(&b).count();
    let least = a.len().min(b.len());
    if least == 0 { 0.0 } else { ratio(common, least) * 0.5 + dice(&a, &b) * 0.5 }
}

fn dice(a: &Pairs, b: &Pairs) -> f64 {
    let all = a.len() + b.len();
    if all == 0 { 0.0 } else { ratio(2 * a.intersection(b).count(), all) }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    number(part) / number(whole)
}

/// Returns the pairs of neighbouring letters of a text, words that every plan uses left out.
fn pairs(text: &str) -> Pairs {
    const COMMON: [&str; 10] =
        ["工作", "加强", "提高", "做好", "管理", "计划", "措施", "开展", "进行", "我行"];
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).take(MOST_CHARS).collect();
    letters
        .iter()
        .zip(letters.iter().skip(1))
        .map(|(a, b)| (*a, *b))
        .filter(|(a, b)| !COMMON.iter().any(|word| word.chars().eq([*a, *b])))
        .collect()
}

/// Returns a part of the template without what is only an example in it.
fn emptied(part: &Part, template: &Plan) -> Part {
    let mut part = part.clone();
    match &mut part {
        Part::Section(section) => empty_section(Arc::make_mut(section)),
        Part::Review(review) => {
            let review = Arc::make_mut(review);
            review.items.retain(|item| matches!(item, Item::Section(_)));
            empty_items(&mut review.items);
            review.results.clear();
        }
        Part::Problems(problems) => Arc::make_mut(problems).problems.clear(),
        Part::Scores(scores) => {
            // The rows of a score table are rules; the indicators that they score do not come along.
            for row in &mut Arc::make_mut(scores).rows {
                if let Some(id) = row.indicator.take()
                    && let Some(NodeRef::Indicator(indicator)) = template.find(id.id())
                    && row.name.is_empty()
                {
                    row.name = indicator.name.clone();
                }
            }
        }
        Part::Contract(contract) => {
            let contract = Arc::make_mut(contract);
            contract.duties.clear();
            contract.red_lines.clear();
            contract.clauses.clear();
        }
        Part::Improvement(improvement) => {
            let improvement = Arc::make_mut(improvement);
            improvement.causes.clear();
            improvement.methods.clear();
            improvement.steps.clear();
            improvement.follow_up.clear();
        }
        Part::Register(register) => Arc::make_mut(register).rows.clear(),
        Part::Attachment(attachment) => Arc::make_mut(attachment).paragraphs.clear(),
        Part::Opening(_) | Part::Closing(_) | Part::SignOff(_) => {}
    }
    part
}

fn empty_section(section: &mut Section) {
    section.items.retain(|item| matches!(item, Item::Section(_)));
    empty_items(&mut section.items);
}

fn empty_items(items: &mut [Item]) {
    for item in items {
        if let Item::Section(inner) = item {
            empty_section(Arc::make_mut(inner));
        }
    }
}
