//! Tables of a document: rows become measures where the columns say what they hold.

use std::sync::Arc;

use super::draft::ItemDraft;
use super::fields::cell_target;
use super::marker::{Marker, Style};
use crate::locale::read_when;
use crate::model::{Counter, Indicator, IndicatorId, Measure, Owner, OwnerRole, Text, When, Who, YearNumber};

/// What a column of a plan's table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Number,
    Title,
    Text,
    Owner,
    Helper,
    Time,
    Indicator,
    Target,
    Unit,
    Weight,
    Standard,
    Remark,
}

fn column(name: &str) -> Option<Column> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    Some(if name.is_empty() {
        return None;
    } else if has(&["序号", "编号"]) || matches!(name.as_str(), "no." | "no" | "#" | "序") {
        Column::Number
    } else if has(&["配合", "协助", "协办", "helper", "support"]) {
        Column::Helper
    } else if has(&["责任", "负责", "牵头", "主办", "承办", "owner", "responsible"]) {
        Column::Owner
    } else if has(&[
        "时限", "期限", "时间", "日期", "进度", "频率", "频次", "deadline", "due", "when", "cadence",
    ]) {
        Column::Time
    } else if has(&["权重", "weight"]) {
        Column::Weight
    } else if has(&["标准", "评分", "计分", "standard"]) {
        Column::Standard
    } else if has(&["目标值", "指标值", "目标任务", "全年目标", "target"])
        || matches!(name.as_str(), "目标" | "任务")
    {
        Column::Target
    } else if has(&["单位", "unit"]) {
        Column::Unit
    } else if has(&["指标", "kpi", "indicator"]) {
        Column::Indicator
    } else if has(&["备注", "说明", "remark", "note"]) {
        Column::Remark
    } else if has(&["项目", "重点工作", "工作任务", "事项", "类别", "title", "item"]) {
        Column::Title
    } else if has(&["措施", "内容", "举措", "任务", "measure", "task", "work"]) {
        Column::Text
    } else {
        return None;
    })
}

/// Matches the columns of a table, if its head names measures or indicators.
pub(super) fn columns(table: &[(usize, Vec<String>)]) -> Option<Vec<Option<Column>>> {
    let (_, head) = table.first()?;
    if table.len() < 2 {
        return None;
    }
    let columns: Vec<Option<Column>> = head.iter().map(|name| column(name)).collect();
    let speaks =
        columns.iter().flatten().any(|c| matches!(c, Column::Text | Column::Title | Column::Indicator));
    let matched = columns.iter().flatten().count();
    (speaks && matched >= 2 && matched * 2 >= head.len()).then_some(columns)
}

/// Makes items of the rows.
pub(super) fn items(table: &[(usize, Vec<String>)], columns: &[Option<Column>]) -> Vec<ItemDraft> {
    let head = table.first().map(|(_, cells)| cells.as_slice()).unwrap_or_default();
    let mut items = Vec::new();
    for (line, cells) in table.iter().skip(1) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut item = ItemDraft { line: *line, ..ItemDraft::default() };
        let mut title = String::new();
        for (at, cell) in cells.iter().enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            match columns.get(at).copied().flatten() {
                Some(Column::Number) => {
                    let number = cell.trim_end_matches(['.', '、', '．']).parse().ok();
                    item.marker = Some(Marker { raw: cell.to_owned(), style: Style::ArDot, number });
                }
                Some(Column::Title) if title.is_empty() => cell.clone_into(&mut title),
                Some(Column::Text) if item.text.is_empty() => cell.clone_into(&mut item.text),
                Some(Column::Text | Column::Title) => {
                    item.more.push(super::Told { line: *line, text: cell.to_owned() });
                }
                Some(_) => {
                    let name = head.get(at).cloned().unwrap_or_default();
                    item.fields.push((name, cell.to_owned()));
                }
                None => {
                    let name = head.get(at).map_or("", String::as_str).trim();
                    let text = if name.is_empty() { cell.to_owned() } else { format!("{name}：{cell}") };
                    item.more.push(super::Told { line: *line, text });
                }
            }
        }
        if item.text.is_empty() {
            item.text = title;
        } else if !title.is_empty() {
            item.text = format!("{title}：{}", item.text);
        }
        if item.text.is_empty() {
            // A table of indicators: the indicator names the row.
            item.text = item.fields.first().map(|(_, cell)| cell.clone()).unwrap_or_default();
        }
        items.push(item);
    }
    items
}

/// Puts a cell into the field that its column names.
pub(super) fn fill(measure: &mut Measure, name: &str, cell: &str, year: YearNumber, ids: &mut Counter) {
    let mut indicator = |measure: &mut Measure, change: &mut dyn FnMut(&mut Indicator)| {
        if measure.indicators.is_empty() {
            let label = measure.label().clone();
            measure.indicators.push(Arc::new(Indicator::new(IndicatorId::new(ids.take()), label)));
        }
        if let Some(first) = measure.indicators.first_mut() {
            change(Arc::make_mut(first));
        }
    };
    match column(name) {
        Some(role @ (Column::Owner | Column::Helper)) => {
            for who in cell
                .split(['、', '，', ',', '/', '；', ';', ' '])
                .map(str::trim)
                .filter(|who| !who.is_empty())
            {
                let text = Text::new(who);
                let is_unit = who.ends_with(['部', '行', '室', '组', '处', '科', '社', '心', '司']);
                measure.owners.push(Owner {
                    who: if is_unit { Who::Department(text) } else { Who::Post(text) },
                    role: if role == Column::Helper { OwnerRole::Helps } else { OwnerRole::Responsible },
                });
            }
        }
        Some(Column::Time) => {
            let when = read_when(cell, year.number()).or_else(|| {
                let offers = super::fields::offers(cell, year);
                match offers.times.as_slice() {
                    [(_, when)] => Some(when.clone()),
                    _ => None,
                }
            });
            measure.when = Some(when.unwrap_or_else(|| When::Unclear(cell.to_owned())));
        }
        Some(Column::Indicator) => indicator(measure, &mut |i| i.name = Text::new(cell)),
        Some(Column::Target) => match cell_target(cell) {
            Some((target, unit)) => indicator(measure, &mut |i| {
                i.target = Some(target.clone());
                if !unit.is_empty() {
                    i.unit.clone_from(&unit);
                }
            }),
            None => indicator(measure, &mut |i| i.standard = Text::new(cell)),
        },
        Some(Column::Unit) => indicator(measure, &mut |i| cell.clone_into(&mut i.unit)),
        Some(Column::Weight) => {
            let weight =
                crate::locale::read_number(cell).and_then(|number| crate::model::Weight::new(number).ok());
            indicator(measure, &mut |i| i.weight = weight);
        }
        Some(Column::Standard) => indicator(measure, &mut |i| i.standard = Text::new(cell)),
        Some(Column::Remark) => measure.needs.resources = Text::new(cell),
        Some(Column::Number | Column::Title | Column::Text) | None => {}
    }
}
