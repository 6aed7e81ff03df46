//! Keeps the message of a panic. With `panic = "abort"` the call that panicked ends in a `WebAssembly.RuntimeError`,
//! and the module must not be used again; the page asks here what to tell people.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The name of the event that a panic dispatches on the global object, for every playground that uses this module;
/// its `detail` is the message.
const EVENT: &str = "raft-playground-panic";

pub(crate) fn install_hook() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let message = info.to_string();
        announce(&message);
        LAST.with(|last| *last.borrow_mut() = Some(message));
    }));
}

/// Tells the page, if there is one.
fn announce(message: &str) {
    let Ok(target) = js_sys::global().dyn_into::<web_sys::EventTarget>() else {
        return;
    };
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&message.into());
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(EVENT, &init) {
        // It does no harm if nobody listens, and nobody is left to be told about an error.
        let _ = target.dispatch_event(&event);
    }
}

/// The message and place of the panic that ended this module, if one did.
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> Option<String> {
    LAST.with(|last| last.borrow().clone())
}
