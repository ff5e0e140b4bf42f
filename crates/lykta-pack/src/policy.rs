//! Policies: what a page may load and run, and where its way out leads.
//!
//! In: where the guide will be served, if that is known; the page for leaving. Out: content security policies; addresses that were checked.
//! Never names `'self'` for the guide's page: inside the frame its origin is opaque, and in WebKit `'self'` then matches nothing.
//! Standard: Content Security Policy Level 3, Trusted Types.
//! Next: `page.rs` and `overview.rs`, which put them into pages.

/// Where "leave" leads if nothing else is said: a page that many open, which tells nothing.
pub const EXIT: &str = "https://www.wikipedia.org/";

/// The policy of the guide's page, until its own lock shuts the rest.
///
/// Without an origin only the scheme is held: the page may be published anywhere.
#[must_use]
pub fn guide(origin: Option<&str>) -> String {
    let origins = origin.unwrap_or("http: https:");
    format!(
        "default-src 'none'; script-src {origins} 'wasm-unsafe-eval'; style-src {origins}; connect-src {origins}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default"
    )
}

/// The policy of the page with everything: its style sheets, and nothing else.
///
/// That page is never inside the sandboxed frame, so `'self'` holds there.
#[must_use]
pub fn overview() -> &'static str {
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
}

/// An origin as a policy names it: scheme, host, and a port if there is one.
///
/// # Errors
/// What it is instead, and how to write it.
pub fn origin(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://").filter(|rest| is_this_machine(rest)));
    let Some(rest) = rest else {
        return Err(
            "an origin begins with https:// (http:// only for 127.0.0.1 and localhost); write it like https://guide.example.fi".to_owned()
        );
    };
    if let Some((authority, _)) = rest.split_once(['/', '?', '#']) {
        let scheme = text.get(..text.len() - rest.len()).unwrap_or("");
        return Err(format!("an origin ends after the host; write {scheme}{authority}"));
    }
    if is_authority(rest) {
        Ok(text.to_owned())
    } else {
        Err(format!("`{rest}` is not the name of a host; write it like guide.example.fi, in small letters"))
    }
}

/// The address of a page to leave for.
///
/// # Errors
/// What it is instead, and how to write it.
pub fn exit(text: &str) -> Result<String, String> {
    let Some(rest) = text.strip_prefix("https://") else {
        return Err(format!("the page for leaving begins with https://; write it like {EXIT}"));
    };
    let (authority, after) = rest.find(['/', '?', '#']).map_or((rest, ""), |at| rest.split_at(at));
    if !is_authority(authority) {
        return Err(format!("`{authority}` is not the name of a host; write it like {EXIT}"));
    }
    if !after.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'\\' | b'`')) {
        return Err("an address holds plain letters, digits and signs without spaces; copy it from the browser's address line".to_owned());
    }
    Ok(text.to_owned())
}

fn is_this_machine(rest: &str) -> bool {
    let host = rest.split([':', '/', '?', '#']).next().unwrap_or("");
    matches!(host, "127.0.0.1" | "localhost")
}

/// A host in small letters, with a port of digits if there is one.
fn is_authority(text: &str) -> bool {
    let (host, port) = text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port)));
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    (host == "localhost" || host.contains('.'))
        && host.split('.').all(is_label)
        && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the text is taken as an origin as it stands; else what is said of it.
    #[track_caller]
    fn check(text: &str, said: Option<&str>) {
        match (origin(text), said) {
            (Ok(taken), None) => assert_eq!(taken, text),
            (Err(found), Some(said)) => assert!(found.contains(said), "{found}"),
            (found, _) => panic!("{text}: {found:?}"),
        }
    }

    #[track_caller]
    fn check_exit(text: &str, said: Option<&str>) {
        match (exit(text), said) {
            (Ok(taken), None) => assert_eq!(taken, text),
            (Err(found), Some(said)) => assert!(found.contains(said), "{found}"),
            (found, _) => panic!("{text}: {found:?}"),
        }
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        check("https://guide.example.fi", None);
        check("https://guide.example.fi:8443", None);
        check("https://xn--lykta-hra.example.se", None);
        check("http://127.0.0.1:8080", None);
        check("http://localhost:8080", None);
    }

    #[test]
    fn an_origin_in_the_clear_is_refused() {
        check("http://guide.example.fi", Some("begins with https://"));
        check("http://127.0.0.1.example.fi", Some("begins with https://"));
        check("guide.example.fi", Some("begins with https://"));
        check("", Some("begins with https://"));
    }

    #[test]
    fn what_stands_after_the_host_is_named() {
        check("https://guide.example.fi/", Some("write https://guide.example.fi"));
        check("https://guide.example.fi/guide?a#b", Some("write https://guide.example.fi"));
        check("http://localhost:8080/guide", Some("write http://localhost:8080"));
    }

    #[test]
    fn what_could_widen_the_policy_is_refused() {
        for host in [
            "*",
            "*.example.fi",
            "a.fi https:",
            "a.fi; script-src *",
            "a.fi'",
            "Example.fi",
            "a..fi",
            "-a.fi",
            "a.fi:",
            "a.fi:0",
            "a.fi:99999",
            "me@a.fi",
            "å.fi",
        ] {
            check(&format!("https://{host}"), Some("is not the name of a host"));
        }
    }

    #[test]
    fn the_page_for_leaving_is_an_https_address() {
        check_exit(EXIT, None);
        check_exit("https://www.yle.fi", None);
        check_exit("https://www.example.fi/a/b.html?c=d&e=f#g", None);
        check_exit("http://www.example.fi/", Some("begins with https://"));
        check_exit("javascript:alert(1)", Some("begins with https://"));
        check_exit("JavaScript://https://x", Some("begins with https://"));
        check_exit(" https://www.example.fi/", Some("begins with https://"));
        check_exit("https:///", Some("is not the name of a host"));
        check_exit("https://me:word@example.fi/", Some("is not the name of a host"));
        check_exit("https://www.example.fi/\"><script>", Some("plain letters"));
        check_exit("https://www.example.fi/a b", Some("plain letters"));
        check_exit("https://www.example.fi/\u{202e}a", Some("plain letters"));
    }

    #[test]
    fn the_guides_page_may_load_from_the_origin_and_from_nowhere_else() {
        assert_eq!(
            guide(Some("https://guide.example.fi")),
            "default-src 'none'; script-src https://guide.example.fi 'wasm-unsafe-eval'; style-src https://guide.example.fi; connect-src https://guide.example.fi; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default"
        );
    }

    #[test]
    fn without_an_origin_the_scheme_is_held() {
        assert!(guide(None).contains("script-src http: https: 'wasm-unsafe-eval'; style-src http: https:; connect-src http: https:;"));
    }

    #[test]
    fn no_policy_allows_what_stands_in_the_page_itself() {
        for policy in [guide(None), guide(Some("https://a.fi")), overview().to_owned()] {
            assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        }
        assert!(!guide(None).contains("'self'"));
    }
}
