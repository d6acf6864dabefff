//! Colours, type and distances: the only place that names them.

use std::sync::Arc;

use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke,
    Style, TextStyle, Ui, Vec2, Visuals,
};

/// The colours of one theme, by role.
#[derive(Debug)]
pub(crate) struct Palette {
    pub(crate) canvas: Color32,
    pub(crate) panel: Color32,
    pub(crate) surface: Color32,
    pub(crate) raised: Color32,
    pub(crate) hover: Color32,
    pub(crate) chip: Color32,
    pub(crate) text: Color32,
    pub(crate) text_weak: Color32,
    pub(crate) line: Color32,
    pub(crate) line_strong: Color32,
    pub(crate) accent: Color32,
    pub(crate) accent_hover: Color32,
    pub(crate) accent_pressed: Color32,
    pub(crate) on_accent: Color32,
    pub(crate) accent_weak: Color32,
    /// The part of a bar that is still to come.
    pub(crate) accent_line: Color32,
    pub(crate) late: Color32,
    pub(crate) late_weak: Color32,
    pub(crate) due: Color32,
    pub(crate) due_weak: Color32,
    pub(crate) done: Color32,
    pub(crate) done_weak: Color32,
    pub(crate) draft: Color32,
    pub(crate) draft_weak: Color32,
    pub(crate) selection: Color32,
    pub(crate) page: Color32,
    /// Laid over a passage of the page, which shows through.
    pub(crate) passage: Color32,
    pub(crate) scrim: Color32,
    pub(crate) shadow: Color32,
}

#[expect(clippy::disallowed_methods, reason = "this is where colours live")]
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

const LIGHT: Palette = Palette {
    canvas: rgb(0x00E4_E8EC),
    panel: rgb(0x00F4_F6F8),
    surface: rgb(0x00FF_FFFF),
    raised: rgb(0x00FF_FFFF),
    hover: rgb(0x00E9_EDF1),
    chip: rgb(0x00ED_F0F3),
    text: rgb(0x001A_1F25),
    text_weak: rgb(0x0051_5B67),
    line: rgb(0x00D8_DDE3),
    line_strong: rgb(0x0086_8F9B),
    accent: rgb(0x0014_608F),
    accent_hover: rgb(0x0012_5884),
    accent_pressed: rgb(0x0011_5178),
    on_accent: rgb(0x00FF_FFFF),
    accent_weak: rgb(0x00E0_EDF6),
    accent_line: rgb(0x008D_B9D6),
    late: rgb(0x00B3_261E),
    late_weak: rgb(0x00FB_E9E7),
    due: rgb(0x0087_5200),
    due_weak: rgb(0x00FA_EFD9),
    done: rgb(0x001B_6A42),
    done_weak: rgb(0x00E1_F1E8),
    draft: rgb(0x0062_479A),
    draft_weak: rgb(0x00EE_E9F8),
    selection: rgb(0x00CF_E3F2),
    page: rgb(0x00FF_FFFF),
    passage: Color32::from_rgba_premultiplied(16, 36, 51, 64),
    scrim: Color32::from_black_alpha(97),
    shadow: Color32::from_black_alpha(41),
};

const DARK: Palette = Palette {
    canvas: rgb(0x0010_1317),
    panel: rgb(0x0019_1D22),
    surface: rgb(0x001F_242A),
    raised: rgb(0x0027_2D35),
    hover: rgb(0x002A_3139),
    chip: rgb(0x002B_323A),
    text: rgb(0x00E8_EBEF),
    text_weak: rgb(0x00A9_B3BE),
    line: rgb(0x0036_3E48),
    line_strong: rgb(0x007A_8592),
    accent: rgb(0x0079_BDE8),
    accent_hover: rgb(0x006F_AED5),
    accent_pressed: rgb(0x0066_9FC3),
    on_accent: rgb(0x000B_1A25),
    accent_weak: rgb(0x001D_3648),
    accent_line: rgb(0x003F_6F90),
    late: rgb(0x00FF_9D92),
    late_weak: rgb(0x0045_221F),
    due: rgb(0x00ED_B766),
    due_weak: rgb(0x003D_2E16),
    done: rgb(0x007F_CD9F),
    done_weak: rgb(0x001B_3829),
    draft: rgb(0x00C2_ADF0),
    draft_weak: rgb(0x0031_2A47),
    selection: rgb(0x0027_526F),
    page: rgb(0x00ED_EBE6),
    passage: Color32::from_rgba_premultiplied(16, 36, 51, 64),
    scrim: Color32::from_black_alpha(140),
    shadow: Color32::from_black_alpha(128),
};

