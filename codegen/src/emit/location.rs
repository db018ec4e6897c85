//! Absolute locations of schemas in generated code. Those of nested schemas are made of each other, so that long names
//! would be written once for each schema below them: a long location is a constant, joined from that of a schema
//! around it.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Emitter, ident};
use crate::plan::Plan;

/// A location is long if it has more bytes: real ones have half of it.
const LONG: usize = 400;

/// The constants for long locations, by the index of the first function that has them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Locations {
    /// For each function with a long location, the function whose constant it has.
    constants: BTreeMap<usize, usize>,
    /// For each function that has a constant, the one around it whose constant the location begins with.
    around: BTreeMap<usize, usize>,
}

impl Locations {
    /// Those of a plan.
    #[must_use]
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut known: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        let mut locations = Locations::default();
        let long = plan.functions.iter().enumerate().filter(|(_, one)| one.location.len() > LONG);
        for (index, function) in long {
            let key = (function.document, function.location.as_str());
            locations.constants.insert(index, *known.entry(key).or_insert(index));
        }
        for ((document, location), index) in &known {
            let start = location.find('#').unwrap_or(location.len());
            let mut outer = location[start..].rmatch_indices('/').map(|(at, _)| start + at);
            let around = outer.find_map(|at| known.get(&(*document, location.get(..at)?)));
            locations.around.extend(around.map(|around| (*index, *around)));
        }
        locations
    }

    /// The name of the constant for a function's location; `None` if a literal will do.
    #[must_use]
    pub(crate) fn constant(&self, function: usize) -> Option<proc_macro2::Ident> {
        self.constants.get(&function).map(|index| format_ident!("LOCATION_{index}"))
    }
}

impl Emitter<'_> {
    /// The constants of the module.
    pub(crate) fn constants(&self) -> impl Iterator<Item = TokenStream> {
        let Locations { constants, around } = self.locations;
        let own = constants.iter().filter(|(index, owner)| index == owner);
        let own = own.filter(|(index, _)| self.plan.functions[**index].document == self.document);
        own.map(|(index, _)| {
            let name = format_ident!("LOCATION_{index}");
            let location = self.plan.functions[*index].location.as_str();
            let value = match around.get(index) {
                None => quote!(#location),
                Some(outer) => {
                    let rest = location.strip_prefix(self.plan.functions[*outer].location.as_str());
                    let (rest, outer) =
                        (rest.unwrap_or(location), format_ident!("LOCATION_{outer}"));
                    quote!(voltype_runtime::joined!(#outer, #rest))
                }
            };
            quote! {
                #[allow(dead_code, reason = "not every function is called by its location")]
                pub(crate) const #name: &str = #value;
            }
        })
    }

    /// An expression for the location of a function.
    pub(super) fn location(&self, function: usize) -> TokenStream {
        let called = &self.plan.functions[function];
        match self.locations.constant(function) {
            None => {
                let location = &called.location;
                quote!(#location)
            }
            Some(name) if called.document == self.document => quote!(#name),
            Some(name) => {
                let module = ident(&self.naming.aliases[called.document]);
                quote!(#module::#name)
            }
        }
    }
}
