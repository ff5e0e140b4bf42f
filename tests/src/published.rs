//! The built folder behind a real web server, with the configuration that is shipped for it.
//!
//! In: which server, and the website that may show the guide. Out: `Published`, where answers can be asked for and the log be read.
//! The configuration is the shipped file with other names, ports and folders, and without certificates; each of those must be there.
//! Never listens elsewhere than on 127.0.0.1; serves a copy in a folder of its own, all of which goes at the end.
//! Next: `deploy.rs`, which reads the same files.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::deploy;
use crate::failure::{Failure, Result};
use crate::wait;

/// A web server that a configuration is shipped for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// `nginx`.
    Nginx,
    /// `apache2`, with the modules where Debian puts them.
    Apache,
    /// `caddy`.
    Caddy,
}

impl Program {
    /// Where it is, if it is on this machine; folders for administrators count too, since they are not on every `PATH`.
    #[must_use]
    pub fn find(self) -> Option<PathBuf> {
        let name = match self {
            Program::Nginx => "nginx",
            Program::Apache => "apache2",
            Program::Caddy => "caddy",
        };
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).chain(["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from));
        let found = folders.map(|folder| folder.join(name)).find(|file| file.is_file())?;
        let is_whole = self != Program::Apache || Path::new(APACHE_MODULES).is_dir();
        is_whole.then_some(found)
    }

    /// The shipped file.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Program::Nginx => "nginx.conf",
            Program::Apache => "htaccess",
            Program::Caddy => "Caddyfile",
        }
    }
}

const APACHE_MODULES: &str = "/usr/lib/apache2/modules";

/// A server that runs until it is dropped.
pub struct Published {
    program: Program,
    child: Child,
    folder: PathBuf,
    port: u16,
    plain_port: u16,
}

impl Published {
    /// Starts it with a copy of the built guide; the website may be several, with spaces between.
    ///
    /// # Errors
    /// If the program is not here, does not take the configuration, or the guide is not built.
    #[track_caller]
    pub fn start(program: Program, host: &str) -> Result<Published> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Some(found) = program.find() else {
            return Err(Failure::new(format!("there is no {program:?} here; install it")));
        };
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("journeys-published-{}-{count}", std::process::id()));
        // A process of the same number may have been killed before it could tidy up.
        let _ = std::fs::remove_dir_all(&folder);
        copy(&built()?, &folder.join("site"))?;
        let [port, plain_port] = free_ports()?;
        let origin = format!("http://127.0.0.1:{port}");
        let shipped = deploy::filled(&deploy::text(program.file())?, &origin, host)?;
        let mut command = Command::new(found);
        match program {
            Program::Nginx => nginx(&mut command, &folder, &shipped, port, plain_port)?,
            Program::Apache => apache(&mut command, &folder, &shipped, port)?,
            Program::Caddy => caddy(&mut command, &folder, &shipped, port)?,
        }
        let said = std::fs::File::create(folder.join("said"))?;
        command.current_dir(&folder).stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said).process_group(0);
        let child = command.spawn()?;
        let mut published = Published { program, child, folder, port, plain_port };
        published.wait()?;
        Ok(published)
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks for a path, just as it is written, and tells which codings are taken; as if the https had ended in front of the server.
    ///
    /// # Errors
    /// If no whole answer comes.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, codings: &str) -> Result<Answer> {
        ask(self.port, method, path, &format!("Accept-Encoding: {codings}\r\nX-Forwarded-Proto: https\r\n"))
    }

    /// Asks as somebody who came without https: at nginx's own port for that, at the one port of the others.
    ///
    /// # Errors
    /// If no whole answer comes.
    #[track_caller]
    pub fn ask_plainly(&self, path: &str) -> Result<Answer> {
        let port = if self.program == Program::Nginx { self.plain_port } else { self.port };
        ask(port, "GET", path, "")
    }

    /// The folder that is served.
    #[must_use]
    pub fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// What has been written to the log of requests so far.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log/lykta.log")).unwrap_or_default()
    }

    #[track_caller]
    fn wait(&mut self) -> Result<()> {
        let is_up = wait::until(wait::LIMIT, || {
            // Over before it has begun: no need to wait longer.
            if self.child.try_wait()?.is_some() {
                return Ok(Some(false));
            }
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok().then_some(true))
        })?;
        if is_up == Some(true) {
            return Ok(());
        }
        let said = ["said", "log/error.log"].map(|name| std::fs::read_to_string(self.folder.join(name)).unwrap_or_default());
        Err(Failure::new(format!("{:?} does not serve the shipped configuration; it said: {}", self.program, said.concat())))
    }
}

impl Drop for Published {
    fn drop(&mut self) {
        let group = rustix::process::Pid::from_child(&self.child);
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// 200 and the like.
    pub status: u16,
    /// By names in small letters; one that came twice has both values, with a line break between.
    pub headers: BTreeMap<String, String>,
    /// As it came over the wire, but for its chunks.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    fn read(bytes: &[u8]) -> Option<Answer> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let (head, body) = (bytes.get(..end)?, bytes.get(end + 4..)?);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let mut headers: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            headers.entry(name.to_lowercase()).and_modify(|given| *given = format!("{given}\n{value}")).or_insert_with(|| value.to_owned());
        }
        let is_chunked = headers.remove("transfer-encoding").is_some();
        Some(Answer { status, headers, body: if is_chunked { joined(body)? } else { body.to_owned() } })
    }
}

/// The chunks of a body, each of which follows its length; `None` if the last one, of no bytes, is missing.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let length = usize::from_str_radix(str::from_utf8(rest.get(..end)?).ok()?, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend(rest.get(end + 2..end + 2 + length)?);
        rest = rest.get(end + 2 + length + 2..)?;
    }
}

