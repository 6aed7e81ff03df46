//! The real time, which only a benchmark may read.

/// Seconds since some instant.
#[cfg(not(target_family = "wasm"))]
#[expect(clippy::disallowed_types, reason = "a benchmark is about real time")]
pub(crate) fn seconds() -> f64 {
    use std::sync::OnceLock;
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64()
}

/// Seconds since some instant.
#[cfg(target_family = "wasm")]
pub(crate) fn seconds() -> f64 {
    use wasm_bindgen::JsCast;

    // Node has no `WorkerGlobalScope`, but its global object has a `performance` too.
    let global = js_sys::global().unchecked_into::<web_sys::WorkerGlobalScope>();
    global.performance().map_or(f64::NAN, |performance| performance.now() / 1000.0)
}
