//! Smaller scripts: whole lines of comment and the white space before each line go.
//!
//! In: a script's text. Out: the same script, shorter.
//! Never looks inside a line, so strings, expressions and patterns stay as they are; a script with
//! a template literal over several lines stays whole.

/// The script without lines that are only comment, and without indentation.
pub fn shrink(script: &str) -> String {
    // An odd number of backticks on a line means that a literal goes on to the next.
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let mut shorter = String::with_capacity(script.len());
    let mut is_in_comment = false;
    for line in script.lines().map(str::trim) {
        if is_in_comment {
            is_in_comment = !line.contains("*/");
            // What stands behind the end of a comment is code, and rare: then the script stays.
            if !is_in_comment && !line.ends_with("*/") {
                return script.to_owned();
            }
        } else if line.starts_with("/*") && !line.contains("*/") {
            is_in_comment = true;
        } else if !is_comment(line) {
            shorter.push_str(line);
            shorter.push('\n');
        }
    }
    shorter
}

/// Whether a line holds nothing but one comment, or nothing at all.
fn is_comment(line: &str) -> bool {
    let is_block = line.starts_with("/*") && line.find("*/") == line.len().checked_sub(2);
    line.is_empty() || line.starts_with("//") || is_block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, shorter: &str) {
        assert_eq!(shrink(script), shorter);
    }

    #[test]
    fn lines_of_comment_and_indentation_go() {
        check(
            "// one\n/**\n * two\n */\nfunction f() {\n  /* three */\n  return 1; // four\n}\n",
            "function f() {\nreturn 1; // four\n}\n",
        );
    }

    #[test]
    fn a_comment_with_code_on_its_line_stays() {
        check("/* one */ f();\n", "/* one */ f();\n");
        check("/* one */ f(); /* two */\n", "/* one */ f(); /* two */\n");
        check("  /* one\n two */ f();\n", "  /* one\n two */ f();\n");
    }

    #[test]
    fn a_template_over_several_lines_keeps_the_script_whole() {
        check("  let a = `b\n  // c`;\n", "  let a = `b\n  // c`;\n");
    }

    #[test]
    fn what_looks_like_a_comment_in_a_string_stays() {
        check("  f('// a', \"/* b\");\n", "f('// a', \"/* b\");\n");
    }
}
