//! One article in every format, and files made to do harm.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use onrecord::Analyser;
use onrecord::read;
use onrecord::record::{Extraction, Quotation, Status};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(name)
}

fn analyser() -> Analyser {
    Analyser::builder().keep_text(true).build().unwrap()
}

/// Who said what, in which role and party, without identifiers and places.
fn said(extraction: &Extraction) -> Vec<String> {
    let quotation = |q: &Quotation| {
        format!(
            "{} {}: {} ({:?}, {:?}, {:?})",
            q.kind, q.speaker.name, q.text, q.role, q.organisation, q.party
        )
    };
    extraction.quotations.iter().map(quotation).collect()
}

#[test]
fn every_format_gives_the_same_quotations() {
    let analyser = analyser();
    let plain = analyser.read_and_extract(&fixture("article.txt"));
    assert!(plain.quotations.len() >= 4, "{:?}", said(&plain));
    for (name, format) in [
        ("article.html", "html"),
        ("article.docx", "docx"),
        ("article.eml", "eml"),
        ("article.md", "markdown"),
        ("article.pdf", "pdf"),
        ("printed.pdf", "pdf"),
    ] {
        let other = analyser.read_and_extract(&fixture(name));
        assert_eq!(other.format, format, "{name}: {}", other.message);
        assert_eq!(said(&other), said(&plain), "{name}");
        assert_eq!(other.title, plain.title, "{name}");
        assert_eq!(other.published_on, plain.published_on, "{name}");
        let text = other.text.unwrap();
        for unwanted in
            ["cookies", "shambles", "stand again", "Is it true", "Nobody knew", "Page 1", "All rights"]
        {
            assert!(!text.contains(unwanted), "{name} holds `{unwanted}`");
        }
        let chars: Vec<char> = text.chars().collect();
        for quotation in &other.quotations {
            for span in &quotation.fragments {
                let slice: String = chars[span.start as usize..span.end as usize].iter().collect();
                assert!(quotation.text.contains(&slice), "{name}: `{slice}` of `{}`", quotation.text);
            }
        }
    }
}

/// Files whose names say one thing and whose bytes another are read by their bytes.
#[test]
fn the_name_does_not_decide() {
    let options = read::Options::default();
    for (name, format) in
        [("article.pdf", "pdf"), ("article.docx", "docx"), ("article.html", "html"), ("article.eml", "eml")]
    {
        let bytes = std::fs::read(fixture(name)).unwrap();
        let document = read::document(bytes, "letter.txt", &options).unwrap();
        assert_eq!(document.format.as_str(), format);
    }
}

/// A fixture cut off or damaged at any place is read in part or gives an error; the reader goes on.
#[test]
fn damaged_files_give_an_error_or_what_is_left() {
    let options = read::Options::default();
    for name in ["article.pdf", "article.docx", "article.eml", "article.html", "article.md"] {
        let whole = std::fs::read(fixture(name)).unwrap();
        for place in (0..whole.len()).step_by(whole.len() / 12) {
            let mut changed = whole.clone();
            changed[place] ^= 0x55;
            for bytes in [whole[..place].to_vec(), changed] {
                match read::document(bytes, name, &options) {
                    Ok(document) => assert!(document.text.len() < 100 * whole.len()),
                    Err(error) => assert!(error.to_string().starts_with(name), "{error}"),
                }
            }
        }
    }
}

/// A PDF of one page with this content and these further objects, numbered from 5.
fn pdf(page: &str, content: &[u8], more: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R {page} >>").into_bytes(),
        [format!("<< /Length {} >>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat(),
    ];
    objects.extend(more.iter().cloned());
    let (mut out, mut places) = (b"%PDF-1.4\n".to_vec(), Vec::new());
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        writeln!(out, "{} 0 obj", n + 1).unwrap();
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    places.iter().for_each(|place| writeln!(out, "{place:010} 00000 n ").unwrap());
    write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
        .unwrap();
    out
}

/// Every hostile file is named with what is wrong, and the good one beside them is read.
#[test]
fn hostile_files_do_not_stop_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let archive = |name: &str, bytes: &[u8]| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
        archive.finish().unwrap().into_inner()
    };
    let media = "/MediaBox [0 0 595 842]";
    put("a-good.txt", b"Cllr Jane Doe said: \"The bridge is shut and it will stay shut.\"");
    put("bomb.docx", &archive("word/document.xml", &vec![b' '; 80 << 20]));
    put(
        "entity.docx",
        &archive(
            "word/document.xml",
            b"<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:p><w:r><w:t>&b;</w:t></w:r></w:p>",
        ),
    );
    put("deep.html", "<div>".repeat(1_000_000).as_bytes());
    put("tags.html", format!("<html>{}", "<p>".repeat(1_000_000)).as_bytes());
    // A form that draws itself, a page that is its own parent, and a page tree that is its own child.
    let form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Length 5 >>\nstream\n/F Do\nendstream";
    put(
        "loop-form.pdf",
        &pdf(&format!("{media} /Resources << /XObject << /F 5 0 R >> >>"), b"/F Do", &[form.to_vec()]),
    );
    let parent = String::from_utf8(pdf("", b"", &[]))
        .unwrap()
        .replace("/Kids [3 0 R] /Count 1", "/Kids [3 0 R] /Parent 2 0 R");
    put("loop-parent.pdf", parent.as_bytes());
    let child = String::from_utf8(pdf(media, b"", &[]))
        .unwrap()
        .replace("/Kids [3 0 R] /Count 1", "/Kids [2 0 R] /Count 999999");
    put("loop-child.pdf", child.as_bytes());
    put("nested.pdf", &pdf(&format!("{media} /X {}", "[".repeat(500_000)), b"", &[]));
    put("cut.eml", b"From: a@b.c\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n");

    let mut command = assert_cmd::Command::cargo_bin("onrecord").unwrap();
    let output = command.current_dir(folder.path()).args(["extract", "."]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Vec<Extraction> = output
        .stdout
        .split(|&b| b == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    assert_eq!(found.len(), 10, "one line for each file");
    let status = |name: &str| {
        let one = found.iter().find(|one| one.path.ends_with(name)).unwrap();
        (one.status, one.message.clone())
    };
    assert_eq!(status("a-good.txt").0, Status::Ok);
    for (name, why) in [
        ("bomb.docx", "unpacks to more than 64 MiB"),
        ("deep.html", "nest over"),
        ("tags.html", "elements"),
        ("loop-form.pdf", "the PDF can't be read"),
        ("loop-parent.pdf", "the PDF can't be read"),
    ] {
        let (status, message) = status(name);
        assert_eq!(status, Status::Error, "{name}");
        assert!(message.contains(why), "{name}: {message}");
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.lines().all(|line| line.starts_with("onrecord: ")), "{errors}");
}
