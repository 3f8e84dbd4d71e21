/* SPDX-License-Identifier: MIT */
/* The scanner of many lines, on every path, beside one byte after another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/tsv_scan.h"
#include "lib/utf8.h"

#define CASES 20000
#define MAX_BYTES 700

static uint64_t seed = 7;

static unsigned
pick(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* Mostly cells and lines; now and then what is odd.  Ends with LF. */
static size_t
random_text(char *s)
{
	static const char *const pieces[] = { "\t", "\t", "\n", "\xc3\xa9",
	    "\xe2\x80\x9c", "\xf0\x9f\x98\x80", "a", "some words", "7",
	    "\x7f", "\x01", "\x0b" };
	static const char *const odd[] = { "\r", "\xff", "\xc3", "\xe2\x80",
	    "\x80", "\xed\xa0\x80" };
	size_t n = 0, max = pick(MAX_BYTES - 20), i;
	unsigned oddness = pick(3) == 0 ? 40 : 0;

	while (n < max) {
		const char *piece = oddness > 0 && pick(oddness) == 0 ?
		    odd[pick(6)] : pieces[pick(12)];

		if (oddness > 0 && pick(200) == 0) {
			s[n++] = '\0';
			continue;
		}
		for (i = 0; piece[i] != '\0'; i++)
			s[n++] = piece[i];
	}
	s[n++] = '\n';
	return n;
}

static void
check(const struct tsv_marks *m, const char *s, size_t n)
{
	size_t i, at = 0, lines = 0;

	assert_int_equal(m->end[-1], UINT32_MAX);
	for (i = 0; i < n; i++) {
		if (s[i] != '\t' && s[i] != '\n')
			continue;
		assert_true(at < m->n);
		assert_int_equal(m->end[at], i);
		at++;
		lines += s[i] == '\n';
	}
	assert_int_equal(m->n, at);
	assert_int_equal(m->lines, lines);
	assert_int_equal(m->odd, memchr(s, '\0', n) != NULL ||
	    memchr(s, '\r', n) != NULL || utf8_invalid(s, n) != NULL);
}

static void
scan_cases(const char *path)
{
	/* On the heap and of the very size, so that a sanitizer sees a byte
	   too many. */
	struct tsv_marks m = { 0 };
	char text[MAX_BYTES], *s;
	size_t i, n;

	assert_int_equal(setenv("KLIPING_SIMD", path, 1), 0);
	for (i = 0; i < CASES; i++) {
		n = random_text(text);
		s = malloc(n);
		assert_non_null(s);
		memcpy(s, text, n);
		tsv_scan(&m, s, n);
		check(&m, s, n);
		free(s);
	}
	tsv_marks_free(&m);
}

static void
test_machine(void **state)
{
	(void)state;
	scan_cases("");
}

static void
test_portable(void **state)
{
	(void)state;
	scan_cases("portable");
}

static bool
is_regular(const char *s, size_t width)
{
	struct tsv_marks m = { 0 };
	bool regular;

	tsv_scan(&m, s, strlen(s));
	regular = tsv_is_regular(&m, s, width);
	tsv_marks_free(&m);
	return regular;
}

static void
test_regular(void **state)
{
	(void)state;
	assert_true(is_regular("a\tb\nc\td\n", 2));
	assert_true(is_regular("a\n\nc\n", 1));
	assert_true(is_regular("\t\t\n", 3));
	assert_false(is_regular("a\tb\nc\n", 2));
	/* As many cells as there should be, but not where. */
	assert_false(is_regular("a\tb\tc\nd\n", 2));
	assert_false(is_regular("a\nb\tc\td\n", 2));
	assert_false(is_regular("a\tb\r\nc\td\n", 2));
	assert_false(is_regular("a\tb\xff\nc\td\n", 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_machine),
		cmocka_unit_test(test_portable),
		cmocka_unit_test(test_regular),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
