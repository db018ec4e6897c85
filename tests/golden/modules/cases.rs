// The golden modules. Generated: `BLESS=1 cargo test -p voltype-tests --test it`.

#[path = "additional_typed/src/lib.rs"]
pub mod additional_typed;
#[path = "aliases/src/lib.rs"]
pub mod aliases;
#[path = "all_of/src/lib.rs"]
pub mod all_of;
#[path = "annotations/src/lib.rs"]
pub mod annotations;
#[path = "any_of_kinds/src/lib.rs"]
pub mod any_of_kinds;
#[path = "anything/src/lib.rs"]
pub mod anything;
#[path = "api_description/src/lib.rs"]
pub mod api_description;
#[path = "arrays/src/lib.rs"]
pub mod arrays;
#[path = "care_records/src/lib.rs"]
pub mod care_records;
#[path = "charger_events/src/lib.rs"]
pub mod charger_events;
#[path = "choice_beside_members/src/lib.rs"]
pub mod choice_beside_members;
#[path = "choice_of_base/src/lib.rs"]
pub mod choice_of_base;
#[path = "choices_in_choices/src/lib.rs"]
pub mod choices_in_choices;
#[path = "configured/src/lib.rs"]
pub mod configured;
#[path = "const_values/src/lib.rs"]
pub mod const_values;
#[path = "contains/src/lib.rs"]
pub mod contains;
#[path = "debug_messages/src/lib.rs"]
pub mod debug_messages;
#[path = "dependent/src/lib.rs"]
pub mod dependent;
#[path = "descriptions/src/lib.rs"]
pub mod descriptions;
#[path = "draft4_integers/src/lib.rs"]
pub mod draft4_integers;
#[path = "draft4_kinds/src/lib.rs"]
pub mod draft4_kinds;
#[path = "dynamic_reference/src/lib.rs"]
pub mod dynamic_reference;
#[path = "enum_draft4/src/lib.rs"]
pub mod enum_draft4;
#[path = "enum_mixed/src/lib.rs"]
pub mod enum_mixed;
#[path = "enum_names/src/lib.rs"]
pub mod enum_names;
#[path = "enum_strings/src/lib.rs"]
pub mod enum_strings;
#[path = "enum_values/src/lib.rs"]
pub mod enum_values;
#[path = "exact_numbers/src/lib.rs"]
pub mod exact_numbers;
#[path = "filter_expressions/src/lib.rs"]
pub mod filter_expressions;
#[path = "format_types/src/lib.rs"]
pub mod format_types;
#[path = "formats/src/lib.rs"]
pub mod formats;
#[path = "geometry_features/src/lib.rs"]
pub mod geometry_features;
#[path = "implied_objects/src/lib.rs"]
pub mod implied_objects;
#[path = "inheritance/src/lib.rs"]
pub mod inheritance;
#[path = "integers/src/lib.rs"]
pub mod integers;
#[path = "large_parts/src/lib.rs"]
pub mod large_parts;
#[path = "listed_arrays/src/lib.rs"]
pub mod listed_arrays;
#[path = "map_keyed/src/lib.rs"]
pub mod map_keyed;
#[path = "map_of_records/src/lib.rs"]
pub mod map_of_records;
#[path = "map_typed/src/lib.rs"]
pub mod map_typed;
#[path = "members_together/src/lib.rs"]
pub mod members_together;
#[path = "memoised_names/src/lib.rs"]
pub mod memoised_names;
#[path = "names/src/lib.rs"]
pub mod names;
#[path = "nested_definitions/src/lib.rs"]
pub mod nested_definitions;
#[path = "not_and_if/src/lib.rs"]
pub mod not_and_if;
#[path = "nothing/src/lib.rs"]
pub mod nothing;
#[path = "nullable/src/lib.rs"]
pub mod nullable;
#[path = "nullable_objects/src/lib.rs"]
pub mod nullable_objects;
#[path = "numbers/src/lib.rs"]
pub mod numbers;
#[path = "one_of_overlap/src/lib.rs"]
pub mod one_of_overlap;
#[path = "one_of_tagged/src/lib.rs"]
pub mod one_of_tagged;
#[path = "open_enumeration/src/lib.rs"]
pub mod open_enumeration;
#[path = "package_manifest/src/lib.rs"]
pub mod package_manifest;
#[path = "pattern_documents/src/lib.rs"]
pub mod pattern_documents;
#[path = "pattern_map_only/src/lib.rs"]
pub mod pattern_map_only;
#[path = "pattern_maps/src/lib.rs"]
pub mod pattern_maps;
#[path = "pattern_properties/src/lib.rs"]
pub mod pattern_properties;
#[path = "patterns_of_any_name_tracked/src/lib.rs"]
pub mod patterns_of_any_name_tracked;
#[path = "patterns_of_any_text/src/lib.rs"]
pub mod patterns_of_any_text;
#[path = "prelude_names/src/lib.rs"]
pub mod prelude_names;
#[path = "property_names/src/lib.rs"]
pub mod property_names;
#[path = "recursion/src/lib.rs"]
pub mod recursion;
#[path = "recursion_mutual/src/lib.rs"]
pub mod recursion_mutual;
#[path = "recursive_reference/src/lib.rs"]
pub mod recursive_reference;
#[path = "required_only/src/lib.rs"]
pub mod required_only;
#[path = "required_undeclared/src/lib.rs"]
pub mod required_undeclared;
#[path = "robot_protocol/src/lib.rs"]
pub mod robot_protocol;
#[path = "runtime_names/src/lib.rs"]
pub mod runtime_names;
#[path = "server_settings/src/lib.rs"]
pub mod server_settings;
#[path = "shared_definitions/src/lib.rs"]
pub mod shared_definitions;
#[path = "strings/src/lib.rs"]
pub mod strings;
#[path = "struct_closed/src/lib.rs"]
pub mod struct_closed;
#[path = "struct_empty/src/lib.rs"]
pub mod struct_empty;
#[path = "struct_nested/src/lib.rs"]
pub mod struct_nested;
#[path = "struct_optional/src/lib.rs"]
pub mod struct_optional;
#[path = "struct_required/src/lib.rs"]
pub mod struct_required;
#[path = "syntax_tree/src/lib.rs"]
pub mod syntax_tree;
#[path = "tuple_complex/src/lib.rs"]
pub mod tuple_complex;
#[path = "tuple_draft7/src/lib.rs"]
pub mod tuple_draft7;
#[path = "tuple_recursion/src/lib.rs"]
pub mod tuple_recursion;
#[path = "tuple_types/src/lib.rs"]
pub mod tuple_types;
#[path = "tuples/src/lib.rs"]
pub mod tuples;
#[path = "two_documents/src/lib.rs"]
pub mod two_documents;
#[path = "unevaluated/src/lib.rs"]
pub mod unevaluated;
#[path = "unevaluated_items/src/lib.rs"]
pub mod unevaluated_items;
#[path = "union_closed/src/lib.rs"]
pub mod union_closed;
#[path = "union_members/src/lib.rs"]
pub mod union_members;
#[path = "union_of_anything/src/lib.rs"]
pub mod union_of_anything;
#[path = "union_untagged/src/lib.rs"]
pub mod union_untagged;
#[path = "untyped_properties/src/lib.rs"]
pub mod untyped_properties;

