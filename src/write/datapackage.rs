//! `datapackage.json`: a Frictionless Data Package that describes the tables.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::schema::{Field, FieldType, ForeignKey, SCHEMAS, Schema};

/// Writes the data package's descriptor.
pub fn write(mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, &descriptor())?;
    out.write_all(b"\n")
}

fn descriptor() -> Value {
    json!({
        "profile": "tabular-data-package",
        "name": "onrecord",
        "title": "Who said what, when, and about which rating",
        "description": "Quotations and their speakers, found in documents by onrecord.",
        "resources": SCHEMAS.iter().map(resource).collect::<Vec<_>>(),
    })
}

fn resource(schema: &Schema) -> Value {
    let mut table = Map::new();
    table.insert("fields".into(), schema.fields.iter().map(|field| column(schema, field)).collect());
    table.insert("missingValues".into(), json!([""]));
    if !schema.primary_key.is_empty() {
        table.insert("primaryKey".into(), json!(schema.primary_key));
    }
    if !schema.foreign_keys.is_empty() {
        table.insert("foreignKeys".into(), schema.foreign_keys.iter().map(reference).collect());
    }
    json!({
        "profile": "tabular-data-resource",
        "name": schema.name,
        "title": schema.title,
        "description": schema.description,
        "path": format!("{}.csv", schema.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": table,
    })
}

fn column(schema: &Schema, field: &Field) -> Value {
    let mut constraints = Map::new();
    if field.required {
        constraints.insert("required".into(), json!(true));
    }
    if schema.primary_key == [field.name] {
        constraints.insert("unique".into(), json!(true));
    }
    let kind = match field.kind {
        FieldType::Text => "string",
        FieldType::Count => {
            constraints.insert("minimum".into(), json!(0));
            "integer"
        }
        FieldType::Ordinal => {
            constraints.insert("minimum".into(), json!(1));
            "integer"
        }
        FieldType::Probability => {
            constraints.insert("minimum".into(), json!(0));
            constraints.insert("maximum".into(), json!(1));
            "number"
        }
        // Table Schema's own dates are whole days; ours are as far as known.
        FieldType::Date => {
            constraints.insert("pattern".into(), json!(r"\d{4}(-\d{2}(-\d{2})?)?"));
            "string"
        }
        FieldType::OneOf(words) => {
            constraints.insert("enum".into(), json!(words));
            "string"
        }
    };
    let mut column = Map::new();
    column.insert("name".into(), json!(field.name));
    column.insert("type".into(), json!(kind));
    column.insert("format".into(), json!("default"));
    column.insert("description".into(), json!(field.description));
    if !constraints.is_empty() {
        column.insert("constraints".into(), Value::Object(constraints));
    }
    Value::Object(column)
}

fn reference(key: &ForeignKey) -> Value {
    json!({ "fields": [key.field], "reference": { "resource": key.table, "fields": [key.field] } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_columns_that_are_there() {
        let has = |schema: &Schema, name: &str| schema.fields.iter().any(|field| field.name == name);
        for schema in &SCHEMAS {
            assert!(schema.primary_key.iter().all(|name| has(schema, name)), "{}", schema.name);
            for key in schema.foreign_keys {
                let there = SCHEMAS.iter().find(|other| other.name == key.table).unwrap();
                assert!(has(schema, key.field) && there.primary_key == [key.field], "{}", schema.name);
            }
        }
    }
}
