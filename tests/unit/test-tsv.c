/* SPDX-License-Identifier: MIT */
/* The TSV reader and writer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/tsv.h"

/* A pipe that holds the n bytes of text, its writing end closed. */
static int
pipe_of(const char *text, size_t n)
{
	int fd[2];

	assert_int_equal(pipe(fd), 0);
	assert_int_equal(write(fd[1], text, n), (ssize_t)n);
	assert_int_equal(close(fd[1]), 0);
	return fd[0];
}

static void
start(struct tsv *t, const char *text, size_t n)
{
	tsv_open(t, pipe_of(text, n), "in");
}

static void
finish(struct tsv *t)
{
	assert_int_equal(close(t->fd), 0);
	tsv_close(t);
}

static void
test_rows(void **state)
{
	static const char text[] = "a\tb\n1\t2\n\t\n";
	struct tsv t;

	(void)state;
	start(&t, text, sizeof(text) - 1);
	assert_int_equal(tsv_header(&t), GOT_RECORD);
	assert_int_equal(tsv_column(&t, "b"), 1);
	assert_int_equal(tsv_column(&t, "c"), -1);
	assert_int_equal(tsv_next(&t), GOT_RECORD);
	assert_true(slice_is(t.field[0], "1"));
	assert_true(slice_is(t.field[1], "2"));
	assert_int_equal(tsv_next(&t), GOT_RECORD);
	assert_int_equal(t.field[1].n, 0);
	assert_int_equal(tsv_next(&t), GOT_END);
	assert_int_equal(t.line, 3);
	finish(&t);
}

/* Each bad line costs itself alone, and the reader says where. */
static void
test_bad_lines(void **state)
{
	static const char text[] =
	    "a\tb\n1\nx\t\xff\nx\ty\r\nx\0\ty\nlast\trow\n";
	static const struct { size_t column; const char *why; } want[] = {
		{ 0, "1 cells where the header has 2" },
		{ 2, "invalid UTF-8" },
		{ 2, "carriage return" },
		{ 1, "NUL byte" },
	};
	struct tsv t;
	size_t i;

	(void)state;
	start(&t, text, sizeof(text) - 1);
	assert_int_equal(tsv_header(&t), GOT_RECORD);
	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		assert_int_equal(tsv_next(&t), GOT_BAD);
		assert_string_equal(t.why, want[i].why);
		assert_int_equal(t.column, want[i].column);
	}
	assert_int_equal(tsv_next(&t), GOT_RECORD);
	assert_true(slice_is(t.field[0], "last"));
	assert_int_equal(tsv_next(&t), GOT_END);
	finish(&t);
}

static void
test_cut_last_line(void **state)
{
	static const char text[] = "a\tb\n1\t2\n3\t";
	struct tsv t;

	(void)state;
	start(&t, text, sizeof(text) - 1);
	assert_int_equal(tsv_header(&t), GOT_RECORD);
	assert_int_equal(tsv_next(&t), GOT_RECORD);
	assert_int_equal(tsv_next(&t), GOT_BROKEN);
	assert_string_equal(t.why, "last line has no line feed");
	finish(&t);
}

static void
test_bad_headers(void **state)
{
	static const struct { const char *text; enum got got; } cases[] = {
		{ "", GOT_END },
		{ "a\tb", GOT_BROKEN },
		{ "\xef\xbb\xbf" "a\tb\n", GOT_BROKEN },
		{ "a\ta\n", GOT_BROKEN },
		{ "a\t\n", GOT_BROKEN },
		{ "a\r\n", GOT_BROKEN },
		{ "\xff\n", GOT_BROKEN },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tsv t;

		start(&t, cases[i].text, strlen(cases[i].text));
		assert_int_equal(tsv_header(&t), cases[i].got);
		finish(&t);
	}
}

static void
test_read_error(void **state)
{
	struct tsv t;

	(void)state;
	tsv_open(&t, -1, "in");
	assert_int_equal(tsv_header(&t), GOT_BROKEN);
	tsv_close(&t);
}

static void
test_unescape(void **state)
{
	static const char *const bad[] = { "\\", "a\\", "\\x", "\\\\\\" };
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, 64);
	assert_int_equal(tsv_unescape(&out, slice_str("a\\tb\\n\\\\n\\r")), 0);
	assert_string_equal(buf_str(&out), "a\tb\n\\n\r");
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(tsv_unescape(&out, slice_str(bad[i])), -1);
	buf_free(&out);
}

/* What one row looks like in the file. */
static void
assert_row(struct buf *row, int rc, const char *want)
{
	char got[256] = "";
	FILE *fp = tmpfile();
	size_t n;

	assert_non_null(fp);
	assert_int_equal(tsv_end(row, fp), rc);
	rewind(fp);
	n = fread(got, 1, sizeof(got) - 1, fp);
	got[n] = '\0';
	assert_string_equal(got, want);
	assert_int_equal(fclose(fp), 0);
}

static void
test_write(void **state)
{
	struct buf row;

	(void)state;
	buf_init(&row, 64);
	tsv_puts(&row, "");
	tsv_put(&row, slice("\"a\"\tb\0c\nd", 9));
	tsv_putn(&row, -7);
	tsv_puts(&row, "");
	assert_row(&row, 0, "\t\xe2\x80\x9c" "a\xe2\x80\x9d bc d\t-7\t\n");
	tsv_put_text(&row, slice_str("\"a\"\tb\\\n\x01"));
	assert_row(&row, 0, "\"a\"\\tb\\\\\\n\n");
	buf_free(&row);
}

static void
test_write_over_ceiling(void **state)
{
	struct buf row;

	(void)state;
	buf_init(&row, 4);
	tsv_puts(&row, "12345");
	assert_row(&row, -1, "");
	tsv_puts(&row, "1");
	assert_row(&row, 0, "1\n");
	buf_free(&row);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_cut_last_line),
		cmocka_unit_test(test_bad_headers),
		cmocka_unit_test(test_read_error),
		cmocka_unit_test(test_unescape),
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_write_over_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
