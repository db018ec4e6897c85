//! Processes with a time limit.

use std::io::{self, Read};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a process may take, on a busy machine.
const LIMIT: Duration = Duration::from_secs(300);

/// How often it is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// Runs a process. Returns its standard output, or why there is none: the first line that it says, or that it takes too
/// long.
pub(super) fn output(command: &mut Command) -> io::Result<Result<String, String>> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (said, complaints) = (reader(child.stdout.take()), reader(child.stderr.take()));
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if started.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            break None;
        }
        thread::sleep(PAUSE);
    };
    let (said, complaints) =
        (said.join().unwrap_or_default(), complaints.join().unwrap_or_default());
    Ok(match status {
        Some(status) if status.success() => Ok(said),
        Some(status) => Err(reason(&complaints).unwrap_or_else(|| status.to_string())),
        None => Err(format!("it takes more than {} s", LIMIT.as_secs())),
    })
}

/// What a process says when it fails: for a panic, the line behind its place.
fn reason(complaints: &str) -> Option<String> {
    let mut lines = complaints.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next()?;
    let is_place = first.contains("panicked at");
    let shown = if is_place {
        format!("panic: {}", lines.next().unwrap_or_default())
    } else {
        first.to_owned()
    };
    Some(shown.chars().take(200).collect())
}

/// Reads all that comes, so that the process never waits.
fn reader(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What was read before an error is all there is.
            let _ = stream.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn the_reason_is_the_message_of_a_panic_or_the_first_line() {
        let panic =
            "\nthread 'main' (1) panicked at a.rs:1:2:\nnot yet implemented\nnote: run with\n";
        assert_eq!(reason(panic).as_deref(), Some("panic: not yet implemented"));
        assert_eq!(reason("invalid schema\nmore").as_deref(), Some("invalid schema"));
        assert_eq!(reason("\n"), None);
    }
}
