//! The words of the interface, from the Fluent files in `assets/locales`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::model::Language;

macro_rules! files {
    ($($subject:literal)*) => {
        /// The message files: one a subject and language, one line below for each subject.
        const FILES: &[(Language, &str)] = &[$(
            (Language::ZhCn, include_str!(concat!("../../assets/locales/zh-CN/", $subject, ".ftl"))),
            (Language::En, include_str!(concat!("../../assets/locales/en/", $subject, ".ftl"))),
        )*];
    };
}

files! {
    "calendar"
    "commands"
    "compare"
    "dialogs"
    "entry"
    "export"
    "fields"
    "find"
    "import"
    "inspector"
    "keys"
    "kinds"
    "layouts"
    "library"
    "notices"
    "pages"
    "palette"
    "plans"
    "print"
    "printing"
    "shell"
    "start"
    "steps"
    "structure"
    "table"
    "templates"
    "write"
    "year"
}

/// The words of the interface in one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Catalogue {
    /// Loads the words of a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // The signs that isolate arguments would be seen as characters in input fields and files.
        bundle.set_use_isolating(false);
        for (of, source) in FILES {
            if *of == language {
                // A message that does not parse is missing from the bundle; the tests find it.
                let resource = match FluentResource::try_new((*source).to_owned()) {
                    Ok(resource) | Err((resource, _)) => resource,
                };
                bundle.add_resource_overriding(resource);
            }
        }
        Self { language, bundle }
    }

    /// Picks the language of the program from the system's tag, such as `zh_CN.UTF-8`.
    #[must_use]
    pub fn language_of(tag: Option<&str>) -> Language {
        match tag {
            Some(tag) if tag.to_ascii_lowercase().starts_with("en") => Language::En,
            // Chinese is the program's first language: also for systems that say nothing.
            _ => Language::ZhCn,
        }
    }

    /// Returns the language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Returns a message. One that is missing shows its key, which no catalogue test lets happen.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// Returns a message with its arguments put in.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().cloned().collect();
        self.format(key, Some(&args))
    }

    /// Tells whether the language has a message.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut faults = Vec::new();
        self.bundle.format_pattern(pattern, args, &mut faults).into_owned()
    }
}
