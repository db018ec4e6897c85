//! Valid instances of generated types, for tests of properties and for fuzzers.
//!
//! [`Samples`] makes them, from the definition of the type: a value for each keyword, which the validator of the type then
//! accepts or not. With the feature `proptest`, generated types implement `proptest::arbitrary::Arbitrary`, so
//! `any::<Session>()` is a strategy, whose values shrink and stay valid; `Samples<T>` itself is one, too. With the feature
//! `arbitrary`, they implement `arbitrary::Arbitrary`.
//!
//! The number of attempts is limited, and so is the work for each. A schema may be so narrow, or so contradictory, that no
//! instance is found; that is the error [`Unsampled`], a rejection, or `arbitrary::Error::IncorrectFormat`.

mod array;
#[cfg(feature = "arbitrary")]
mod bytes;
mod dice;
mod format;
mod holds;
mod kinds;
mod maker;
mod matching;
mod number;
mod object;
mod pattern;
mod schemas;
#[cfg(feature = "proptest")]
mod shrink;
#[cfg(feature = "proptest")]
mod strategy;
mod string;
mod value;
mod wish;

/// What the implementations of `arbitrary::Arbitrary` name.
#[cfg(feature = "arbitrary")]
#[doc(hidden)]
pub mod fuzzed {
    pub use arbitrary::{Arbitrary, Result, Unstructured};
}

/// What the implementations of `proptest::arbitrary::Arbitrary` name.
#[cfg(feature = "proptest")]
#[doc(hidden)]
pub mod tested {
    pub use proptest::arbitrary::Arbitrary;
}

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use schemars::JsonSchema;
use serde_json::Value;

use crate::{Build, Validate, document, stack};

#[cfg(feature = "proptest")]
pub use strategy::Shrinking;

use dice::Dice;
use maker::Maker;
use schemas::Schemas;

/// The number of values from which only required parts are made, for each attempt. Later attempts are smaller: the part
/// that fails is often an optional one.
const ATTEMPTS: [usize; 32] = [
    400, 400, 60, 60, 20, 20, 0, 0, 400, 60, 20, 0, 0, 0, 0, 0, 400, 60, 20, 0, 0, 0, 0, 0, 400,
    60, 20, 0, 0, 0, 0, 0,
];
/// The stack that an attempt may take, without optimisation.
const STACK: usize = 4 * 1024 * 1024;

/// Makes valid instances of a type. A clone shares the prepared schema.
pub struct Samples<T> {
    schemas: Arc<Schemas>,
    made: PhantomData<fn() -> T>,
}

/// No valid instance of a type was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsampled {
    /// The name of the type's definition.
    pub definition: String,
    /// How many attempts were made.
    pub attempts: usize,
}

/// An instance, as JSON and as a value of its type.
#[derive(Clone, Debug)]
struct Sample<T> {
    #[cfg(feature = "proptest")]
    json: Value,
    value: T,
}

impl<T: Validate + Build + JsonSchema> Samples<T> {
    /// Prepares the schema of the type.
    #[must_use]
    pub fn new() -> Self {
        Samples { schemas: Arc::new(Schemas::of::<T>()), made: PhantomData }
    }

    /// The instance of this seed: the same one on every machine.
    ///
    /// # Errors
    /// No instance was found.
    pub fn sample(&self, seed: u64) -> Result<T, Unsampled> {
        Ok(self.make(Dice::of_seed(seed))?.value)
    }

    /// The instance that the bytes decide on: the same bytes make the same one. It need not take all of them.
    ///
    /// # Errors
    /// No instance was found.
    #[cfg(feature = "arbitrary")]
    pub fn sample_bytes(&self, bytes: &[u8]) -> Result<T, Unsampled> {
        Ok(self.make(Dice::of_bytes(bytes))?.value)
    }

    fn make(&self, dice: Dice<'_>) -> Result<Sample<T>, Unsampled> {
        let mut attempts = 0;
        let made = stack::enough(STACK, || {
            let mut maker = Maker::new(&self.schemas, dice);
            ATTEMPTS.into_iter().find_map(|budget| {
                if maker.is_spent() {
                    return None;
                }
                attempts += 1;
                Sample::of(maker.make(budget)?)
            })
        });
        made.ok_or_else(|| Unsampled { definition: T::schema_name().into_owned(), attempts })
    }
}

impl<T: Validate + Build> Sample<T> {
    /// `None` if the value is invalid, or one that the type cannot hold.
    fn of(json: Value) -> Option<Self> {
        if !document::is_valid_value::<T>(&json) {
            return None;
        }
        let text = serde_json::to_vec(&json).ok()?;
        let value = stack::enough(stack::to_build::<T>(), || document::read::<T>(&text)).ok()?;
        Some(Sample {
            #[cfg(feature = "proptest")]
            json,
            value,
        })
    }
}

impl<T: Validate + Build + JsonSchema> Default for Samples<T> {
    fn default() -> Self {
        Samples::new()
    }
}

impl<T> Clone for Samples<T> {
    fn clone(&self) -> Self {
        Samples { schemas: Arc::clone(&self.schemas), made: PhantomData }
    }
}

impl<T> fmt::Debug for Samples<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Samples").finish_non_exhaustive()
    }
}

impl fmt::Display for Unsampled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unsampled { definition, attempts } = self;
        write!(f, "no valid instance of {definition} was found in {attempts} attempts")
    }
}

impl std::error::Error for Unsampled {}
