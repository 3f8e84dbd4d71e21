/* SPDX-License-Identifier: MIT */
/* The TSV reader of many lines at once: whole rows, and lines over a ceiling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/tsv.h"

#define CEILING 200000
#define LONG 500000	/* more than is read at once, several times over */

static void
put_long(FILE *fp, size_t n)
{
	for (; n > 0; n--)
		(void)putc('x', fp);
}

/* Rows with their numbers, some long ones between. */
static FILE *
make_table(size_t rows, size_t every, const char *end)
{
	FILE *fp = tmpfile();
	size_t i;

	assert_non_null(fp);
	(void)fputs("name\n", fp);
	for (i = 1; i <= rows; i++) {
		(void)fprintf(fp, "row %zu\n", i);
		if (i % every > 0)
			continue;
		put_long(fp, LONG);
		(void)putc('\n', fp);
	}
	(void)fputs(end, fp);
	rewind(fp);
	return fp;
}

static void
start(struct tsv *t, FILE *fp, struct buf *block)
{
	tsv_open(t, fileno(fp), "in");
	tsv_limit(t, CEILING);
	tsv_block_init(block);
	assert_int_equal(tsv_header(t), GOT_RECORD);
}

/* Every row of the block is the next one. */
static size_t
check_rows(const struct buf *block, size_t row)
{
	const char *s = block->data, *end = s + block->len;
	char want[32];
	size_t n;

	for (; s < end; s += n) {
		n = (size_t)snprintf(want, sizeof(want), "row %zu\n", ++row);
		assert_true((size_t)(end - s) >= n);
		assert_memory_equal(s, want, n);
	}
	return row;
}

static void
read_all(FILE *fp, size_t rows, size_t longs, enum got last, const char *why)
{
	size_t row = 0, bad = 0;
	struct buf block;
	struct tsv t;
	enum got got;

	start(&t, fp, &block);
	while ((got = tsv_block(&t, &block)) == GOT_RECORD || got == GOT_BAD) {
		bad += got == GOT_BAD;
		assert_true(got == GOT_BAD || block.cap >= block.len +
		    TSV_BLOCK_SLACK);
		if (got == GOT_RECORD)
			row = check_rows(&block, row);
		else
			assert_string_equal(t.why, TSV_OVER_CEILING);
	}
	assert_int_equal(got, last);
	if (why != NULL)
		assert_string_equal(t.why, why);
	assert_int_equal(row, rows);
	assert_int_equal(bad, longs);
	buf_free(&block);
	tsv_close(&t);
	(void)fclose(fp);
}

static void
test_rows(void **state)
{
	size_t n;

	(void)state;
	read_all(make_table(0, 1, ""), 0, 0, GOT_END, NULL);
	/* Few rows, of every size, come with the header. */
	for (n = 1; n < 300; n++)
		read_all(make_table(n, 1000, ""), n, 0, GOT_END, NULL);
	read_all(make_table(100000, 1000000, ""), 100000, 0, GOT_END, NULL);
}

static void
test_long_lines(void **state)
{
	(void)state;
	read_all(make_table(50000, 10000, ""), 50000, 5, GOT_END, NULL);
	read_all(make_table(3, 1, ""), 3, 3, GOT_END, NULL);
}

/* The rows before a cut line are whole; what is cut is not, however long. */
static void
test_cut(void **state)
{
	FILE *fp = make_table(3, 4, "");

	(void)state;
	read_all(make_table(3, 4, "row 4"), 3, 0, GOT_BROKEN, TSV_CUT);
	assert_int_equal(fseek(fp, 0, SEEK_END), 0);
	put_long(fp, LONG);
	rewind(fp);
	read_all(fp, 3, 0, GOT_BROKEN, TSV_CUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
