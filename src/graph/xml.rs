//! XML as a tree, to test what is written.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Element>,
    pub text: String,
}

impl Element {
    /// An attribute's value; empty where it has none.
    pub fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map(String::as_str).unwrap_or_default()
    }

    pub fn has(&self, attribute: &str) -> bool {
        self.attributes.contains_key(attribute)
    }

    /// The children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> + Clone {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// The root of a document.
pub fn parse(text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().unwrap();
        match event {
            Event::Start(ref start) | Event::Empty(ref start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap();
                    (attribute.key.as_ref().to_owned(), value.into_owned())
                });
                let name = start.name().as_ref().to_owned();
                open.push(Element { name, attributes: attributes.collect(), ..Element::default() });
                if matches!(event, Event::Empty(_)) {
                    close(&mut open);
                }
            }
            Event::End(_) => close(&mut open),
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
            Event::GeneralRef(entity) => {
                let text = quick_xml::escape::unescape(&format!("&{};", &*entity)).unwrap().into_owned();
                open.last_mut().unwrap().text.push_str(&text);
            }
            Event::Eof => return open.pop().unwrap().children.pop().unwrap(),
            _ => {}
        }
    }
}

fn close(open: &mut Vec<Element>) {
    let element = open.pop().unwrap();
    open.last_mut().unwrap().children.push(element);
}
