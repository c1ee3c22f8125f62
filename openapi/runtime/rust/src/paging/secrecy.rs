//! Finds secrets in what a server sends back.

const PIECE: usize = 12;

/// Any text may hold a shorter secret or token by chance (our choice).
pub(crate) const SHORTEST: usize = 8;

/// Whether a text has 12 characters of a secret in a row, in any case.
pub(crate) fn repeats(text: &str, secret: &str) -> bool {
    let haystack = [text.to_lowercase(), decoded(text).to_lowercase()];
    let needle: Vec<char> = secret.to_lowercase().chars().collect();
    if needle.is_empty() {
        return false;
    }
    needle.windows(PIECE.min(needle.len())).any(|piece| {
        let piece: String = piece.iter().collect();
        haystack.iter().any(|text| text.contains(&piece))
    })
}

/// Whether a page token has a whole secret in it, as it is or percent-encoded. Two tokens may have
/// the same first part, so a part is allowed.
pub(crate) fn contains(token: &str, secret: &str) -> bool {
    if secret.len() < SHORTEST {
        return !secret.is_empty() && token == secret;
    }
    token.contains(secret) || decoded(token).contains(secret)
}

/// Decodes percent-encoding, and keeps what is not encoded.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
