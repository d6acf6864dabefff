//! What became of every line of the source: nothing is lost silently.

/// What became of a piece of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The line in the source, counted from 1; for a document, the paragraph.
    pub line: usize,
    /// The piece, as it stands in the source; empty for what is kept, which stands in the plan.
    pub text: Box<str>,
    /// What became of it.
    pub fate: Fate,
}

/// What can become of a piece of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands in the plan, word for word.
    Kept(Place),
    /// It was left out.
    Dropped(Reason),
    /// The line went on in the middle of a sentence, and was joined to the one before.
    Joined,
    /// A record of its own began inside the line, here.
    Split,
    /// It was a number, which the plan writes anew.
    Number,
    /// Something else was put in its place.
    Replaced(Box<str>),
    /// It is in the plan, but where it belongs is a guess.
    Guessed(Guess),
}

/// Where a line went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The plan's title.
    Title,
    /// A paragraph before the first section.
    Opening,
    /// A heading.
    Heading,
    /// A paragraph under a heading.
    Lead,
    /// A measure, or a part of one.
    Measure,
    /// A paragraph after the last section.
    Closing,
    /// Names and dates at the end.
    SignOff,
    /// Something attached.
    Annex,
    /// A row of a table.
    Table,
}

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The furniture of a web page.
    Chrome,
    /// The heading by which a collecting page tells its texts apart.
    PartHeading,
    /// A stray character between two words.
    Stray,
    /// Signs of emphasis.
    Emphasis,
    /// A quotation mark without its other half.
    Quote,
    /// A character that stands twice where a line was broken.
    Twice,
    /// The mark at the end of a heading.
    HeadingMark,
    /// The head or foot of a document's pages, a note, a comment.
    Aside,
    /// The head of a table, whose columns were matched.
    TableHead,
    /// Another plan of the same page.
    OtherPart,
    /// It stands in fields, which the plan prints anew.
    Fields,
    /// The mark of a draft, which the plan prints anew.
    DraftMark,
    /// The user said so.
    Asked,
}

/// What was guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guess {
    /// A section begins here, but its heading is lost.
    HeadingLost,
    /// The beginning of the record is lost.
    HeadLost,
    /// The paragraph was taken to go on about the measure before it.
    GoesOn,
    /// The paragraph was taken to open another topic.
    OtherTopic,
    /// The paragraph was taken for an opening.
    Opening,
    /// The paragraph was taken for a closing.
    Closing,
    /// A short line was taken for a heading.
    Heading,
    /// A short line was taken for the title.
    Title,
    /// The encoding is not certain.
    Encoding,
}

/// The accounts of an import, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The accounts.
    pub accounts: Vec<Account>,
}

impl Report {
    /// Notes what became of a piece.
    pub fn note(&mut self, line: usize, text: impl Into<String>, fate: Fate) {
        let text = if matches!(fate, Fate::Kept(_)) { Box::default() } else { text.into().into_boxed_str() };
        self.accounts.push(Account { line, text, fate });
    }
}
