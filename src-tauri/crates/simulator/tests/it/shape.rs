//! What an answer looks like, whatever its values.

use serde_json::Value;

/// Member names in their order, and the JSON types. An array is the set of shapes in it.
pub(crate) fn shape(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(_) => "bool".into(),
        Value::Number(_) => "number".into(),
        Value::String(_) => "text".into(),
        Value::Array(items) => {
            let mut shapes: Vec<_> = items.iter().map(shape).collect();
            shapes.sort();
            shapes.dedup();
            format!("[{}]", shapes.join(" | "))
        }
        Value::Object(members) => {
            let members: Vec<_> =
                members.iter().map(|(name, value)| format!("{name}: {}", shape(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// Asserts that `answer` looks like the document's example.
#[track_caller]
pub(crate) fn assert_like(answer: &Value, fixture: &str) {
    let example: Value = serde_json::from_str(&crate::practice::fixture(fixture)).unwrap();
    assert_eq!(shape(answer), shape(&example), "{answer} is not like {fixture}");
}
