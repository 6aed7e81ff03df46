//! What is left of a panic. With `panic = "abort"` the call that panicked ends in a
//! `WebAssembly.RuntimeError`, and the module must not be used again; the page asks here what to say.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The name of the event that a panic dispatches on the global object, for every playground whose module
/// this is; its `detail` is the message.
const EVENT: &str = "raft-playground-panic";

pub(crate) fn install_hook() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let message = info.to_string();
        announce(&message);
        LAST.with(|last| *last.borrow_mut() = Some(message));
    }));
}

/// Tells the page, where there is one.
fn announce(message: &str) {
    let Ok(target) = js_sys::global().dyn_into::<web_sys::EventTarget>() else {
        return;
    };
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&message.into());
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(EVENT, &init) {
        // Nobody listening is no harm, and there is nobody left to tell of an error.
        let _ = target.dispatch_event(&event);
    }
}

/// The message and place of the panic that ended this module, if one did.
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> Option<String> {
    LAST.with(|last| last.borrow().clone())
}
