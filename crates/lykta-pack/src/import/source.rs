//! Sources: the files of a feed, wherever they lie.
//!
//! In: a file, a folder, an archive or standard input. Out: one stream after another, each with its name.
//! Never writes what it unpacks, and never unpacks without end.
//! Standard: ZIP (APPNOTE 6.3), gzip (RFC 1952).
//! Next: `elements.rs` for what is read from a stream.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use zip::ZipArchive;

use crate::document;

/// Bytes that are read of one source in all, unpacked.
const LARGEST: u64 = 4 << 30;

/// Bytes of standard input that are kept, where it is read more than once.
const MOST_INPUT: u64 = 256 << 20;

/// Files that an archive or a folder may hold.
const MOST: usize = 10_000;

/// What is done with a stream: its name, and the stream.
pub type Take<'a> = dyn FnMut(&str, &mut dyn Read) -> Result<(), String> + 'a;

/// A source, before it is read.
#[derive(Debug)]
pub struct Source<'a> {
    path: &'a Path,
    /// What came by standard input, if it is read more than once.
    input: Option<Vec<u8>>,
}

/// Opens a source; one that is read more than once keeps what comes by standard input.
///
/// # Errors
/// Standard input that cannot be read, or is too large to be kept.
pub fn open(path: &Path, is_read_again: bool) -> Result<Source<'_>, String> {
    let mut input = None;
    if is_read_again && path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(MOST_INPUT + 1).read_to_end(&mut bytes);
        read.map_err(|fault| format!("standard input: {}", document::plain(&fault)))?;
        if bytes.len() as u64 > MOST_INPUT {
            return Err(format!("standard input is larger than {} MB: save it as a file, and name that", MOST_INPUT >> 20));
        }
        input = Some(bytes);
    }
    Ok(Source { path, input })
}

impl Source<'_> {
    /// A source that is in memory already.
    #[must_use]
    pub fn of(bytes: Vec<u8>) -> Source<'static> {
        Source { path: Path::new("-"), input: Some(bytes) }
    }

    /// Gives out its streams, those of a folder or archive in the order of their names.
    ///
    /// # Errors
    /// What cannot be read; what `take` says.
    pub fn each(&self, endings: &[&str], take: &mut Take<'_>) -> Result<(), String> {
        match &self.input {
            Some(bytes) => plain("standard input", BufReader::new(bytes.as_slice()), take),
            None if self.path == Path::new("-") => plain("standard input", BufReader::new(io::stdin().lock()), take),
            None => of_files(self.path, endings, take),
        }
    }
}

fn of_files(source: &Path, endings: &[&str], take: &mut Take<'_>) -> Result<(), String> {
    let told = |fault: &io::Error| format!("{}: {}", source.display(), document::plain(fault));
    if source.is_dir() {
        let mut files = Vec::new();
        collect(source, endings, &mut files).map_err(|fault| told(&fault))?;
        files.sort();
        if files.is_empty() {
            return Err(format!("{} holds no file that ends with {}", source.display(), endings.join(" or ")));
        }
        for file in files {
            let reader = File::open(&file).map_err(|fault| told(&fault))?;
            plain(&file.strip_prefix(source).unwrap_or(&file).display().to_string(), BufReader::new(reader), take)?;
        }
        return Ok(());
    }
    let mut reader = BufReader::new(File::open(source).map_err(|fault| told(&fault))?);
    if reader.fill_buf().map_err(|fault| told(&fault))?.starts_with(b"PK\x03\x04") {
        return zipped(source, reader, endings, take);
    }
    plain(&source.file_name().unwrap_or_default().to_string_lossy(), reader, take)
}

/// A stream that may be packed by gzip, and may begin with a mark.
fn plain(name: &str, mut reader: impl BufRead, take: &mut Take<'_>) -> Result<(), String> {
    let told = |fault: &io::Error| format!("{name}: {}", document::plain(fault));
    if reader.fill_buf().map_err(|fault| told(&fault))?.starts_with(&[0x1f, 0x8b]) {
        return bare(name, BufReader::new(MultiGzDecoder::new(reader)), take);
    }
    bare(name, reader, take)
}

fn bare(name: &str, mut reader: impl BufRead, take: &mut Take<'_>) -> Result<(), String> {
    let start = reader.fill_buf().map_err(|fault| format!("{name}: {}", document::plain(&fault)))?;
    if start.starts_with(&[0xef, 0xbb, 0xbf]) {
        reader.consume(3);
    }
    // One byte at a time is what readers of JSON ask for: the buffer stands below.
    take(name, &mut Limited { reader, left: LARGEST })
}

