//! What only the system can give: a C compiler, Node.js, browsers, a web server, a synthesizer.
//!
//! In: names of programs. Out: whether they are on `PATH`; where not, they are installed by apt.
//! Never asks for a password: where this account may not install, it prints the line to run.
//! Next: `setup.rs`, the caller.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::run;
use crate::tools::Tools;

/// Programs that belong together, and how to get them.
pub struct System {
    /// What they are, for a person.
    name: &'static str,
    programs: &'static [Program],
    /// What to do where there is no apt.
    elsewhere: &'static str,
}

/// One program, under any of its names.
struct Program {
    names: &'static [&'static str],
    /// The Debian package that has it.
    package: &'static str,
}

/// What links every Rust program.
pub const COMPILER: System = System {
    name: "a C and C++ compiler",
    programs: &[Program { names: &["cc"], package: "gcc" }, Program { names: &["g++", "c++"], package: "g++" }],
    elsewhere: "install a C and C++ compiler (macOS: xcode-select --install)",
};

/// What runs `wasm-opt` and compresses.
pub const NODE: System = System {
    name: "Node.js with npm",
    programs: &[Program { names: &["node"], package: "nodejs" }, Program { names: &["npm"], package: "npm" }],
    elsewhere: "install Node.js, which brings npm (macOS: brew install node)",
};

