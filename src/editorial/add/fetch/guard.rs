//! Which addresses may be asked at all.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Resolves names, and gives no address of the own machine or network. The connection is made to what it gives, so that a name cannot change in between.
#[derive(Debug)]
pub(super) struct Guard {
    allow_private: bool,
    inner: DefaultResolver,
}

impl Guard {
    pub fn new(allow_private: bool) -> Self {
        Self { allow_private, inner: DefaultResolver::default() }
    }
}

/// Why the guard gave no address.
#[derive(Debug)]
pub(super) struct PrivateAddress;

impl std::error::Error for PrivateAddress {}

impl std::fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an address of this machine or of its network")
    }
}

impl Resolver for Guard {
    fn resolve(&self, uri: &ureq::http::Uri, config: &ureq::config::Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // One private address among several is enough: a host that mixes them is up to something.
        if !self.allow_private && found.iter().any(|a| is_private(a.ip())) {
            return Err(ureq::Error::Io(std::io::Error::new(std::io::ErrorKind::PermissionDenied, PrivateAddress)));
        }
        Ok(found)
    }
}

/// Whether an address is not one of the public network (the special-purpose registries of IANA, RFC 6890 and its successors).
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => is_private_v6(v6),
    }
}

fn is_private_v4(a: Ipv4Addr) -> bool {
    let [first, second, third, _] = a.octets();
    a.is_private()
        || a.is_loopback()
        || a.is_link_local()
        || a.is_broadcast()
        || a.is_documentation()
        || a.is_unspecified()
        || a.is_multicast()
        || first == 0
        || first >= 240
        // Shared by a carrier's customers (RFC 6598), protocol assignments, 6to4 relays, benchmarks.
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 192 && second == 88 && third == 99)
        || (first == 198 && (18..20).contains(&second))
}

fn is_private_v6(a: Ipv6Addr) -> bool {
    if let Some(v4) = a.to_ipv4_mapped() {
        return is_private_v4(v4);
    }
    let s = a.segments();
    // NAT64 (64:ff9b::/96) and 6to4 (2002::/16) carry an IPv4 address inside.
    let carried = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_private_v4(Ipv4Addr::new(a, b, c, d))
    };
    match s {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => carried(high, low),
        [0x2002, high, low, ..] => carried(high, low),
        // What is public lies in 2000::/3; of that, protocol assignments with Teredo (2001::/23) and both ranges for documentation are not.
        [first, second, ..] => {
            first & 0xe000 != 0x2000 || (first == 0x2001 && second < 0x0200) || (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn special_addresses_are_known() {
        for private in [
            "127.0.0.1",
            "127.255.0.9",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "0.1.2.3",
            "192.0.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "fe80::1",
            "fec0::1",
            "fd00::1",
            "ff02::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "::ffff:10.0.0.1",
            "::ffff:0:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
        ] {
            assert!(is_private(private.parse().unwrap()), "{private}");
        }
        for public in ["93.184.216.34", "100.128.0.1", "172.32.0.1", "2606:2800:220:1::1", "2a00::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"] {
            assert!(!is_private(public.parse().unwrap()), "{public}");
        }
    }
}
