//! The test kit for inputs detects every broken clause of the contract: each input here breaks one clause.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use voltype::runtime::members::{Member, OTHER};
use voltype::runtime::testing::{self, Breach, Clause, Promises};
use voltype::runtime::{Flow, Input, Kind, Number, Seek, Stop, Str, Text};

/// What an input does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// `kind` mistakes `null` for `false`.
    Kind,
    /// `kind` moves on when it is asked twice.
    KindReads,
    /// The second of two items is left out.
    Order,
    /// `member` ends before the fourth member.
    Members,
    Booleans,
    /// Numbers are rounded.
    Numbers,
    /// Escapes are not decoded.
    Strings,
    /// `string_if` reads values other than strings.
    StringIf,
    /// `number_if` does not see negative numbers.
    NumberIf,
    /// Clones share their place.
    Clones,
    /// `next_mark` and `mark` differ.
    NextMark,
    /// A string has the mark behind its quote.
    StringMark,
    /// All marks are the same.
    UniqueMarks,
    /// A mark is `usize::MAX`.
    NoMark,
    /// Marks decrease.
    OrderedMarks,
    /// `member_of` believes that the expected member has come.
    MemberOf,
    /// `member_of` numbers the names that it does not find.
    MemberOther,
    /// `once` rejects nothing.
    Once,
    /// `once` compares spellings.
    OnceSpelled,
    /// `once` rejects everything.
    OnceAll,
    /// `skip` does not look for names that occur twice.
    Duplicates,
    /// `skip` stops before the bracket that closes an array.
    Skip,
    /// 127 levels are too deep.
    Shallow,
    /// Any depth is right.
    Deep,
    /// An array may end with a comma.
    Syntax,
    /// `skip` accepts anything.
    SkipSyntax,
    /// A syntax error is a failure.
    Stops,
    /// `seek` goes to the start.
    Seek,
    /// `seek_name` gives the name's value a wrong place.
    SeekName,
    /// `seek` knows no mark.
    SeekNothing,
    /// `short_float` reads with half the digits.
    ShortFloat,
    /// `short_float` moves on although it reads nothing.
    ShortFloatReads,
}

/// JSON text, read with a fault.
#[derive(Debug)]
struct Faulty<'a> {
    fault: Fault,
    json: &'a str,
    text: Rc<RefCell<Text<'a>>>,
    asked: Rc<Cell<usize>>,
    depth: usize,
}

impl Clone for Faulty<'_> {
    fn clone(&self) -> Self {
        let Faulty { fault, json, text, asked, depth } = self;
        let (text, asked) = match fault {
            Fault::Clones => (Rc::clone(text), Rc::clone(asked)),
            _ => (Rc::new(RefCell::new(*text.borrow())), Rc::new(Cell::new(asked.get()))),
        };
        Faulty { fault: *fault, json, text, asked, depth: *depth }
    }
}

impl<'a> Faulty<'a> {
    fn new(fault: Fault, json: &'a str) -> Self {
        let text = Text::new(json.as_bytes()).unwrap();
        Faulty { fault, json, text: Rc::new(RefCell::new(text)), asked: Rc::default(), depth: 0 }
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault == fault
    }

    /// Calls the text, with the fault of stopping wrongly.
    fn call<T>(&self, call: impl FnOnce(&mut Text<'a>) -> Flow<T>) -> Flow<T> {
        self.asked.set(0);
        let flow = call(&mut self.text.borrow_mut());
        if self.has(Fault::Stops) { flow.map_err(|_| Stop::Failed) } else { flow }
    }

    fn marked(&self, mark: usize) -> usize {
        match self.fault {
            Fault::UniqueMarks => 7,
            Fault::NoMark if mark == 0 => usize::MAX,
            Fault::OrderedMarks => usize::MAX / 2 - mark,
            _ => mark,
        }
    }

    /// A string with the mark and the spelling that the fault gives it.
    fn told(&self, string: Str<'a>) -> Str<'a> {
        let mark = self.marked(string.mark() + usize::from(self.has(Fault::StringMark)));
        if self.has(Fault::Strings) {
            return Str::plain(self.spelled(string), mark);
        }
        string.with_mark(mark)
    }

    /// The first part of the spelling of a string.
    fn spelled(&self, string: Str<'a>) -> &'a str {
        let rest = self.json.get(string.mark() + 1..).unwrap_or_default();
        rest.split('"').next().unwrap_or_default()
    }

    fn deeper(&mut self) -> Flow {
        self.depth += 1;
        if self.has(Fault::Shallow) && self.depth == 127 {
            return Err(Stop::Syntax);
        }
        if self.has(Fault::Deep) {
            // A new text has no depth yet.
            let mut text = self.text.borrow_mut();
            *text = Text::new(self.json.as_bytes()).unwrap().at(text.position());
        }
        Ok(())
    }
}

impl<'a> Input<'a> for Faulty<'a> {
    type Object = (<Text<'a> as Input<'a>>::Object, usize);
    type Array = (<Text<'a> as Input<'a>>::Array, usize);

    fn kind(&mut self) -> Flow<Kind> {
        let asked = self.asked.get();
        let kind = self.call(Text::kind)?;
        self.asked.set(asked + 1);
        if self.has(Fault::KindReads) && asked > 0 && kind == Kind::Null {
            self.call(Text::null)?;
        }
        Ok(if self.has(Fault::Kind) && kind == Kind::Null { Kind::Boolean } else { kind })
    }

    fn mark(&self) -> usize {
        self.marked(self.text.borrow().mark())
    }

    fn next_mark(&mut self) -> Flow<usize> {
        let mark = self.call(Text::next_mark)?;
        Ok(self.marked(mark + usize::from(self.has(Fault::NextMark))))
    }

    fn null(&mut self) -> Flow {
        self.call(Text::null)
    }

    fn boolean(&mut self) -> Flow<bool> {
        let value = self.call(Text::boolean)?;
        Ok(value != self.has(Fault::Booleans))
    }

    fn number(&mut self) -> Flow<Number<'a>> {
        let number = self.call(Text::number)?;
        let mark = self.marked(number.start());
        let rounded = Number::from_f64(number.to_f64()).filter(|_| self.has(Fault::Numbers));
        Ok(rounded.unwrap_or(number).with_start(mark))
    }

    fn string(&mut self) -> Flow<Str<'a>> {
        let string = self.call(Text::string)?;
        Ok(self.told(string))
    }

