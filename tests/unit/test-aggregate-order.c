/* SPDX-License-Identifier: MIT */
/* Rows in the order of a value: the same in a little memory as in much. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "aggregate/order.h"
#include "tests/unit/pick.h"

#define ROWS 60000
#define MUCH ((size_t)1 << 30)

/* The same rows every time; a text is some 200 bytes, with the row's number. */
static int
add_rows(struct order *o, unsigned rows)
{
	char value[32], text[256];
	unsigned i;
	int n;

	seed = 7;
	for (i = 0; i < rows; i++) {
		n = pick(10) == 0 ? 0 : snprintf(value, sizeof(value), "%s%u",
		    pick(3) == 0 ? "-" : "", pick(5000));
		(void)snprintf(text, sizeof(text), "%.*s\t%0190u\n", n, value,
		    i);
		if (order_add(o, slice(value, (size_t)n), slice_str(text)) !=
		    0)
			return -1;
	}
	return 0;
}

static FILE *
put_in_order(order_compare *compare, size_t top, size_t limit,
    unsigned rows)
{
	FILE *fp = tmpfile();
	struct order o;

	assert_non_null(fp);
	order_init(&o, compare, top, limit, "/tmp");
	assert_int_equal(add_rows(&o, rows), 0);
	assert_int_equal(order_write(&o, fp), 0);
	order_free(&o);
	rewind(fp);
	return fp;
}

static void
assert_same(FILE *a, FILE *b, unsigned lines)
{
	unsigned seen = 0;
	int c;

	while ((c = getc(a)) != EOF) {
		assert_int_equal(getc(b), c);
		seen += c == '\n';
	}
	assert_int_equal(getc(b), EOF);
	assert_int_equal(seen, lines);
	(void)fclose(a);
	(void)fclose(b);
}

/* More runs than are merged at once. */
static void
test_little_memory(void **state)
{
	static const unsigned tops[] = { 0, 1, 700, 50000 };
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++) {
		order_compare *compare = order_find(i % 2 == 0, i > 1);
		unsigned lines = tops[i] > 0 ? tops[i] : ROWS;

		assert_same(put_in_order(compare, tops[i], MUCH, ROWS),
		    put_in_order(compare, tops[i], 0, ROWS), lines);
	}
	assert_same(put_in_order(order_find(true, true), 9, MUCH, 3),
	    put_in_order(order_find(true, true), 9, 0, 3), 3);
}

/* Missing values last, draws by place, numbers as numbers. */
static void
test_order(void **state)
{
	static const char *const values[] = { "9", "", "10", "-1", "9" };
	static const char *const want[] = { "20431", "30421",
	    "04231", "32041" };
	FILE *fp;
	char text[8], line[16];
	struct order o;
	size_t i, j;

	(void)state;
	for (i = 0; i < 4; i++) {
		fp = tmpfile();
		assert_non_null(fp);
		order_init(&o, order_find(i < 2, i % 2 == 0), 0, MUCH,
		    "/tmp");
		for (j = 0; j < 5; j++) {
			(void)snprintf(text, sizeof(text), "%zu", j);
			assert_int_equal(order_add(&o, slice_str(values[j]),
			    slice_str(text)), 0);
		}
		assert_int_equal(order_write(&o, fp), 0);
		order_free(&o);
		rewind(fp);
		assert_non_null(fgets(line, sizeof(line), fp));
		(void)fclose(fp);
		assert_string_equal(line, want[i]);
	}
}

static void
test_no_folder(void **state)
{
	struct order o;

	(void)state;
	order_init(&o, order_find(true, false), 0, 0, "/tmp/none/none");
	assert_int_equal(add_rows(&o, ROWS), -1);
	assert_int_equal(o.error, ENOENT);
	assert_int_equal(order_write(&o, stderr), -1);
	order_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_little_memory),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_no_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
