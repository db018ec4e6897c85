//! Objects with members of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::{Modeling, members, renames};
use crate::doc::Doc;
use crate::enumeration::values;
use crate::members::Member;
use crate::model::{Built, Field, Kind, MemberDefault, Record, TypeRef};
use crate::schema::SchemaId;

impl Modeling<'_> {
    /// A record of the members of these types; `None` if they are not those of the schema.
    pub(super) fn record(&self, id: SchemaId, types: &BTreeMap<usize, TypeRef>) -> Option<Kind> {
        let declared = crate::members::members(self.schemas, id)?;
        let names: Vec<&str> = declared.list.iter().map(|member| member.name).collect();
        let given = renames::fields(self.schemas, self.config, id);
        let fields = members::field_names(&names, &given);
        let setters = setter_names(&fields);
        let each = declared.list.iter().zip(fields.iter().zip(&setters)).enumerate();
        let made = each.map(|(index, (Member { name: member, schema }, (name, setter)))| {
            let required = declared.required.contains(member);
            let docs = match self.text(*schema) {
                Some(text) => Doc::default().text(text),
                None => Doc::new("The member ").code(member).then("."),
            };
            let docs = self.annotated(docs, *schema);
            Some(Field {
                name: name.clone(),
                setter: setter.clone(),
                member: (*member).to_owned(),
                docs,
                ty: types.get(&index)?.clone(),
                required,
                constant: self.constant(*schema).filter(|_| required),
            })
        });
        let made = made.collect::<Option<Vec<Field>>>()?;
        let defaults =
            declared.list.iter().zip(&made).filter_map(|(Member { schema, .. }, field)| {
                let value = self.constant_default(*schema, &field.ty)?;
                let name = format!("default_{}", field.name);
                Some(MemberDefault {
                    name,
                    member: field.member.clone(),
                    ty: field.ty.clone(),
                    value,
                })
            });
        let defaults = defaults.collect();
        let known = fields.iter().chain(&setters).cloned();
        let known = known.chain(BUILDER_METHODS.map(str::to_owned)).collect();
        let maps = self.maps(&declared, types, &known)?;
        let builder = format!("{}Builder", self.naming.types.get(&id)?.name);
        let own = self.config.type_at(self.schemas.get(id)).builders;
        let built = match own.or(self.config.builders) {
            Some(false) => Built::WhenRead,
            Some(true) | None => Built::Anywhere,
        };
        Some(Kind::Record(Record { builder, built, fields: made, defaults, maps }))
    }

    /// The only variant of the type of a member, if there is one.
    fn constant(&self, id: SchemaId) -> Option<String> {
        let keywords = self.schemas.shape(id).filter(|_| self.naming.types.contains_key(&id))?;
        let values = values(self.schemas, keywords).filter(|values| values.len() == 1)?;
        self.enumeration(id, values).variants.pop().map(|variant| variant.name)
    }
}

/// The methods that every builder has.
const BUILDER_METHODS: [&str; 3] = ["build", "default", "finish"];

/// The names of the methods that set the fields: the fields' own, unless a builder has other methods of this name.
fn setter_names(fields: &[String]) -> Vec<String> {
    let known: BTreeSet<&str> = fields.iter().map(String::as_str).collect();
    let setter = |field: &String| {
        let mut name = field.clone();
        while BUILDER_METHODS.contains(&name.as_str())
            || (name != *field && known.contains(name.as_str()))
        {
            name.push('_');
        }
        name
    };
    fields.iter().map(setter).collect()
}
