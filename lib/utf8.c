/* SPDX-License-Identifier: MIT */
/*
 * UTF-8: checking, decoding, encoding and repair.  Reads and writes memory
 * only.
 */
#include <stdbool.h>
#include <string.h>

#include "lib/swar.h"
#include "lib/utf8.h"

/*
 * Unicode, table 3-7: for each first byte the range of the second.  All
 * further bytes are 80..BF.
 */
static const struct lead {
	unsigned char from, to;		/* first byte */
	unsigned char low, high;	/* second byte */
	unsigned char len;
} leads[] = {
	{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
	{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
	{ 0xe1, 0xec, 0x80, 0xbf, 3 },
	{ 0xed, 0xed, 0x80, 0x9f, 3 },
	{ 0xee, 0xef, 0x80, 0xbf, 3 },
	{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
};

static const struct lead *
find_lead(unsigned char c)
{
	size_t i;

	for (i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
		if (c >= leads[i].from && c <= leads[i].to)
			return &leads[i];
	return NULL;
}

/*
 * Read one character.  *len is its length and true the answer; or the length of
 * its longest valid prefix, and false.
 */
static bool
decode(const char *s, size_t n, uint32_t *c, size_t *len)
{
	unsigned char first = (unsigned char)*s;
	const struct lead *lead;
	uint32_t value;
	size_t i;

	*len = 1;
	if (first < 0x80) {
		*c = first;
		return true;
	}
	if ((lead = find_lead(first)) == NULL)
		return false;
	value = first & (0xffu >> (lead->len + 1));
	for (i = 1; i < lead->len; i++) {
		unsigned char b = i < n ? (unsigned char)s[i] : 0;

		*len = i;
		if (b < (i == 1 ? lead->low : 0x80) ||
		    b > (i == 1 ? lead->high : 0xbf))
			return false;
		value = value << 6 | (b & 0x3f);
	}
	*len = i;
	*c = value;
	return true;
}

size_t
utf8_decode(const char *s, size_t n, uint32_t *c)
{
	size_t len;

	if (!decode(s, n, c, &len))
		*c = 0xfffd;
	return len;
}

size_t
utf8_length(const char *s, size_t n)
{
	uint32_t c;
	size_t len;

	return decode(s, n, &c, &len) ? len : 0;
}

const char *
utf8_invalid(const char *s, size_t n)
{
	const char *end = s + n;
	size_t len;

	while (s < end) {
		/* Most text is ASCII, so many bytes are looked at at once. */
		while ((size_t)(end - s) >= 4 * SWAR_BYTES &&
		    swar_high(swar_load(s) | swar_load(s + SWAR_BYTES) |
		    swar_load(s + 2 * SWAR_BYTES) |
		    swar_load(s + 3 * SWAR_BYTES)) == 0)
			s += 4 * SWAR_BYTES;
		if (s == end)
			break;
		if ((size_t)(end - s) >= SWAR_BYTES &&
		    swar_high(swar_load(s)) == 0)
			len = SWAR_BYTES;
		else if ((len = utf8_length(s, (size_t)(end - s))) == 0)
			return s;
		s += len;
	}
	return NULL;
}

size_t
utf8_put(char s[4], uint32_t c)
{
	size_t n = 0;

	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	if (c < 0x80)
		s[n++] = (char)c;
	else if (c < 0x800)
		s[n++] = (char)(0xc0 | c >> 6);
	else if (c < 0x10000) {
		s[n++] = (char)(0xe0 | c >> 12);
		s[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	} else {
		s[n++] = (char)(0xf0 | c >> 18);
		s[n++] = (char)(0x80 | (c >> 12 & 0x3f));
		s[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	}
	if (c >= 0x80)
		s[n++] = (char)(0x80 | (c & 0x3f));
	return n;
}

int
utf8_encode(struct buf *out, uint32_t c)
{
	char s[4];

	return buf_add(out, s, utf8_put(s, c));
}

int
utf8_repair(struct buf *out, const char *s, size_t n)
{
	const char *end = s + n, *bad;

	while (s < end) {
		uint32_t c;
		size_t run = strnlen(s, (size_t)(end - s));

		bad = utf8_invalid(s, run);
		if (buf_add(out, s, bad != NULL ? (size_t)(bad - s) : run) != 0)
			return -1;
		s = bad != NULL ? bad : s + run;
		if (s == end)
			break;
		if (*s == '\0') {
			s++;
			continue;
		}
		s += utf8_decode(s, (size_t)(end - s), &c);
		if (utf8_encode(out, 0xfffd) != 0)
			return -1;
	}
	return 0;
}