#[rustfmt::skip]
macro_rules! each_case {
    ($run:ident) => {
        $run! {
            additional_typed
            aliases
            all_of
            annotations
            any_of_kinds
            anything
            api_description
            arrays
            care_records
            charger_events
            choice_beside_members
            choice_of_base
            choices_in_choices
            configured
            const_values
            contains
            debug_messages
            dependent
            descriptions
            draft4_integers
            draft4_kinds
            dynamic_reference
            enum_draft4
            enum_mixed
            enum_names
            enum_strings
            enum_values
            exact_numbers
            filter_expressions
            format_types
            formats
            geometry_features
            implied_objects
            inheritance
            integers
            large_parts
            listed_arrays
            map_keyed
            map_of_records
            map_typed
            members_together
            memoised_names
            names
            nested_definitions
            not_and_if
            nothing
            nullable
            nullable_objects
            numbers
            one_of_overlap
            one_of_tagged
            open_enumeration
            package_manifest
            pattern_documents
            pattern_map_only
            pattern_maps
            pattern_properties
            patterns_of_any_name_tracked
            patterns_of_any_text
            prelude_names
            property_names
            recursion
            recursion_mutual
            recursive_reference
            required_only
            required_undeclared
            robot_protocol
            runtime_names
            server_settings
            shared_definitions
            strings
            struct_closed
            struct_empty
            struct_nested
            struct_optional
            struct_required
            syntax_tree
            tuple_complex
            tuple_draft7
            tuple_recursion
            tuple_types
            tuples
            two_documents
            unevaluated
            unevaluated_items
            union_closed
            union_members
            union_of_anything
            union_untagged
            untyped_properties
        }
    };
}
