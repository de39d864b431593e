//! The index as a file beside the record, so that it is made once.
//!
//! ```text
//! magic                 16 bytes, with the version of the format
//! key                   32 bytes: hash of the record and of the word lists that it was made with
//! checksum              32 bytes: hash of all that follows
//! six sections          each its length in bytes (u64) and its bytes; numbers are little-endian
//! ```

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use super::index::{Index, IndexBuilder};
use super::normalise::Normaliser;
use crate::base::{Error, Result};
use crate::record::Extraction;

/// What the file's name ends in: `record.jsonl` has `record.index`.
const EXTENSION: &str = "index";

const MAGIC: &[u8; 16] = b"onrecord index 2";
/// How many documents are held while they are indexed.
const BATCH: usize = 512;

/// The index of the record `path` (`record.jsonl`): from the file beside it where that fits, else made
/// anew in one pass and kept there if the folder can be written to.
///
/// # Errors
/// Where the record can't be read. A missing, old or damaged index file is none.
pub fn open(path: &Path, normaliser: &Normaliser) -> Result<Index> {
    let io_error = |source| Error::io(path, source);
    let key = key(path, normaliser).map_err(io_error)?;
    let kept = path.with_extension(EXTENSION);
    if let Some(index) = std::fs::read(&kept).ok().and_then(|bytes| read(&bytes, &key)) {
        return Ok(index);
    }
    let index = build(path, normaliser)?;
    // Without it the next run takes longer, and nothing else.
    let _ = save(&index, &key, &kept);
    Ok(index)
}

/// Makes the index of a record in one pass.
///
/// # Errors
/// Where the record can't be read; a bad line is named.
pub fn build(path: &Path, normaliser: &Normaliser) -> Result<Index> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|source| Error::io(path, source))?;
    let mut lines = (1..).zip(BufReader::with_capacity(1 << 20, file).lines());
    let mut builder = IndexBuilder::new(normaliser);
    loop {
        let batch: Vec<(usize, String)> = lines
            .by_ref()
            .take(BATCH)
            .map(|(line, text)| Ok((line, text.map_err(|source| Error::io(path, source))?)))
            .collect::<Result<_>>()?;
        if batch.is_empty() {
            return Ok(builder.finish());
        }
        builder.add(&parse(&batch, &name)?);
    }
}

fn parse(batch: &[(usize, String)], name: &str) -> Result<Vec<Extraction>> {
    use rayon::prelude::*;
    let documents = batch.par_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(line, text)| {
        serde_json::from_str(text).map_err(|error| Error::Json {
            path: name.to_owned(),
            line: *line,
            message: error.to_string(),
        })
    });
    // The first error in the file, not the first that a thread came upon.
    documents.collect::<Vec<_>>().into_iter().collect()
}

/// Hash of the record and of the words that it is normalised with.
fn key(path: &Path, normaliser: &Normaliser) -> io::Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{:?}", normaliser.lists()).as_bytes());
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(*hasher.finalize().as_bytes()),
            n => hasher.update(&buffer[..n]),
        };
    }
}

/// Writes the index to a new file, then puts it in place.
fn save(index: &Index, key: &[u8; 32], path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // As readable as the record.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.prefix(".record-index-").tempfile_in(folder)?;
    file.write_all(&written(index, key)?)?;
    file.persist(path)?;
    Ok(())
}

fn written(index: &Index, key: &[u8; 32]) -> io::Result<Vec<u8>> {
    let head = MAGIC.len() + 64;
    let mut bytes = vec![0; head];
    let mut section = |content: &mut dyn Iterator<Item = &[u8]>| {
        let at = bytes.len();
        bytes.extend([0; 8]);
        content.for_each(|part| bytes.extend(part));
        let length = (bytes.len() - at - 8) as u64;
        bytes[at..at + 8].copy_from_slice(&length.to_le_bytes());
    };
    let summary = serde_json::to_vec(&index.summary)?;
    section(&mut std::iter::once(summary.as_slice()));
    section(&mut std::iter::once(index.passages.as_slice()));
    let ends: Vec<[u8; 8]> = index.ends.iter().map(|end| end.to_le_bytes()).collect();
    section(&mut ends.iter().map(|end| end.as_slice()));
    for numbers in [&index.terms, &index.starts, &index.lists] {
        let numbers: Vec<[u8; 4]> = numbers.iter().map(|number| number.to_le_bytes()).collect();
        section(&mut numbers.iter().map(|number| number.as_slice()));
    }
    let checksum = *blake3::hash(&bytes[head..]).as_bytes();
    bytes[..16].copy_from_slice(MAGIC);
    bytes[16..48].copy_from_slice(key);
    bytes[48..80].copy_from_slice(&checksum);
    Ok(bytes)
}

