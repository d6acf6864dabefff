//! Where the print service listens (cups-client.conf(5)).

use std::path::{Path, PathBuf};

/// The port of IPP (RFC 8010).
const PORT: u16 = 631;

/// A place where the print service may listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// A socket in the file system.
    Socket(PathBuf),
    /// A host and port.
    Host(String, u16),
}

impl Endpoint {
    /// Reads a place as `CUPS_SERVER` and `ServerName` give it: a path, or `host[:port][/version=…]`.
    #[must_use]
    pub fn parse(given: &str) -> Option<Self> {
        let given = given.trim();
        if given.starts_with('/') {
            return Some(Self::Socket(PathBuf::from(given)));
        }
        let given = given.split_once("/version=").map_or(given, |(place, _)| place);
        if given.is_empty() {
            return None;
        }
        if let Some(rest) = given.strip_prefix('[') {
            let (host, tail) = rest.split_once(']')?;
            let port = match tail.strip_prefix(':') {
                Some(port) => port.parse().ok()?,
                None => PORT,
            };
            return Some(Self::Host(host.to_owned(), port));
        }
        match given.rsplit_once(':') {
            // An address of version 6 without brackets has no port.
            Some((host, _)) if host.contains(':') => Some(Self::Host(given.to_owned(), PORT)),
            Some((host, port)) => Some(Self::Host(host.to_owned(), port.parse().ok()?)),
            None => Some(Self::Host(given.to_owned(), PORT)),
        }
    }
}

/// Returns where the print service may listen, the likeliest first: what the user or the system has
/// set and nothing else, or else its socket and its port on this machine.
#[must_use]
pub fn endpoints() -> Vec<Endpoint> {
    let set = std::env::var("CUPS_SERVER").ok();
    let home = etcetera::home_dir().ok();
    let files = [home.map(|home| home.join(".cups/client.conf")), Some("/etc/cups/client.conf".into())];
    let texts = files.into_iter().flatten().filter_map(|file| read_small(&file));
    let set = set
        .into_iter()
        .chain(texts.filter_map(|text| server_name(&text)))
        .find_map(|place| Endpoint::parse(&place));
    places(std::env::consts::OS, set)
}

/// Returns where the print service may listen on a system, by its name in [`std::env::consts::OS`]:
/// the place that is set and nothing else, or the usual ones. Systems without CUPS have none: Windows
/// has a print system of its own, and elsewhere the pages go to the viewer, which has a print dialog.
#[must_use]
pub fn places(os: &str, set: Option<Endpoint>) -> Vec<Endpoint> {
    if let Some(only) = set {
        return vec![only];
    }
    let socket = match os {
        "macos" => "/private/var/run/cupsd",
        "linux" | "freebsd" | "netbsd" | "openbsd" | "dragonfly" | "solaris" | "illumos" => {
            "/run/cups/cups.sock"
        }
        _ => return Vec::new(),
    };
    vec![Endpoint::Socket(socket.into()), Endpoint::Host("localhost".to_owned(), PORT)]
}

/// Reads a file of settings; one that is absurdly long is none.
fn read_small(file: &Path) -> Option<String> {
    let size = file.metadata().ok()?.len();
    (size < 64 * 1024).then(|| std::fs::read_to_string(file).ok())?
}

/// Finds the server that a client.conf names.
fn server_name(text: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        let key = words.next()?;
        key.eq_ignore_ascii_case("ServerName").then(|| words.next().map(str::to_owned))?
    })
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, places, server_name};

    #[test]
    fn every_system_has_its_way() {
        let local = Endpoint::Host("localhost".into(), 631);
        let socket = |path: &str| Endpoint::Socket(path.into());
        assert_eq!(places("linux", None), [socket("/run/cups/cups.sock"), local.clone()]);
        assert_eq!(places("macos", None), [socket("/private/var/run/cupsd"), local]);
        for os in ["windows", "android", "something new"] {
            assert_eq!(places(os, None), [], "{os} has no such service");
        }
        let set = Endpoint::Host("print".into(), 631);
        for os in ["linux", "macos", "windows"] {
            assert_eq!(places(os, Some(set.clone())), std::slice::from_ref(&set), "{os}");
        }
    }

    #[test]
    fn places_are_read_as_cups_reads_them() {
        let host = |host: &str, port| Some(Endpoint::Host(host.to_owned(), port));
        for (given, wanted) in [
            ("/run/cups/cups.sock", Some(Endpoint::Socket("/run/cups/cups.sock".into()))),
            ("printer.local", host("printer.local", 631)),
            ("127.0.0.1:8631", host("127.0.0.1", 8631)),
            ("print:8000/version=1.1", host("print", 8000)),
            ("[::1]:8631", host("::1", 8631)),
            ("[fe80::1]", host("fe80::1", 631)),
            ("::1", host("::1", 631)),
            ("", None),
            ("host:port", None),
            ("[::1", None),
        ] {
            assert_eq!(Endpoint::parse(given), wanted, "{given}");
        }
    }

    #[test]
    fn the_server_of_a_client_conf_is_found() {
        assert_eq!(server_name("# ServerName no\nUser x\n servername  a.b:1 \n"), Some("a.b:1".to_owned()));
        assert_eq!(server_name("ServerName\n"), None);
    }
}
