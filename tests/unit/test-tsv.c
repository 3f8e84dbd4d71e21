/* SPDX-License-Identifier: MIT */
/* The TSV reader and writer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/tsv.h"
#include "lib/utf8.h"

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

/* Rows with characters of every length, and every fault, one after another. */
static const char mixed[] =
    "a\tb\n"
    "plain\tascii, longer than a word\n"
    "\xc3\xa9\t\xe2\x80\x9cx\xe2\x80\x9d \xf0\x9f\x97\xb3\n"
    "x\xe2\x80\t\x9c\n"
    "x\ty\r\n"
    "\xe2\x80\x9c\t\0\n"
    "one cell\n"
    "\xed\xa0\x80\t\n"
    "last\t\xe2\x80\x9d\n";

/* A socket from which each read(2) gets the next n bytes of mixed. */
static int
socket_of(size_t n)
{
	size_t at, left;
	int fd[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fd), 0);
	for (at = 0; at < sizeof(mixed) - 1; at += n) {
		left = sizeof(mixed) - 1 - at;
		if (n < left)
			left = n;
		assert_int_equal(send(fd[1], mixed + at, left, 0),
		    (ssize_t)left);
	}
	assert_int_equal(close(fd[1]), 0);
	return fd[0];
}

/* What a line is does not depend on how the input was cut into reads. */
static void
test_any_split(void **state)
{
	static const struct { size_t column; const char *why; } want[] = {
		{ 0, NULL }, { 0, NULL }, { 1, "invalid UTF-8" },
		{ 2, "carriage return" }, { 2, "NUL byte" },
		{ 0, "1 cells where the header has 2" },
		{ 1, "invalid UTF-8" }, { 0, NULL },
	};
	size_t n, i;

	(void)state;
	for (n = 1; n < sizeof(mixed); n++) {
		struct tsv t;

		tsv_open(&t, socket_of(n), "in");
		assert_int_equal(tsv_header(&t), GOT_RECORD);
		for (i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
			enum got got = tsv_next(&t);

			assert_int_equal(t.line, i + 2);
			assert_int_equal(t.column, want[i].column);
			assert_int_equal(got,
			    want[i].why != NULL ? GOT_BAD : GOT_RECORD);
			if (got == GOT_BAD)
				assert_string_equal(t.why, want[i].why);
		}
		assert_int_equal(tsv_next(&t), GOT_END);
		finish(&t);
	}
}

/* What the reader must say of a line, looked at a byte at a time. */
static const char *
fault_of(const char *line, size_t n)
{
	size_t i, len, tabs = 0;
	uint32_t c;

	if (memchr(line, '\0', n) != NULL)
		return "NUL byte";
	if (memchr(line, '\r', n) != NULL)
		return "carriage return";
	for (i = 0; i < n; i += len) {
		len = utf8_decode(line + i, n - i, &c);
		if (c == 0xfffd && (len != 3 ||
		    memcmp(line + i, "\xef\xbf\xbd", 3) != 0))
			return "invalid UTF-8";
		tabs += line[i] == '\t';
	}
	return tabs == 2 ? NULL : "cells";
}

/* Random lines of awkward bytes, read and compared with fault_of. */
static void
test_random_lines(void **state)
{
	static const char awkward[] = "aaaaaaaaa\t\t\r\xe2\x80\x9c\xc3\xa9";
	char text[4096];
	unsigned seed = 1;
	int round;

	(void)state;
	for (round = 0; round < 2000; round++) {
		size_t n = (size_t)snprintf(text, sizeof(text), "a\tb\tc\n");
		const char *line = text + n, *lf;
		struct tsv t;
		enum got got;

		while (n < sizeof(text) - 1) {
			seed = seed * 1103515245 + 12345;
			text[n++] = seed >> 16 & 7 ?
			    awkward[(seed >> 19) % sizeof(awkward)] : '\n';
		}
		text[n++] = '\n';
		start(&t, text, n);
		assert_int_equal(tsv_header(&t), GOT_RECORD);
		for (; (got = tsv_next(&t)) != GOT_END; line = lf + 1) {
			const char *why;

			lf = memchr(line, '\n', n);
			assert_non_null(lf);
			why = fault_of(line, (size_t)(lf - line));
			assert_int_equal(got,
			    why != NULL ? GOT_BAD : GOT_RECORD);
			if (why != NULL)
				assert_non_null(strstr(t.why, why));
		}
		assert_ptr_equal(line, text + n);
		finish(&t);
	}
}

/* The names of a file may be long; the place in it must still be said. */
static void
test_where(void **state)
{
	char *name = calloc(5000, 1);
	struct tsv t;
	const char *where;

	(void)state;
	assert_non_null(name);
	memset(name, 'n', 4999);
	tsv_open(&t, -1, name);
	t.line = 12;
	where = tsv_where(&t);
	assert_string_equal(where + strlen(where) - 7, "n...:12");
	t.column = 3;
	where = tsv_where(&t);
	assert_string_equal(where + strlen(where) - 9, "n...:12:3");
	t.name = "in";
	assert_string_equal(tsv_where(&t), "in:12:3");
	tsv_close(&t);
	free(name);
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
	tsv_puts(&row, "(\"a\"),\t\"b\x7f\"\x1f" "c\n\"d\"");
	assert_row(&row, 0, "(\xe2\x80\x9c" "a\xe2\x80\x9d), \xe2\x80\x9c"
	    "b\xe2\x80\x9d" "c \xe2\x80\x9c" "d\xe2\x80\x9d\n");
	tsv_put_text(&row, slice("\0\x02\r", 3));
	assert_row(&row, 0, "\\r\n");
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
		cmocka_unit_test(test_any_split),
		cmocka_unit_test(test_random_lines),
		cmocka_unit_test(test_where),
		cmocka_unit_test(test_cut_last_line),
		cmocka_unit_test(test_bad_headers),
		cmocka_unit_test(test_read_error),
		cmocka_unit_test(test_unescape),
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_write_over_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
