//! Writing in a field: what one undo takes back, what clicks select, how marks and blanks behave.

use egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2};
use planwright::model::{Text, query};

use crate::program::{Window, preedit, said};

impl Window {
    /// A plan with a new, empty measure that has the caret.
    fn with_new_measure() -> Self {
        let mut window = Self::with_new_plan();
        window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
        assert_eq!(said(&window.measure()), "");
        window
    }

    /// Types letter by letter, as a person does.
    fn type_letters(&mut self, letters: &str) {
        for letter in letters.chars() {
            self.write(&letter.to_string());
        }
    }

    fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.into()));
        self.settle();
    }

    fn text(&self) -> String {
        said(&self.measure())
    }

    fn undo(&mut self) {
        self.keys(Modifiers::COMMAND, Key::Z);
    }

    /// Presses and lets go of the pointer's button so many times in a row.
    fn click_at(&mut self, place: Pos2, times: usize) {
        // Clicks before it are long ago.
        for _ in 0..40 {
            self.harness.step();
        }
        self.harness.event(Event::PointerMoved(place));
        self.harness.step();
        for _ in 0..times {
            self.button(place, true);
            self.button(place, false);
        }
        self.settle();
    }

    fn button(&mut self, pos: Pos2, pressed: bool) {
        let modifiers = Modifiers::NONE;
        self.harness.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
        self.harness.step();
    }

    /// Where the middle of a character of the focused measure's first line is.
    fn place_of(&self, character: usize) -> Pos2 {
        use egui_kittest::kittest::{NodeT, Queryable};
        let field = self.harness.get_all_by_role_and_label(egui::accesskit::Role::MultilineTextInput, "措施");
        let field = field.into_iter().find(|node| node.accesskit_node().is_focused()).unwrap();
        // Chinese characters are as wide as they are high.
        field.rect().left_top() + egui::vec2(14.0 * character as f32 + 7.0, 11.0)
    }

    /// What is selected, by what replacing it with a letter leaves.
    fn selected(&mut self) -> String {
        let before: Vec<char> = self.text().chars().collect();
        self.write("*");
        let after: Vec<char> = self.text().chars().collect();
        let at = after.iter().position(|sign| *sign == '*').unwrap();
        let gone = before.len() + 1 - after.len();
        self.undo();
        before[at..at + gone].iter().collect()
    }
}

#[test]
fn one_undo_takes_back_one_intention() {
    let mut window = Window::with_new_measure();
    window.type_letters("开展培训");
    window.key(Key::Backspace);
    window.key(Key::Backspace);
    window.paste("全员测评");
    window.type_letters("到位");
    window.key(Key::Home);
    window.type_letters("先");
    assert_eq!(window.text(), "先开展全员测评到位");
    let mut seen = Vec::new();
    while !window.text().is_empty() {
        window.undo();
        seen.push(window.text());
    }
    assert_eq!(seen, ["开展全员测评到位", "开展全员测评", "开展", "开展培训", ""]);
    for text in ["开展培训", "开展", "开展全员测评", "开展全员测评到位", "先开展全员测评到位"]
    {
        window.keys(Modifiers::COMMAND, Key::Y);
        assert_eq!(window.text(), text);
    }
}

#[test]
fn replacing_and_cutting_are_steps() {
    let mut window = Window::with_new_measure();
    window.type_letters("开展培训");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowLeft);
    window.type_letters("检查");
    assert_eq!(window.text(), "开展检查", "a word was replaced");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowLeft);
    window.harness.event(Event::Cut);
    window.settle();
    assert_eq!(window.text(), "开展");
    window.undo();
    assert_eq!(window.text(), "开展检查");
    window.undo();
    assert_eq!(window.text(), "开展培训", "replacing is a step, apart from what was typed before");
    window.undo();
    assert_eq!(window.text(), "");
}

#[test]
fn marks_widen_and_one_undo_takes_only_that_back() {
    let mut window = Window::with_new_measure();
    window.type_letters("开展培训,");
    assert_eq!(window.text(), "开展培训，");
    window.undo();
    assert_eq!(window.text(), "开展培训,");
    window.type_letters("达95.5%");
    assert_eq!(window.text(), "开展培训,达95.5%", "what was taken back stays so");
    window.type_letters("以上...");
    assert_eq!(window.text(), "开展培训,达95.5%以上……");
}

