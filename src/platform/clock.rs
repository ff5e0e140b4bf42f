//! The clock, read in the time of a place.

use js_sys::{Date as Clock, Object, Reflect};
use lykta_core::date::Date;
use lykta_core::schedule::{Moment, minute_of};
use wasm_bindgen::JsValue;

/// The present minute in a time zone; none if the browser cannot tell.
pub fn now(timezone: &str) -> Option<Moment> {
    let options = Object::new();
    for (key, value) in [("timeZone", timezone), ("dateStyle", "short"), ("timeStyle", "short")] {
        Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value)).ok()?;
    }
    // Swedish writes dates as ISO 8601 does: 2026-11-22 09:30.
    let text = String::from(Clock::new_0().to_locale_string("sv-SE", &options));
    let (date, time) = text.split_once(' ')?;
    Some(Moment { date: Date::parse(date)?, minute: minute_of(time)? })
}
