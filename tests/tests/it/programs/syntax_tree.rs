//! Evaluates, renames and folds the syntax tree of a small language.

use std::collections::BTreeMap;

use super::written;
use crate::modules::cases::syntax_tree::case::{
    BinaryOperator, Case as Module, Expression, ExpressionLiteral, ExpressionName, LiteralValue,
    Span, Statement, StatementLet,
};

const MODULE: &[u8] = br#"{
    "name": "m",
    "body": [
        {"type": "Let", "span": [0, 9], "name": "a", "value": {"type": "Literal", "span": [8, 9], "value": 3}},
        {"type": "If", "span": [10, 60],
            "test": {"type": "Binary", "span": [13, 18], "operator": "<",
                "left": {"type": "Name", "span": [13, 14], "id": "a"},
                "right": {"type": "Literal", "span": [17, 18], "value": 2}},
            "then": [{"type": "Return", "span": [21, 30], "value": null}],
            "else": [{"type": "Return", "span": [40, 60], "value":
                {"type": "Binary", "span": [47, 52], "operator": "*",
                    "left": {"type": "Name", "span": [47, 48], "id": "a"},
                    "right": {"type": "Literal", "span": [51, 52], "value": 4.5}}}]}
    ]
}"#;

/// The values of names.
type Names = BTreeMap<String, f64>;

/// The number that an expression is; the value of `true` is 1, and there are no strings.
fn evaluate(expression: &Expression, names: &Names) -> Option<f64> {
    match expression {
        Expression::Literal(ExpressionLiteral { value, .. }) => match value {
            LiteralValue::Number(number) => Some(*number),
            LiteralValue::Boolean(boolean) => Some(f64::from(u8::from(*boolean))),
            LiteralValue::Null | LiteralValue::String(_) => None,
        },
        Expression::Name(name) => names.get(&name.id).copied(),
        Expression::Binary(binary) => {
            let left = evaluate(&binary.left, names)?;
            let right = evaluate(&binary.right, names)?;
            match binary.operator {
                BinaryOperator::Plus => Some(left + right),
                BinaryOperator::Star => Some(left * right),
                BinaryOperator::LessThan => Some(f64::from(u8::from(left < right))),
                _ => None,
            }
        }
        Expression::Call(_) => None,
    }
}

/// What a block returns, if it returns: nothing, or a number.
fn run(block: &[Statement], names: &mut Names) -> Option<Option<f64>> {
    for statement in block {
        match statement {
            Statement::Let(StatementLet { name, value, .. }) => {
                let value = evaluate(value, names)?;
                names.insert(name.clone(), value);
            }
            Statement::If(branch) => {
                let holds = evaluate(&branch.test, names)? != 0.0;
                let block = if holds { Some(&branch.then) } else { branch.else_.as_ref() };
                if let Some(returned) = block.and_then(|block| run(block.get(), names)) {
                    return Some(returned);
                }
            }
            Statement::Return(end) => {
                return Some(end.value.as_ref().and_then(|value| evaluate(value, names)));
            }
        }
    }
    None
}

fn span(from: u64, to: u64) -> Span {
    Span::try_from((from, to)).unwrap()
}

fn number(value: f64) -> Expression {
    let literal = ExpressionLiteral::builder().span(span(0, 1)).value(value);
    literal.build().unwrap().into()
}

#[test]
fn a_module_runs() {
    let module = Module::from_slice(MODULE).unwrap();
    assert_eq!(run(&module.body, &mut Names::new()), Some(Some(13.5)));
}

/// All statements and expressions have a span.
#[test]
fn common_members_are_read_without_matching() {
    let module = Module::from_slice(MODULE).unwrap();
    let spans: Vec<(u64, u64)> =
        module.body.iter().map(|statement| *statement.span().get()).collect();
    assert_eq!(spans, [(0, 9), (10, 60)]);
    let Statement::Let(first) = &module.body[0] else { panic!("{:?}", module.body[0]) };
    assert_eq!(*first.value.span(), span(8, 9));
}

#[test]
fn a_changed_tree_is_still_a_tree() {
    let mut module = Module::from_slice(MODULE).unwrap();
    if let Statement::If(branch) = &mut module.body[1]
        && let Expression::Binary(test) = &mut branch.test
    {
        *test.left = number(1.0);
    }
    assert!(module.validate().is_ok());
    assert_eq!(run(&module.body, &mut Names::new()), Some(None));
    let name = ExpressionName::builder().span(span(0, 1)).id("A").build();
    assert!(name.is_err());
    let first = StatementLet::builder().span(span(0, 9)).name("b").value(number(2.0));
    module.body.insert(0, first.build().unwrap().into());
    assert!(written(&module).starts_with(
        r#"{"name":"m","body":[{"type":"Let","span":[0,9],"name":"b","value":{"span":[0,1],"type":"Literal","value":2.0}}"#
    ));
}
