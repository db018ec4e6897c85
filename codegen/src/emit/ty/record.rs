//! Objects with members of their own.

use proc_macro2::TokenStream;
use quote::quote;

use super::TypeEmitter;
use crate::emit::doc::outer;
use crate::emit::ident;
use crate::model::{Built, Field, MemberMap, Record, Takes, Type, TypeRef};

impl TypeEmitter<'_> {
    /// The type, and what it has beside its fields.
    pub(super) fn record(&self, ty: &Type, record: &Record) -> Vec<TokenStream> {
        let declaration = self.declaration(ty, record);
        let functions = self.functions(ty, record);
        let traits = self.traits(ty, record);
        vec![declaration, quote!(#functions #traits)]
    }

    fn declaration(&self, ty: &Type, record: &Record) -> TokenStream {
        let name = ident(&ty.name);
        let head = self.head(ty);
        let fields = record.fields.iter().map(|field| {
            let Field { name, setter: _, member: _, docs, ty, required, constant: _ } = field;
            let (name, docs) = (ident(name), outer(docs));
            let ty = self.reference(ty);
            let ty = if *required {
                ty
            } else {
                let option = self.prelude("Option");
                quote!(#option<#ty>)
            };
            quote!(#docs pub #name: #ty,)
        });
        let maps = record.maps.iter().map(|map| {
            let MemberMap { name, docs, takes: _, values } = map;
            let (name, docs) = (ident(name), outer(docs));
            let members = match values {
                TypeRef::Any => self.reference(&TypeRef::Members),
                values => self.reference(&TypeRef::Map(Box::new(values.clone()))),
            };
            quote!(#docs pub #name: #members,)
        });
        quote! {
            #head
            pub struct #name {
                #(#fields)*
                #(#maps)*
            }
        }
    }

    /// The text of the document, for the type of its root, and the defaults of members.
    fn functions(&self, ty: &Type, record: &Record) -> Option<TokenStream> {
        let (name, source) = (ident(&ty.name), self.source(ty));
        let defaults = record.defaults.iter().map(|default| self.default(default));
        let functions: Vec<TokenStream> = source.into_iter().chain(defaults).collect();
        (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }))
    }

    /// The methods and traits, which the runtime's macro writes.
    fn traits(&self, ty: &Type, record: &Record) -> TokenStream {
        let (name, builder) = (ident(&ty.name), ident(&record.builder));
        let hidden = (record.built == Built::WhenRead).then(|| quote!(hidden));
        let validator = self.validator(&ty.validator);
        let fields = record.fields.iter().map(|field| {
            let Field { name, setter, member, docs, ty, required, constant } = field;
            let presence = if *required { quote!(required) } else { quote!(optional) };
            let deprecated = docs.is_deprecated().then(|| quote!(#[deprecated]));
            let renamed = (setter != name).then(|| ident(setter));
            let renamed = renamed.map(|setter| quote!(as #setter));
            let (name, ty) = (ident(name), self.reference(ty));
            let constant = constant.as_ref().map(|variant| {
                let variant = ident(variant);
                quote!(, always #ty::#variant)
            });
            quote!(#deprecated #presence #name #renamed: #ty = #member #constant;)
        });
        let maps = record.maps.iter().map(|map| {
            let MemberMap { name, docs: _, takes, values } = map;
            let name = ident(name);
            let values = match values {
                TypeRef::Any => None,
                values => Some(self.reference(values)),
            };
            let values = values.map(|values| quote!(: #values));
            let test = match takes {
                Takes::Matching(pattern) => self.test(*pattern),
                Takes::Rest => None,
            };
            let test = test.map(|test| quote!(= #test));
            quote!(..#name #values #test;)
        });
        quote! {
            voltype_runtime::record! {
                #name, #builder #hidden: #validator;
                #(#fields)*
                #(#maps)*
            }
        }
    }

    /// The function that tests names by a pattern.
    fn test(&self, pattern: usize) -> Option<TokenStream> {
        let pattern = &self.plan.patterns[pattern];
        let test = ident(pattern.test.as_ref()?);
        Some(if pattern.document == self.document {
            quote!(validate::#test)
        } else {
            let module = ident(&self.naming.modules[pattern.document]);
            quote!(#module::validate::#test)
        })
    }
}
