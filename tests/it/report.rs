//! `report.html`: whole, by itself, and safe whatever a document holds.

use std::fs;
use std::path::Path;

use dom_query::Document;

/// A document in which everything that can hold markup does.
const HOSTILE: &str = "</title><script>alert(1)</script> Council \"rated\" good\n\nPublished 3 May 2016\n\n\
    Cllr Jane <img src=x onerror=alert(2)> Doe (Lab<svg onload=alert(3)>), leader of Ashby</mark></style><script>alert(4)</script> Council, said: \
    \u{201c}The home is good. </script><script>alert(5)</script><a href=\"javascript:alert(6)\">x</a> {{ 7*7 }} {% raw %} &lt;b&gt;\u{201d}\n\n\
    The home, which was rated inadequate by Ofsted in 2014, was rated \u{201c}good<iframe src=//x>\u{201d} by Ofsted in May 2016.\n\n\
    \u{201c}--><!-- <style>*{display:none}</style>\u{202e} we tried,\u{201d} said John \"' onmouseover='alert(8) Roe, <b>director</b> of children\u{2019}s services.\n";

fn analyse(folder: &Path, name: &str, text: &str) -> String {
    fs::write(folder.join(name), text).unwrap();
    let mut command = assert_cmd::Command::cargo_bin("onrecord").unwrap();
    command.current_dir(folder).args(["analyse", name, "-q"]).assert().success();
    fs::read_to_string(folder.join("output/report.html")).unwrap()
}

#[test]
fn a_hostile_document_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let html = analyse(folder.path(), "a' onclick='alert(0).txt", HOSTILE);
    let page = Document::from(html.as_str());

    let scripts = page.select("script");
    assert_eq!(scripts.length(), 1, "one script, ours");
    assert!(scripts.text().contains("beforeprint"));
    assert_eq!(page.select("style").length(), 1);
    for element in
        ["iframe", "img", "object", "embed", "link", "base", "mark script", "p b b", "[src]", "[style]"]
    {
        assert_eq!(page.select(element).length(), 0, "{element}");
    }
    for element in page.select("*").nodes() {
        for attribute in element.attrs() {
            let name = attribute.name.local.to_string();
            assert!(!name.starts_with("on"), "{name} in {}", element.html());
            if name == "href" {
                assert!(attribute.value.starts_with('#'), "{}", attribute.value);
            }
        }
    }
    // What the document says is there to read.
    let text = page.select(".text").text().to_string();
    for words in ["alert(1)", "onerror=alert(2)", "</script><script>alert(5)", "{{ 7*7 }}", "&lt;b&gt;"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(page.select("mark").length() > 0, "{text}");
    assert!(!html.contains('\u{202e}'));
}

#[test]
fn the_policy_allows_only_what_is_ours() {
    let folder = tempfile::tempdir().unwrap();
    let html = analyse(folder.path(), "a.txt", "Cllr Jane Doe said: \u{201c}We are pleased.\u{201d}");
    let page = Document::from(html.as_str());
    let policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let without_names = html.replace("http://www.w3.org/2000/svg", "");
    assert!(!without_names.contains("http://") && !without_names.contains("https://"), "no address");
    // Every link in the page has its place there.
    for link in page.select("a[href]").nodes() {
        let name = link.attr("href").unwrap().trim_start_matches('#').to_string();
        assert_eq!(page.select(&format!("[id=\"{name}\"]")).length(), 1, "#{name}");
    }
    assert!(page.select("#r0q0 .words").text().contains("We are pleased."));
    assert!(page.select("mark#d0q0").text().contains("We are pleased."));
    assert_eq!(page.select("mark .who").text().trim(), "Jane Doe");
}