/// A request as bytes, since clients mend paths such as `/../` before they ask.
#[track_caller]
fn ask(port: u16, method: &str, path: &str, headers: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(wait::LIMIT))?;
    stream.write_all(format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{headers}\r\n").as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Answer::read(&bytes).ok_or_else(|| Failure::new(format!("no whole answer to {method} {path}")))
}

/// The folder that `LYKTA_DIST` names, else `dist`.
#[track_caller]
fn built() -> Result<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    let folder = std::env::var_os("LYKTA_DIST").map_or_else(beside, PathBuf::from);
    if folder.join("guide").is_dir() {
        return Ok(folder);
    }
    Err(Failure::new(format!("there is no built guide at {}; build it, or set LYKTA_DIST to where it is", folder.display())))
}

fn nginx(command: &mut Command, folder: &Path, shipped: &str, port: u16, plain: u16) -> Result<()> {
    let here = folder.display();
    let lines = shipped.lines().filter(|line| !line.contains("listen [::]:") && !line.trim_start().starts_with("ssl_certificate"));
    let shipped: String = lines.flat_map(|line| [line, "\n"]).collect();
    let shipped = replaced(
        &shipped,
        &[
            ("listen 443 ssl http2;", &format!("listen 127.0.0.1:{port};")),
            ("listen 80;", &format!("listen 127.0.0.1:{plain};")),
            ("root /srv/lykta;", &format!("root {here}/site;")),
            ("/var/log/nginx/", &format!("{here}/log/")),
        ],
    )?;
    std::fs::write(folder.join("lykta.conf"), shipped)?;
    std::fs::create_dir_all(folder.join("log"))?;
    // Workers of an administrator's nginx become another user, who may not read a folder of this one.
    let user = if rustix::process::geteuid().is_root() { "user root;\n" } else { "" };
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|kind| format!("{kind}_temp_path {here}/{kind};\n")).concat();
    let main = format!(
        "{user}daemon off;\nworker_processes 1;\npid {here}/pid;\nerror_log {here}/log/error.log;\nevents {{}}\nhttp {{\n{folders}include {here}/lykta.conf;\n}}\n"
    );
    let file = folder.join("main.conf");
    std::fs::write(&file, main)?;
    command.arg("-e").arg(folder.join("log/error.log")).arg("-c").arg(file);
    Ok(())
}

fn apache(command: &mut Command, folder: &Path, shipped: &str, port: u16) -> Result<()> {
    let here = folder.display();
    std::fs::write(folder.join("site/.htaccess"), shipped)?;
    std::fs::create_dir_all(folder.join("log"))?;
    std::fs::write(folder.join("types"), "")?;
    let modules = ["mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "filter", "deflate"];
    let modules = modules.map(|name| format!("LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so\n")).concat();
    let main = format!(
        "ServerRoot {here}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {here}/pid\nErrorLog {here}/log/error.log\n{modules}\
         TypesConfig {here}/types\nDocumentRoot {here}/site\n<Directory />\nAllowOverride None\nRequire all denied\n</Directory>\n\
         <Directory {here}/site>\nAllowOverride FileInfo\nRequire all granted\n</Directory>\n"
    );
    let file = folder.join("main.conf");
    std::fs::write(&file, main)?;
    command.arg("-f").arg(file).args(["-D", "FOREGROUND"]);
    Ok(())
}

fn caddy(command: &mut Command, folder: &Path, shipped: &str, port: u16) -> Result<()> {
    let here = folder.display();
    let shipped = replaced(
        shipped,
        &[("\nguide.example.fi {", &format!("\nhttp://127.0.0.1:{port} {{")), ("root * /srv/lykta", &format!("root * {here}/site"))],
    )?;
    let file = folder.join("Caddyfile");
    std::fs::write(&file, format!("{{\n\tadmin off\n}}\n{shipped}"))?;
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
    command.env("XDG_DATA_HOME", folder.join("caddy")).env("XDG_CONFIG_HOME", folder.join("caddy")).env("HOME", folder);
    Ok(())
}

/// The text with all of these replaced, each of which must be there.
#[track_caller]
fn replaced(text: &str, changes: &[(&str, &str)]) -> Result<String> {
    changes.iter().try_fold(text.to_owned(), |text, (from, to)| {
        if text.contains(from) { Ok(text.replace(from, to)) } else { Err(Failure::new(format!("the configuration does not hold {from}"))) }
    })
}

/// Two ports that nobody listens on just now.
fn free_ports() -> Result<[u16; 2]> {
    let listeners = [TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?, TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?];
    let [one, other] = &listeners;
    Ok([one.local_addr()?.port(), other.local_addr()?.port()])
}

/// Copies a folder with all that is in it.
///
/// # Errors
/// If one of its files cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Answer;

    #[track_caller]
    fn check(bytes: &str, expected: Option<&str>) {
        let found = Answer::read(bytes.as_bytes()).map(|answer| (answer.status, answer.header("a").to_owned(), answer.body));
        let found = found.map(|(status, a, body)| format!("{status} {a} {}", String::from_utf8_lossy(&body)));
        assert_eq!(found.as_deref(), expected, "{bytes}");
    }

    #[test]
    fn an_answer_is_its_head_and_the_rest() {
        check("HTTP/1.1 200 OK\r\nA: b: c\r\n\r\nrest", Some("200 b: c rest"));
        check("HTTP/1.1 200 OK\r\nA: b\r\na: c\r\n\r\n", Some("200 b\nc "));
        check("HTTP/1.1 200 OK\r\nA: b\r\n", None);
    }

    #[test]
    fn chunks_are_joined() {
        check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n", Some("200  abcd"));
        check("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", None);
    }
}
