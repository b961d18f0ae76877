//! A PDF read back as far as tests must see into one: its objects, its tree of tags, and the words of each tag.

use flate2::read::ZlibDecoder;
use std::{collections::BTreeMap, io::Read as _};

/// The words that content streams write.
mod content;
/// The values that a PDF is made of.
mod value;

use content::Words;
pub(crate) use value::{Dict, Value};

/// Every object by its number.
pub(crate) struct Pdf {
    objects: BTreeMap<i64, Value>,
}

/// One tag of the tree, in reading order.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) role: String,
    /// The roles from the document to its parent.
    pub(crate) within: Vec<String>,
    /// What is told in its place.
    pub(crate) alt: Option<String>,
    /// Of which cells it is the heading.
    pub(crate) scope: Option<String>,
    /// The words that it holds itself.
    pub(crate) words: String,
}

impl Pdf {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut objects = BTreeMap::new();
        let mut rest = 0;
        while let Some(at) = find(bytes, b" 0 obj", rest) {
            let start = bytes[..at]
                .iter()
                .rposition(|byte| !byte.is_ascii_digit())
                .map_or(0, |before| before + 1);
            let number = std::str::from_utf8(&bytes[start..at]).unwrap().parse().unwrap();
            let (value, end) = value::read(bytes, at + b" 0 obj".len());
            objects.insert(number, value);
            rest = end;
        }
        Self { objects }
    }

    /// What a value says, behind its reference if it is one.
    pub(crate) fn get<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value {
            Value::Ref(number) => &self.objects[number],
            direct => direct,
        }
    }

    pub(crate) fn dict<'a>(&'a self, value: &'a Value) -> &'a Dict {
        match self.get(value) {
            Value::Dict(dict) | Value::Stream(dict, _) => dict,
            other => panic!("not a dictionary: {other:?}"),
        }
    }

    /// The root of everything.
    pub(crate) fn catalog(&self) -> &Dict {
        self.of_type("Catalog").next().unwrap()
    }

    /// Every page in order.
    pub(crate) fn pages(&self) -> Vec<&Dict> {
        let pages = self.dict(&self.catalog()["Pages"]);
        let Value::Array(kids) = self.get(&pages["Kids"]) else {
            panic!("pages without kids")
        };
        kids.iter().map(|kid| self.dict(kid)).collect()
    }

    fn of_type(&self, name: &str) -> impl Iterator<Item = &Dict> {
        self.objects.values().filter_map(move |value| match value {
            Value::Dict(dict) | Value::Stream(dict, _) if dict.get("Type").is_some_and(|kind| kind.is_name(name)) => Some(dict),
            _ => None,
        })
    }

    /// The content of a stream, inflated.
    pub(crate) fn stream(&self, value: &Value) -> Vec<u8> {
        let Value::Stream(dict, bytes) = self.get(value) else {
            panic!("not a stream")
        };
        if !dict.contains_key("Filter") {
            return bytes.clone();
        }
        let mut out = Vec::new();
        ZlibDecoder::new(bytes.as_slice()).read_to_end(&mut out).unwrap();
        out
    }

    /// Every tag in reading order, with its words.
    pub(crate) fn tags(&self) -> Vec<Tag> {
        let root = self.dict(&self.catalog()["StructTreeRoot"]);
        let words: Vec<Words> = self.pages().iter().map(|page| Words::of(self, page)).collect();
        let numbers: BTreeMap<i64, usize> = self.page_numbers();
        let mut tags = Vec::new();
        self.gather(&root["K"], &Vec::new(), &numbers, &words, &mut tags);
        tags
    }

    fn page_numbers(&self) -> BTreeMap<i64, usize> {
        let pages = self.dict(&self.catalog()["Pages"]);
        let Value::Array(kids) = self.get(&pages["Kids"]) else {
            panic!("pages without kids")
        };
        let number = |(at, kid): (usize, &Value)| match kid {
            Value::Ref(number) => (*number, at),
            other => panic!("a page that is not referred to: {other:?}"),
        };
        kids.iter().enumerate().map(number).collect()
    }

    fn gather(&self, value: &Value, within: &[String], numbers: &BTreeMap<i64, usize>, words: &[Words], tags: &mut Vec<Tag>) {
        if let Value::Array(all) = self.get(value) {
            for one in all {
                self.gather(one, within, numbers, words, tags);
            }
            return;
        }
        let dict = self.dict(value);
        let role = dict["S"].name().to_owned();
        let at = tags.len();
        tags.push(Tag {
            role: role.clone(),
            within: within.to_vec(),
            alt: dict.get("Alt").map(Value::text),
            scope: self.attribute(dict, "Scope"),
            words: String::new(),
        });
        let within = [within, &[role]].concat();
        let page = |dict: &Dict| match dict.get("Pg") {
            Some(Value::Ref(number)) => Some(numbers[number]),
            _ => None,
        };
        let kids = match dict.get("K").map(|kids| self.get(kids)) {
            Some(Value::Array(kids)) => kids.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        for kid in kids {
            let content = match self.get(&kid) {
                Value::Number(mcid) => Some((page(dict), *mcid as i64)),
                Value::Dict(kid) if kid.contains_key("MCID") => Some((page(kid).or(page(dict)), kid["MCID"].number() as i64)),
                _ => None,
            };
            match content {
                Some((page, mcid)) => tags[at].words.push_str(words[page.unwrap()].of_content(mcid)),
                None => self.gather(&kid, &within, numbers, words, tags),
            }
        }
    }

    /// A property among the attributes of a tag.
    fn attribute(&self, tag: &Dict, name: &str) -> Option<String> {
        let attributes = match self.get(tag.get("A")?) {
            Value::Array(all) => all.clone(),
            one => vec![one.clone()],
        };
        let found = attributes.iter().find_map(|attributes| self.dict(attributes).get(name).cloned())?;
        Some(found.name().to_owned())
    }

    /// Every word of every page, tagged or not, also those of drawings.
    pub(crate) fn words(&self) -> String {
        self.pages()
            .iter()
            .map(|page| Words::of(self, page).all())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Where a text begins, from a place on.
fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let found = bytes[from..].windows(wanted.len()).position(|window| window == wanted)?;
    Some(from + found)
}
