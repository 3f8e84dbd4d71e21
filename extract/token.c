/* SPDX-License-Identifier: MIT */
/*
 * Text into words.  Reads one word at a time, says what stood before it and
 * how it is written, and holds nothing.  Letters beyond ASCII count as small
 * letters of a word; signs and blanks beyond ASCII are told by their bytes.
 */
#include "extract/token.h"
#include "lib/ascii.h"
#include "lib/utf8.h"

uint16_t
token_gap_of(uint32_t c)
{
	if (c == 0xa0 || c == 0x3000 || c == 0x202f || c == 0xfeff ||
	    (c >= 0x2000 && c <= 0x200d))
		return GAP_SPACE;
	if (c >= 0x2010 && c <= 0x2015)
		return GAP_HYPHEN;
	if (c == 0x2212)
		return GAP_HYPHEN;
	if (c == 0x2018 || c == 0x2019 || c == 0x201b || c == 0xb4)
		return GAP_APOSTROPHE;
	if ((c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb)
		return GAP_QUOTE;
	if (c == 0x2026)
		return GAP_END;
	if ((c >= 0x2020 && c <= 0x206f) || (c >= 0xa1 && c <= 0xbf) ||
	    (c >= 0x2190 && c <= 0x2bff) || c >= 0x1f000 || c == 0xfffd)
		return GAP_OTHER;
	return 0;
}

/* The signs of ASCII; all others are GAP_OTHER, letters and digits none. */
static const uint16_t ascii_gap[128] = {
	[' '] = GAP_SPACE, ['\t'] = GAP_SPACE, ['\r'] = GAP_SPACE,
	['\f'] = GAP_SPACE, ['\v'] = GAP_SPACE, ['\n'] = GAP_BREAK,
	['-'] = GAP_HYPHEN, ['.'] = GAP_DOT, ['/'] = GAP_SLASH,
	['\''] = GAP_APOSTROPHE, ['`'] = GAP_APOSTROPHE, [','] = GAP_COMMA,
	['('] = GAP_OPEN, ['['] = GAP_OPEN, [')'] = GAP_CLOSE,
	[']'] = GAP_CLOSE, ['"'] = GAP_QUOTE, [':'] = GAP_COLON,
	[';'] = GAP_COLON, ['|'] = GAP_COLON, ['!'] = GAP_END,
	['?'] = GAP_END
};

/* The gap sign at byte at, its length in *n; 0 when a word begins there. */
static uint16_t
read_gap(struct slice text, size_t at, size_t *n)
{
	uint32_t c;

	*n = 1;
	if (ascii_is_alnum(text.p[at]))
		return 0;
	if ((unsigned char)text.p[at] < 0x80)
		return ascii_gap[(unsigned char)text.p[at]] != 0 ?
		    ascii_gap[(unsigned char)text.p[at]] : GAP_OTHER;
	*n = utf8_decode(text.p + at, text.n - at, &c);
	return token_gap_of(c);
}

uint16_t
token_gap(struct slice text, size_t from, size_t to)
{
	unsigned gap = 0, sign;
	size_t n;

	while (from < to) {
		/* Most signs are among these. */
		sign = (unsigned char)text.p[from] < 0x80 ?
		    ascii_gap[(unsigned char)text.p[from]] : 0;
		n = 1;
		if (sign == 0)
			sign = read_gap(text, from, &n);
		gap |= sign;
		from += n;
	}
	return (uint16_t)gap;
}

enum token_shape
token_shape(const char *p, size_t n)
{
	size_t upper = 0, lower = 0, digits = 0, i;

	for (i = 0; i < n; i++) {
		upper += ascii_is_upper(p[i]);
		digits += ascii_is_digit(p[i]);
	}
	lower = n - upper - digits;
	if (digits == n)
		return SHAPE_NUMBER;
	if (digits > 0)
		return SHAPE_MIXED;
	if (lower == 0)
		return SHAPE_UPPER;
	return ascii_is_upper(p[0]) ? SHAPE_CAPITAL : SHAPE_LOWER;
}

int
token_next(struct token *t, struct slice text, size_t *at)
{
	uint16_t gap = *at == 0 ? GAP_BREAK : 0, sign;
	size_t i = *at, n = 0;

	while (i < text.n && (sign = read_gap(text, i, &n)) != 0) {
		gap |= sign;
		i += n;
	}
	*at = i;
	if (i == text.n)
		return 0;
	*t = (struct token){ .begin = (uint32_t)i, .gap = gap };
	while (i < text.n && read_gap(text, i, &n) == 0)
		i += n;
	t->end = (uint32_t)i;
	t->shape = (uint8_t)token_shape(text.p + t->begin, i - t->begin);
	*at = i;
	return 1;
}
