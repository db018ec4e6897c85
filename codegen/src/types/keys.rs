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

/// The same for a member that may be `null`. typify has one `Option` for that and for an absent member, so it sees the
/// member without `null`.
pub(super) fn nullable_key(index: usize) -> String {
    format!("n{index}")
}

/// The index of the member that a key stands for, if it may be `null`.
pub(super) fn field_of_nullable_key(key: &str) -> Option<usize> {
    key.strip_prefix('n')?.parse().ok()
}

/// The index of the member that a key stands for.
pub(super) fn field_of_key(key: &str) -> Option<usize> {
    key.strip_prefix('m')?.parse().ok()
}

/// What typify sees instead of an enumeration's value.
pub(super) fn variant_key(index: usize) -> String {
    format!("V{index}")
}
