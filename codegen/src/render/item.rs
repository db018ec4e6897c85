//! Items, laid out as rustfmt does by default.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Field, Fields, Generics, Item, Meta, Token, Visibility};

use super::printer::{Printer, Tried};
use super::shape::{MAX_WIDTH, SHORT_ELEMENT, Shape, TAB, prefers_next_line, width};
use super::types::{has_wide_tuple, lines, ty};
use super::words::words;

/// The widest arguments of an attribute that stay in one line.
const ATTRIBUTE_WIDTH: usize = 70;

/// An item and its attributes, without a line break at the end.
pub(super) fn item(printer: Printer<'_>, item: &Item, indent: usize) -> String {
    let shape = Shape::indented(indent);
    match item {
        Item::Fn(it) => {
            let head = attributes(&it.attrs, indent);
            let signature = signature(&visibility(&it.vis), &it.sig, indent);
            format!("{head}{signature} {}", printer.block(&it.block, shape))
        }
        Item::Static(it) => {
            let (vis, ty) = (visibility(&it.vis), words(it.ty.to_token_stream()));
            let before = format!("{vis}static {}: {ty} =", it.ident);
            attributes(&it.attrs, indent) + &assigned(printer, &before, &it.expr, shape)
        }
        Item::Const(it) => {
            let (vis, ty) = (visibility(&it.vis), words(it.ty.to_token_stream()));
            let before = format!("{vis}const {}: {ty} =", it.ident);
            attributes(&it.attrs, indent) + &assigned(printer, &before, &it.expr, shape)
        }
        Item::Struct(it) => {
            let before = format!("{}struct {}", visibility(&it.vis), it.ident);
            attributes(&it.attrs, indent) + &structure(&before, &it.fields, indent)
        }
        Item::Enum(it) => enumeration(it, indent),
        Item::Impl(it) => implementation(printer, it, indent),
        Item::Macro(it) => invocation(it),
        Item::Mod(it) => {
            let before = format!("{}mod {}", visibility(&it.vis), it.ident);
            attributes(&it.attrs, indent) + &before + ";"
        }
        Item::Use(it) => import(it, indent),
        other => words(other.to_token_stream()),
    }
}

/// A `use`. Names that don't fit in one line fill as many as they need.
fn import(item: &syn::ItemUse, indent: usize) -> String {
    let tree = words(item.tree.to_token_stream()).replace("{ ", "{").replace(" }", "}");
    let vis = visibility(&item.vis);
    let line = format!("{vis}use {tree};");
    let line =
        match tree.rsplit_once("::{").map(|(path, names)| (path, names.trim_end_matches('}'))) {
            Some((path, names)) if indent + width(&line) > MAX_WIDTH => {
                let inner = " ".repeat(indent + TAB);
                let mut text = format!("{vis}use {path}::{{");
                let mut left = 0;
                for name in names.split(", ") {
                    let needed = width(name) + 1;
                    if needed + 1 > left {
                        text += &format!("\n{inner}{name},");
                        left = (MAX_WIDTH - 1).saturating_sub(indent + TAB + needed);
                    } else {
                        text += &format!(" {name},");
                        left -= needed + 1;
                    }
                }
                text + &format!("\n{}}};", " ".repeat(indent))
            }
            _ => line,
        };
    attributes(&item.attrs, indent) + &line
}

fn enumeration(item: &syn::ItemEnum, indent: usize) -> String {
    let inner = indent + TAB;
    let variants = item.variants.iter();
    let variants =
        variants.map(|variant| attributes(&variant.attrs, inner) + &self::variant(variant, inner));
    let (head, vis) = (attributes(&item.attrs, indent), visibility(&item.vis));
    format!("{head}{vis}enum {} {}", item.ident, braced(variants, indent))
}

fn implementation(printer: Printer<'_>, item: &syn::ItemImpl, indent: usize) -> String {
    let inner = Shape::indented(indent + TAB);
    let items = item.items.iter().map(|member| match member {
        syn::ImplItem::Fn(it) => {
            let head = attributes(&it.attrs, inner.indent);
            let signature = signature(&visibility(&it.vis), &it.sig, inner.indent);
            format!("{head}{signature} {}", printer.block(&it.block, inner))
        }
        other => words(other.to_token_stream()),
    });
    let items: Vec<String> =
        items.map(|item| format!("{}{item}\n", " ".repeat(inner.indent))).collect();
    let end = " ".repeat(indent);
    format!("impl {} {{\n{}{end}}}", words(item.self_ty.to_token_stream()), items.join("\n"))
}

