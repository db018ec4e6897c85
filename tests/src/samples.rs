//! A valid session, and variations of it, as text, because tests often depend on the spelling.

/// The members of a valid session in the schema's order, each with its value as JSON text.
pub const MEMBERS: [(&str, &str); 21] = [
    ("session_id", r#""S-20240501-1""#),
    ("port_id", r#""US*ABC*E1*2""#),
    ("plug_start_datetime", r#""2024-05-01T08:30:00Z""#),
    ("plug_end_datetime", r#""2024-05-01T10:00:00Z""#),
    ("charge_start_datetime", r#""2024-05-01T08:31:00Z""#),
    ("charge_end_datetime", r#""2024-05-01T09:45:30Z""#),
    ("session_duration", r#""PT1H30M""#),
    ("charging_duration", r#""PT1H14M30S""#),
    ("energy_kwh", "43.2"),
    ("peak_kw", "149.9"),
    ("total_fee_charged", "19.44"),
    ("energy_fee", "0.45"),
    ("session_fee", "0"),
    ("time_fee", "0"),
    ("user_id", r#""u-7f3a""#),
    ("successful_completion", "true"),
    ("ended_by", r#""unplugged""#),
    ("start_soc", "0.2"),
    ("end_soc", "0.8"),
    ("error_code", r#""""#),
    ("payment_type", r#""credit_card_terminal""#),
];

/// The valid session with these members changed; a name that the schema doesn't have adds a member at the end.
#[must_use]
pub fn session(changes: &[(&str, &str)]) -> String {
    let changed = |name: &str| changes.iter().rev().find(|(other, _)| *other == name);
    let known = MEMBERS.iter().map(|(name, value)| (*name, changed(name).map_or(*value, |c| c.1)));
    let is_known = |name: &str| MEMBERS.iter().any(|(known, _)| *known == name);
    let added = changes.iter().copied().filter(|(name, _)| !is_known(name));
    object(known.chain(added))
}

/// The valid session without these members.
#[must_use]
pub fn session_without(names: &[&str]) -> String {
    object(MEMBERS.into_iter().filter(|(name, _)| !names.contains(name)))
}

/// An object with one member in each line. The names are written as they are: they may have escapes.
pub fn object<'a>(members: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let lines = members.into_iter().map(|(name, value)| format!("  \"{name}\": {value}"));
    format!("{{\n{}\n}}", lines.collect::<Vec<_>>().join(",\n"))
}