    fn string_if(&mut self) -> Flow<Option<Str<'a>>> {
        let string = self.call(Text::string_if)?;
        if self.has(Fault::StringIf) && string.is_none() {
            self.call(Text::skip)?;
        }
        Ok(string.map(|string| self.told(string)))
    }

    fn number_if(&mut self) -> Flow<Option<Number<'a>>> {
        let number = self.call(|text| text.clone().number_if())?;
        if number.is_none_or(|number| self.has(Fault::NumberIf) && number.text().starts_with('-')) {
            return Ok(None);
        }
        self.number().map(Some)
    }

    fn object(&mut self) -> Flow<Self::Object> {
        self.deeper()?;
        self.call(Text::object).map(|object| (object, 0))
    }

    fn member(&mut self, (object, count): &mut Self::Object) -> Flow<Option<Str<'a>>> {
        *count += 1;
        if self.has(Fault::Members) && *count == 4 {
            while self.call(|text| text.member(object))?.is_some() {
                self.call(Text::skip)?;
            }
            return Ok(None);
        }
        let name = self.call(|text| text.member(object))?;
        self.depth -= usize::from(name.is_none());
        Ok(name.map(|name| self.told(name)))
    }

    fn member_of(
        &mut self,
        (object, _): &mut Self::Object,
        members: &[Member<'_>],
        expected: usize,
    ) -> Flow<Option<(usize, Str<'a>)>> {
        let next = self.call(|text| text.member_of(object, members, expected))?;
        self.depth -= usize::from(next.is_none());
        Ok(next.map(|(number, name)| {
            let number = match self.fault {
                Fault::MemberOf if expected < members.len() => expected,
                Fault::MemberOther if number == OTHER => members.len(),
                _ => number,
            };
            (number, self.told(name))
        }))
    }

    fn once(&mut self, (object, _): &mut Self::Object, name: Str<'a>) -> Flow {
        match self.fault {
            Fault::Once => Ok(()),
            Fault::OnceAll => Err(Stop::Syntax),
            Fault::OnceSpelled => {
                let raw = Str::plain(self.spelled(name), name.mark());
                self.call(|text| text.once(object, raw))
            }
            _ => self.call(|text| text.once(object, name)),
        }
    }

    fn array(&mut self) -> Flow<Self::Array> {
        self.deeper()?;
        self.call(Text::array).map(|array| (array, 0))
    }

    fn item(&mut self, (array, count): &mut Self::Array) -> Flow<bool> {
        *count += 1;
        let mut more = self.call(|text| text.item(array));
        if self.has(Fault::Syntax) && more.is_err() && *count > 1 {
            return Ok(false);
        }
        if self.has(Fault::Order) && *count == 2 && more == Ok(true) {
            self.call(Text::skip)?;
            more = self.call(|text| text.item(array));
        }
        self.depth -= usize::from(more == Ok(false));
        more
    }

    fn skip(&mut self) -> Flow {
        if self.has(Fault::SkipSyntax) {
            let _ = self.call(Text::skip);
            return Ok(());
        }
        if self.has(Fault::Duplicates) && read(&mut self.clone()).is_ok() {
            return read(self);
        }
        if self.has(Fault::Skip) && self.call(|text| text.kind())? == Kind::Array {
            // All but the array's end.
            self.call(Text::array)?;
        }
        self.call(Text::skip)
    }
}

