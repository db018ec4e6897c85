//! Types of fields and variants.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

use super::shape::{CALL_WIDTH, MAX_WIDTH, TAB, width};
use super::words::words;

/// A type, in several lines if it doesn't fit behind `offset` columns, with a comma after it.
pub(super) fn ty(ty: &Type, indent: usize, offset: usize) -> String {
    let text = words(ty.to_token_stream());
    if indent + offset + width(&text) < MAX_WIDTH && !has_wide_tuple(ty) {
        return text;
    }
    let inside = |inner: &Type| self::ty(inner, indent + TAB, 0);
    match ty {
        Type::Tuple(tuple) => {
            let each = tuple.elems.iter().map(inside);
            format!("({})", lines(each, indent))
        }
        Type::Array(array) => {
            let length = words(array.len.to_token_stream());
            format!("[{}; {length}]", self::ty(&array.elem, indent, offset + 1))
        }
        Type::Path(_) => match arguments(ty).as_deref() {
            Some([]) | None => text,
            Some(arguments) => {
                let (before, _) = text.split_once('<').unwrap_or((&text, ""));
                // A tuple begins in the line of what holds it.
                if let [GenericArgument::Type(only @ Type::Tuple(_))] = arguments {
                    return format!("{before}<{}>", self::ty(only, indent, MAX_WIDTH));
                }
                let each = arguments.iter().map(|one| match one {
                    GenericArgument::Type(inner) => inside(inner),
                    other => words(other.to_token_stream()),
                });
                format!("{before}<{}>", lines(each, indent))
            }
        },
        _ => text,
    }
}

/// Each in its line, with a comma.
pub(super) fn lines(each: impl Iterator<Item = String>, indent: usize) -> String {
    let line = |indent: usize| format!("\n{}", " ".repeat(indent));
    let each: String = each.map(|one| format!("{}{one},", line(indent + TAB))).collect();
    each + &line(indent)
}

/// Whether there is a tuple in the type whose items are never in one line.
pub(super) fn has_wide_tuple(ty: &Type) -> bool {
    match ty {
        Type::Tuple(tuple) => {
            let items: Vec<String> =
                tuple.elems.iter().map(|item| words(item.to_token_stream())).collect();
            width(&items.join(", ")) > CALL_WIDTH || tuple.elems.iter().any(has_wide_tuple)
        }
        Type::Array(array) => has_wide_tuple(&array.elem),
        Type::Path(_) => arguments(ty).into_iter().flatten().any(|argument| match argument {
            GenericArgument::Type(inner) => has_wide_tuple(&inner),
            _ => false,
        }),
        _ => false,
    }
}

/// The arguments of a generic type.
fn arguments(ty: &Type) -> Option<Vec<GenericArgument>> {
    let Type::Path(path) = ty else { return None };
    match &path.path.segments.last()?.arguments {
        PathArguments::AngleBracketed(arguments) => Some(arguments.args.iter().cloned().collect()),
        PathArguments::None | PathArguments::Parenthesized(_) => None,
    }
}
