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
/// How long a service that has fallen silent is asked about a job that it may have.
pub(super) const LOOKING: Duration = Duration::from_millis(600);
/// After so long without a sign of the service, the user is told.
pub(super) const TOLD: Duration = Duration::from_secs(6);

// Nobody waits longer than promised: an exchange may time out, and one more that looks for the job.
const _: () = assert!(PATIENCE.as_millis() + LOOKING.as_millis() < TOLD.as_millis());
const _: () = assert!(CONNECTING.as_millis() < PATIENCE.as_millis());
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

/// Posts a message, and the document behind it, and returns the answer's body. Whatever happens, it
/// comes back at the given time.
pub(super) fn post(
    endpoint: &Endpoint,
    path: &str,
    message: &[u8],
    document: &[u8],
    until: Instant,
) -> Result<Vec<u8>, Fault> {
    let mut wire = Timed { wire: connect(endpoint, until)?, until };
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

/// Connects, on a thread of its own: looking up a name knows no deadline, nor does the socket of a
/// service that hangs, once its queue is full.
fn connect(endpoint: &Endpoint, until: Instant) -> Result<Box<dyn Wire>, Fault> {
    let left = until.saturating_duration_since(Instant::now()).min(CONNECTING);
    if left.is_zero() {
        return Err(Fault::TimedOut);
    }
    let (sender, receiver) = std::sync::mpsc::channel();
    let place = endpoint.clone();
    let spawned = std::thread::Builder::new().name("print-connect".to_owned()).spawn(move || {
        // Nobody may be waiting any more.
        drop(sender.send(reach(&place)));
    });
    drop(spawned);
    receiver.recv_timeout(left).unwrap_or(Err(Fault::TimedOut))
}

fn reach(endpoint: &Endpoint) -> Result<Box<dyn Wire>, Fault> {
    match endpoint {
        #[cfg(unix)]
        Endpoint::Socket(path) => match std::os::unix::net::UnixStream::connect(path) {
            Ok(stream) => Ok(Box::new(stream)),
            Err(_) => Err(Fault::NotThere),
        },
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
    use std::io::{Read, Write};
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};

    use super::{Fault, Timed, Wire, body, line};

    /// A wire that is always ready and keeps what patience it was given.
    struct Ready(Arc<Mutex<Vec<Duration>>>);

    impl Read for Ready {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            buffer.fill(b'x');
            Ok(buffer.len())
        }
    }

    impl Write for Ready {
        fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
            Ok(buffer.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Wire for Ready {
        fn patience(&self, left: Duration) -> std::io::Result<()> {
            self.0.lock().unwrap().push(left);
            Ok(())
        }
    }

    #[test]
    fn every_step_gets_what_is_left_and_none_begins_after_the_end() {
        let given = Arc::new(Mutex::new(Vec::new()));
        let whole = Duration::from_hours(1);
        let mut wire = Timed { wire: Box::new(Ready(Arc::clone(&given))), until: Instant::now() + whole };
        wire.write_all(b"question").unwrap();
        wire.read_exact(&mut [0; 8]).unwrap();
        let steps = given.lock().unwrap().clone();
        assert_eq!(steps.len(), 2);
        assert!(steps.iter().all(|left| *left <= whole) && steps[1] <= steps[0], "{steps:?}");
        // Past the end even a wire that is ready is not touched.
        wire.until = Instant::now().checked_sub(Duration::from_secs(1)).unwrap();
        assert_eq!(wire.read(&mut [0; 8]).unwrap_err().kind(), std::io::ErrorKind::TimedOut);
        assert_eq!(wire.write(b"more").unwrap_err().kind(), std::io::ErrorKind::TimedOut);
        assert_eq!(given.lock().unwrap().len(), 2);
    }

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
