//! Vectors of texts as JSON: the embeddings that OpenAI set out and most local servers speak.

use serde_json::{Value, json};

/// Where texts are sent, beside the address of a service's chats.
pub(super) fn address(chats: &str) -> String {
    format!("{}/embeddings", chats.trim_end_matches("/chat/completions"))
}

/// The body of a request.
pub(super) fn request(model: &str, texts: &[&str]) -> Value {
    json!({"model": model, "input": texts, "encoding_format": "float"})
}

/// Reads the body of a response: a vector for each of `count` texts, in their order. `None` where it is anything else.
pub(super) fn response(body: &str, count: usize) -> Option<Vec<Vec<f32>>> {
    let body: Value = serde_json::from_str(body).ok()?;
    let given = body.get("data")?.as_array()?;
    let mut vectors: Vec<Option<Vec<f32>>> = vec![None; count];
    for (place, one) in given.iter().enumerate() {
        // Services need not keep the order, but then they number.
        let at = one.get("index").and_then(Value::as_u64).map_or(Some(place), |at| usize::try_from(at).ok())?;
        let numbers = one.get("embedding")?.as_array()?.iter().map(|x| x.as_f64().map(|x| x as f32)).collect::<Option<Vec<f32>>>()?;
        let free = vectors.get_mut(at).filter(|v| v.is_none() && numbers.iter().any(|x| *x != 0.0) && numbers.iter().all(|x| x.is_finite()))?;
        *free = Some(numbers);
    }
    vectors.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{address, response};

    #[test]
    fn vectors_are_read_by_their_number_and_nothing_else_is() {
        assert_eq!(address("http://127.0.0.1:8080/v1/chat/completions"), "http://127.0.0.1:8080/v1/embeddings");
        let good = r#"{"data":[{"index":1,"embedding":[0,1]},{"index":0,"embedding":[1.5,0]}]}"#;
        assert_eq!(response(good, 2), Some(vec![vec![1.5, 0.0], vec![0.0, 1.0]]));
        assert_eq!(response(r#"{"data":[{"embedding":[1]},{"embedding":[2]}]}"#, 2), Some(vec![vec![1.0], vec![2.0]]));
        for (body, count) in [
            (good, 1),
            (good, 3),
            (r#"{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}"#, 2),
            (r#"{"data":[{"index":7,"embedding":[1]}]}"#, 1),
            (r#"{"data":[{"index":0,"embedding":["1"]}]}"#, 1),
            (r#"{"data":[{"index":0,"embedding":[0,0]}]}"#, 1),
            (r#"{"data":[{"index":0,"embedding":[1e39]}]}"#, 1),
            (r#"{"data":[{"index":0,"embedding":[]}]}"#, 1),
            ("<html>", 1),
        ] {
            assert_eq!(response(body, count), None, "{body}");
        }
    }
}
