//! Cells as spreadsheets copy them: lines of fields with tabs between, a field with a tab, line break
//! or quotation mark in quotation marks.

/// Takes copied cells apart: rows of fields. The line break at the end begins no row.
#[must_use]
pub fn parse_cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    loop {
        let (field, end, behind) = field(rest);
        row.push(field);
        rest = behind;
        match end {
            End::Field => {}
            End::Row | End::All => {
                rows.push(std::mem::take(&mut row));
                if rest.is_empty() {
                    break;
                }
            }
        }
    }
    rows
}

/// What ends a field.
enum End {
    Field,
    Row,
    All,
}

fn field(text: &str) -> (String, End, &str) {
    if let Some(inside) = text.strip_prefix('"')
        && let Some(found) = quoted(inside)
    {
        return found;
    }
    match text.find(['\t', '\n', '\r']) {
        None => (text.to_owned(), End::All, ""),
        Some(at) => {
            let (field, behind) = text.split_at(at);
            let (end, behind) = ending(behind);
            (field.to_owned(), end, behind)
        }
    }
}

/// Reads a field in quotation marks, behind the first one. None where it is not closed before a tab
/// or the end of a line: then the mark is a mark like any other.
fn quoted(text: &str) -> Option<(String, End, &str)> {
    let mut field = String::new();
    let mut rest = text;
    loop {
        let (before, behind) = rest.split_once('"')?;
        field.push_str(before);
        if let Some(behind) = behind.strip_prefix('"') {
            field.push('"');
            rest = behind;
            continue;
        }
        if behind.is_empty() {
            return Some((field, End::All, ""));
        }
        if !behind.starts_with(['\t', '\n', '\r']) {
            return None;
        }
        let (end, behind) = ending(behind);
        return Some((field, end, behind));
    }
}

fn ending(text: &str) -> (End, &str) {
    if let Some(behind) = text.strip_prefix('\t') {
        return (End::Field, behind);
    }
    let behind = text.strip_prefix('\r').map(|rest| rest.strip_prefix('\n').unwrap_or(rest));
    let behind = behind.or_else(|| text.strip_prefix('\n'));
    (End::Row, behind.unwrap_or_default())
}

/// Writes cells as spreadsheets read them.
#[must_use]
pub fn write_cells(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push('\t');
            }
            if cell.contains(['\t', '\n', '\r']) || cell.starts_with('"') {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(cell);
            }
        }
        out.push('\n');
    }
    out
}
