//! Objects with members of their own.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
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
    /// The type, its builder and their implementations. One by one, since there may be many members.
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
        let methods = self.methods(ty, &name, &members, validator);
        let validates = self.validates(&name, validator);
        let assemble = assemble(&members, other.as_ref());
        let count = Literal::usize_unsuffixed(members.len());
        let methods = quote! {
            impl #name {
                #methods

                #assemble
            }
        };
        let traits = quote! {
            impl FromStr for #name {
                type Err = Report;

                /// Reads and validates JSON text: the same as [`from_slice`](Self::from_slice).
                fn from_str(json: &str) -> Result<Self, Report> {
                    Self::from_slice(json.as_bytes())
                }
            }

            #validates

            impl Build for #name {
                fn build(text: &mut Text<'_>) -> Result<Self, Unfit> {
                    let slots = Slots::<#count>::scan(text, &Self::MEMBERS)?;
                    Self::assemble(text, &slots)
                }
            }
        };
        let builder = self.builder(&name, &members, other.as_ref());
        [declaration, methods, traits].into_iter().chain(builder).collect()
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
            let rename = rename(field);
            let assertions = self.field_assertions(*schema);
            if field.optional {
                quote! {
                    #docs #rename #[serde(skip_serializing_if = "Option::is_none")] #assertions
                    pub #name: Option<#ty>,
                }
            } else {
                quote!(#docs #rename #assertions pub #name: #ty,)
            }
        });
        let other = other.map(|other| {
            quote! {
                /// The members that the schema doesn't name.
                #[serde(flatten)]
                pub #other: Map<String, Value>,
            }
        });
        let closed = other.is_none().then(|| quote!(#[schemars(deny_unknown_fields)]));
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
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

    fn methods(
        &self,
        ty: &Type,
        name: &syn::Ident,
        members: &[Member<'_>],
        validator: &Validator,
    ) -> TokenStream {
        let names = members.iter().map(|member| &member.field.member);
        let count = Literal::usize_unsuffixed(members.len());
        let builder = format_ident!("{name}Builder");
        let verdicts = self.verdicts();
        let numbered = members.iter().enumerate().all(|(place, member)| place == member.number);
        let read = if validator.notes_members && numbered {
            quote! {
                let mut slots = Slots::<#count>::new();
                let text = document::validate::<Self>(json, &mut slots)?;
                document::built(Self::assemble(&text, &slots), json)
            }
        } else {
            quote!(document::read(json))
        };
        let schema = self.schema(ty);
        let source = schema.pointer.is_empty().then(|| {
            let path = format!("schemas/{}", copy_of(&schema.source.path));
            quote! {
                /// The text of the schema that this type was generated from.
                #[must_use]
                pub fn schema() -> &'static str {
                    include_str!(#path)
                }
            }
        });
        quote! {
            /// The names of the members that have a field.
            const MEMBERS: [&'static str; #count] = [#(#names),*];

            /// Reads JSON text, validates it and builds the value, in one pass.
            ///
            /// # Errors
            /// Everything that is wrong with the text.
            pub fn from_slice(json: &[u8]) -> Result<Self, Report> {
                #read
            }

            /// The same for a string.
            ///
            /// # Errors
            /// Everything that is wrong with the text.
            #[expect(clippy::should_implement_trait, reason = "it is implemented too, and this needs no import")]
            pub fn from_str(json: &str) -> Result<Self, Report> {
                Self::from_slice(json.as_bytes())
            }

            #verdicts

            /// Validates the value again, after members were changed.
            ///
            /// # Errors
            /// Everything that is wrong with it. Spans are those of its compact JSON text.
            pub fn validate(&self) -> Result<(), Report> {
                document::check_typed(self)
            }

            /// A builder, with no member set.
            #[must_use]
            pub fn builder() -> #builder {
                #builder::default()
            }

            #source
        }
    }

    fn builder(
        &self,
        name: &syn::Ident,
        members: &[Member<'_>],
        other: Option<&syn::Ident>,
    ) -> Vec<TokenStream> {
        let builder = format_ident!("{name}Builder");
        // No link: a struct may have the name of a derive macro, which makes links ambiguous.
        let docs = Doc::new("Collects the members of a ")
            .code(&name.to_string())
            .then("; validated when it is built.")
            .outer();
        let fields = members.iter().map(|Member { field, ty, .. }| {
            let (name, rename) = (&field.name, rename(field));
            quote!(#rename #[serde(skip_serializing_if = "Option::is_none")] #name: Option<#ty>,)
        });
        let flat = other.map(|other| quote!(#[serde(flatten)] #other: Map<String, Value>,));
        let setters = members.iter().map(|Member { field, ty, .. }| {
            let name = &field.name;
            let setter = setter_name(name, members);
            let docs = Doc::new("Sets ").code(&field.member).then(".").outer();
            quote! {
                #docs
                #[must_use]
                pub fn #setter(mut self, value: impl Into<#ty>) -> Self {
                    self.#name = Some(value.into());
                    self
                }
            }
        });
        let set_other = other.map(|other| {
            quote! {
                /// Sets a member that the schema doesn't name.
                #[must_use]
                pub fn #other(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
                    self.#other.insert(name.into(), value.into());
                    self
                }
            }
        });
        let built = members.iter().map(|Member { field, .. }| {
            let name = &field.name;
            if field.optional {
                quote!(#name: self.#name,)
            } else {
                quote!(#name: record::present(self.#name)?,)
            }
        });
        let kept = other.map(|other| quote!(#other: self.#other,));
        let record = self.fills(name, &builder, members, other);
        let declaration = quote! {
            #docs
            #[derive(Clone, Debug, Default, Serialize)]
            pub struct #builder {
                #(#fields)*
                #flat
            }
        };
        let methods = quote! {
            impl #builder {
                #(#setters)*

                #set_other

                /// Validates what has been set and builds the value.
                ///
                /// # Errors
                /// Everything that is wrong with it, missing members included.
                pub fn build(self) -> Result<#name, Report> {
                    document::check_serialized::<#name>(&self)?;
                    Ok(#name { #(#built)* #kept })
                }
            }
        };
        vec![declaration, methods, record]
    }

    /// Filling the builder through serde.
    fn fills(
        &self,
        name: &syn::Ident,
        builder: &syn::Ident,
        members: &[Member<'_>],
        other: Option<&syn::Ident>,
    ) -> TokenStream {
        let named = members.iter().map(|Member { field, .. }| {
            let (name, member) = (&field.name, &field.member);
            quote!(#member => self.#name = Some(map.next_value()?),)
        });
        let indexed = members.iter().enumerate().map(|(index, Member { field, .. })| {
            let name = &field.name;
            let index = Literal::usize_unsuffixed(index);
            quote!(#index => record::next(seq, &mut self.#name),)
        });
        let unnamed = match other {
            Some(other) => quote! {
                _ => {
                    self.#other.insert(name, map.next_value()?);
                }
            },
            None => quote!(_ => return Err(record::unexpected(&name)),),
        };
        let text = name.to_string();
        quote! {
            impl Record for #builder {
                const NAME: &'static str = #text;
                const MEMBERS: &'static [&'static str] = &#name::MEMBERS;

                fn member<'de, A: MapAccess<'de>>(&mut self, name: String, map: &mut A) -> Result<(), A::Error> {
                    match name.as_str() {
                        #(#named)*
                        #unnamed
                    }
                    Ok(())
                }

                fn field<'de, A: SeqAccess<'de>>(&mut self, index: usize, seq: &mut A) -> Result<bool, A::Error> {
                    match index {
                        #(#indexed)*
                        _ => Ok(false),
                    }
                }
            }

            impl<'de> Deserialize<'de> for #name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    record::deserialize::<#builder, D>(deserializer)?.build().map_err(serde::de::Error::custom)
                }
            }
        }
    }
}

/// `#[serde(rename = "…")]`, where the names differ.
fn rename(field: &Field) -> Option<TokenStream> {
    let member = &field.member;
    (field.name != member.as_str()).then(|| quote!(#[serde(rename = #member)]))
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
    while name == "build" || name == "default" || (name != *field && has_field(members, &name)) {
        name = format_ident!("{name}_");
    }
    name
}

fn has_field(members: &[Member<'_>], name: &syn::Ident) -> bool {
    members.iter().any(|member| member.field.name == *name)
}

/// Building the value from the places of its members.
fn assemble(members: &[Member<'_>], other: Option<&syn::Ident>) -> TokenStream {
    let fields = members.iter().enumerate().map(|(place, Member { field, .. })| {
        let name = &field.name;
        let place = Literal::usize_unsuffixed(place);
        if field.optional {
            quote!(#name: slots.optional(text, #place)?,)
        } else {
            quote!(#name: slots.required(text, #place)?,)
        }
    });
    let other = other.map(|other| quote!(#other: slots.other_members(text)?,));
    let count = Literal::usize_unsuffixed(members.len());
    quote! {
        /// Builds the value from the places of its members in a text that has been validated.
        fn assemble(text: &Text<'_>, slots: &Slots<#count>) -> Result<Self, Unfit> {
            Ok(Self { #(#fields)* #other })
        }
    }
}
