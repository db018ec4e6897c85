//! Where the plain characters of a string end.

/// The first byte from `at` on that is a quote, a backslash or a control character; or the text's end.
#[inline(always)]
pub(super) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    if let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let special = special_bytes(block);
        if special != 0 {
            return at + special.trailing_zeros() as usize;
        }
        at += BLOCK;
    }
    far_plain_end(bytes, at)
}

/// The same for strings longer than one block, and for strings near the end of the text.
#[inline(never)]
fn far_plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let special = special_bytes(block);
        if special != 0 {
            return at + special.trailing_zeros() as usize;
        }
        at += BLOCK;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | 0..0x20) {
            break;
        }
        at += 1;
    }
    at
}

/// The number of bytes that are compared together.
const BLOCK: usize = 16;

/// One bit for each byte, from the lowest on: whether it is a quote, a backslash or a control character.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[allow(unsafe_code, reason = "the intrinsics have no safe form without a target feature")]
fn special_bytes(block: &[u8; BLOCK]) -> u32 {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8,
    };
    let word = u128::from_le_bytes(*block);
    // SAFETY: these instructions are SSE2, which every x86-64 processor has and which this target therefore always
    // enables; none of the functions takes a pointer.
    unsafe {
        let block = _mm_set_epi64x((word >> 64) as i64, word as i64);
        let quote = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'"' as i8));
        let backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'\\' as i8));
        let control = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
        _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), control)) as u32
    }
}

/// One bit for each byte, from the lowest on: whether it is a quote, a backslash or a control character. Only the
/// lowest bit that is set is certainly right.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn special_bytes(block: &[u8; BLOCK]) -> u32 {
    const ONES: u128 = u128::MAX / 255;
    const TOPS: u128 = ONES << 7;
    let word = u128::from_le_bytes(*block);
    let quote = word ^ (ONES * b'"' as u128);
    let backslash = word ^ (ONES * b'\\' as u128);
    let zero_quote = quote.wrapping_sub(ONES) & !quote;
    let zero_backslash = backslash.wrapping_sub(ONES) & !backslash;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    // Borrows run upwards, so a wrong bit is always above a right one.
    let tops = (zero_quote | zero_backslash | control) & TOPS;
    if tops == 0 { 0 } else { 1 << (tops.trailing_zeros() / 8) }
}
