//! Pictures by Graphviz, where it is installed.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::base::{Error, Result};

/// How long Graphviz may take.
const LIMIT: Duration = Duration::from_secs(30);

/// Draws the DOT file `from` as the SVG file `to`; `false`, and no file, where Graphviz's `dot` is not
/// installed, fails or takes too long.
pub fn draw(from: &Path, to: &Path) -> Result<bool> {
    let mut command = Command::new("dot");
    command.arg("-Tsvg").arg("-o").arg(to).arg(from);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) => {
            return Ok(false);
        }
        Err(source) => return Err(Error::io("dot", source)),
    };
    let started = Instant::now();
    let io = |source| Error::io("dot", source);
    let mut wait = Duration::from_millis(2);
    let drawn = loop {
        if let Some(status) = child.try_wait().map_err(io)? {
            break status.success();
        }
        if started.elapsed() > LIMIT {
            child.kill().map_err(io)?;
            child.wait().map_err(io)?;
            break false;
        }
        std::thread::sleep(wait);
        wait = (wait * 2).min(Duration::from_millis(50));
    };
    if !drawn {
        let _ = std::fs::remove_file(to);
    }
    Ok(drawn)
}