/// What the journeys are walked in.
pub const BROWSER: System = System {
    name: "Chromium or Google Chrome",
    programs: &[Program { names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"], package: "chromium" }],
    elsewhere: "install Chromium or Google Chrome so that its command is on PATH",
};

/// What steers the browser.
pub const DRIVER: System = System {
    name: "chromedriver",
    programs: &[Program { names: &["chromedriver"], package: "chromium-driver" }],
    elsewhere: "install chromedriver of the browser's version so that it is on PATH",
};

/// The second browser that the journeys are walked in.
pub const FIREFOX: System = System {
    name: "Firefox",
    programs: &[Program { names: &["firefox-esr", "firefox"], package: "firefox-esr" }],
    elsewhere: "install Firefox so that its command is on PATH",
};

/// The third, as close to an iPhone's as this system has: its driver brings the engine and a small browser.
pub const WEBKIT: System = System {
    name: "WebKitGTK with its driver, and Xvfb",
    programs: &[Program { names: &["WebKitWebDriver"], package: "webkit2gtk-driver" }, Program { names: &["Xvfb"], package: "xvfb" }],
    elsewhere: "there is no WebKitGTK for this system; run the tests on Linux, where both can be had",
};

/// What the shipped configuration is run with.
pub const WEB_SERVER: System = System {
    name: "nginx",
    // Where it is installed for administrators, it is not on every `PATH`.
    programs: &[Program { names: &["nginx", "/usr/sbin/nginx"], package: "nginx" }],
    elsewhere: "install nginx so that its command is on PATH (macOS: brew install nginx)",
};

/// What reads aloud on a device of the tests.
pub const SYNTHESIZER: System = System {
    name: "speech-dispatcher with eSpeak NG",
    programs: &[
        Program { names: &["speech-dispatcher"], package: "speech-dispatcher" },
        Program { names: &["espeak-ng"], package: "espeak-ng" },
        // What joins the two; nothing of it is on a `PATH`.
        Program {
            names: &["/usr/lib/speech-dispatcher-modules/sd_espeak-ng", "/usr/libexec/speech-dispatcher-modules/sd_espeak-ng"],
            package: "speech-dispatcher-espeak-ng",
        },
    ],
    elsewhere: "install speech-dispatcher, its module for eSpeak NG, and eSpeak NG; run the tests on Linux",
};

impl System {
    /// Whether all its programs are on `PATH`.
    pub fn is_there(&self) -> bool {
        self.missing().is_empty()
    }

    /// Installs what is missing, where this account may.
    ///
    /// # Errors
    /// It may not, or apt did not succeed; the error holds the line to run.
    pub fn install(&self) -> Result<()> {
        apt_install(self.name, &self.missing(), self.elsewhere)
    }

    fn missing(&self) -> Vec<&'static str> {
        self.programs.iter().filter(|program| program.find().is_none()).map(|program| program.package).collect()
    }
}

impl Program {
    fn find(&self) -> Option<PathBuf> {
        self.names.iter().find_map(|name| run::find(name).or_else(|| beside_path(name)))
    }
}

/// A server's program, which lies where an ordinary account's `PATH` does not lead.
fn beside_path(name: &str) -> Option<PathBuf> {
    ["/usr/sbin", "/usr/local/sbin"].iter().map(|folder| Path::new(folder).join(name)).find(|file| file.is_file())
}

/// Chromium, found on `PATH`.
pub fn browser() -> Option<PathBuf> {
    BROWSER.programs.iter().find_map(Program::find)
}

/// Chromium's driver, found on `PATH`.
pub fn driver() -> Option<PathBuf> {
    DRIVER.programs.iter().find_map(Program::find)
}

/// Firefox, found on `PATH`.
pub fn firefox() -> Option<PathBuf> {
    FIREFOX.programs.iter().find_map(Program::find)
}

/// Installs Node.js, and says so where the system's own is too old.
///
/// # Errors
/// It could not be installed, or is too old.
pub fn install_node(tools: &Tools) -> Result<()> {
    if !NODE.is_there() {
        NODE.install()?;
    }
    if !is_node_new_enough(tools) {
        bail!("Node.js on PATH is older than {0}; install version {0} or newer", tools.versions.oldest_node);
    }
    Ok(())
}

/// Whether `node` on `PATH` is of a version that runs the npm packages.
pub fn is_node_new_enough(tools: &Tools) -> bool {
    run::read(Command::new("node").arg("--version"))
        .ok()
        .and_then(|said| major(&said))
        .is_some_and(|major| major >= tools.versions.oldest_node)
}

/// Installs the browser and its driver together, so that they are of one version.
///
/// # Errors
/// As `System::install`.
pub fn install_browser() -> Result<()> {
    // A page without any font has no width to test; a bare system has none.
    let packages = [BROWSER.missing(), DRIVER.missing(), vec!["fonts-dejavu-core"]].concat();
    apt_install("a browser with its driver", &packages, "install Chromium (or Google Chrome) and chromedriver so that both are on PATH")
}

/// Installs WebKitGTK with its driver, and what a page needs of the system beside it.
///
/// # Errors
/// As `System::install`.
pub fn install_webkit() -> Result<()> {
    // Without them the engine asks for no sound or film, and a test of the ways out would not see one shut.
    let plugins = vec!["gstreamer1.0-plugins-base", "gstreamer1.0-plugins-good"];
    apt_install(WEBKIT.name, &[WEBKIT.missing(), plugins, vec!["fonts-dejavu-core"]].concat(), WEBKIT.elsewhere)
}

fn apt_install(name: &str, packages: &[&str], elsewhere: &str) -> Result<()> {
    let line = format!("apt-get install --yes --no-install-recommends {}", packages.join(" "));
    if run::find("apt-get").is_none() {
        bail!("{name} is missing: {elsewhere}, then run this again");
    }
    let by_hand = format!("run this, and then the same command again:\n\n  sudo {line}\n");
    let Some(first_word) = right_to_install() else {
        bail!("{name} is missing, and this account may not install it without a password; {by_hand}");
    };
    let apt = |words: &str| {
        let mut all = first_word.iter().copied().chain(words.split(' '));
        let mut command = Command::new(all.next().unwrap_or("apt-get"));
        command.args(all).stdin(Stdio::null());
        command
    };
    println!("  by apt: {}", packages.join(", "));
    // An old list may do; whether it does shows when installing.
    run::succeeds(&mut apt("apt-get update --quiet"))?;
    if !run::succeeds(&mut apt(&line))? {
        bail!("apt could not install {name} (see above): {elsewhere}, or {by_hand}");
    }
    Ok(())
}

/// The words before `apt-get` that let this account install; `None` where it may not.
fn right_to_install() -> Option<&'static [&'static str]> {
    let is_root = run::read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0");
    if is_root {
        return Some(&["env", "DEBIAN_FRONTEND=noninteractive"]);
    }
    let may_sudo = run::find("sudo").is_some() && run::read(Command::new("sudo").args(["-n", "true"])).is_ok();
    may_sudo.then_some(&["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"])
}

/// The 20 of `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_its_first_number() {
        assert_eq!(major("v20.11.1\n"), Some(20));
        assert_eq!(major("not a version"), None);
    }

    #[test]
    fn a_program_that_is_not_on_path_is_named_by_its_package() {
        let system = System {
            name: "nothing",
            programs: &[
                Program { names: &["sh"], package: "dash" },
                Program { names: &["lykta-no-such-program"], package: "no-such-package" },
            ],
            elsewhere: "",
        };
        assert_eq!(system.missing(), ["no-such-package"]);
    }
}
