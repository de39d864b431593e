//! The output folder: every file, whole, and tables that are what `datapackage.json` says.

use std::fs;

use onrecord::record::Record;
use onrecord::write::{csv, html, outputs};

#[test]
fn tables_have_the_columns_of_their_description() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("out");
    outputs(&Record::default(), &target, csv::Options::default(), html::Options::default()).unwrap();
    let package: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(target.join("datapackage.json")).unwrap()).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 12);
    for resource in resources {
        let table = fs::read_to_string(target.join(resource["path"].as_str().unwrap())).unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(table.lines().next().unwrap(), names.join(","));
    }
}