#[test]
fn words_are_chinese_words() {
    let mut window = Window::with_new_measure();
    window.type_letters("开展柜面服务培训");
    let control = Modifiers::COMMAND;
    window.keys(control, Key::ArrowLeft);
    window.keys(control | Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(window.selected(), "服务");
    window.keys(control, Key::Home);
    window.keys(control, Key::Delete);
    assert_eq!(window.text(), "柜面服务培训");
    window.keys(control, Key::End);
    window.keys(control, Key::Backspace);
    assert_eq!(window.text(), "柜面服务");
}

#[test]
fn clicks_take_words_sentences_and_all() {
    let mut window = Window::with_new_measure();
    window.paste("开展培训。检查服务质量！");
    let place = window.place_of(7);
    window.click_at(place, 2);
    assert_eq!(window.selected(), "服务");
    window.click_at(place, 3);
    assert_eq!(window.selected(), "检查服务质量！");
    window.click_at(place, 4);
    assert_eq!(window.selected(), "开展培训。检查服务质量！");

    // Dragging on after the second press goes by words.
    for _ in 0..40 {
        window.harness.step();
    }
    window.button(place, true);
    window.button(place, false);
    window.button(place, true);
    let there = window.place_of(9);
    window.harness.event(Event::PointerMoved(there));
    window.harness.step();
    window.button(there, false);
    window.settle();
    assert_eq!(window.selected(), "服务质量");
}

#[test]
fn a_blank_is_stepped_over_and_taken_whole() {
    let mut window = Window::with_new_measure();
    window.paste("在⟦单位⟧开展");
    assert_eq!(window.text(), "在⟦单位⟧开展");
    assert!(window.plan().placeholder("单位").is_some());
    window.key(Key::Home);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    window.type_letters("全面");
    assert_eq!(window.text(), "在⟦单位⟧全面开展", "two steps lead behind the blank");
    window.undo();
    window.key(Key::Home);
    window.key(Key::ArrowRight);
    window.key(Key::Delete);
    assert_eq!(window.text(), "在开展");
    window.undo();
    assert_eq!(window.text(), "在⟦单位⟧开展");

    // A click on it selects it, and typing fills it.
    let place = window.place_of(2);
    window.click_at(place, 1);
    window.type_letters("城东支行");
    assert_eq!(window.text(), "在城东支行开展");
}

#[test]
fn what_is_pasted_comes_in_clean() {
    let mut window = Window::with_new_measure();
    window.paste("\u{feff}提升\u{200b}服务\u{202e}质量\u{a0}5\u{ad}% \r\n");
    assert_eq!(window.text(), "提升服务质量 5%");
}

#[test]
fn composing_over_a_selection_is_one_step() {
    let mut window = Window::with_new_measure();
    window.type_letters("开展培训");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowLeft);
    for letters in ["c", "ce", "ce p", "ce pin"] {
        window.ime(preedit(letters));
        assert_eq!(window.text(), "开展培训", "the plan never holds what is composed");
        // Keys of the input method are nobody else's.
        window.key(Key::Enter);
        window.key(Key::Escape);
        window.key(Key::ArrowUp);
        window.key(Key::Tab);
    }
    window.ime(ImeEvent::Commit("测评".into()));
    assert_eq!(window.text(), "开展测评");
    assert_eq!(query::measures(window.plan()).iter().filter(|m| m.text == Text::from("")).count(), 0);
    window.undo();
    assert_eq!(window.text(), "开展培训");
    window.undo();
    assert_eq!(window.text(), "");
}

#[test]
fn a_blank_of_a_kind_is_put_in_at_the_caret_in_one_step() {
    use egui::accesskit::Role;
    let mut window = Window::with_new_measure();
    window.type_letters("发展客户");
    window.keys(Modifiers::COMMAND, Key::ArrowLeft);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::B);
    window.write("新增客户");
    window.click(Role::RadioButton, "数量");
    window.click(Role::TextInput, "计量单位");
    window.write("户");
    window.key(Key::Enter);
    assert!(window.app().session().dialog.is_none());
    assert_eq!(window.text(), "发展⟦新增客户⟧客户");
    assert_eq!(window.plan().placeholder("新增客户").unwrap().kind.unit(), "户");
    // The caret stands behind it.
    window.type_letters("个人");
    assert_eq!(window.text(), "发展⟦新增客户⟧个人客户");
    window.undo();
    window.undo();
    assert_eq!(window.text(), "发展客户");
    assert!(window.plan().placeholder("新增客户").is_none(), "one step takes both back");
}

#[test]
fn marks_stay_as_typed_when_that_is_wanted() {
    let mut window = Window::with_new_measure();
    window.keys(Modifiers::COMMAND, Key::K);
    window.write("全角标点");
    window.key(Key::Enter);
    assert!(!window.app().session().settings.punctuation);
    // The caret is where it was before the question.
    window.type_letters("甲,");
    assert_eq!(window.text(), "甲,");
}

#[test]
fn what_no_field_holds_is_refused_and_told() {
    let mut window = Window::with_new_plan();
    // A heading takes one line.
    window.click(egui::accesskit::Role::MultilineTextInput, "计划标题");
    let title = window.plan().title.clone();
    window.paste(&"每日晨会通报差错。".repeat(300_000));
    assert_eq!(window.plan().title, title);
    assert!(window.shows("没有粘贴"));
    window.paste("一\n二");
    assert_ne!(window.plan().title, title);
}

#[test]
fn a_character_without_a_glyph_is_told_of() {
    let mut window = Window::with_new_measure();
    // As in the window of the system: a box is drawn.
    window.harness.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    window.type_letters("笑脸😀服务");
    window.until("the pages are set", |app| app.pages().is_some_and(|pages| pages.missing() == ['😀']));
    assert!(window.shows("缺字形：😀"));
    window.click(egui::accesskit::Role::Button, "缺字形：😀");
    assert!(window.app().session().find.is_open, "pressing it leads to the character");
}
