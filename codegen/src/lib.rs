//! The JSON Schema compiler of Voltype.
