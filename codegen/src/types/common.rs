//! Members that all variants of a union have: the union has methods that give them.

use std::collections::BTreeMap;

use crate::model::{CommonMember, Field, Kind, Record, Type, TypeRef, Union};

/// The names of the methods that every union has.
const METHODS: [&str; 6] = ["build", "check", "choose", "from_slice", "is_valid", "validate"];

/// Notes the members that all variants of a union have under one name and with one type.
pub(super) fn note(types: &mut [Type]) {
    for index in 0..types.len() {
        let Kind::Union(union) = &types[index].kind else { continue };
        let mut common = common(types, union);
        let has_source = types[index].source.is_some();
        for member in common.iter_mut().filter(|one| has_source && one.method == "schema") {
            member.method.push('_');
        }
        if let Kind::Union(union) = &mut types[index].kind {
            union.common = common;
        }
    }
}

fn common<'t>(types: &'t [Type], union: &Union) -> Vec<CommonMember> {
    let records = union.variants.iter().map(|variant| record(types, variant.ty.as_ref()?));
    let Some(records) = records.collect::<Option<Vec<&Record>>>() else { return Vec::new() };
    let Some((first, others)) = records.split_first() else { return Vec::new() };
    let by_name = |record: &&'t Record| -> BTreeMap<&'t str, &'t Field> {
        record.fields.iter().map(|field| (field.name.as_str(), field)).collect()
    };
    let others: Vec<BTreeMap<&str, &Field>> = others.iter().map(by_name).collect();
    let is_common = |field: &&Field| {
        others.iter().all(|fields| {
            fields.get(field.name.as_str()).is_some_and(|other| {
                other.member == field.member
                    && other.ty == field.ty
                    && other.required == field.required
            })
        })
    };
    let common = first.fields.iter().filter(is_common);
    common.map(method).collect()
}

/// The method that gives a field of all variants.
fn method(field: &Field) -> CommonMember {
    let mut method = field.name.clone();
    if METHODS.contains(&method.as_str()) {
        method.push('_');
    }
    let Field { name, setter: _, member: _, docs: _, ty, required, constant: _ } = field;
    let (field, ty) = (name.clone(), ty.clone());
    CommonMember { field, method, ty, required: *required }
}

/// The record that a variant holds.
fn record<'m>(types: &'m [Type], ty: &TypeRef) -> Option<&'m Record> {
    match ty {
        TypeRef::Boxed(inner) => record(types, inner),
        TypeRef::Named(index) => match &types[*index].kind {
            Kind::Record(record) => Some(record),
            _ => None,
        },
        _ => None,
    }
}