/// Reads what [`written`] wrote; `None` where it is of another record or version, or damaged.
fn read(bytes: &[u8], key: &[u8; 32]) -> Option<Index> {
    let payload = bytes.strip_prefix(MAGIC)?.strip_prefix(key)?;
    let (checksum, mut rest) = payload.split_at_checked(32)?;
    if blake3::hash(rest).as_bytes() != checksum {
        return None;
    }
    let mut section = || -> Option<&[u8]> {
        let (length, behind) = rest.split_at_checked(8)?;
        let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
        let (content, behind) = behind.split_at_checked(length)?;
        rest = behind;
        Some(content)
    };
    let summary = serde_json::from_slice(section()?).ok()?;
    let passages = section()?.to_vec();
    let ends: Vec<u64> =
        section()?.chunks_exact(8).filter_map(|end| end.try_into().ok()).map(u64::from_le_bytes).collect();
    let mut numbers = || -> Option<Vec<u32>> {
        Some(section()?.chunks_exact(4).filter_map(|n| n.try_into().ok()).map(u32::from_le_bytes).collect())
    };
    let index = Index { summary, passages, ends, terms: numbers()?, starts: numbers()?, lists: numbers()? };
    fits_together(&index).then_some(index)
}

/// Whether every number points to something that is there.
fn fits_together(index: &Index) -> bool {
    let ascending = |numbers: &[u32]| numbers.is_sorted();
    index.ends.is_sorted()
        && index.ends.last().copied().unwrap_or_default() == index.passages.len() as u64
        && index.terms.is_sorted_by(|a, b| a < b)
        && index.starts.len() == index.terms.len() + 1
        && ascending(&index.starts)
        && index.starts.last().copied() == Some(index.lists.len() as u32)
        && index.lists.iter().all(|passage| (*passage as usize) < index.ends.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn sample() -> (Normaliser, Index) {
        let normaliser = Normaliser::new(&Lexicon::embedded().checking);
        let index = Index::of(&crate::record::sample().documents, &normaliser);
        (normaliser, index)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let (_, index) = sample();
        let bytes = written(&index, &[7; 32]).unwrap();
        assert_eq!(read(&bytes, &[7; 32]), Some(index));
        assert_eq!(read(&bytes, &[8; 32]), None, "another record");
    }

    #[test]
    fn damage_is_noticed_wherever_it_is() {
        let bytes = written(&sample().1, &[7; 32]).unwrap();
        for cut in [0, 15, 16, 60, 80, 90, bytes.len() - 1] {
            assert_eq!(read(&bytes[..cut], &[7; 32]), None, "cut at {cut}");
        }
        for at in (0..bytes.len()).step_by(7) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(read(&damaged, &[7; 32]), None, "changed at {at}");
        }
    }

    #[test]
    fn a_damaged_file_is_made_anew() {
        let (normaliser, index) = sample();
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("record.jsonl");
        let mut lines = Vec::new();
        for document in &crate::record::sample().documents {
            serde_json::to_writer(&mut lines, document).unwrap();
            lines.push(b'\n');
        }
        std::fs::write(&record, &lines).unwrap();
        assert_eq!(open(&record, &normaliser).unwrap(), index);
        let kept = record.with_extension(EXTENSION);
        let whole = std::fs::read(&kept).unwrap();
        std::fs::write(&kept, b"onrecord index 2 and rubbish").unwrap();
        assert_eq!(open(&record, &normaliser).unwrap(), index);
        assert_eq!(std::fs::read(&kept).unwrap(), whole);
        // A changed record makes it stale.
        std::fs::write(&record, "").unwrap();
        assert!(open(&record, &normaliser).unwrap().is_empty());
        std::fs::write(&record, "{}\n").unwrap();
        assert!(open(&record, &normaliser).unwrap_err().to_string().contains("record.jsonl:1: "));
    }
}
