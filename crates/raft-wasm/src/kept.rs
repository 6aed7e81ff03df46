//! The parts of the last view. The next view reuses those that have not changed: they need not be made again, and the
//! page sees by their identity that there is nothing to redraw.

use js_sys::{Array, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsValue, UnwrapThrowExt};

use crate::json;

/// A small part. It is a new object whenever its JSON text has changed.
#[derive(Default)]
pub(crate) struct Piece {
    text: String,
    value: JsValue,
}

impl Piece {
    /// Updates the part to its present value. Returns whether it has changed.
    pub(crate) fn update(&mut self, now: &impl Serialize) -> bool {
        let text = json::text(now);
        let changed = text != self.text;
        if changed {
            self.value = json::parse(&text);
            self.text = text;
        }
        changed
    }

    /// Returns the part as a new object, into which other parts can be put.
    pub(crate) fn renewed(&mut self) -> &JsValue {
        self.value = json::parse(&self.text);
        &self.value
    }

    pub(crate) fn value(&self) -> &JsValue {
        &self.value
    }
}

/// Identifies an item of a list in its present state: as long as the stamp is the same, so is all that is shown of
/// the item.
pub(crate) type Stamp = [u64; 4];

/// An item of a kept list.
pub(crate) trait Item {
    /// Makes the object that the page gets.
    fn view(&self) -> JsValue;
}

/// A list whose items come and go, and of which few change.
#[derive(Default)]
pub(crate) struct KeptList {
    items: Vec<(Stamp, JsValue)>,
    value: Array,
}

impl KeptList {
    /// Updates the list to these items, which are in the order of the first numbers of their stamps. Returns whether
    /// it has changed.
    ///
    /// Not generic, so that the module has it only once.
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