/// The items of a file or module, with an empty line between them but for `use`s and modules.
pub(super) fn items(items: &[Item], indent: usize) -> String {
    let mut out = String::new();
    for (index, one) in items.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| items.get(index));
        let is_apart = before.is_some_and(|before| is_apart(before, one));
        if is_apart {
            out.push('\n');
        }
        let tried = Tried::default();
        out.push_str(&" ".repeat(indent));
        out.push_str(&item(Printer::new(&tried), one, indent));
        out.push('\n');
    }
    out
}

fn is_apart(one: &Item, other: &Item) -> bool {
    !matches!((one, other), (Item::Use(_), Item::Use(_)) | (Item::Mod(_), Item::Mod(_)))
}

/// The attributes of an item, each with a line break and the indentation after it.
pub(super) fn attributes(attributes: &[Attribute], indent: usize) -> String {
    let end = format!("\n{}", " ".repeat(indent));
    attributes.iter().map(|one| attribute(one, indent) + &end).collect()
}

/// An attribute, or a line of documentation.
pub(super) fn attribute(attribute: &Attribute, indent: usize) -> String {
    let is_inner = matches!(attribute.style, syn::AttrStyle::Inner(_));
    if let Some(text) = documentation(attribute) {
        return format!("//{}{text}", if is_inner { '!' } else { '/' });
    }
    let start = if is_inner { "#![" } else { "#[" };
    let whole = format!("{start}{}]", words(attribute.meta.to_token_stream()));
    let Meta::List(list) = &attribute.meta else { return whole };
    let path = words(list.path.to_token_stream());
    let inner = words(list.tokens.clone());
    let fits = width(&whole) + indent <= MAX_WIDTH;
    // What rustfmt does not read it leaves as it stands.
    let arguments = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    match arguments {
        Ok(arguments) if !list.path.is_ident("derive") => {
            if fits && (arguments.len() == 1 || width(&inner) <= ATTRIBUTE_WIDTH) {
                return whole;
            }
            let line = format!("\n{}", " ".repeat(indent + TAB));
            let arguments =
                arguments.iter().map(|one| format!("{line}{}", words(one.to_token_stream())));
            let arguments = arguments.collect::<Vec<_>>().join(",");
            format!("{start}{path}({arguments}\n{})]", " ".repeat(indent))
        }
        Ok(derives) if !fits => {
            let derives: Vec<String> =
                derives.iter().map(|one| words(one.to_token_stream())).collect();
            format!("{start}{path}(\n{}{})]", derived(&derives, indent), " ".repeat(indent))
        }
        Ok(_) | Err(_) => whole,
    }
}

/// The lines of derives that do not fit beside the attribute: one, or one for each; as many in a line as there is room
/// for, if all of them are short.
fn derived(derives: &[String], indent: usize) -> String {
    let tab = " ".repeat(indent + TAB);
    let line = format!("{tab}{},\n", derives.join(", "));
    if width(line.trim_end()) <= MAX_WIDTH {
        return line;
    }
    if derives.iter().any(|one| width(one) > SHORT_ELEMENT) {
        return derives.iter().map(|one| format!("{tab}{one},\n")).collect();
    }
    let mut lines = vec![tab.clone()];
    for one in derives {
        match lines.last_mut() {
            Some(line) if *line == tab => line.push_str(&format!("{one},")),
            Some(line) if width(line) + width(one) + " ,".len() <= MAX_WIDTH => {
                line.push_str(&format!(" {one},"));
            }
            _ => lines.push(format!("{tab}{one},")),
        }
    }
    lines.join("\n") + "\n"
}

/// The text of `#[doc = "…"]`.
fn documentation(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(value) = &pair.value else { return None };
    let syn::Lit::Str(text) = &value.lit else { return None };
    pair.path.is_ident("doc").then(|| text.value())
}

fn visibility(visibility: &Visibility) -> String {
    match words(visibility.to_token_stream()) {
        text if text.is_empty() => text,
        text => text + " ",
    }
}

fn assigned(printer: Printer<'_>, before: &str, value: &Expr, shape: Shape) -> String {
    let room = shape.without(1).unwrap_or(shape);
    let text = printer.assigned(before, value, room);
    text.unwrap_or_else(|| format!("{before} {}", words(value.to_token_stream()))) + ";"
}

