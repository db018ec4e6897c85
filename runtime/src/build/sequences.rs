//! How tuples and arrays of a certain length are built.

use super::{Build, Unfit};
use crate::{Input, Seek, Stop};

impl<T: Build, const N: usize> Build for [T; N] {
    fn build<'a, I: Seek<'a>>(input: &mut I) -> Result<Self, Unfit> {
        // In a vector first: an array cannot be filled one by one without `unsafe`.
        Vec::build(input)?.try_into().map_err(|_| Stop::Failed.into())
    }
}

/// Builds the item that comes next.
fn next<'a, T: Build, I: Seek<'a>>(
    input: &mut I,
    array: &mut <I as Input<'a>>::Array,
) -> Result<T, Unfit> {
    if !input.item(array)? {
        return Err(Stop::Failed.into());
    }
    input.kind()?;
    T::build(input)
}

macro_rules! build_tuple {
    ($($item:ident)*) => {
        impl<$($item: Build),*> Build for ($($item,)*) {
            fn build<'a, __I: Seek<'a>>(input: &mut __I) -> Result<Self, Unfit> {
                let mut array = input.array()?;
                let tuple = ($(next::<$item, __I>(input, &mut array)?,)*);
                if input.item(&mut array)? { Err(Stop::Failed.into()) } else { Ok(tuple) }
            }
        }
    };
}

build_tuple!(A);
build_tuple!(A B);
build_tuple!(A B C);
build_tuple!(A B C D);
build_tuple!(A B C D E);
build_tuple!(A B C D E F);
build_tuple!(A B C D E F G);
build_tuple!(A B C D E F G H);
build_tuple!(A B C D E F G H J);
build_tuple!(A B C D E F G H J K);
build_tuple!(A B C D E F G H J K L);
build_tuple!(A B C D E F G H J K L M);
