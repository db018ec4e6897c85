//! What the benchmarks share: comparable timing.

use std::time::{Duration, Instant};

/// Something to be timed: it reads all the data once and returns how many records it accepted.
pub struct Contender<'a> {
    /// Its name in the table.
    pub name: &'static str,
    /// One run.
    pub run: Box<dyn FnMut() -> usize + 'a>,
}

impl std::fmt::Debug for Contender<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contender").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What was measured of one contender.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Its name.
    pub name: &'static str,
    /// How many records it accepted.
    pub accepted: usize,
    /// The time of each run.
    pub times: Vec<Duration>,
}

/// Runs all contenders in turn, in many rounds, so a slow phase of the computer affects all of them.
#[must_use]
pub fn interleave(contenders: &mut [Contender<'_>], rounds: usize) -> Vec<Figures> {
    let mut figures: Vec<Figures> = contenders
        .iter()
        .map(|contender| Figures { name: contender.name, accepted: 0, times: Vec::new() })
        .collect();
    for round in 0..=rounds {
        for (contender, figures) in contenders.iter_mut().zip(&mut figures) {
            let started = Instant::now();
            figures.accepted = (contender.run)();
            // The first round warms up.
            if round > 0 {
                figures.times.push(started.elapsed());
            }
        }
    }
    figures
}

/// The median of the ratios of two contenders' times, round by round.
#[must_use]
pub fn ratio(one: &Figures, other: &Figures) -> f64 {
    let pairs = one.times.iter().zip(&other.times);
    median(pairs.map(|(one, other)| one.as_secs_f64() / other.as_secs_f64()).collect())
}

/// The middle one of some values; the lower of the two for an even number of them.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}
