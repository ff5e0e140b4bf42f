//! A square code, drawn on the device, to carry an address or a number to another one.
//!
//! In: a text and words for those who do not see it. Out: a drawing.
//! Never holds more than it is given: no answer, no place.
//! Standard: ISO/IEC 18004, model 2, by the library `qrcodegen-no-heap`.
//! Next: `take.rs`, `card.rs`.

use qrcodegen_no_heap::{QrCode, QrCodeEcc, Version};

use crate::view::{Element, element};

/// The largest code drawn: 57 by 57 squares, which a phone reads from a screen; 213 bytes fit.
const LARGEST: Version = Version::new(10);

/// Light squares around it, which the standard asks for.
const MARGIN: i32 = 4;

/// The code; none if the text is too long for one.
pub fn code(text: &str, label: &str) -> Option<Element> {
    let mut data = [0; LARGEST.buffer_len()];
    let mut out = [0; LARGEST.buffer_len()];
    data.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    let code = QrCode::encode_binary(&mut data, text.len(), &mut out, QrCodeEcc::Medium, Version::MIN, LARGEST, None, true).ok()?;
    let size = code.size();
    let whole = (size + 2 * MARGIN).to_string();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let from = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                let [left, top, length] = [from + MARGIN, y + MARGIN, x - from].map(|number| number.to_string());
                for part in ["M", &left, " ", &top, "h", &length, "v1h-", &length, "z"] {
                    path.push_str(part);
                }
            }
            x += 1;
        }
    }
    let ground = ["<rect class=\"lykta-qr__ground\" width=\"", &whole, "\" height=\"", &whole, "\"/>"].concat();
    let dark = ["<path class=\"lykta-qr__dark\" d=\"", &path, "\"/>"].concat();
    let drawing = ["<svg class=\"lykta-qr__code\" viewBox=\"0 0 ", &whole, " ", &whole, "\">", &ground, &dark, "</svg>"].concat();
    Some(element("div", "lykta-qr").attribute("role", "img").attribute("aria-label", label).drawing(drawing))
}
