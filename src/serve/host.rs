//! Which names a request may call this machine by.
//!
//! A page of a stranger can make its own name point to 127.0.0.1 and read what is served there (DNS rebinding). Such a request carries the stranger's name.

use std::net::IpAddr;

/// Whether the Host header of a request is one under which the server at `bound` may be asked.
pub(super) fn is_ours(host: &str, bound: IpAddr) -> bool {
    let name = without_port(host);
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let bare = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')).unwrap_or(name);
    match bare.parse::<IpAddr>() {
        // An address written out cannot be pointed elsewhere. Bound to all addresses, any of them may be this machine's.
        Ok(ip) => ip.is_loopback() || ip == bound || bound.is_unspecified(),
        Err(_) => false,
    }
}

/// Whether a request that says which page it comes from comes from a page of this server: one of another site may lead here, and may ask for nothing.
pub(super) fn is_own_origin(origin: &str, host: &str) -> bool {
    origin.strip_prefix("http://").is_some_and(|from| from.eq_ignore_ascii_case(host))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // `::1` without brackets has no port.
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && (name.ends_with(']') || !name.contains(':')) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_ours, is_own_origin};

    #[test]
    fn only_its_own_pages_ask() {
        assert!(is_own_origin("http://localhost:8000", "localhost:8000"));
        for stranger in ["null", "", "https://evil.example", "http://localhost:9000", "https://localhost:8000", "http://localhost:8000.evil.example"] {
            assert!(!is_own_origin(stranger, "localhost:8000"), "{stranger}");
        }
    }

    #[test]
    fn only_this_machine_is_answered() {
        let loopback = "127.0.0.1".parse().unwrap();
        for ours in ["localhost", "localhost:8000", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000", "::1"] {
            assert!(is_ours(ours, loopback), "{ours}");
        }
        let strangers = [
            "",
            ":8000",
            "evil.example",
            "evil.example:8000",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.168.1.7:8000",
            "0.0.0.0",
            "localhost@evil",
            "[::1",
        ];
        for stranger in strangers {
            assert!(!is_ours(stranger, loopback), "{stranger}");
        }
        assert!(is_ours("192.168.1.7:8000", "192.168.1.7".parse().unwrap()));
        assert!(is_ours("192.168.1.7:8000", "0.0.0.0".parse().unwrap()));
        assert!(!is_ours("evil.example", "0.0.0.0".parse().unwrap()));
    }
}