/// Returns the colours of the theme in use.
pub(crate) fn palette(ui: &Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// The family of emphasis.
pub(crate) fn hei() -> FontFamily {
    FontFamily::Name("hei".into())
}

/// The family of icons.
pub(crate) fn icons() -> FontFamily {
    FontFamily::Name("icons".into())
}

/// The family of the printed page's title, for the program's mark.
pub(crate) fn title_face() -> FontFamily {
    FontFamily::Name("title".into())
}

/// Sizes of type in points, with the height of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Type {
    pub(crate) size: f32,
    pub(crate) line: f32,
    pub(crate) emphasis: bool,
}

impl Type {
    pub(crate) const PAGE_TITLE: Self = Self { size: 18.0, line: 26.0, emphasis: true };
    pub(crate) const SECTION: Self = Self { size: 20.0, line: 30.0, emphasis: true };
    pub(crate) const GOAL: Self = Self { size: 16.0, line: 26.0, emphasis: true };
    pub(crate) const BODY: Self = Self { size: 14.0, line: 23.0, emphasis: false };
    pub(crate) const BUTTON: Self = Self { size: 14.0, line: 22.0, emphasis: false };
    pub(crate) const CHIP: Self = Self { size: 13.0, line: 20.0, emphasis: false };
    pub(crate) const CAPTION: Self = Self { size: 12.0, line: 18.0, emphasis: false };

    pub(crate) const fn emphasised(self) -> Self {
        Self { emphasis: true, ..self }
    }

    pub(crate) fn font(self) -> FontId {
        FontId::new(self.size, if self.emphasis { hei() } else { FontFamily::Proportional })
    }
}

/// Corner radii in points.
pub(crate) mod radius {
    pub(crate) const CHIP: u8 = 4;
    pub(crate) const BUTTON: u8 = 6;
    pub(crate) const CARD: u8 = 8;
}

/// The stroke of the ring round what has the focus.
pub(crate) fn focus_ring(palette: &Palette) -> Stroke {
    Stroke::new(2.0, palette.accent)
}

/// The one shadow, for what floats.
pub(crate) const fn shadow(palette: &Palette) -> Shadow {
    Shadow { offset: [0, 4], blur: 16, spread: 0, color: palette.shadow }
}

