use std::collections::BTreeMap;

pub(crate) type Dict = BTreeMap<String, Value>;

/// Anything in a PDF; operators of content streams are words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Word(String),
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Value>),
    Dict(Dict),
    Ref(i64),
    Stream(Dict, Vec<u8>),
}

impl Value {
    pub(crate) fn is_name(&self, name: &str) -> bool {
        matches!(self, Self::Name(own) if own == name)
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Name(name) => name,
            other => panic!("not a name: {other:?}"),
        }
    }

    pub(crate) fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            other => panic!("not a number: {other:?}"),
        }
    }

    pub(crate) fn is_true(&self) -> bool {
        matches!(self, Self::Word(word) if word == "true")
    }

    /// A text as people read it: UTF-16 after its mark, else one letter a byte.
    pub(crate) fn text(&self) -> String {
        let Self::Text(bytes) = self else { panic!("not a text: {self:?}") };
        match bytes.strip_prefix(b"\xFE\xFF") {
            Some(wide) => {
                let pairs: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                String::from_utf16(&pairs).unwrap()
            }
            None => bytes.iter().copied().map(char::from).collect(),
        }
    }
}

/// Reads the value from there on, and says where it ends.
pub(super) fn read(bytes: &[u8], at: usize) -> (Value, usize) {
    let mut reader = Reader { bytes, at };
    let value = reader.value();
    reader.space();
    if let Value::Dict(dict) = &value
        && bytes[reader.at..].starts_with(b"stream")
    {
        // The keyword, and the end of its line.
        let start = reader.at + bytes[reader.at..].iter().position(|byte| *byte == b'\n').unwrap() + 1;
        let length = dict["Length"].number() as usize;
        return (Value::Stream(dict.clone(), bytes[start..start + length].to_vec()), start + length);
    }
    (value, reader.at)
}

/// Reads values and operators one after the other.
pub(super) struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    pub(super) fn is_done(&mut self) -> bool {
        self.space();
        self.at >= self.bytes.len()
    }

    fn space(&mut self) {
        while self.at < self.bytes.len() {
            match self.peek() {
                b'%' => {
                    self.at += self.bytes[self.at..]
                        .iter()
                        .position(|byte| *byte == b'\n')
                        .unwrap_or(self.bytes.len() - self.at)
                }
                0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => self.at += 1,
                _ => return,
            }
        }
    }

    pub(super) fn value(&mut self) -> Value {
        self.space();
        match self.peek() {
            b'/' => Value::Name(self.name()),
            b'(' => Value::Text(self.literal()),
            b'<' if self.bytes[self.at + 1] == b'<' => Value::Dict(self.dict()),
            b'<' => Value::Text(self.hexadecimal()),
            b'[' => Value::Array(self.array()),
            _ => self.word(),
        }
    }

    fn array(&mut self) -> Vec<Value> {
        self.at += 1;
        let mut all = Vec::new();
        loop {
            self.space();
            if self.peek() == b']' {
                self.at += 1;
                return all;
            }
            all.push(self.value());
        }
    }

    fn dict(&mut self) -> Dict {
        self.at += 2;
        let mut dict = Dict::new();
        loop {
            self.space();
            if self.peek() == b'>' {
                self.at += 2;
                return dict;
            }
            let name = self.name();
            let value = self.value();
            dict.insert(name, value);
        }
    }

    fn name(&mut self) -> String {
        self.at += 1;
        String::from_utf8_lossy(self.plain()).into_owned()
    }

    /// What ends where something else begins.
    fn plain(&mut self) -> &[u8] {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || b"/()<>[]%\0".contains(byte);
        let length = self.bytes[self.at..].iter().position(ends).unwrap_or(self.bytes.len() - self.at);
        assert!(length > 0, "nothing to read at {}", self.at);
        self.at += length;
        &self.bytes[self.at - length..self.at]
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut out, mut depth) = (Vec::new(), 0);
        loop {
            let byte = self.peek();
            self.at += 1;
            match byte {
                b')' if depth == 0 => return out,
                b'\\' => {
                    let next = self.peek();
                    self.at += 1;
                    match next {
                        b'n' => out.push(b'\n'),
                        b'r' => out.push(b'\r'),
                        b't' => out.push(b'\t'),
                        b'b' => out.push(8),
                        b'f' => out.push(12),
                        b'0'..=b'7' => {
                            // Three digits at most: a fourth is a letter of its own.
                            let mut code = u32::from(next - b'0');
                            let mut digits = 1;
                            while digits < 3 && (b'0'..=b'7').contains(&self.peek()) {
                                code = code * 8 + u32::from(self.peek() - b'0');
                                self.at += 1;
                                digits += 1;
                            }
                            out.push(code as u8);
                        }
                        other => out.push(other),
                    }
                    continue;
                }
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            out.push(byte);
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while self.peek() != b'>' {
            if self.peek().is_ascii_hexdigit() {
                digits.push(self.peek());
            }
            self.at += 1;
        }
        self.at += 1;
        let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        digits.chunks(2).map(pair).collect()
    }

    /// A number, a reference or a bare word.
    fn word(&mut self) -> Value {
        let word = String::from_utf8_lossy(self.plain()).into_owned();
        let Ok(number) = word.parse::<f64>() else {
            return Value::Word(word);
        };
        let after = self.at;
        self.space();
        if self.bytes[self.at..].starts_with(b"0 R") && number.fract() == 0.0 {
            self.at += 3;
            return Value::Ref(number as i64);
        }
        self.at = after;
        Value::Number(number)
    }
}