fn zipped(source: &Path, reader: BufReader<File>, endings: &[&str], take: &mut Take<'_>) -> Result<(), String> {
    // A workbook is an archive too.
    let is_workbook = source.extension().is_some_and(|ending| ["xlsx", "xlsm", "ods"].iter().any(|own| ending.eq_ignore_ascii_case(own)));
    if is_workbook {
        return Err(format!("{}: it is a workbook; open it, save it as \"CSV UTF-8\", and name that file", source.display()));
    }
    let told = || format!("{}: the archive cannot be read; fetch it again, or unpack it and name the folder", source.display());
    let mut archive = ZipArchive::new(reader).map_err(|_| told())?;
    if archive.len() > MOST {
        return Err(format!("{}: the archive holds more than {MOST} files", source.display()));
    }
    let mut names: Vec<String> =
        archive.file_names().filter_map(Result::ok).filter(|name| is_wanted(name, endings)).map(Cow::into_owned).collect();
    names.sort();
    if names.is_empty() {
        return Err(format!("{}: the archive holds no file that ends with {}", source.display(), endings.join(" or ")));
    }
    for name in names {
        let file = archive.by_name(&name).map_err(|_| told())?;
        bare(&name, BufReader::new(file), take)?;
    }
    Ok(())
}

fn is_wanted(name: &str, endings: &[&str]) -> bool {
    let lower = name.to_lowercase();
    let own = lower.rsplit('/').next().unwrap_or("");
    !own.starts_with('.') && !lower.contains("__macosx") && endings.iter().any(|ending| lower.ends_with(ending))
}

fn collect(folder: &Path, endings: &[&str], files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A link could lead round in a ring.
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), endings, files)?;
        } else if is_wanted(&entry.file_name().to_string_lossy(), endings) {
            files.push(entry.path());
        }
        if files.len() > MOST {
            return Err(io::Error::other(format!("it holds more than {MOST} files")));
        }
    }
    Ok(())
}

/// A reader that ends with a fault when too much has come.
struct Limited<R> {
    reader: R,
    left: u64,
}

impl<R: BufRead> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::other(format!("unpacked it is larger than {} GB; name a smaller feed", LARGEST >> 30)))?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn read(source: &Path) -> Result<Vec<(String, String)>, String> {
        let mut found = Vec::new();
        let take: &mut Take<'_> = &mut |name, reader| {
            let mut text = String::new();
            reader.read_to_string(&mut text).map_err(|fault| fault.to_string())?;
            found.push((name.to_owned(), text));
            Ok(())
        };
        open(source, false)?.each(&[".json"], take)?;
        Ok(found)
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("lykta-source-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn files_folders_and_archives_are_read_alike() {
        let folder = folder("alike");
        fs::create_dir_all(folder.join("feed")).unwrap();
        fs::write(folder.join("feed/b.json"), "\u{feff}[2]").unwrap();
        fs::write(folder.join("feed/a.json"), "[1]").unwrap();
        fs::write(folder.join("feed/notes.txt"), "no").unwrap();
        let both = Ok(vec![("a.json".to_owned(), "[1]".to_owned()), ("b.json".to_owned(), "[2]".to_owned())]);
        assert_eq!(read(&folder.join("feed")), both);
        let mut archive = zip::ZipWriter::new(File::create(folder.join("feed.zip")).unwrap());
        for (name, text) in [("b.json", "[2]"), ("__MACOSX/a.json", "x"), ("a.json", "[1]")] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();
        assert_eq!(read(&folder.join("feed.zip")), both);
        let mut packed = flate2::write::GzEncoder::new(File::create(folder.join("a.json.gz")).unwrap(), flate2::Compression::default());
        packed.write_all("[1]".as_bytes()).unwrap();
        packed.finish().unwrap();
        assert_eq!(read(&folder.join("a.json.gz")), Ok(vec![("a.json.gz".to_owned(), "[1]".to_owned())]));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_is_not_there_is_told() {
        let folder = folder("missing");
        assert!(read(&folder).unwrap_err().contains("holds no file that ends with .json"));
        assert!(read(&folder.join("feed.json")).unwrap_err().contains("there is no such file or folder"));
        fs::write(folder.join("feed.zip"), b"PK\x03\x04 broken").unwrap();
        assert!(read(&folder.join("feed.zip")).unwrap_err().contains("the archive cannot be read"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
