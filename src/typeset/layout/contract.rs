//! The letter of responsibility: two parties, what is to be reached with weights that make 100, what
//! a score is worth, what is forbidden, and where both sign.
//!
//! A plan without a contract of its own but with weighted indicators is printed with blank parties,
//! to be filled in by hand.

use super::super::labels;
use super::super::runs::{Run, Runs};
use super::super::values::Block;
use super::{Desk, Draft, Group, Piece};
use crate::locale::words;
use crate::model::{Contract, Id, Language, Paragraph, Part, Party, Text};

impl Desk<'_> {
    pub(super) fn contract(&mut self) -> Option<Draft> {
        let plan = self.plan;
        let contracts: Vec<&Contract> = plan
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Contract(contract) => Some(contract.as_ref()),
                _ => None,
            })
            .collect();
        let blank;
        let contracts = if contracts.is_empty() {
            if self.score_tables().is_empty() {
                return None;
            }
            blank = self.blank_contract();
            vec![&blank]
        } else {
            contracts
        };
        let mut groups = Vec::new();
        for (index, contract) in contracts.iter().enumerate() {
            let mut pieces = Vec::new();
            if index > 0 {
                pieces.push(Piece::Block(Block::Heading { level: 0, x: self.runs(&contract.heading) }));
            }
            pieces.extend(self.parties(contract));
            self.clauses(contract, &mut pieces);
            groups.push(Group { flip: false, pieces });
        }
        Some(Draft {
            title: self.contract_title(contracts.first()?),
            mark: self.mark(),
            groups,
            front: None,
            remarks: std::mem::take(&mut self.remarks),
        })
    }

    /// Makes a contract whose parties are still to be named.
    fn blank_contract(&self) -> Contract {
        Contract {
            id: crate::model::PartId::new(Id::from_number(u64::MAX)),
            heading: Text::default(),
            first: Party::default(),
            second: Party::default(),
            term: Some(self.plan.period.span()),
            duties: Vec::new(),
            red_lines: Vec::new(),
            clauses: Vec::new(),
            copies: std::num::NonZeroU8::new(2),
        }
    }

    /// Returns the plan's title where it names a letter of responsibility, else the unit and the
    /// period with what the letter is called.
    fn contract_title(&self, contract: &Contract) -> Vec<Runs> {
        let title = &self.plan.title;
        let names = |text: &Text| text.as_str().contains("责任书") || text.as_str().contains("Agreement");
        if names(title) {
            return self.writer.title();
        }
        let kind = if names(&contract.heading) {
            contract.heading.clone()
        } else {
            Text::new(self.terms.contract_title)
        };
        let unit = if self.plan.unit.is_empty() { &self.plan.department } else { &self.plan.unit };
        let period = words::period(self.language, self.plan.period);
        let words = match self.language {
            Language::ZhCn => format!("{unit}{period}{kind}"),
            Language::En if unit.is_empty() => format!("{kind} for {period}"),
            Language::En => format!("{unit}: {kind} for {period}"),
        };
        self.writer.title_lines(&Text::new(&words))
    }

    fn parties(&self, contract: &Contract) -> Vec<Piece> {
        let terms = self.terms;
        let mut pieces = Vec::new();
        for (label, party) in [(terms.first_party, &contract.first), (terms.second_party, &contract.second)] {
            let mut x = vec![Run::Words(format!("{label}{}", terms.colon))];
            let name = self.writer.party(party);
            if name.is_empty() {
                x.push(Run::Gap { b: 10.0 });
            } else {
                x.extend(self.runs(&name));
            }
            pieces.push(paragraph(x));
        }
        if let Some(term) = contract.term {
            let span = words::span(self.language, term, None);
            pieces.push(paragraph(Self::words(&format!("{}{}{span}", terms.term, terms.colon))));
        }
        pieces
    }

    fn clauses(&mut self, contract: &Contract, pieces: &mut Vec<Piece>) {
        let terms = self.terms;
        let mut number = 0;
        let mut next = |desk: &Self, name: &str| {
            number += 1;
            desk.subtitle(number, name)
        };
        if !contract.duties.is_empty() {
            pieces.push(next(self, terms.duties));
            pieces.extend(self.numbered(&contract.duties));
        }
        let tables = self.score_tables();
        let scored: Vec<_> = tables.iter().filter(|table| !table.rows.is_empty()).collect();
        if !scored.is_empty() {
            pieces.push(next(self, terms.targets));
            for table in scored {
                pieces.extend(self.score_sheet(table, false).map(Piece::Sheet));
            }
        }
        if tables.iter().any(|table| !table.coefficients.is_empty() || !table.pay.is_empty()) {
            pieces.push(next(self, terms.results));
            for table in &tables {
                pieces.extend(self.coefficient_sheet(table.coefficients).map(Piece::Sheet));
                pieces.extend(self.pay_blocks(table.pay));
            }
        }
        if !contract.red_lines.is_empty() {
            pieces.push(next(self, terms.red_lines));
            for (index, line) in contract.red_lines.iter().enumerate() {
                pieces.extend(self.writer.red_line_blocks(line, index + 1).into_iter().map(Piece::Block));
            }
        }
        if !contract.clauses.is_empty() {
            pieces.push(next(self, terms.clauses));
            pieces.extend(self.numbered(&contract.clauses));
        }
        let copies = contract.copies.map(|copies| labels::copies(self.language, copies.get()));
        let (left, right) = self.writer.signatures(contract);
        if let Some(copies) = copies {
            pieces.push(Piece::Block(Block::Par { x: Self::words(&copies), keep: true }));
        } else if let Some(Piece::Block(Block::Par { keep, .. })) = pieces.last_mut() {
            *keep = true;
        }
        pieces.push(Piece::Block(Block::Signatures { left, right }));
    }

    fn numbered(&self, paragraphs: &[Paragraph]) -> Vec<Piece> {
        paragraphs
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let mut x = vec![Run::Words(self.writer.number_at(MEASURES, index + 1))];
                x.extend(self.writer.marked(item.id, &item.text));
                paragraph(x)
            })
            .collect()
    }
}

/// The level at which paragraphs are numbered.
const MEASURES: usize = 2;

fn paragraph(x: Runs) -> Piece {
    Piece::Block(Block::Par { x, keep: false })
}
