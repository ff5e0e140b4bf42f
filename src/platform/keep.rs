//! What a person takes along: text in the clipboard, a file among the downloads. Only on a tap that was told of it.
//!
//! In: text. Out: whether the browser took it; a frame may refuse.
//! Never asks for anything: a file is made here, and no request leads to it. No policy covers a download, so the lock leaves it open.
//! Next: `components/letter.rs`, `components/keep.rs`.

use std::time::Duration;

use gloo::utils::{document, window};
use js_sys::{Array, Function, Reflect};
use leptos::prelude::set_timeout;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// Puts text into the clipboard, then tells whether it is there.
pub fn copy(text: &str, tell: impl Fn(bool) + Copy + 'static) {
    if ask(text, tell).is_none() {
        tell(false);
    }
}

/// None where the browser has no clipboard for this page.
fn ask(text: &str, tell: impl Fn(bool) + Copy + 'static) -> Option<()> {
    // Asked step by step: in a page without https there is none, and a call would end the engine.
    let get = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
    let method = |object: &JsValue, name: &str| get(object, name)?.dyn_into::<Function>().ok();
    let clipboard = get(&get(&window(), "navigator")?, "clipboard").filter(|clipboard| !clipboard.is_undefined())?;
    let promise = method(&clipboard, "writeText")?.call1(&clipboard, &JsValue::from_str(text)).ok()?;
    let end = |is_there: bool| Closure::once_into_js(move |_: JsValue| tell(is_there));
    method(&promise, "then")?.call2(&promise, &end(true), &end(false)).ok().map(drop)
}

/// Gives a file to the browser's downloads; whether it could be asked for. Whether it came, no page is told.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    give(name, kind, text).is_some()
}

fn give(name: &str, kind: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_attribute("href", &url).ok()?;
    link.set_attribute("download", name).ok()?;
    // Some engines give a file only from a link that stands in the page.
    document().body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    // The browser may still be reading it.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&url);
        },
        Duration::from_secs(60),
    );
    Some(())
}
