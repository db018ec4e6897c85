//! Texts to try inputs with.

use crate::syntax::MAX_DEPTH;

/// JSON that readers are known to get wrong.
const HARD: &[&str] = &[
    "null",
    "true",
    " \n\t\r false",
    "0",
    "-0",
    "-0.0e-0",
    "12",
    "1.50",
    "10E+2",
    "-1e-7",
    "0.1000000000000000055511151231257827",
    "123456789012345678901234567890",
    "18446744073709551615",
    "-9223372036854775808",
    "1e400",
    "\"\"",
    "\"plain\"",
    r#""\"\\\/\b\f\n\r\t""#,
    r#""\u00e9é\u20AC\ud83d\ude00😀""#,
    r#""lone \ud83d and \ude00""#,
    "[]",
    "[ ]",
    "{}",
    "{ }",
    "[[],{},[[]],\"\",0,null]",
    "[1, 2 ,3\n,\"a\", true,false , null,[4,[5]],{\"b\":[6]},7]",
    r#"{"a":1}"#,
    r#"{"a":1,"b":"x","c":[1,{"a":null}],"d":{"a":{"b":{}}},"e":true}"#,
    r#"{ "e" : "é" , "a" : -1.0 , "" : false , "long name, longer than twenty-four bytes" : [ ] }"#,
    r#"{"\u0061":1,"b\n":{"\"":2},"\ud800":3}"#,
    r#"{"x":1,"y":2,"x\u0000":3,"xy":{"x":4,"y":5}}"#,
    r#"[{"a":1,"b":2},{"b":2,"a":1},{"a":1,"b":2,"c":3}]"#,
    r#"{"a":1,"a":2}"#,
    r#"{"a":1,"b":2,"\u0061":3}"#,
    r#"[{"o":{"b":1,"b":1}},2]"#,
    "{\"a0\":0,\"a1\":1,\"a2\":2,\"a3\":3,\"a4\":4,\"a5\":5,\"a6\":6,\"a7\":7,\"a8\":8,\"a9\":9,\"b0\":0,\"b1\":1,\"b2\":2,\
     \"b3\":3,\"b4\":4,\"b5\":5,\"b6\":6,\"b7\":7,\"b8\":8,\"b9\":9}",
];

/// Text that is not JSON, for other reasons than its end.
const BROKEN: &[&str] = &[
    "nul1",
    "True",
    "+1",
    "01",
    "1.e1",
    "-x",
    "'a'",
    "\"\u{1}\"",
    "\"\\x\"",
    "\"\\u12g4\"",
    "[1 2]",
    "[1,,2]",
    "[1,]",
    "[,1]",
    "[1}",
    "{\"a\":1]",
    "{\"a\" 1}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{,\"a\":1}",
    "{\"a\":1 \"b\":2}",
    "{a:1}",
    "{1:1}",
    "[{\"a\":[01]},\"\\q\"]",
];

/// JSON texts that are hard to read right, some with a name twice or nested as deep as is allowed.
#[must_use]
pub fn documents() -> Vec<String> {
    let mut documents: Vec<String> = HARD.iter().map(|json| (*json).to_owned()).collect();
    documents.extend([usize::from(MAX_DEPTH), 3].into_iter().flat_map(nested));
    documents
}

/// Texts that are not JSON: broken ones, ones that end too early, and ones that are nested too deep.
#[must_use]
pub fn broken_documents() -> Vec<String> {
    let mut documents: Vec<String> = BROKEN.iter().map(|json| (*json).to_owned()).collect();
    let ends = |json: &&'static str| {
        let json: &'static str = json;
        // A number is complete wherever it ends in a digit: what begins with a value is read as that value.
        json.char_indices().map(move |(end, _)| json.split_at(end).0.to_owned())
    };
    documents.extend(HARD.iter().flat_map(ends));
    documents.extend(nested(usize::from(MAX_DEPTH) + 1));
    documents
}

/// Arrays, objects, and both, nested to this depth.
fn nested(depth: usize) -> [String; 3] {
    let half = depth / 2;
    let (odd, even) = (if depth.is_multiple_of(2) { "" } else { "[" }, depth.is_multiple_of(2));
    [
        "[".repeat(depth) + &"]".repeat(depth),
        "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth),
        "[{\"a\":".repeat(half) + odd + "1" + if even { "" } else { "]" } + &"}]".repeat(half),
    ]
}
