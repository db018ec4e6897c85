//! Groups and look-arounds (ECMA-262 § 22.2.1, Atom and Assertion).

use super::super::ast::Node;
use super::super::groups::name;
use super::{MAX_DEPTH, Parser, Result};

/// Makes a node from the content of a group.
type Wrap = Box<dyn FnOnce(Node) -> Node>;

impl<'a> Parser<'a> {
    /// Reads a group after its parenthesis at `start`.
    pub(super) fn group(&mut self, start: usize) -> Result<Node> {
        if self.depth == MAX_DEPTH {
            return self.error_at(start, format!("groups nest deeper than {MAX_DEPTH}"));
        }
        let wrap = self.group_start(start)?;
        self.depth += 1;
        let node = self.disjunction()?;
        self.depth -= 1;
        if !self.eat(")") {
            return self.error_at(start, "missing `)`");
        }
        Ok(wrap(node))
    }

    /// Reads what follows the parenthesis of a group: how its content becomes a node.
    fn group_start(&mut self, start: usize) -> Result<Wrap> {
        let look =
            |behind, negative| move |node| Node::Look { behind, negative, node: Box::new(node) };
        Ok(if !self.eat("?") {
            self.capture()
        } else if self.eat(":") {
            // A node of its own: a quantifier after the group must not apply to a bare assertion.
            Box::new(|node| match node {
                node
                @ (Node::Start | Node::End | Node::WordBoundary { .. } | Node::Look { .. }) => {
                    Node::Concat(vec![node])
                }
                node => node,
            })
        } else if self.eat("=") {
            Box::new(look(false, false))
        } else if self.eat("!") {
            Box::new(look(false, true))
        } else if self.eat("<=") {
            Box::new(look(true, false))
        } else if self.eat("<!") {
            Box::new(look(true, true))
        } else if self.eat("<") {
            self.new_group_name()?;
            self.capture()
        } else if self.eat("P<") || self.eat("P=") || self.eat("P>") {
            return self.error_at(
                start,
                "ECMA-262 writes a named group `(?<name>…)` and a reference `\\k<name>`",
            );
        } else {
            return self.error_at(
                start,
                "ECMA-262 has no such group: only `(?:`, `(?=`, `(?!`, `(?<=`, `(?<!`, `(?<name>`",
            );
        })
    }

    /// Numbers a capturing group.
    fn capture(&mut self) -> Wrap {
        let index = self.next_group;
        self.next_group += 1;
        Box::new(move |node| Node::Group { index, node: Box::new(node) })
    }

    /// Reads the name that a group gets here, like [`group_name`](Self::group_name). It must be unique.
    fn new_group_name(&mut self) -> Result<()> {
        let start = self.offset;
        let name = self.group_name()?;
        // The parser is past the group's parenthesis, but has not counted the group yet.
        if self.groups.first(name) != Some(self.next_group) {
            return self.error_at(start, format!("two groups are named `{name}`"));
        }
        Ok(())
    }

    /// Reads a group's name after the `<`, with its `>`.
    pub(super) fn group_name(&mut self) -> Result<&'a str> {
        let Some(name) = name(self.rest()) else {
            return if self.rest().contains('>') {
                self.error("a group's name is an identifier")
            } else {
                self.error("missing `>` after a group's name")
            };
        };
        self.offset += name.len() + 1;
        Ok(name)
    }
}
