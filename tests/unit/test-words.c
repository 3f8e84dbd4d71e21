/* SPDX-License-Identifier: MIT */
/* Words of a text: in blocks of bytes, across their bounds, and one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "extract/block.h"
#include "extract/match.h"
#include "extract/matcher.h"
#include "extract/token.h"

static void
blocks_are_the_same(void **state)
{
	char bytes[BLOCK_BYTES];
	struct block fast, plain;
	uint32_t random = 1;
	size_t i, round;

	(void)state;
	for (round = 0; round < 2000; round++) {
		for (i = 0; i < BLOCK_BYTES; i++) {
			random = random * 1664525 + 1013904223;
			bytes[i] = (char)(random >> 24);
		}
		block_read(&fast, bytes);
		block_read_plain(&plain, bytes);
		assert_memory_equal(&fast, &plain, sizeof(fast));
		assert_true(block_marks(bytes) == block_marks_plain(bytes));
	}
}

/* Every word of a text, against what token_next says of it. */
static void
compare(const struct matcher *m, struct slice text)
{
	struct passage p = { 0 };
	struct token t;
	size_t at = 0, n = 0;

	passage_read(&p, m, text);
	for (; token_next(&t, text, &at); n++) {
		assert_true(n < p.ntokens);
		assert_int_equal(p.token[n].begin, t.begin);
		assert_int_equal(p.token[n].end, t.end);
		assert_int_equal(p.token[n].gap, t.gap);
		assert_int_equal(p.token[n].shape, t.shape);
	}
	assert_int_equal(n, p.ntokens);
	passage_free(&p);
}

/* Texts of letters, signs and characters beyond ASCII, of every length, so
   that each stands at every place of a block. */
static void
words_are_the_same(void **state)
{
	static const char *const pieces[] = {
		"a", "Polres", "TNI", "2024", "300an", "sekolah-sekolah",
		"\xc3\xa9", "M\xc3\xbcller", "\xe2\x80\x9c", "\xe2\x80\x99",
		"\xc2\xa0", "\xf0\x9f\x98\x80", "\xef\xbc\x82", " ", ". ",
		", ", "\n", "(", ")", " - ", "\xe2\x80\x93", "\x80", "\xe2\x80"
	};
	struct matcher *m = matcher_new();
	char text[512];
	uint32_t random = 7;
	size_t n, round, piece;

	(void)state;
	for (round = 0; round < 20000; round++) {
		for (n = 0; n < (round % 400); n += strlen(pieces[piece])) {
			random = random * 1664525 + 1013904223;
			piece = (random >> 16) %
			    (sizeof(pieces) / sizeof(*pieces));
			memcpy(text + n, pieces[piece], strlen(pieces[piece]));
		}
		compare(m, slice(text, n));
	}
	matcher_free(m);
}

static uint32_t
find(const struct matcher *m, const char *s)
{
	return matcher_find(m, s, strlen(s), strlen(s));
}

/* Words are told apart in every length, whatever part of them differs. */
static void
words_have_keys(void **state)
{
	struct matcher *m = matcher_new();
	char word[64];
	size_t n, i;

	(void)state;
	for (n = 1; n < 40; n++) {
		memset(word, 'a', n);
		word[n] = '\0';
		(void)matcher_add(m, LEX_PLACE, (uint32_t)n, slice_str(word),
		    0);
	}
	for (n = 1; n < 40; n++) {
		memset(word, 'A', n);
		word[n] = '\0';
		assert_int_not_equal(find(m, word), 0);
		assert_int_equal(matcher_find(m, word, n, sizeof(word)),
		    find(m, word));
		for (i = 0; i < n; i++) {
			word[i] = 'b';
			assert_int_equal(find(m, word), 0);
			word[i] = 'A';
		}
	}
	matcher_free(m);
}

static void
signs_are_no_letters_of_keys(void **state)
{
	struct matcher *m = matcher_new();

	(void)state;
	(void)matcher_add(m, LEX_PLACE, 1, slice_str("k\xc3\x81"), 0);
	assert_int_not_equal(find(m, "K\xc3\x81"), 0);
	assert_int_equal(find(m, "K\xc3\xa1"), 0);
	matcher_free(m);
}

static void
clitics_have_bounds(void **state)
{
	struct matcher *m = matcher_new();
	int i;

	(void)state;
	assert_int_equal(matcher_add_clitic(m, slice_str("")), -1);
	assert_int_equal(matcher_add_clitic(m, slice_str("abcdefghijklmnop")),
	    -1);
	for (i = 0; i < MATCHER_MAX_CLITICS; i++)
		assert_int_equal(matcher_add_clitic(m, slice_str("nya")), 0);
	assert_int_equal(matcher_add_clitic(m, slice_str("nya")), -1);
	matcher_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_the_same),
		cmocka_unit_test(words_are_the_same),
		cmocka_unit_test(words_have_keys),
		cmocka_unit_test(signs_are_no_letters_of_keys),
		cmocka_unit_test(clitics_have_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