/// Sets faces, type and colours of both themes.
pub(crate) fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = true;
        options.fallback_theme = egui::Theme::Light;
        // The program asks about unsaved work itself.
        options.quit_shortcuts.clear();
    });
    for (theme, palette) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| set_style(style, theme, palette));
    }
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces: [(&str, &'static [u8]); 4] = [
        ("sans", include_bytes!("../../assets/fonts/JihuaSans-Regular.ttf")),
        ("hei", include_bytes!("../../assets/fonts/JihuaHei-Regular.ttf")),
        ("title", include_bytes!("../../assets/fonts/JihuaBiaoSong-Regular.ttf")),
        ("icons", lucide_icons::LUCIDE_FONT_BYTES),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let families = [
        (FontFamily::Proportional, vec!["sans", "icons"]),
        (FontFamily::Monospace, vec!["sans", "icons"]),
        (hei(), vec!["hei", "sans", "icons"]),
        (title_face(), vec!["title", "sans"]),
        (icons(), vec!["icons", "sans"]),
    ];
    for (family, names) in families {
        fonts.families.insert(family, names.into_iter().map(str::to_owned).collect());
    }
    fonts
}

fn set_style(style: &mut Style, theme: egui::Theme, palette: &Palette) {
    style.text_styles = [
        (TextStyle::Heading, Type::PAGE_TITLE.font()),
        (TextStyle::Body, Type::BODY.font()),
        (TextStyle::Button, Type::BUTTON.font()),
        (TextStyle::Monospace, Type::CHIP.font()),
        (TextStyle::Small, Type::CAPTION.font()),
    ]
    .into();
    style.spacing.item_spacing = Vec2::new(8.0, 6.0);
    style.spacing.button_padding = Vec2::new(12.0, 4.0);
    style.spacing.interact_size = Vec2::new(32.0, 28.0);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.scroll.floating = true;
    style.spacing.scroll.bar_width = 10.0;
    style.spacing.scroll.dormant_handle_opacity = 0.25;
    style.spacing.scroll.active_handle_opacity = 0.35;
    style.spacing.scroll.interact_handle_opacity = 0.6;
    style.animation_time = 0.12;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.visuals = visuals(theme, palette);
}

fn visuals(theme: egui::Theme, palette: &Palette) -> Visuals {
    let mut visuals = theme.default_visuals();
    visuals.override_text_color = Some(palette.text);
    visuals.weak_text_color = Some(palette.text_weak);
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.raised;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(radius::CARD);
    visuals.menu_corner_radius = CornerRadius::same(radius::CARD);
    visuals.window_shadow = shadow(palette);
    visuals.popup_shadow = shadow(palette);
    visuals.extreme_bg_color = palette.surface;
    visuals.faint_bg_color = palette.chip;
    visuals.text_edit_bg_color = Some(palette.surface);
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = Stroke::new(1.0, palette.text);
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.due;
    visuals.error_fg_color = palette.late;
    // A blinking caret would wake the program twice a second for ever.
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.accent);
    let widgets = &mut visuals.widgets;
    for (state, fill, edge) in [
        (&mut widgets.noninteractive, palette.surface, palette.line),
        (&mut widgets.inactive, palette.surface, palette.line_strong),
        (&mut widgets.hovered, palette.hover, palette.text_weak),
        (&mut widgets.active, palette.accent_weak, palette.accent),
        (&mut widgets.open, palette.accent_weak, palette.line_strong),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, edge);
        state.fg_stroke = Stroke::new(1.0, palette.text);
        state.corner_radius = CornerRadius::same(radius::BUTTON);
        state.expansion = 0.0;
    }
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast of two opaque colours (WCAG 2.2, 1.4.3).
    fn contrast(a: Color32, b: Color32) -> f32 {
        let light = |colour: Color32| {
            let [r, g, b, _] = egui::Rgba::from(colour).to_array();
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_stands_out_from_everything_it_is_written_on() {
        for p in [&LIGHT, &DARK] {
            let fills = [p.panel, p.surface, p.raised, p.hover, p.chip, p.accent_weak];
            for fill in fills {
                for ink in [p.text, p.text_weak, p.accent] {
                    assert!(contrast(ink, fill) >= 4.5, "{ink:?} on {fill:?}: {}", contrast(ink, fill));
                }
            }
            for (ink, weak) in
                [(p.late, p.late_weak), (p.due, p.due_weak), (p.done, p.done_weak), (p.draft, p.draft_weak)]
            {
                for fill in [weak, p.surface, p.panel] {
                    assert!(contrast(ink, fill) >= 4.5, "{ink:?} on {fill:?}: {}", contrast(ink, fill));
                }
                assert!(contrast(p.text, weak) >= 4.5);
            }
            assert!(contrast(p.text, p.selection) >= 4.5);
            for fill in [p.accent, p.accent_hover, p.accent_pressed] {
                assert!(contrast(p.on_accent, fill) >= 4.5);
            }
            // Edges of controls and the ring of the focus (WCAG 2.2, 1.4.11).
            for fill in [p.surface, p.panel] {
                assert!(contrast(p.line_strong, fill) >= 2.9 && contrast(p.accent, fill) >= 3.0);
            }
        }
    }
}
