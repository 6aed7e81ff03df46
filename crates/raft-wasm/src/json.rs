//! Converts a Rust value to a JavaScript one, by way of JSON text.
//!
//! The result is the same as with `serde-wasm-bindgen` for the types that cross here, and as fast. But this writes
//! one string instead of calling JavaScript for every field, and it cannot fail, so that the code that serde derives
//! for some thirty types has a third of the size. Every page downloads it.

use std::fmt;

use serde::ser::{self, Serialize};
use wasm_bindgen::{JsValue, UnwrapThrowExt};

/// The value as a JavaScript object. An absent `Option` is an absent property.
pub(crate) fn to_js(value: &impl Serialize) -> JsValue {
    parse(&text(value))
}

/// The value as JSON text.
pub(crate) fn text(value: &impl Serialize) -> String {
    let mut json = Json { text: String::with_capacity(512) };
    match value.serialize(&mut json) {
        Ok(()) => json.text,
        Err(never) => match never {},
    }
}

/// The JavaScript value of a JSON text.
pub(crate) fn parse(text: &str) -> JsValue {
    js_sys::JSON::parse(text).unwrap_throw()
}

struct Json {
    text: String,
}

/// The error type of a serializer that cannot fail.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        unreachable!("no type that crosses has an error of its own")
    }
}

impl Json {
    fn whole(&mut self, mut number: u64) {
        let mut digits = [0; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.text.extend(digits[at..].iter().map(|&digit| char::from(digit)));
    }

    /// Times are milliseconds with three decimals; nothing else that crosses has a fraction.
    fn decimal(&mut self, number: f64) {
        let thousandths = (number * 1000.0).round();
        if thousandths < 0.0 {
            self.text.push('-');
        }
        let thousandths = thousandths.abs() as u64;
        self.whole(thousandths / 1000);
        if !thousandths.is_multiple_of(1000) {
            self.text.push('.');
            for power in [100, 10, 1] {
                self.text.push(char::from(b'0' + (thousandths / power % 10) as u8));
            }
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.text.extend(['\\', c]),
                '\0'..='\x1f' => {
                    self.text.push_str("\\u00");
                    for digit in [c as u8 >> 4, c as u8 & 15] {
                        self.text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
                    }
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    /// The comma before an element, unless it is the first.
    fn next(&mut self) {
        if !self.text.ends_with(['[', '{']) {
            self.text.push(',');
        }
    }

    fn key(&mut self, key: &str) {
        self.next();
        self.string(key);
        self.text.push(':');
    }

    /// A property, which is left out when its value is absent.
    fn property<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Never> {
        let before = self.text.len();
        self.key(key);
        let start = self.text.len();
        value.serialize(&mut *self)?;
        if self.text.len() == start {
            self.text.truncate(before);
        }
        Ok(())
    }
}

macro_rules! whole_numbers {
    ($($method:ident: $type:ty,)*) => { $(
        fn $method(self, number: $type) -> Result<(), Never> {
            self.whole(number as u64);
            Ok(())
        }
    )* };
}

/// Methods for what no type that crosses contains.
macro_rules! unused {
    ($($method:ident($($arg:ty),*) -> $result:ty;)*) => { $(
        fn $method(self, $(_: $arg),*) -> $result {
            unreachable!()
        }
    )* };
}

impl<'a> ser::Serializer for &'a mut Json {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Closing<'a>;
    type SerializeTuple = ser::Impossible<(), Never>;
    type SerializeTupleStruct = ser::Impossible<(), Never>;
    type SerializeTupleVariant = ser::Impossible<(), Never>;
    type SerializeMap = Closing<'a>;
    type SerializeStruct = Closing<'a>;
    type SerializeStructVariant = ser::Impossible<(), Never>;

    whole_numbers! { serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, }

    unused! {
        serialize_i8(i8) -> Result<(), Never>;
        serialize_i16(i16) -> Result<(), Never>;
        serialize_i32(i32) -> Result<(), Never>;
        serialize_i64(i64) -> Result<(), Never>;
        serialize_char(char) -> Result<(), Never>;
        serialize_bytes(&[u8]) -> Result<(), Never>;
        serialize_tuple(usize) -> Result<Self::SerializeTuple, Never>;
        serialize_tuple_struct(&'static str, usize) -> Result<Self::SerializeTupleStruct, Never>;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Result<Self::SerializeTupleVariant, Never>;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Result<Self::SerializeStructVariant, Never>;
    }

    fn serialize_bool(self, v: bool) -> Result<(), Never> {
        self.text.push_str(if v { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, v: f32) -> Result<(), Never> {
        self.serialize_f64(f64::from(v))
    }

    fn serialize_f64(self, v: f64) -> Result<(), Never> {
        self.decimal(v);
        Ok(())
    }

    fn serialize_str(self, v: &str) -> Result<(), Never> {
        self.string(v);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<(), Never> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        self.text.push('{');
        self.property(name, value)?;
        self.text.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Closing<'a>, Never> {
        self.text.push('[');
        Ok(Closing { json: self, bracket: ']' })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Closing<'a>, Never> {
        self.text.push('{');
        Ok(Closing { json: self, bracket: '}' })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Closing<'a>, Never> {
        self.serialize_map(Some(len))
    }
}

/// An array or object that is still open.
struct Closing<'a> {
    json: &'a mut Json,
    bracket: char,
}

impl Closing<'_> {
    fn close(self) -> Result<(), Never> {
        self.json.text.push(self.bracket);
        Ok(())
    }
}

impl ser::SerializeSeq for Closing<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.json.next();
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Never> {
        self.close()
    }
}

impl ser::SerializeMap for Closing<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.json.next();
        key.serialize(&mut *self.json)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.json.text.push(':');
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Never> {
        self.close()
    }
}

impl ser::SerializeStruct for Closing<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        self.json.property(key, value)
    }

    fn end(self) -> Result<(), Never> {
        self.close()
    }
}
