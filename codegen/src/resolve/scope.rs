//! What a schema takes over from the schemas around it.

use crate::arena::NodeId;
use crate::dialect::Dialect;
use crate::uri::ResourceUri;
use crate::vocabulary::Vocabularies;

/// What a schema takes over from the schemas around it.
#[derive(Clone)]
pub(super) struct Scope {
    pub(super) base: ResourceUri,
    pub(super) dialect: Dialect,
    pub(super) vocabularies: Vocabularies,
    /// The root of the resource.
    pub(super) resource: NodeId,
}
