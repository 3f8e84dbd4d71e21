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
#include "tests/unit/pick.h"

#define CASES 3000
#define MAX_BYTES 9000	/* more than is scanned without a pause */
#define MAX_WIDTH 200

/* Mostly cells and lines; now and then what is odd.  Ends with LF. */
static size_t
random_text(char *s)
{
	static const char *const pieces[] = { "\t", "\t", "\n", "\xc3\xa9",
	    "\xe2\x80\x9c", "\xf0\x9f\x98\x80", "a", "some words", "7",
	    "\x7f", "\x01", "\x0b" };
	static const char *const odd[] = { "\r", "\xff", "\xc3", "\xe2\x80",
	    "\x80", "\xed\xa0\x80" };
	size_t n = 0, max = pick(pick(MAX_BYTES - 20) + 1), i;
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

/* Whether the text is rows of width cells, looking at one byte after another. */
static bool
is_regular(const char *s, size_t n, size_t width)
{
	size_t i, cells = 1;

	for (i = 0; i < n; i++) {
		if (s[i] == '\t')
			cells++;
		else if (s[i] == '\n' && cells != width)
			return false;
		else if (s[i] == '\n')
			cells = 1;
	}
	return memchr(s, '\0', n) == NULL && memchr(s, '\r', n) == NULL &&
	    utf8_invalid(s, n) == NULL;
}

/* Every wanted cell of every row is where it is in the text. */
static void
check_cells(const struct tsv_marks *m, const char *s, const bool *wanted)
{
	const uint32_t *end = m->end;
	const char *at = s, *stop;
	size_t row, cell;

	for (row = 0; row < m->lines; row++, end += m->stride) {
		assert_int_equal((uint32_t)(end[-1] + 1), at - s);
		for (cell = 0; cell < m->width; cell++, at = stop + 1) {
			const uint32_t *mark = end + m->at[cell];

			stop = at + strcspn(at, "\t\n");
			if (!wanted[cell])
				continue;
			assert_int_equal((uint32_t)(mark[-1] + 1), at - s);
			assert_int_equal(mark[0], stop - s);
		}
		assert_int_equal(end[m->stride - 1], at - 1 - s);
	}
}

static void
check(const struct tsv_marks *m, const char *s, size_t n, const bool *wanted)
{
	size_t i, lines = 0;

	for (i = 0; i < n; i++)
		lines += s[i] == '\n';
	assert_int_equal(m->end[-1], UINT32_MAX);
	assert_int_equal(m->lines, lines);
	assert_int_equal(m->regular, is_regular(s, n, m->width));
	if (m->regular)
		check_cells(m, s, wanted);
}

/* Rows of so many cells; now and then one too few or too many, or what is odd.
   Ends with LF. */
static size_t
random_rows(char *s, size_t width)
{
	static const char *const pieces[] = { "", "", "a", "some words", "7",
	    "\xc3\xa9", "\xe2\x80\x9c quoted", "\xf0\x9f\x98\x80",
	    "a cell that is longer than others are, by far, and goes on" };
	size_t n = 0, max = pick(MAX_BYTES / 2), i, cells;
	unsigned oddness = pick(3) == 0 ? 40 : 0;

	do {
		cells = width;
		if (oddness > 0 && pick(oddness) == 0)
			cells += pick(2) == 0 && cells > 1 ? -(size_t)1 : 1;
		for (i = 0; i < cells && n < MAX_BYTES - 100; i++) {
			const char *piece = pieces[pick(9)];

			memcpy(s + n, piece, strlen(piece));
			n += strlen(piece);
			s[n++] = i + 1 < cells ? '\t' : '\n';
		}
	} while (n < max);
	s[n - 1] = '\n';
	return n;
}

/* On the heap and of the very size, so that a sanitizer sees a byte too
   many. */
static void
scan_case(struct tsv_marks *m, const char *text, size_t n, size_t width)
{
	bool wanted[MAX_WIDTH];
	char *s = malloc(n);
	size_t i;

	assert_non_null(s);
	memcpy(s, text, n);
	for (i = 0; i < width; i++)
		wanted[i] = pick(3) == 0;
	tsv_marks_want(m, width, wanted);
	tsv_scan(m, s, n);
	check(m, s, n, wanted);
	free(s);
}

static void
scan_cases(const char *path)
{
	struct tsv_marks m = { 0 };
	char text[MAX_BYTES];
	size_t i, n, width;

	assert_int_equal(setenv("KLIPING_SIMD", path, 1), 0);
	for (i = 0; i < CASES; i++) {
		width = 1 + pick(pick(MAX_WIDTH) + 1);
		n = random_text(text);
		scan_case(&m, text, n, width);
		n = random_rows(text, width);
		scan_case(&m, text, n, width);
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

/* Machines that lay patterns over marks slowly go this way. */
static void
test_without_deposit(void **state)
{
	(void)state;
	scan_cases("avx2");
}

static bool
finds_regular(const char *s, size_t width)
{
	const bool wanted[MAX_WIDTH] = { false };
	struct tsv_marks m = { 0 };
	bool regular;

	tsv_marks_want(&m, width, wanted);
	tsv_scan(&m, s, strlen(s));
	regular = m.regular;
	tsv_marks_free(&m);
	return regular;
}

static void
test_regular(void **state)
{
	(void)state;
	assert_true(finds_regular("a\tb\nc\td\n", 2));
	assert_true(finds_regular("a\n\nc\n", 1));
	assert_true(finds_regular("\t\t\n", 3));
	assert_false(finds_regular("a\tb\nc\n", 2));
	/* As many cells as there should be, but not where. */
	assert_false(finds_regular("a\tb\tc\nd\n", 2));
	assert_false(finds_regular("a\nb\tc\td\n", 2));
	assert_false(finds_regular("a\tb\r\nc\td\n", 2));
	assert_false(finds_regular("a\tb\xff\nc\td\n", 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_machine),
		cmocka_unit_test(test_portable),
		cmocka_unit_test(test_without_deposit),
		cmocka_unit_test(test_regular),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
