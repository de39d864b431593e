//! Runs a target on stable Rust: `stable TARGET SECONDS CORPUS…`. Files of the corpus are changed at random and
//! given to the target; no coverage guides it, so it finds less than cargo-fuzz. The input that is being
//! tried stands in `artifacts/TARGET`, which stays there when the program ends over it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use onrecord_fuzz::TARGETS;

/// The longest input.
const MAX: usize = 1 << 16;
/// An input that takes longer is a fault.
const SLOW: Duration = Duration::from_secs(10);

/// Numbers by a xorshift generator: the same every time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, seconds, corpus @ ..] = arguments.as_slice() else {
        eprintln!("usage: stable TARGET SECONDS CORPUS…");
        std::process::exit(2);
    };
    let Some((_, target)) = TARGETS.iter().find(|(known, _)| known == name) else {
        eprintln!("no target {name}; there are: {}", TARGETS.map(|(name, _)| name).join(" "));
        std::process::exit(2);
    };
    let seconds: u64 = seconds.parse().expect("a number of seconds");
    let mut seeds = vec![Vec::new()];
    corpus.iter().for_each(|path| add(Path::new(path), &mut seeds));
    std::fs::create_dir_all("artifacts").expect("artifacts/ can be made");
    let artifact = Path::new("artifacts").join(name);
    let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ seconds);
    let (start, mut tried, mut slowest) = (Instant::now(), 0_u64, Duration::ZERO);
    while start.elapsed() < Duration::from_secs(seconds) {
        // Each seed as it is first, then changed.
        let input = match seeds.get(tried as usize) {
            Some(seed) => seed.clone(),
            None => changed(&seeds, &mut random),
        };
        std::fs::write(&artifact, &input).expect("artifacts/ can be written");
        let began = Instant::now();
        target(&input);
        let took = began.elapsed();
        assert!(took < SLOW, "{name}: one input took {took:?}; it is in {}", artifact.display());
        slowest = slowest.max(took);
        tried += 1;
    }
    let _ = std::fs::remove_file(&artifact);
    println!("{name}: {tried} inputs in {seconds} s, the slowest {slowest:?}, no fault");
}

fn add(path: &Path, seeds: &mut Vec<Vec<u8>>) {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> =
            std::fs::read_dir(path).expect("a folder").flatten().map(|entry| entry.path()).collect();
        inside.sort();
        inside.iter().for_each(|path| add(path, seeds));
    } else {
        let mut bytes = std::fs::read(path).expect("a file of the corpus");
        bytes.truncate(MAX);
        seeds.push(bytes);
    }
}

/// A seed with a few changes: bits, bytes, numbers, parts moved, repeated, cut or taken from another.
fn changed(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    const PIECES: [&[u8]; 20] = [
        b"\"", "\u{201c}".as_bytes(), "\u{201d}".as_bytes(), "\u{2018}".as_bytes(), b" said ", b"\n\n", b"\r\n", b"\0", b"<p>", b"</p>", b"<!--",
        b"</script>", b"&#x0;", b",", b"{", b"[", b"99999999999", b"\xff", "\u{202e}".as_bytes(), b" Cllr Jane Doe ",
    ];
    let mut input = seeds[random.below(seeds.len())].clone();
    for _ in 0..1 + random.below(6) {
        let at = random.below(input.len() + 1);
        let length = random.below(1 + (input.len() - at).min(200));
        match random.below(8) {
            0 if at < input.len() => input[at] ^= 1 << random.below(8),
            1 if at < input.len() => input[at] = random.next() as u8,
            2 => drop(input.drain(at..at + length)),
            3 => {
                let part = input[at..at + length].to_vec();
                let times = 1 + random.below(20);
                input.splice(at..at, part.repeat(times));
            }
            4 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                let to = from + random.below(1 + (other.len() - from).min(2000));
                input.splice(at..at, other[from..to].iter().copied());
            }
            5 => input.truncate(at),
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                let times = if random.below(20) == 0 { 500 } else { 1 };
                input.splice(at..at, piece.repeat(times));
            }
        }
        input.truncate(MAX);
    }
    input
}