/// A signature in one line, or with a line for each parameter.
fn signature(vis: &str, signature: &syn::Signature, indent: usize) -> String {
    let inputs: Vec<String> =
        signature.inputs.iter().map(|input| words(input.to_token_stream())).collect();
    let output = words(signature.output.to_token_stream());
    let output = if output.is_empty() { output } else { format!(" {output}") };
    let before = format!("{vis}fn {}", signature.ident);
    let generics = words(signature.generics.to_token_stream());
    let line = |level: usize| format!("\n{}", " ".repeat(indent + level * TAB));
    let whole = format!("{before}{generics}({}){output}", inputs.join(", "));
    if indent + width(&whole) + " {".len() <= MAX_WIDTH {
        return whole;
    }
    // rustfmt leaves room for the parentheses and the brace.
    let generics = if indent + width(&before) + width(&generics) + "() {".len() <= MAX_WIDTH {
        generics
    } else {
        broken_generics(&signature.generics, &line(1), &line(0))
    };
    let inputs: String = inputs.iter().map(|input| format!("{}{input},", line(1))).collect();
    format!("{before}{generics}({inputs}{}){output}", line(0))
}

fn broken_generics(generics: &Generics, inner: &str, outer: &str) -> String {
    let each = generics.params.iter();
    let each: String =
        each.map(|one| format!("{inner}{},", words(one.to_token_stream()))).collect();
    format!("<{each}{outer}>")
}

fn structure(before: &str, fields: &Fields, indent: usize) -> String {
    match fields {
        Fields::Named(fields) => {
            let inner = indent + TAB;
            let fields = fields.named.iter().map(|field| named(field, inner));
            format!("{before} {}", braced(fields, indent))
        }
        Fields::Unnamed(fields) => {
            let text = words(fields.unnamed.to_token_stream());
            let is_wide = fields.unnamed.iter().any(|field| has_wide_tuple(&field.ty));
            if indent + width(before) + width(&text) + "();".len() <= MAX_WIDTH && !is_wide {
                return format!("{before}({text});");
            }
            let each = fields.unnamed.iter().map(|field| {
                format!("{}{}", visibility(&field.vis), ty(&field.ty, indent + TAB, 0))
            });
            format!("{before}({});", lines(each, indent))
        }
        Fields::Unit => format!("{before};"),
    }
}

fn named(field: &Field, indent: usize) -> String {
    let name = field.ident.to_token_stream();
    let before = format!("{}{name}:", visibility(&field.vis));
    let here = ty(&field.ty, indent, width(&before) + 1);
    let next = ty(&field.ty, indent + TAB, 0);
    let fits = indent + width(&before) + 1 + width(&here) < MAX_WIDTH;
    let is_next = (!fits || here.contains('\n')) && prefers_next_line(&here, &next);
    let text = if is_next {
        format!("{before}\n{}{next}", " ".repeat(indent + TAB))
    } else {
        format!("{before} {here}")
    };
    attributes(&field.attrs, indent) + &text
}

/// A variant, with the types of its values.
fn variant(variant: &syn::Variant, indent: usize) -> String {
    let name = variant.ident.to_string();
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.iter().any(|field| has_wide_tuple(&field.ty)) => {
            let types = fields.unnamed.iter().map(|field| ty(&field.ty, indent + TAB, 0));
            format!("{name}({})", lines(types, indent))
        }
        Fields::Unnamed(fields) => {
            let types = fields.unnamed.iter().map(|field| {
                let offset = width(&name) + "(),".len();
                attributes(&field.attrs, indent) + &ty(&field.ty, indent, offset)
            });
            let types: Vec<String> = types.collect();
            format!("{name}({})", types.join(", "))
        }
        fields => name + &words(fields.to_token_stream()),
    }
}

/// Fields or variants, each in its line.
fn braced(each: impl Iterator<Item = String>, indent: usize) -> String {
    let each: String = each.map(|one| format!("{}{one},\n", " ".repeat(indent + TAB))).collect();
    if each.is_empty() {
        return "{}".to_owned();
    }
    format!("{{\n{each}{}}}", " ".repeat(indent))
}

/// The invocation of a macro, whose input has a line for each semicolon: rustfmt leaves it as it stands.
fn invocation(item: &syn::ItemMacro) -> String {
    let mut text = format!("{}! {{\n", words(item.mac.path.to_token_stream()));
    let mut line = proc_macro2::TokenStream::new();
    for token in item.mac.tokens.clone() {
        let is_end = matches!(&token, proc_macro2::TokenTree::Punct(mark) if mark.as_char() == ';');
        line.extend([token]);
        if is_end {
            text.push_str(&format!("    {}\n", words(std::mem::take(&mut line))));
        }
    }
    if !line.is_empty() {
        text.push_str(&format!("    {}\n", words(line)));
    }
    text.push('}');
    text
}
