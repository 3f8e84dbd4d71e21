/* SPDX-License-Identifier: MIT */
/*
 * Text into words.  Reads one word at a time, says what stood before it and
 * how it is written, and holds nothing.  Letters beyond ASCII count as small
 * letters of a word; signs and blanks beyond ASCII are told by their bytes.
 */
#include "extract/token.h"
#include "lib/ascii.h"
#include "lib/utf8.h"

/* What a character that is no letter or digit of ASCII means; 0: a letter. */
static uint16_t
gap_of(uint32_t c)
{
	if (c < 0x80)
		return GAP_OTHER;
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

static uint16_t
gap_of_ascii(char c)
{
	switch (c) {
	case ' ': case '\t': case '\r': case '\f': case '\v':
		return GAP_SPACE;
	case '\n':
		return GAP_BREAK;
	case '-':
		return GAP_HYPHEN;
	case '.':
		return GAP_DOT;
	case '/':
		return GAP_SLASH;
	case '\'': case '`':
		return GAP_APOSTROPHE;
	case ',':
		return GAP_COMMA;
	case '(': case '[':
		return GAP_OPEN;
	case ')': case ']':
		return GAP_CLOSE;
	case '"':
		return GAP_QUOTE;
	case ':': case ';': case '|':
		return GAP_COLON;
	case '!': case '?':
		return GAP_END;
	default:
		return GAP_OTHER;
	}
}

/* The gap sign at byte at, its length in *n; 0 when a word begins there. */
static uint16_t
read_gap(struct slice text, size_t at, size_t *n)
{
	uint32_t c;

	*n = 1;
	if (ascii_is_alnum(text.p[at]))
		return 0;
	if ((unsigned char)text.p[at] < 0x80)
		return gap_of_ascii(text.p[at]);
	*n = utf8_decode(text.p + at, text.n - at, &c);
	return gap_of(c);
}

static enum token_shape
shape_of(const char *p, size_t n)
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
	t->shape = (uint8_t)shape_of(text.p + t->begin, i - t->begin);
	*at = i;
	return 1;
}
