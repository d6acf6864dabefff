//! Questions to the print service, and what its answers say (RFC 8011 and the extensions of CUPS).

use std::time::Instant;

use ipp::attribute::{IppAttribute, IppAttributeGroup};
use ipp::model::{DelimiterTag, IppVersion, Operation, StatusCode};
use ipp::parser::{IppParseError, IppParser};
use ipp::reader::IppReader;
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;

use super::PrintError;
use super::endpoint::Endpoint;
use super::exchange::{Fault, PATIENCE, post};

/// A question while it is put together.
pub(super) struct Question(Result<IppRequestResponse, IppParseError>);

impl Question {
    pub(super) fn new(operation: Operation) -> Self {
        Self(IppRequestResponse::new(IppVersion::v2_0(), operation, None))
    }

    /// Puts the question about a printer.
    pub(super) fn of_printer(self, name: &str) -> Self {
        self.with("printer-uri", IppValue::new_uri(printer_uri(name)))
    }

    /// Says who asks. A name that is too long for the protocol is cut.
    pub(super) fn by(self, user: &str) -> Self {
        self.with("requesting-user-name", IppValue::new_name_without_language(cut(user)))
    }

    /// Says what is to be told; without it a service tells everything.
    pub(super) fn wanting(self, names: &[&str]) -> Self {
        let names: Result<Vec<IppValue>, _> = names.iter().map(|name| IppValue::new_keyword(*name)).collect();
        self.with("requested-attributes", names.map(IppValue::Array))
    }

    /// Adds an attribute of the operation.
    pub(super) fn with(self, name: &str, value: Result<IppValue, IppParseError>) -> Self {
        self.add(DelimiterTag::OperationAttributes, name, value)
    }

    /// Adds an attribute of the job.
    pub(super) fn of_job(self, name: &str, value: Result<IppValue, IppParseError>) -> Self {
        self.add(DelimiterTag::JobAttributes, name, value)
    }

    fn add(self, group: DelimiterTag, name: &str, value: Result<IppValue, IppParseError>) -> Self {
        Self(self.0.and_then(|mut request| {
            let attribute = IppAttribute::with_name(name, value?)?;
            request.attributes_mut().add(group, attribute);
            Ok(request)
        }))
    }

    /// Asks, and returns the answer.
    pub(super) fn ask(self, endpoint: &Endpoint, path: &str) -> Result<Answer, Fault> {
        self.send(endpoint, path, &[], Instant::now() + PATIENCE)
    }

    /// Asks, with a document behind the question, and comes back at the given time.
    pub(super) fn send(
        self,
        endpoint: &Endpoint,
        path: &str,
        document: &[u8],
        until: Instant,
    ) -> Result<Answer, Fault> {
        let request = self.0.map_err(|error| Fault::Nonsense(error.to_string()))?;
        let body = post(endpoint, path, &request.to_bytes(), document, until)?;
        let answer = IppParser::new(IppReader::new(std::io::Cursor::new(body)))
            .parse()
            .map_err(|error| Fault::Nonsense(error.to_string()))?;
        Ok(Answer(answer))
    }
}

/// What the service said.
pub(super) struct Answer(IppRequestResponse);

impl Answer {
    pub(super) fn status(&self) -> StatusCode {
        self.0.header().status_code()
    }

    /// Returns the groups of attributes, one a printer or job.
    pub(super) fn groups(&self, tag: DelimiterTag) -> impl Iterator<Item = Group<'_>> {
        self.0.attributes().groups_of(tag).map(Group)
    }

    /// Returns what the service says about the status, or the status's name.
    pub(super) fn message(&self) -> String {
        let said =
            self.groups(DelimiterTag::OperationAttributes).next().map(|group| group.text("status-message"));
        said.filter(|said| !said.is_empty()).unwrap_or_else(|| self.status().to_string())
    }
}

/// The attributes of one printer or job.
#[derive(Clone, Copy)]
pub(super) struct Group<'a>(&'a IppAttributeGroup);

impl<'a> Group<'a> {
    /// Returns the values of an attribute; none for one that is not there.
    fn values(self, name: &str) -> impl Iterator<Item = &'a IppValue> {
        self.0.get(name).into_iter().flat_map(IppAttribute::value)
    }

    /// Returns a text, or nothing.
    pub(super) fn text(self, name: &str) -> String {
        self.texts(name).into_iter().next().unwrap_or_default()
    }

    /// Returns the texts of an attribute of several.
    pub(super) fn texts(self, name: &str) -> Vec<String> {
        self.values(name)
            .filter_map(|value| match value {
                IppValue::TextWithoutLanguage(text) | IppValue::TextWithLanguage { text, .. } => {
                    Some(text.to_string())
                }
                IppValue::NameWithoutLanguage(name) | IppValue::NameWithLanguage { name, .. } => {
                    Some(name.to_string())
                }
                IppValue::Keyword(keyword) => Some(keyword.to_string()),
                IppValue::MimeMediaType(media) => Some(media.to_string()),
                IppValue::NonUtf8 { data, .. } => Some(String::from_utf8_lossy(data).into_owned()),
                _ => None,
            })
            .collect()
    }

    /// Returns a number.
    pub(super) fn number(self, name: &str) -> Option<i32> {
        self.values(name).find_map(|value| match value {
            IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
            _ => None,
        })
    }

    /// Returns the upper end of a range.
    pub(super) fn most(self, name: &str) -> Option<i32> {
        self.values(name).find_map(|value| match value {
            IppValue::RangeOfInteger { max, .. } => Some(*max),
            _ => None,
        })
    }

    /// Returns a truth.
    pub(super) fn truth(self, name: &str) -> Option<bool> {
        self.values(name).find_map(|value| match value {
            IppValue::Boolean(truth) => Some(*truth),
            _ => None,
        })
    }
}

/// Returns a printer's address, for messages.
fn printer_uri(name: &str) -> String {
    format!("ipp://localhost{}", printer_path(name))
}

/// Returns the path at which a printer is asked.
pub(super) fn printer_path(name: &str) -> String {
    let mut path = String::from("/printers/");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            path.push(char::from(byte));
        } else {
            path.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    path
}

/// Returns the digit of a number below 16.
fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

/// Cuts a text to the 255 bytes that names may have, at a character.
pub(super) fn cut(text: &str) -> String {
    text.char_indices().take_while(|(at, c)| at + c.len_utf8() <= 255).map(|(_, c)| c).collect()
}

impl From<Fault> for PrintError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotThere => Self::NoServer,
            Fault::TimedOut => Self::TimedOut,
            Fault::Status(status) => Self::Refused { status },
            Fault::Nonsense(what) => Self::Nonsense { what },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, printer_path};

    #[test]
    fn names_of_queues_are_written_as_addresses() {
        assert_eq!(printer_path("HP_LaserJet-4.1"), "/printers/HP_LaserJet-4.1");
        assert_eq!(
            printer_path("二楼 打印机/?#"),
            "/printers/%E4%BA%8C%E6%A5%BC%20%E6%89%93%E5%8D%B0%E6%9C%BA%2F%3F%23"
        );
    }

    #[test]
    fn long_names_are_cut_at_a_character() {
        assert_eq!(cut("年度计划"), "年度计划");
        let long = cut(&"年".repeat(100));
        assert_eq!((long.chars().count(), long.len()), (85, 255));
    }
}
