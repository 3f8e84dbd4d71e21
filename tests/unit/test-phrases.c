/* SPDX-License-Identifier: MIT */
/* clean/phrases.h, fold and lib/swar.h: each against a plain way of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "clean/lexicon.h"
#include "clean/phrases.h"
#include "lib/ascii.h"
#include "lib/swar.h"

static uint32_t
roll(uint32_t *dice, uint32_t sides)
{
	*dice = *dice * 1664525 + 1013904223;
	return (*dice >> 16) % sides;
}

/* Has the byte at that place the answer yes? */
static bool
has(uint64_t mask, size_t byte)
{
	char s[SWAR_BYTES];

	swar_store(s, mask);
	return (unsigned char)s[byte] == 0x80;
}

/* Every byte at every place, beside random others. */
static void
bytes_are_told(void **state)
{
	uint32_t dice = 3;
	unsigned c;
	size_t at, i;

	(void)state;
	for (c = 0; c < 256; c++)
		for (at = 0; at < SWAR_BYTES; at++) {
			char s[SWAR_BYTES], lower[SWAR_BYTES];
			uint64_t word;

			for (i = 0; i < SWAR_BYTES; i++)
				s[i] = (char)roll(&dice, 256);
			s[at] = (char)c;
			word = swar_load(s);
			swar_store(lower, swar_lower(word));
			for (i = 0; i < SWAR_BYTES; i++) {
				char b = s[i];

				assert_int_equal(lower[i], ascii_lower(b));
				assert_int_equal(has(swar_alnum(word), i),
				    ascii_is_alnum(b));
				assert_int_equal(has(swar_unprinted(word), i),
				    (unsigned char)b < ' ' ||
				    (unsigned char)b > 127);
			}
		}
}

static void
words_are_told(void **state)
{
	static const struct { const char *s; size_t n; } cases[] = {
		{ "abcdefgh", 8 }, { "ab cd ef", 8 }, { "abcdefg ", 7 },
		{ " bcdefg ", 7 }, { "a  defgh", 0 }, { "abcdef  ", 0 },
		{ "abc\tefgh", 0 }, { "abc\x7f" "efgh", 0 },
		{ "abc\x80" "efgh", 0 }, { "a b c d ", 7 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(swar_words(swar_load(cases[i].s)),
		    cases[i].n);
}

/* Random text of pieces that meet the phrases in every way. */
static size_t
make_text(char *text, size_t max, uint32_t *dice)
{
	static const char *const pieces[] = {
		"baca", " juga", "baca juga", "a", "ab", " ", ".", ": ", "x",
		"[gambas", "]", "\xc3\xa9", "juga", "zz", "9", "baca juga:",
	};
	size_t n = 0, want = roll(dice, (uint32_t)max - 16);

	while (n < want) {
		const char *piece = pieces[roll(dice, 16)];

		memcpy(text + n, piece, strlen(piece));
		n += strlen(piece);
	}
	return n;
}

static bool
is_word(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

static bool
stands(struct slice text, size_t at, struct slice phrase, bool whole)
{
	size_t end = at + phrase.n;

	if (end > text.n || memcmp(text.p + at, phrase.p, phrase.n) != 0)
		return false;
	if (whole && at > 0 && is_word(text.p[at]) && is_word(text.p[at - 1]))
		return false;
	return end == text.n || !is_word(text.p[end]) ||
	    !is_word(text.p[end - 1]);
}

/* The same questions asked of every phrase at every place. */
static void
compare(const struct phrases *l, struct slice text, unsigned mask)
{
	struct words_hit hit = { 0 };
	int start = phrase_at_start(l, text, mask), within;
	size_t i, at, longest = 0, end = SIZE_MAX, begin = 0;
	bool ends = false;

	within = phrase_within(l, text, mask, &hit);
	for (i = 0; i < l->n; i++) {
		struct slice s = l->list[i].text;

		if ((1u << l->list[i].what & mask) == 0)
			continue;
		ends |= s.n <= text.n && memcmp(text.p + text.n - s.n, s.p,
		    s.n) == 0;
		if (s.n > longest && stands(text, 0, s, false))
			longest = s.n;
		for (at = 0; at < text.n; at++)
			if (stands(text, at, s, true) && (at + s.n < end ||
			    (at + s.n == end && at < begin))) {
				begin = at;
				end = at + s.n;
			}
	}
	assert_int_equal(start < 0 ? 0 : l->list[start].text.n, longest);
	assert_int_equal(within >= 0, end != SIZE_MAX);
	if (within >= 0) {
		assert_int_equal(hit.begin, begin);
		assert_int_equal(hit.end, end);
	}
	assert_int_equal(phrase_at_end(l, text, mask), ends);
}

static void
phrases_are_found(void **state)
{
	static const char *const list[] = {
		"baca", "baca juga", "baca juga:", "juga", "a", "ab",
		"[gambas", "x9", "zz zz", "\xc3\xa9", "aca", "juga baca",
	};
	struct phrases l = { .list = NULL };
	uint32_t dice = 11;
	char text[96];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		phrases_add(&l, slice_str(list[i]), (unsigned)(i % 4));
	for (i = 0; i < 30000; i++)
		compare(&l, slice(text, make_text(text, sizeof(text), &dice)),
		    1 + roll(&dice, 15));
	phrases_free(&l);
}

/* What fold keeps of ASCII, one character after another. */
static size_t
fold_plain(char *out, struct slice text)
{
	size_t i, n = 0;

	for (i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (!ascii_is_space(c))
			out[n++] = ascii_lower(c);
		else if (n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	return n > 0 && out[n - 1] == ' ' ? n - 1 : n;
}

static void
ascii_is_folded(void **state)
{
	static const char bytes[] = "aB z\n\t  C.9'\"\x01";
	uint32_t dice = 5;
	char text[80], want[80];
	struct buf out;
	size_t i, n, round;

	(void)state;
	buf_init(&out, 1000);
	for (round = 0; round < 20000; round++) {
		n = roll(&dice, sizeof(text));
		for (i = 0; i < n; i++)
			text[i] = bytes[roll(&dice, sizeof(bytes) - 1)];
		buf_reset(&out);
		(void)buf_adds(&out, "x ");
		fold(&out, slice(text, n));
		n = fold_plain(want, slice(text, n));
		assert_int_equal(out.len, n + 2);
		assert_memory_equal(out.data + 2, want, n);
	}
	buf_free(&out);
}

static void
signs_are_folded(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1000);
	fold(&out, slice_str("\xe2\x80\xa2 \xe2\x80\x9c" "BACA\xc2\xa0 JUGA"
	    "\xe2\x80\x9d \xe2\x80\x93 Caf\xc3\xa9\xe2\x80\x8b!"));
	assert_string_equal(buf_str(&out), "\"baca juga\" - caf\xc3\xa9!");
	buf_free(&out);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_are_told),
		cmocka_unit_test(words_are_told),
		cmocka_unit_test(phrases_are_found),
		cmocka_unit_test(ascii_is_folded),
		cmocka_unit_test(signs_are_folded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
