//! The choices of a sampler: those that given bytes make, then pseudo-random ones.

/// Makes choices. The same bytes, or the same seed, make the same choices on every machine.
#[derive(Clone, Debug)]
pub(super) struct Dice<'b> {
    bytes: &'b [u8],
    state: u64,
}

impl<'b> Dice<'b> {
    pub(super) fn of_seed(seed: u64) -> Self {
        Dice { bytes: &[], state: seed }
    }

    /// Choices that the bytes make, while there are some.
    #[cfg(feature = "arbitrary")]
    pub(super) fn of_bytes(bytes: &'b [u8]) -> Self {
        // FNV-1a: what comes after the bytes depends on all of them.
        let mix = |state: u64, byte: &u8| (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        Dice { bytes, state: bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix) }
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below the bound; 0 if the bound is.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        let Some(last) = bound.checked_sub(1) else { return 0 };
        let width = (u64::BITS - last.leading_zeros()).div_ceil(8) as usize;
        let number = match self.bytes.split_at_checked(width) {
            Some((taken, rest)) => {
                self.bytes = rest;
                taken.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
            }
            None => {
                self.bytes = &[];
                self.next()
            }
        };
        number % bound
    }

    /// An index of a list of this length.
    pub(super) fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    /// A number between these two, both included.
    pub(super) fn within(&mut self, first: i128, last: i128) -> i128 {
        let Some(span) = last.checked_sub(first).filter(|span| *span > 0) else { return first };
        match u64::try_from(span) {
            Ok(span) if span < u64::MAX => first + i128::from(self.below(span + 1)),
            _ => {
                let random = i128::from(self.next() >> 1) << 64 | i128::from(self.next());
                first + random % span.saturating_add(1)
            }
        }
    }

    /// Whether something happens that does so in `percent` of all cases.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    pub(super) fn choice<'c, T>(&mut self, all: &'c [T]) -> Option<&'c T> {
        all.get(self.index(all.len()))
    }

    /// One of these texts.
    pub(super) fn text(&mut self, all: &[&'static str]) -> String {
        self.choice(all).copied().unwrap_or_default().to_owned()
    }

    pub(super) fn shuffle<T>(&mut self, all: &mut [T]) {
        for end in (1..all.len()).rev() {
            all.swap(end, self.index(end + 1));
        }
    }

    /// Some text of this many characters: mostly letters, and characters that are often handled wrongly.
    pub(super) fn word(&mut self, length: usize) -> String {
        (0..length).map(|_| self.any_char()).collect()
    }

    pub(super) fn any_char(&mut self) -> char {
        const SPECIAL: [char; 14] = [
            '"',
            '\\',
            '/',
            '\u{0}',
            '\n',
            '\t',
            '\u{7f}',
            'é',
            'ß',
            '\u{2028}',
            '中',
            '\u{ffff}',
            '😀',
            '\u{10ffff}',
        ];
        match self.below(256) {
            0..160 => self.lowercase(),
            160..200 => self.digit(),
            200..230 => self.char_within(' ', '~'),
            230..246 => SPECIAL[self.index(SPECIAL.len())],
            _ => self.char_within('\u{a0}', '\u{10ffff}'),
        }
    }

    pub(super) fn lowercase(&mut self) -> char {
        self.char_within('a', 'z')
    }

    pub(super) fn digit(&mut self) -> char {
        self.char_within('0', '9')
    }

    fn char_within(&mut self, first: char, last: char) -> char {
        let (first, last) = (u32::from(first), u32::from(last));
        let code = u64::from(first) + self.below(u64::from(last - first) + 1);
        u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
    }
}
