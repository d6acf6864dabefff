//! XML that is well-formed by construction: elements close in the order in which they open, and
//! words are escaped.

use std::fmt::Display;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A part of a package that is being written.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
    /// The first thing that went wrong; writing to memory does not fail, but says it might.
    fault: io::Result<()>,
}

impl Xml {
    /// Begins a part with its outermost element.
    pub(super) fn new(name: &'static str, attributes: &[(&str, &str)]) -> Self {
        let mut xml = Self { writer: Writer::new(Vec::new()), open: Vec::new(), fault: Ok(()) };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml.open(name, attributes);
        xml
    }

    fn write(&mut self, event: Event<'_>) {
        if self.fault.is_ok() {
            self.fault = self.writer.write_event(event);
        }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.write(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
        self.open.push(name);
    }

    /// Closes the innermost element.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.write(Event::End(BytesEnd::new(name)));
        }
    }

    /// Writes an element with nothing in it.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.write(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    /// Writes an element that is one value.
    pub(super) fn value(&mut self, name: &'static str, value: impl Display) {
        self.empty(name, &[("w:val", &value.to_string())]);
    }

    /// Writes a switch that is on, or off.
    pub(super) fn switch(&mut self, name: &'static str, on: bool) {
        if on {
            self.empty(name, &[]);
        } else {
            self.value(name, 0);
        }
    }

    /// Writes words. Characters that XML cannot hold are left out.
    pub(super) fn words(&mut self, words: &str) {
        if words.contains(|c| !is_allowed(c)) {
            let kept: String = words.chars().filter(|c| is_allowed(*c)).collect();
            self.write(Event::Text(BytesText::new(&kept)));
        } else {
            self.write(Event::Text(BytesText::new(words)));
        }
    }

    /// Writes an element that holds words.
    pub(super) fn told(&mut self, name: &'static str, attributes: &[(&str, &str)], words: &str) {
        self.open(name, attributes);
        self.words(words);
        self.close();
    }

    /// Closes what is open and returns the bytes.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        while !self.open.is_empty() {
            self.close();
        }
        self.fault.map(|()| self.writer.into_inner())
    }
}

/// Tells whether XML 1.0 can hold a character (its section 2.2), and whether it is no sign that turns
/// the writing direction.
fn is_allowed(c: char) -> bool {
    !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}
