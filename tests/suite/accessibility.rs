//! What a screen reader and a keyboard find: on every screen, in both languages, in narrow windows
//! and enlarged.

use std::collections::BTreeMap;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT;
use planwright::session::Command;

use crate::program::Window;

/// The sizes at which everything has to work: as designed, the smallest wanted, and what is left of
/// the design at twice the size.
const SIZES: [[f32; 2]; 3] = [[1440.0, 900.0], [1024.0, 700.0], [960.0, 600.0]];

/// Every screen, by the keys that lead there.
const SCREENS: [(&str, Key); 4] =
    [("start", Key::Num1), ("write", Key::Num2), ("table", Key::Num3), ("year", Key::Num4)];

fn with_plan(size: [f32; 2]) -> Window {
    let folder = std::sync::Arc::new(tempfile::TempDir::new().unwrap());
    let path = folder.path().join("hall.plan.ron");
    planwright::file::write(&path, &crate::sample_plan::hall_plan(), None).unwrap();
    let mut window = Window::open_in(folder, Some(path), size);
    window.until("the plan is open", |app| app.session().plan().is_some());
    window
}

fn each_screen(size: [f32; 2], mut look: impl FnMut(&str, &mut Window)) {
    let mut window = with_plan(size);
    for (name, key) in SCREENS {
        window.keys(Modifiers::COMMAND, key);
        look(&format!("{name} at {size:?}"), &mut window);
    }
}

/// Roles of what can be worked.
const WORKED: [Role; 14] = [
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::Link,
    Role::ListBoxOption,
    Role::MenuItem,
    Role::MultilineTextInput,
    Role::RadioButton,
    Role::Slider,
    Role::SpinButton,
    Role::Switch,
    Role::Tab,
    Role::TextInput,
    Role::TreeItem,
];

#[test]
fn everything_that_can_be_worked_has_a_name() {
    for size in SIZES {
        each_screen(size, |place, window| {
            let mut nameless = Vec::new();
            let mut named = 0;
            for node in window.harness.root().children_recursive() {
                let node = node.accesskit_node();
                let works = WORKED.contains(&node.role());
                if works && node.label().is_none_or(|label| label.trim().is_empty()) {
                    nameless.push(format!("{:?} at {:?}", node.role(), node.bounding_box()));
                }
                named += usize::from(works);
            }
            assert!(named > 10, "{place}: only {named} things to work");
            assert!(nameless.is_empty(), "{place}:\n{}", nameless.join("\n"));
        });
    }
}

#[test]
fn tab_goes_through_the_screen_and_comes_round() {
    for size in [SIZES[0], SIZES[2]] {
        each_screen(size, |place, window| {
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            let mut lost = 0;
            for _ in 0..40 {
                window.harness.key_press(Key::Tab);
                window.harness.step();
                window.harness.step();
                let focused = window
                    .harness
                    .root()
                    .children_recursive()
                    .find(|node| node.accesskit_node().is_focused())
                    .map(|node| {
                        let node = node.accesskit_node();
                        format!("{:?} {:?} {:?}", node.role(), node.label(), node.bounding_box())
                    });
                match focused {
                    Some(focused) => *seen.entry(focused).or_default() += 1,
                    None => lost += 1,
                }
            }
            assert!(lost <= 2, "{place}: the focus was nowhere {lost} times");
            assert!(seen.len() >= 8, "{place}: Tab reaches only {seen:#?}");
        });
    }
}

#[test]
fn nothing_to_work_lies_outside_the_window() {
    for size in SIZES {
        each_screen(size, |place, window| {
            let mut outside = Vec::new();
            for node in window.harness.root().children_recursive() {
                let node = node.accesskit_node();
                let Some(bounds) = node.bounding_box() else { continue };
                // What lies in a list that scrolls may be above or below; nothing is to the side.
                let wide = f64::from(size[0]) + 1.0;
                if matches!(node.role(), Role::Button | Role::Tab) && (bounds.x0 < -1.0 || bounds.x1 > wide) {
                    outside.push(format!("{:?} {:?} {bounds:?}", node.role(), node.label()));
                }
            }
            assert!(outside.is_empty(), "{place}:\n{}", outside.join("\n"));
        });
    }
}

#[test]
fn everything_works_at_twice_the_size() {
    let mut window = with_plan([1920.0, 1200.0]);
    window.harness.state_mut();
    window.harness.set_pixels_per_point(2.0);
    window.harness.set_size(egui::vec2(960.0, 600.0));
    window.settle();
    for (name, key) in SCREENS {
        window.keys(Modifiers::COMMAND, key);
        let named = window
            .harness
            .root()
            .children_recursive()
            .filter(|node| WORKED.contains(&node.accesskit_node().role()))
            .count();
        assert!(named > 10, "{name}: only {named} things to work");
    }
    window.keys(Modifiers::COMMAND, Key::Num2);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    window.write("放大后写的措施");
    let measures = planwright::model::query::measures(window.plan());
    assert!(measures.iter().any(|measure| measure.text.as_str() == "放大后写的措施"));
}

#[test]
fn every_command_can_be_reached_from_the_palette() {
    let mut window = with_plan(SIZES[0]);
    for command in Command::ALL {
        let label = window.app().session().words.text(command.key());
        if *command == Command::Palette || !command.is_enabled(window.app().session()) {
            continue;
        }
        window.keys(Modifiers::COMMAND, Key::K);
        window.write(&label);
        assert!(window.shows(&label), "{command:?}: {label}");
        window.key(Key::Escape);
        window.key(Key::Escape);
    }
}
