//! The parts of the last view, which the next one takes over where nothing has changed: they need not
//! be made again, and the page sees by their identity that there is nothing to draw.

use js_sys::{Array, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsValue, UnwrapThrowExt};

use crate::json;

/// A small part: another one when its text is.
#[derive(Default)]
pub(crate) struct Piece {
    text: String,
    value: JsValue,
}

impl Piece {
    /// Takes note of how it is now. Returns whether it has changed.
    pub(crate) fn update(&mut self, now: &impl Serialize) -> bool {
        let text = json::text(now);
        let changed = text != self.text;
        if changed {
            self.value = json::parse(&text);
            self.text = text;
        }
        changed
    }

    /// It as an object of its own, to put parts into.
    pub(crate) fn renewed(&mut self) -> &JsValue {
        self.value = json::parse(&self.text);
        &self.value
    }

    pub(crate) fn value(&self) -> &JsValue {
        &self.value
    }
}

/// What an item of a list is known by: whatever else is shown of it is the same as long as this is.
pub(crate) type Stamp = [u64; 4];

/// What there are lists of.
pub(crate) trait Item {
    /// Makes the object that the page gets.
    fn view(&self) -> JsValue;
}

/// A list of which items come and go, and few change.
#[derive(Default)]
pub(crate) struct KeptList {
    items: Vec<(Stamp, JsValue)>,
    value: Array,
}

impl KeptList {
    /// Takes note of its items, in the order of their stamps' first number. Returns whether it has changed.
    ///
    /// Not generic, to be in the module only once.
    pub(crate) fn update(&mut self, now: &mut dyn Iterator<Item = (Stamp, &dyn Item)>) -> bool {
        let mut changed = false;
        let mut at = 0;
        for (stamp, item) in now {
            while self.items.get(at).is_some_and(|(kept, _)| kept[0] < stamp[0]) {
                self.items.remove(at);
                changed = true;
            }
            if self.items.get(at).is_none_or(|(kept, _)| *kept != stamp) {
                if self.items.get(at).is_some_and(|(kept, _)| kept[0] == stamp[0]) {
                    self.items.remove(at);
                }
                self.items.insert(at, (stamp, item.view()));
                changed = true;
            }
            at += 1;
        }
        changed |= at < self.items.len();
        self.items.truncate(at);
        if changed {
            self.value = self.items.iter().map(|(_, item)| item).collect();
        }
        changed
    }

    pub(crate) fn value(&self) -> &JsValue {
        &self.value
    }
}

/// Puts a part into an object.
pub(crate) fn put(object: &JsValue, key: &str, part: &JsValue) {
    Reflect::set(object, &key.into(), part).unwrap_throw();
}
