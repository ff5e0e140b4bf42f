//! A program that runs for one browser alone, and ends with it.
//!
//! In: a command. Out: `Process`, which tells what the program says.
//! Never leaves anything running: the program heads a process group, which is killed when dropped.
//! Next: `chromium.rs`, `firefox.rs`, `webkit.rs`.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use crate::failure::{Failure, Result};
use crate::wait;

/// A running program, which heads a process group of its own.
pub(super) struct Process {
    child: Child,
    said: Arc<Mutex<Vec<String>>>,
}

/// What the environment variable names, or else the first of these that is on `PATH`, or else the first.
pub(super) fn program(variable: &str, names: &[&str]) -> PathBuf {
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        let found = |name: &&str| std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
        names.iter().find_map(found)
    };
    std::env::var_os(variable).map(PathBuf::from).or_else(on_path).unwrap_or_else(|| PathBuf::from(names.first().unwrap_or(&"")))
}

/// A port that nothing listens on now, for a program that cannot choose one itself.
#[track_caller]
pub(super) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

impl Process {
    /// Starts a program; the variable is the one that `program` was asked by, for the failure.
    #[track_caller]
    pub(super) fn start(command: &mut Command, variable: &str) -> Result<Process> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0).spawn();
        match child {
            Ok(child) => Ok(Process { child, said: Arc::default() }),
            Err(error) => {
                let program = command.get_program().display();
                Err(Failure::new(format!("could not start {program}: {error}; set {variable} to where it is")))
            }
        }
    }

    /// What the program announces, from the first line in which it can be found. What it says later is kept.
    #[track_caller]
    pub(super) fn announced<T>(&mut self, find: impl Fn(&str) -> Option<T>) -> Result<T> {
        let stdout = self.child.stdout.take().ok_or_else(|| Failure::new("the program has no output"))?;
        let mut lines = BufReader::new(stdout).lines();
        let mut before = String::new();
        for line in lines.by_ref() {
            let line = line?;
            if let Some(found) = find(&line) {
                let said = Arc::clone(&self.said);
                // Read to the end, so that the program never waits for a reader.
                std::thread::spawn(move || {
                    lines
                        .map_while(std::result::Result::ok)
                        .for_each(|line| said.lock().unwrap_or_else(PoisonError::into_inner).push(line));
                });
                return Ok(found);
            }
            before.push_str(&line);
            before.push('\n');
        }
        Err(Failure::new(format!("the program ended before it announced what was waited for; it said: {before}")))
    }

    /// Waits until the program listens on a port.
    #[track_caller]
    pub(super) fn listens(&mut self, port: u16) -> Result<()> {
        let listens = wait::until(wait::LIMIT, || {
            if let Some(status) = self.child.try_wait()? {
                return Err(Failure::new(format!("the driver ended before it listened: {status}")));
            }
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok().map(drop))
        })?;
        listens.ok_or_else(|| Failure::new(format!("nothing listens on port {port}")))
    }

    /// The lines that the program has said since what it announced or the last call.
    pub(super) fn take_said(&self) -> Vec<String> {
        std::mem::take(&mut *self.said.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let group = rustix::process::Pid::from_child(&self.child);
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        let _ = self.child.wait();
    }
}
