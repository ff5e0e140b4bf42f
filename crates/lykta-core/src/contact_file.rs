//! Contact files: one number under a name that the person chose, as any phone takes it in.
//!
//! In: a name of any signs, a number as it is dialled. Out: the text of a `.vcf` file.
//! Never holds more than these two.
//! Standard: vCard 3.0 (RFC 2426). Phones of both kinds read it; of version 4 some address books of Android read only a part.
//! Next: `content_line.rs`.

use alloc::string::String;

use crate::content_line::{escaped, push};

/// The text of the file.
///
/// `is_for_texts`: whether the number takes text messages, so that a phone offers them.
#[must_use]
pub fn file(name: &str, number: &str, is_for_texts: bool) -> String {
    let name = escaped(name);
    let mut file = String::new();
    push(&mut file, "BEGIN", "VCARD");
    push(&mut file, "VERSION", "3.0");
    push(&mut file, "N", &[";", &name, ";;;"].concat());
    push(&mut file, "FN", &name);
    push(&mut file, if is_for_texts { "TEL;TYPE=CELL" } else { "TEL;TYPE=VOICE" }, &escaped(number));
    push(&mut file, "END", "VCARD");
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_a_name_and_a_number() {
        assert_eq!(
            file("Contact", "+358931012345", false),
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Contact;;;\r\nFN:Contact\r\nTEL;TYPE=VOICE:+358931012345\r\nEND:VCARD\r\n"
        );
        assert!(file("A; B, C", "16111", true).contains("N:;A\\; B\\, C;;;\r\nFN:A\\; B\\, C\r\nTEL;TYPE=CELL:16111\r\n"));
    }
}
