//! One request and its answer: HTTP/1.1 over a socket of the file system or TCP, in which the whole
//! exchange has a deadline. The client of the crate `ipp` knows no sockets of the file system.

use std::io::{self, BufRead, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use super::endpoint::Endpoint;

/// How long an exchange may take in which nothing large is sent.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// How long connecting may take, which on one machine is at once.
const CONNECTING: Duration = Duration::from_secs(2);
/// The longest answer that is taken.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("nothing listens there")]
    NotThere,
    #[error("no answer in time")]
    TimedOut,
    #[error("refused with status {0}")]
    Status(u16),
    #[error("{0}")]
    Nonsense(String),
}

/// A connection for one exchange.
trait Wire: Read + Write + Send {
    fn patience(&self, left: Duration) -> io::Result<()>;
}

impl Wire for TcpStream {
    fn patience(&self, left: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(left))?;
        self.set_write_timeout(Some(left))
    }
}

#[cfg(unix)]
impl Wire for std::os::unix::net::UnixStream {
    fn patience(&self, left: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(left))?;
        self.set_write_timeout(Some(left))
    }
}

/// A wire on which every step keeps to the deadline.
struct Timed {
    wire: Box<dyn Wire>,
    until: Instant,
}

impl Timed {
    fn hurry(&self) -> io::Result<()> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.wire.patience(left)
    }
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.hurry()?;
        self.wire.read(buffer)
    }
}

impl Write for Timed {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.hurry()?;
        self.wire.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.wire.flush()
    }
}

/// Posts a message, and the document behind it, and returns the answer's body.
pub(super) fn post(
    endpoint: &Endpoint,
    path: &str,
    message: &[u8],
    document: &[u8],
    patience: Duration,
) -> Result<Vec<u8>, Fault> {
    let until = Instant::now() + patience;
    let mut wire = Timed { wire: connect(endpoint)?, until };
    let host = match endpoint {
        Endpoint::Socket(_) => "localhost".to_owned(),
        Endpoint::Host(host, port) if host.contains(':') => format!("[{host}]:{port}"),
        Endpoint::Host(host, port) => format!("{host}:{port}"),
    };
    let length = message.len() + document.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/ipp\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    let sent = [head.as_bytes(), message, document].iter().try_for_each(|bytes| wire.write_all(bytes));
    // A service that refuses may close before it has read everything, and has said why by then.
    let answer = read_answer(&mut wire);
    match (sent, answer) {
        (Ok(()), answer) => answer,
        (Err(_), Ok(answer)) => Ok(answer),
        (Err(_), Err(fault @ Fault::Status(_))) => Err(fault),
        (Err(error), Err(_)) => Err(fault(&error)),
    }
}

fn connect(endpoint: &Endpoint) -> Result<Box<dyn Wire>, Fault> {
    match endpoint {
        #[cfg(unix)]
        Endpoint::Socket(path) => {
            // Connecting waits as long as the queue of a hung service is full, and knows no deadline.
            let (sender, receiver) = std::sync::mpsc::channel();
            let path = path.clone();
            let spawned = std::thread::Builder::new().name("print-connect".to_owned()).spawn(move || {
                drop(sender.send(std::os::unix::net::UnixStream::connect(path)));
            });
            drop(spawned);
            match receiver.recv_timeout(CONNECTING) {
                Ok(Ok(stream)) => Ok(Box::new(stream)),
                Ok(Err(_)) => Err(Fault::NotThere),
                Err(_late) => Err(Fault::TimedOut),
            }
        }
        #[cfg(not(unix))]
        Endpoint::Socket(_) => Err(Fault::NotThere),
        Endpoint::Host(host, port) => {
            let Ok(addresses) = (host.as_str(), *port).to_socket_addrs() else { return Err(Fault::NotThere) };
            let mut late = false;
            for address in addresses {
                match TcpStream::connect_timeout(&address, CONNECTING) {
                    Ok(stream) => return Ok(Box::new(stream)),
                    Err(error) => late |= error.kind() == io::ErrorKind::TimedOut,
                }
            }
            Err(if late { Fault::TimedOut } else { Fault::NotThere })
        }
    }
}

fn fault(error: &io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Fault::TimedOut,
        _ => Fault::Nonsense(error.to_string()),
    }
}

/// Reads the answer: status line, headers, and a body by its length, in chunks or up to the end.
fn read_answer(wire: &mut Timed) -> Result<Vec<u8>, Fault> {
    let mut reader = io::BufReader::new(wire.take(MOST_BYTES));
    loop {
        let status_line = line(&mut reader)?;
        let status: u16 = status_line
            .strip_prefix("HTTP/1.")
            .and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok())
            .ok_or_else(|| Fault::Nonsense(status_line.clone()))?;
        let mut length = None;
        let mut chunked = false;
        loop {
            let header = line(&mut reader)?;
            if header.is_empty() {
                break;
            }
            let Some((name, value)) = header.split_once(':') else { continue };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse::<u64>().ok(),
                "transfer-encoding" => chunked = value.to_ascii_lowercase().contains("chunked"),
                _ => {}
            }
        }
        match status {
            // "Go on": the answer is still to come.
            100..200 => {}
            200 => return body(&mut reader, length, chunked),
            other => return Err(Fault::Status(other)),
        }
    }
}

fn body(reader: &mut impl io::BufRead, length: Option<u64>, chunked: bool) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    if chunked {
        loop {
            let head = line(reader)?;
            let digits = head.split(';').next().unwrap_or_default().trim();
            let size = u64::from_str_radix(digits, 16).map_err(|_no_size| Fault::Nonsense(head.clone()))?;
            let read = reader.take(size).read_to_end(&mut body).map_err(|error| fault(&error))?;
            if (read as u64) < size {
                return Err(Fault::Nonsense("the answer ends early".to_owned()));
            }
            line(reader)?;
            if size == 0 {
                return Ok(body);
            }
        }
    }
    let wanted = length.unwrap_or(MOST_BYTES);
    let read = reader.take(wanted).read_to_end(&mut body).map_err(|error| fault(&error))?;
    if length.is_some_and(|length| (read as u64) < length) {
        return Err(Fault::Nonsense("the answer ends early".to_owned()));
    }
    Ok(body)
}

/// Reads a line without its end.
fn line(reader: &mut impl io::BufRead) -> Result<String, Fault> {
    const LONGEST: u64 = 8 * 1024;
    let mut line = Vec::new();
    reader.take(LONGEST).read_until(b'\n', &mut line).map_err(|error| fault(&error))?;
    if line.is_empty() {
        return Err(Fault::Nonsense("the connection was closed".to_owned()));
    }
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Fault, body, line};

    #[test]
    fn bodies_are_read_in_every_form() {
        let read = |text: &str, length, chunked| body(&mut text.as_bytes(), length, chunked).ok();
        assert_eq!(read("abcdef", Some(3), false), Some(b"abc".to_vec()));
        assert_eq!(read("abcdef", None, false), Some(b"abcdef".to_vec()));
        assert_eq!(read("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", None, true), Some(b"abcde".to_vec()));
        for (text, length, chunked) in
            [("ab", Some(3), false), ("3\r\nab", None, true), ("zz\r\n", None, true), ("", None, true)]
        {
            assert_eq!(read(text, length, chunked), None, "{text:?}");
        }
    }

    #[test]
    fn a_line_that_does_not_end_is_cut() {
        let long = "x".repeat(100_000);
        assert!(line(&mut long.as_bytes()).unwrap().len() <= 8 * 1024);
        assert!(matches!(line(&mut &b""[..]), Err(Fault::Nonsense(_))));
    }
}
