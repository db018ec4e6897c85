//! Objects with members of their own.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{TypeEmitter, Validator};
use crate::emit::doc::{Doc, has_words};
use crate::emit::ident;
use crate::names::copy_of;
use crate::schema::{Body, Keywords, SchemaId};
use crate::types::{Field, Type};

/// A field, and the schema of its member.
struct Member<'a> {
    field: &'a Field,
    schema: SchemaId,
    ty: syn::Type,
    /// Its number in the validator.
    number: usize,
}

impl TypeEmitter<'_> {
    /// The type, and what it has beside its fields.
    pub(super) fn record(
        &self,
        ty: &Type,
        fields: &[Field],
        validator: &Validator,
    ) -> Vec<TokenStream> {
        let Some(keywords) = self.schemas.keywords(ty.schema) else { return Vec::new() };
        let name = ident(&ty.name);
        let members = self.members(keywords, fields);
        let other = self.keeps_others(keywords).then(|| other_name(&members));
        let declaration = self.declaration(ty, &name, &members, other.as_ref());
        let source = self.source(ty, &name);
        let traits = self.traits(&name, &members, other.as_ref(), validator);
        vec![declaration, quote!(#source #traits)]
    }

    /// The fields in the schema's order, which typify doesn't keep.
    fn members<'a>(&self, keywords: &Keywords, fields: &'a [Field]) -> Vec<Member<'a>> {
        let of_name: BTreeMap<&str, &Field> =
            fields.iter().map(|field| (field.member.as_str(), field)).collect();
        let each = keywords.properties.iter().enumerate();
        each.filter_map(|(number, (name, schema))| {
            let field = of_name.get(name.as_str()).copied()?;
            Some(Member { field, schema: *schema, ty: self.path(&field.ty), number })
        })
        .collect()
    }

    /// Whether there can be members that the schema doesn't name.
    fn keeps_others(&self, keywords: &Keywords) -> bool {
        let closed = keywords
            .additional_properties
            .is_some_and(|id| matches!(self.schemas.get(id).body, Body::Boolean(false)));
        !closed || !keywords.pattern_properties.is_empty()
    }

    fn declaration(
        &self,
        ty: &Type,
        name: &syn::Ident,
        members: &[Member<'_>],
        other: Option<&syn::Ident>,
    ) -> TokenStream {
        let docs = self.docs(ty);
        let title = self.schemas.keywords(ty.schema).and_then(|keywords| keywords.title.as_ref());
        let title = title.map(|title| quote!(#[schemars(title = #title)]));
        let fields = members.iter().map(|member| {
            let Member { field, schema, ty, number: _ } = member;
            let docs = self.member_docs(*schema, &field.member);
            let name = &field.name;
            let member = &field.member;
            let rename = (name != member).then(|| quote!(#[schemars(rename = #member)]));
            let assertions = self.field_assertions(*schema);
            let ty = if field.optional {
                let option = self.prelude("Option");
                quote!(#option<#ty>)
            } else {
                quote!(#ty)
            };
            quote!(#docs #rename #assertions pub #name: #ty,)
        });
        let other = other.map(|other| {
            let string = self.prelude("String");
            quote! {
                /// The members that the schema doesn't name.
                #[schemars(flatten)]
                pub #other: voltype_runtime::Map<#string, voltype_runtime::Value>,
            }
        });
        let closed = other.is_none().then(|| quote!(#[schemars(deny_unknown_fields)]));
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, schemars::JsonSchema)]
            #title
            #closed
            pub struct #name {
                #(#fields)*
                #other
            }
        }
    }

    /// What the schema says of a member: there, or else where its reference leads.
    fn member_docs(&self, id: SchemaId, name: &str) -> TokenStream {
        let mut next = Some(id);
        // References may run in circles that only other phases look for.
        for _ in 0..8 {
            let Some(keywords) = next.and_then(|id| self.schemas.keywords(id)) else { break };
            let texts = [keywords.description.as_deref(), keywords.title.as_deref()];
            if let Some(text) = texts.into_iter().flatten().find(|text| has_words(text)) {
                return Doc::default().text(text).outer();
            }
            next = keywords.reference;
        }
        Doc::new("The member ").code(name).then(".").outer()
    }

    /// The assertions of a member whose schema has no type of its own.
    fn field_assertions(&self, id: SchemaId) -> Option<TokenStream> {
        let own = self.indexes.contains_key(&id);
        let refers = self.schemas.keywords(id).is_some_and(|keywords| keywords.reference.is_some());
        if own || refers { None } else { self.assertions(id) }
    }

    /// The text of the document, for the type of its root.
    fn source(&self, ty: &Type, name: &syn::Ident) -> Option<TokenStream> {
        let schema = self.schema(ty);
        let path = format!("schemas/{}", copy_of(&schema.source.path));
        schema.pointer.is_empty().then(|| {
            quote! {
                impl #name {
                    /// The text of the schema that this type was generated from.
                    #[must_use]
                    pub fn schema() -> &'static str {
                        include_str!(#path)
                    }
                }
            }
        })
    }

    /// The methods and traits, which the runtime's macro writes.
    fn traits(
        &self,
        name: &syn::Ident,
        members: &[Member<'_>],
        other: Option<&syn::Ident>,
        validator: &Validator,
    ) -> TokenStream {
        let builder = format_ident!("{name}Builder");
        let numbered = members.iter().enumerate().all(|(place, member)| place == member.number);
        let noted = validator.notes_members && numbered;
        let validator = self.validator(validator, noted);
        let fields = members.iter().map(|Member { field, ty, .. }| {
            let (name, member) = (&field.name, &field.member);
            let presence = if field.optional { quote!(optional) } else { quote!(required) };
            let setter = setter_name(name, members);
            let setter = (setter != *name).then(|| quote!(as #setter));
            quote!(#presence #name #setter: #ty = #member;)
        });
        let other = other.map(|other| quote!(..#other;));
        quote! {
            voltype_runtime::record! {
                #name, #builder: #validator;
                #(#fields)*
                #other
            }
        }
    }
}

/// The name of the field for all other members: one that no member has.
fn other_name(members: &[Member<'_>]) -> syn::Ident {
    let taken = |name: &str| members.iter().any(|member| member.field.name == name);
    let names = ["other", "other_members", "members_without_field"].map(str::to_owned);
    let numbered = (2..).map(|number| format!("other_members_{number}"));
    let free = names.into_iter().chain(numbered).find(|name| !taken(name));
    ident(&free.unwrap_or_default())
}

/// The name of the method that sets a field: the field's, unless a builder has other methods of this name.
fn setter_name(field: &syn::Ident, members: &[Member<'_>]) -> syn::Ident {
    let mut name = field.clone();
    let is_taken = |name: &syn::Ident| ["build", "default", "finish"].iter().any(|own| name == own);
    while is_taken(&name) || (name != *field && has_field(members, &name)) {
        name = format_ident!("{name}_");
    }
    name
}

fn has_field(members: &[Member<'_>], name: &syn::Ident) -> bool {
    members.iter().any(|member| member.field.name == *name)
}
