//! The table of what a mapping of a record may hold: for each key what stands there, what an editor
//! says of it, and where a new record takes it from.
//!
//! The reader, the schema, `fmt`, the editor and emit all go by it. The order of the keys is the
//! order in which they are written.

use serde_json::Value as Json;
use serde_yaml::Value as Yaml;

use super::emit::{Out, list};

/// What a kind of mapping may hold; `S` is what it says, as a value of the model.
pub(super) struct Mapping<S: 'static> {
    /// What has the keys, for a message: `an estimate`.
    pub(super) what: &'static str,
    /// The name of its own definition in the schema, where several places hold such a mapping.
    pub(super) definition: Option<&'static str>,
    /// The keys, in groups that several mappings can share.
    pub(super) fields: &'static [&'static [Field<S>]],
}

/// A key of a mapping, and what becomes of it in a new record.
pub(super) struct Field<S> {
    spec: FieldSpec,
    emit: fn(&S) -> Option<Yaml>,
}

/// A key of a mapping.
pub(super) struct FieldSpec {
    /// The key.
    pub(super) key: &'static str,
    /// What stands there.
    pub(super) shape: Shape,
    /// What an editor says of it.
    pub(super) says: Option<&'static str>,
    /// Whether the mapping is nothing without it.
    pub(super) is_required: bool,
}

/// What stands under a key.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// What this definition of the schema describes.
    Of(&'static str),
    /// A mapping.
    Mapping(&'static dyn Keys),
    /// A list of mappings.
    Mappings(&'static dyn Keys),
    /// A mapping, or a list of mappings.
    OneOrMappings(&'static dyn Keys),
    /// A list of texts and mappings.
    TextsOrMappings(&'static dyn Keys),
    /// A mapping, or the words of a refusal.
    MappingOrRefusal(&'static dyn Keys),
    /// What this piece of a schema describes.
    Schema(fn() -> Json),
}

pub(super) const TEXT: Shape = Shape::Of("text");
/// A text that says something.
pub(super) const NAME: Shape = Shape::Of("name");
pub(super) const TEXTS: Shape = Shape::Of("texts");
pub(super) const ID: Shape = Shape::Of("id");
pub(super) const IDS: Shape = Shape::Of("ids");
pub(super) const MOMENT: Shape = Shape::Of("moment");
pub(super) const FLAG: Shape = Shape::Of("flag");
pub(super) const NUMBER: Shape = Shape::Of("number");
/// A number or a day.
pub(super) const QUANTITY: Shape = Shape::Of("quantity");
pub(super) const PROBABILITY: Shape = Shape::Of("probability");
/// A probability for each name.
pub(super) const PROBABILITIES: Shape = Shape::Of("probabilities");
pub(super) const OUTCOME: Shape = Shape::Of("outcome");

/// Returns a key with what stands there, and where a new record takes it from.
pub(super) const fn key<S>(
    key: &'static str,
    shape: Shape,
    emit: fn(&S) -> Option<Yaml>,
) -> Field<S> {
    let spec = FieldSpec {
        key,
        shape,
        says: None,
        is_required: false,
    };
    Field { spec, emit }
}

/// Returns a key that foretell reads and never writes.
pub(super) const fn read_only<S>(name: &'static str) -> Field<S> {
    key(
        name,
        Shape::Schema(|| Json::Object(serde_json::Map::new())),
        |_| None,
    )
}

impl<S> Field<S> {
    /// Returns the key.
    pub(super) fn key(&self) -> &'static str {
        self.spec.key
    }

    /// Returns the key with what an editor says of it.
    pub(super) const fn says(mut self, text: &'static str) -> Self {
        self.spec.says = Some(text);
        self
    }

    /// Returns the key as one without which the mapping is nothing.
    pub(super) const fn required(mut self) -> Self {
        self.spec.is_required = true;
        self
    }
}

impl<S> Mapping<S> {
    /// Returns the YAML of a mapping that may be absent.
    pub(super) fn one(&self, said: Option<&S>) -> Option<Yaml> {
        Some(self.emit(said?).into())
    }

    /// Returns the YAML of a list of mappings, where it has any.
    pub(super) fn each(&self, said: &[S]) -> Option<Yaml> {
        list(said.iter().map(|one| self.emit(one)))
    }

    /// Returns the YAML of a new mapping that says this.
    pub(super) fn emit(&self, said: &S) -> Out {
        self.emit_with(said, |_| None)
    }

    /// Returns the same, with what the table alone cannot tell.
    pub(super) fn emit_with(&self, said: &S, given: impl Fn(&str) -> Option<Yaml>) -> Out {
        let mut out = Out::default();
        for field in self.fields.iter().copied().flatten() {
            let value = (field.emit)(said).or_else(|| given(field.spec.key));
            out.some(field.spec.key, value);
        }
        out
    }
}

/// The keys of a mapping, whatever it says.
pub(super) trait Keys: Sync {
    /// Returns what has the keys, for a message.
    fn what(&self) -> &'static str;

    /// Returns the name of its definition in the schema.
    fn definition(&self) -> Option<&'static str>;

    /// Returns the keys in their order.
    fn specs(&self) -> Box<dyn Iterator<Item = &'static FieldSpec>>;

    /// Returns the place of a key among them.
    fn position(&self, key: &str) -> Option<usize>;
}

impl<S> Keys for Mapping<S> {
    fn what(&self) -> &'static str {
        self.what
    }

    fn definition(&self) -> Option<&'static str> {
        self.definition
    }

    fn specs(&self) -> Box<dyn Iterator<Item = &'static FieldSpec>> {
        let all = self.fields.iter().copied().flat_map(<[Field<S>]>::iter);
        Box::new(all.map(|field| &field.spec))
    }

    fn position(&self, key: &str) -> Option<usize> {
        let mut all = self.fields.iter().copied().flatten();
        all.position(|field| field.spec.key == key)
    }
}

impl dyn Keys {
    /// Returns the keys of the mapping, or of each mapping of the list, that a key holds.
    pub(super) fn below(&self, key: &str) -> Option<&'static dyn Keys> {
        match self.specs().find(|spec| spec.key == key)?.shape {
            Shape::Mapping(keys)
            | Shape::Mappings(keys)
            | Shape::OneOrMappings(keys)
            | Shape::TextsOrMappings(keys)
            | Shape::MappingOrRefusal(keys) => Some(keys),
            Shape::Of(_) | Shape::Schema(_) => None,
        }
    }
}