/// Reads a value without looking for names that occur twice.
fn read(input: &mut Faulty<'_>) -> Flow {
    match input.kind()? {
        Kind::Array => {
            let mut array = input.array()?;
            while input.item(&mut array)? {
                read(input)?;
            }
            Ok(())
        }
        Kind::Object => {
            let mut object = input.object()?;
            while input.member(&mut object)?.is_some() {
                read(input)?;
            }
            Ok(())
        }
        Kind::Null | Kind::Boolean | Kind::Number | Kind::String => input.call(Text::skip),
    }
}

impl<'a> Seek<'a> for Faulty<'a> {
    fn seek(&self, mark: usize) -> Flow<Self> {
        let at = match self.fault {
            Fault::Seek => 0,
            Fault::SeekNothing => return Err(Stop::Failed),
            _ => mark,
        };
        let found = self.clone();
        let text = self.text.borrow().at(at);
        found.text.replace(text);
        Ok(found)
    }

    fn seek_name(&self, mark: usize) -> Flow<(Str<'a>, Self)> {
        let (name, text) = self.text.borrow().seek_name(mark)?;
        let found = self.clone();
        found.text.replace(if self.has(Fault::SeekName) { text.at(mark) } else { text });
        Ok((name, found))
    }

    fn short_float(&mut self) -> Option<f64> {
        let mut text = self.text.borrow_mut();
        match self.fault {
            Fault::ShortFloat => text.short_float().map(|float| f64::from(float as f32) / 3.0),
            Fault::ShortFloatReads => {
                let _ = text.skip();
                None
            }
            _ => text.short_float(),
        }
    }
}

/// Each fault, with the clause that it breaks.
const FAULTS: &[(Fault, Clause)] = &[
    (Fault::Kind, Clause::Kind),
    (Fault::KindReads, Clause::Kind),
    (Fault::Order, Clause::Order),
    (Fault::Members, Clause::Order),
    (Fault::Booleans, Clause::Booleans),
    (Fault::Numbers, Clause::Numbers),
    (Fault::Strings, Clause::Strings),
    (Fault::StringIf, Clause::Conditional),
    (Fault::NumberIf, Clause::Conditional),
    (Fault::Clones, Clause::Clones),
    (Fault::NextMark, Clause::Marks),
    (Fault::StringMark, Clause::Marks),
    (Fault::UniqueMarks, Clause::UniqueMarks),
    (Fault::NoMark, Clause::UniqueMarks),
    (Fault::OrderedMarks, Clause::OrderedMarks),
    (Fault::MemberOf, Clause::MemberOf),
    (Fault::MemberOther, Clause::MemberOf),
    (Fault::Once, Clause::Once),
    (Fault::OnceSpelled, Clause::Once),
    (Fault::OnceAll, Clause::Once),
    (Fault::Duplicates, Clause::Duplicates),
    (Fault::Skip, Clause::Skip),
    (Fault::Shallow, Clause::Depth),
    (Fault::Deep, Clause::Depth),
    (Fault::Syntax, Clause::Syntax),
    (Fault::SkipSyntax, Clause::Syntax),
    (Fault::Stops, Clause::Stops),
    (Fault::Seek, Clause::Seek),
    (Fault::SeekName, Clause::Seek),
    (Fault::SeekNothing, Clause::Seek),
    (Fault::ShortFloat, Clause::ShortFloat),
    (Fault::ShortFloatReads, Clause::Seek),
];

/// All breaches that the kit finds.
fn breaches(fault: Fault) -> Vec<Breach> {
    let documents = testing::documents().into_iter().chain(testing::broken_documents());
    let breaches = documents.flat_map(|json| {
        let make = || Faulty::new(fault, &json);
        [
            testing::input_keeps_contract(&json, Promises::TEXT, make),
            testing::seek_keeps_contract(&json, Promises::TEXT, make),
        ]
    });
    breaches.filter_map(Result::err).collect()
}

#[test]
fn an_input_without_faults_keeps_the_contract() {
    assert_eq!(breaches(Fault::None), []);
}

#[test]
fn each_fault_breaks_its_clause() {
    let mut missed = Vec::new();
    for (fault, clause) in FAULTS {
        let found: BTreeSet<Clause> =
            breaches(*fault).into_iter().map(|breach| breach.clause).collect();
        if !found.contains(clause) {
            missed.push(format!("{fault:?} should break {clause:?}, and breaks {found:?}"));
        }
    }
    assert_eq!(missed, [""; 0]);
    let tried: BTreeSet<Clause> = FAULTS.iter().map(|(_, clause)| *clause).collect();
    assert_eq!(tried, BTreeSet::from(Clause::ALL), "each clause has a fault");
}
