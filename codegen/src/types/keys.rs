//! What typify sees instead of names: it makes names of letters and digits, and panics where two come out equal. These
//! come out as they are.

use crate::schema::SchemaId;

/// The name of a type on its way through typify: one that no other type has, and that typify leaves alone.
pub(super) fn key(id: SchemaId) -> String {
    format!("Type{}", id.0)
}

/// The schema whose type has this name on its way through typify.
pub(super) fn of_key(key: &str) -> Option<SchemaId> {
    key.strip_prefix("Type")?.parse().ok().map(SchemaId)
}

/// What typify sees instead of a member's name.
pub(super) fn field_key(index: usize) -> String {
    format!("m{index}")
}

/// The index of the member that a key stands for.
pub(super) fn field_of_key(key: &str) -> Option<usize> {
    key.strip_prefix('m')?.parse().ok()
}

/// What typify sees instead of an enumeration's value.
pub(super) fn variant_key(index: usize) -> String {
    format!("V{index}")
}
