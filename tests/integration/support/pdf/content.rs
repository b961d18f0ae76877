use super::{Dict, Pdf, Value, value::Reader};
use std::collections::BTreeMap;

/// What a glyph of a font stands for, by its number.
type Letters = BTreeMap<u16, String>;

/// The words of one page.
#[derive(Default)]
pub(super) struct Words {
    /// By the number of the marked content.
    by_content: BTreeMap<i64, String>,
    all: String,
}

impl Words {
    pub(super) fn of(pdf: &Pdf, page: &Dict) -> Self {
        let mut words = Self::default();
        let content = pdf.stream(&page["Contents"]);
        words.run(pdf, &content, pdf.dict(&page["Resources"]), &mut Vec::new());
        words
    }

    pub(super) fn of_content(&self, mcid: i64) -> &str {
        self.by_content.get(&mcid).map_or("", String::as_str)
    }

    pub(super) fn all(&self) -> String {
        self.all.clone()
    }

    /// Follows the operators; `within` are the numbers of the marked contents that are open, none for an artifact.
    fn run(&mut self, pdf: &Pdf, content: &[u8], resources: &Dict, within: &mut Vec<Option<i64>>) {
        let mut letters = Letters::new();
        let mut before: Vec<Value> = Vec::new();
        let mut reader = Reader { bytes: content, at: 0 };
        while !reader.is_done() {
            let operator = match reader.value() {
                Value::Word(operator) => operator,
                operand => {
                    before.push(operand);
                    continue;
                }
            };
            match (operator.as_str(), before.as_slice()) {
                ("BDC", [_, Value::Dict(properties)]) => within.push(properties.get("MCID").map(|mcid| mcid.number() as i64)),
                ("BDC" | "BMC", _) => within.push(None),
                ("EMC", _) => {
                    within.pop();
                }
                ("Tf", [Value::Name(font), _]) => letters = self::letters(pdf, resources, font),
                ("Tj", [Value::Text(glyphs)]) => self.write(glyphs, &letters, within),
                ("TJ", [Value::Array(parts)]) => {
                    for part in parts {
                        if let Value::Text(glyphs) = part {
                            self.write(glyphs, &letters, within);
                        }
                    }
                }
                ("Do", [Value::Name(name)]) => {
                    let form = &pdf.dict(&resources["XObject"])[name];
                    let own = pdf.dict(form);
                    if own["Subtype"].is_name("Form") {
                        let inside = own.get("Resources").map_or(resources, |inside| pdf.dict(inside));
                        self.run(pdf, &pdf.stream(form), inside, within);
                    }
                }
                _ => {}
            }
            before.clear();
        }
    }

    fn write(&mut self, glyphs: &[u8], letters: &Letters, within: &[Option<i64>]) {
        let numbers = glyphs.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        let text: String = numbers.map(|glyph| letters[&glyph].as_str()).collect();
        self.all.push_str(&text);
        if let Some(mcid) = within.iter().flatten().next_back() {
            self.by_content.entry(*mcid).or_default().push_str(&text);
        }
    }
}

/// What the glyphs of a font stand for, as its table says.
fn letters(pdf: &Pdf, resources: &Dict, font: &str) -> Letters {
    let font = pdf.dict(&pdf.dict(&resources["Font"])[font]);
    let table = pdf.stream(&font["ToUnicode"]);
    let mut reader = Reader { bytes: &table, at: 0 };
    let (mut letters, mut before) = (Letters::new(), Vec::new());
    while !reader.is_done() {
        match reader.value() {
            Value::Word(word) if word == "endbfchar" => {
                for pair in before.chunks_exact(2) {
                    letters.insert(number(&pair[0]), wide(&pair[1]));
                }
                before.clear();
            }
            Value::Word(word) if word == "endbfrange" => {
                for range in before.chunks_exact(3) {
                    for glyph in number(&range[0])..=number(&range[1]) {
                        let first = wide(&range[2]).chars().next().unwrap();
                        let letter = char::from_u32(u32::from(first) + u32::from(glyph - number(&range[0]))).unwrap();
                        letters.insert(glyph, letter.to_string());
                    }
                }
                before.clear();
            }
            Value::Text(text) => before.push(Value::Text(text)),
            // Of what stands before a table only its last number belongs to it.
            _ => before.clear(),
        }
    }
    letters
}

fn number(value: &Value) -> u16 {
    match value {
        Value::Text(bytes) => u16::from_be_bytes([bytes[0], bytes[1]]),
        other => panic!("not a glyph: {other:?}"),
    }
}

fn wide(value: &Value) -> String {
    match value {
        Value::Text(bytes) => {
            let pairs: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&pairs).unwrap()
        }
        other => panic!("not a text: {other:?}"),
    }
}
