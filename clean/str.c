/* SPDX-License-Identifier: MIT */
/*
 * Questions about short texts: what they look like, by capitals, digits and
 * punctuation.  Knows no word.
 */
#include <string.h>

#include "clean/str.h"
#include "lib/ascii.h"
#include "lib/swar.h"

struct slice
str_trim(struct slice s)
{
	return str_strip(s, "");
}

static bool
is_one_of(char c, const char *chars)
{
	return c != '\0' && strchr(chars, c) != NULL;
}

struct slice
str_strip(struct slice s, const char *chars)
{
	while (s.n > 0 && (ascii_is_space(*s.p) || is_one_of(*s.p, chars))) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && (ascii_is_space(s.p[s.n - 1]) ||
	    is_one_of(s.p[s.n - 1], chars)))
		s.n--;
	return s;
}

struct slice
str_lower(struct buf *out, struct slice text)
{
	size_t i;

	buf_reset(out);
	if (buf_reserve(out, text.n + 1) != 0)
		return slice("", 0);
	for (i = 0; i + SWAR_BYTES <= text.n; i += SWAR_BYTES)
		swar_store(out->data + i, swar_lower(swar_load(text.p + i)));
	for (; i < text.n; i++)
		out->data[i] = ascii_lower(text.p[i]);
	out->data[text.n] = '\0';
	out->len = text.n;
	return slice(out->data, out->len);
}

size_t
str_words(struct slice s)
{
	size_t i, n = 0;
	bool space = true, was;

	for (i = 0; i < s.n; i++) {
		was = space;
		space = ascii_is_space(s.p[i]);
		n += was && !space;
	}
	return n;
}

/* Take a closing quote or bracket off the end; false when there is none. */
static bool
drop_closer(struct slice *s)
{
	static const char *const closers[] = {
		"\"", "'", ")", "]", "\xe2\x80\x9d", "\xe2\x80\x99",
		"\xe2\x80\x9c", "\xc2\xbb", "*",
	};
	size_t i;

	for (i = 0; i < sizeof(closers) / sizeof(closers[0]); i++) {
		size_t n = strlen(closers[i]);

		if (s->n > n && memcmp(s->p + s->n - n, closers[i], n) == 0) {
			s->n -= n;
			return true;
		}
	}
	return false;
}

bool
str_ends_sentence(struct slice s)
{
	static const char *const wide[] =
	    { "\xe2\x80\xa6", "\xe3\x80\x82", "\xe0\xa5\xa4" };
	size_t i;

	s = str_trim(s);
	while (drop_closer(&s))
		s = str_trim(s);
	if (s.n == 0)
		return false;
	if (is_one_of(s.p[s.n - 1], ".!?"))
		return true;
	for (i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (s.n >= 3 && memcmp(s.p + s.n - 3, wide[i], 3) == 0)
			return true;
	return false;
}

bool
str_has_sentences(struct slice s)
{
	size_t i;

	for (i = 1; i + 2 < s.n; i++)
		if (is_one_of(s.p[i], ".!?") && s.p[i + 1] == ' ' &&
		    ascii_is_lower(s.p[i - 1]) &&
		    (i < 3 || s.p[i - 3] != ' '))
			return true;
	return false;
}

bool
str_is_symbols(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (ascii_is_alnum(s.p[i]) || (c >= 0xc3 && c != 0xe2 &&
		    c != 0xef && c != 0xf0))
			return false;
		if (c == 0xe2 || c == 0xef)
			i += 2;
		else if (c == 0xf0)
			i += 3;
		else if (c == 0xc2)
			i++;
	}
	return true;
}

/* Words that stand small inside names. */
static bool
is_particle(struct slice word)
{
	static const char *const particles[] = {
		"al", "bin", "binti", "bt", "da", "de", "del", "den", "der",
		"di", "dos", "du", "el", "la", "le", "van", "von", "y",
	};
	size_t i;

	for (i = 0; i < sizeof(particles) / sizeof(particles[0]); i++)
		if (slice_is(word, particles[i]))
			return true;
	return false;
}

bool
str_is_name(struct slice s)
{
	size_t i, start = 0, words = 0;

	s = str_trim(s);
	if (s.n < 2 || s.n > 60)
		return false;
	for (i = 0; i <= s.n; i++) {
		struct slice word;
		unsigned char c;

		if (i < s.n && (ascii_is_digit(s.p[i]) ||
		    is_one_of(s.p[i], ":/@#!?\"()[]{}<>|;&%=+*")))
			return false;
		if (i < s.n && s.p[i] != ' ')
			continue;
		word = slice(s.p + start, i - start);
		start = i + 1;
		if (word.n == 0)
			continue;
		words++;
		c = (unsigned char)word.p[0];
		if (!ascii_is_upper(word.p[0]) && c < 0x80 &&
		    !is_particle(word))
			return false;
	}
	return words >= 1 && words <= 6;
}

bool
str_is_host(struct slice s)
{
	size_t i, dots = 0, label = 0;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '.') {
			if (label == 0)
				return false;
			dots++;
			label = 0;
		} else if (ascii_is_alnum(s.p[i]) || s.p[i] == '-')
			label++;
		else
			return false;
	}
	return dots > 0 && label >= 2 && label <= 6 && s.n >= 5 &&
	    s.n <= 60 && !ascii_is_digit(s.p[s.n - 1]);
}
