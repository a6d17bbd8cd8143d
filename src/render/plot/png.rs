//! A plot as a picture of dots, for what takes no SVG.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::Plot;

/// How many dots a unit of the drawing has: sharp on the screens of today.
const SCALE: f32 = 2.0;

impl Plot {
    /// Returns it as a PNG in light colours, with the fonts of this machine.
    ///
    /// # Errors
    ///
    /// Why it could not be drawn, such as a machine without fonts.
    pub fn png(&self) -> Result<Vec<u8>, String> {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        let family = [
            "DejaVu Sans",
            "Liberation Sans",
            "Noto Sans",
            "Arial",
            "Helvetica",
        ];
        let has = |name: &&str| {
            fonts
                .faces()
                .any(|face| face.families.iter().any(|(family, _)| family == name))
        };
        let first = || fonts.faces().next().map(|face| face.families[0].0.clone());
        let known = family
            .iter()
            .find(|name| has(name))
            .map(|name| (*name).to_owned());
        let family = known.or_else(first).ok_or("this machine has no fonts")?;
        fonts.set_sans_serif_family(&family);
        let options = Options {
            font_family: family,
            fontdb: Arc::new(fonts),
            ..Options::default()
        };
        let tree = Tree::from_str(&self.file(), &options).map_err(|error| error.to_string())?;
        let size = tree
            .size()
            .to_int_size()
            .scale_by(SCALE)
            .ok_or("it has no size")?;
        let mut picture = Pixmap::new(size.width(), size.height()).ok_or("it has no size")?;
        resvg::render(
            &tree,
            Transform::from_scale(SCALE, SCALE),
            &mut picture.as_mut(),
        );
        picture.encode_png().map_err(|error| error.to_string())
    }
}
