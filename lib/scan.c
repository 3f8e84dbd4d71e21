/* SPDX-License-Identifier: MIT */
/*
 * Numbers, words and gaps in running text.  Reads memory only, allocates
 * nothing, and looks at a bounded stretch of text before it answers, except
 * inside one word or one run of digits.
 */
#include <string.h>

#include "lib/ascii.h"
#include "lib/scan.h"

static bool
begins(struct slice s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && memcmp(s.p, prefix, n) == 0;
}

static size_t
begins_with_one(struct slice s, const char *const *prefixes)
{
	for (; *prefixes != NULL; prefixes++)
		if (begins(s, *prefixes))
			return strlen(*prefixes);
	return 0;
}

static void
step(struct slice *s, size_t n)
{
	s->p += n;
	s->n -= n;
}

size_t
scan_apostrophe(struct slice s)
{
	/* U+00B4, U+02BC, U+2018, U+2019, U+2032 */
	static const char *const shapes[] = { "'", "`", "\xc2\xb4", "\xca\xbc",
	    "\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\xb2", NULL };

	/* Asked behind every letter, so the common answer comes first. */
	if (s.n == 0 || ((unsigned char)*s.p < 0x80 && *s.p != '\'' &&
	    *s.p != '`'))
		return 0;
	return begins_with_one(s, shapes);
}

size_t
scan_space(struct slice s, bool breaks)
{
	if (s.n == 0)
		return 0;
	if (*s.p == ' ' || *s.p == '\t')
		return 1;
	if (*s.p == '\n' || *s.p == '\r')
		return breaks;
	if ((unsigned char)*s.p < 0x80)
		return 0;
	if (begins(s, "\xc2\xa0"))
		return 2;
	/* U+2000 to U+200B, U+202F */
	if (begins(s, "\xe2\x80") && s.n >= 3 &&
	    ((unsigned char)s.p[2] <= 0x8b || s.p[2] == '\xaf'))
		return 3;
	return 0;
}

/*
 * Bytes of the letter that s begins with: ASCII, or beyond ASCII and neither
 * space nor punctuation; or 0.
 */
static size_t
scan_letter(struct slice s)
{
	size_t n = 1;

	if (s.n == 0)
		return 0;
	if ((unsigned char)*s.p < 0x80)
		return ascii_is_alpha(*s.p);
	/* U+0080 to U+00BF and U+2000 to U+20BF: spaces, marks, punctuation */
	if (*s.p == '\xc2' || begins(s, "\xe2\x80") ||
	    begins(s, "\xe2\x81") || begins(s, "\xe2\x82"))
		return 0;
	while (n < s.n && n < 4 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n++;
	return n;
}

bool
scan_number(struct slice *s, size_t min, size_t max, int *value)
{
	size_t n = 0;
	int v = 0;

	while (n < s->n && n <= max && ascii_is_digit(s->p[n])) {
		if (n < 9)
			v = v * 10 + (s->p[n] - '0');
		n++;
	}
	if (n < min || n > max)
		return false;
	*value = v;
	step(s, n);
	return true;
}

bool
scan_word(struct slice *s, struct slice *word)
{
	struct slice rest = *s;
	size_t n = 0;

	/* Most words are letters of ASCII, with another such byte behind. */
	while (n < rest.n && ascii_is_alpha(rest.p[n]))
		n++;
	if (n > 0 && n < rest.n && (unsigned char)rest.p[n] < 0x80 &&
	    rest.p[n] != '\'' && rest.p[n] != '`') {
		*word = slice(rest.p, n);
		step(s, n);
		return true;
	}
	do {
		size_t run = 0;

		while (run < rest.n && ascii_is_alpha(rest.p[run]))
			run++;
		step(&rest, run);
		n = run > 0 ? scan_apostrophe(rest) : 0;
		if (n == rest.n || !ascii_is_alpha(rest.p[n]))
			n = 0;
		if (n == 0)
			n = scan_letter(rest);
		step(&rest, n);
	} while (n > 0);
	*word = slice(s->p, (size_t)(rest.p - s->p));
	*s = rest;
	return word->n > 0;
}

bool
scan_char(struct slice *s, char c)
{
	if (s->n == 0 || *s->p != c)
		return false;
	step(s, 1);
	return true;
}

void
scan_gap(struct slice *s, const char *punctuation, size_t max, bool breaks)
{
	/* U+2013, U+2014, U+2212; U+00B7, U+2022 */
	static const char *const dashes[] = { "\xe2\x80\x93", "\xe2\x80\x94",
	    "\xe2\x88\x92", NULL };
	static const char *const bullets[] = { "\xc2\xb7", "\xe2\x80\xa2",
	    NULL };
	size_t n;

	for (; max > 0 && s->n > 0 && !ascii_is_alnum(*s->p); max--) {
		if ((n = scan_space(*s, breaks)) > 0)
			step(s, n);
		else if (*s->p != '\0' && strchr(punctuation, *s->p) != NULL)
			step(s, 1);
		else if ((unsigned char)*s->p < 0x80)
			return;
		else if (strchr(punctuation, '-') != NULL &&
		    (n = begins_with_one(*s, dashes)) > 0)
			step(s, n);
		else if (strchr(punctuation, '|') != NULL &&
		    (n = begins_with_one(*s, bullets)) > 0)
			step(s, n);
		else
			return;
	}
}
