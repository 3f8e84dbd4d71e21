/* SPDX-License-Identifier: MIT */
/* Bags of strings: every string is found again, however the table has grown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "aggregate/bag.h"

#define STRINGS 200000
#define BAGS 3

static size_t
put_string(char *s, size_t size, unsigned i)
{
	/* Of every length up to 40, so that all ways of comparing are gone. */
	return (size_t)snprintf(s, size, "%u%.*s", i, (int)(i % 36),
	    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop");
}

static void
add_all(struct bag_table *t, struct bag *bags)
{
	char s[64];
	unsigned i;
	size_t n;

	for (i = 0; i < STRINGS; i++) {
		n = put_string(s, sizeof(s), i);
		bag_add(t, &bags[i % BAGS], slice(s, n), 1);
		bag_add(t, &bags[0], slice(s, n), 2);
	}
}

static void
test_growth(void **state)
{
	struct bag bags[BAGS] = { { .n = 0 } };
	struct bag_entry *list;
	struct bag_table t;
	size_t i;

	(void)state;
	bag_table_init(&t, true);
	add_all(&t, bags);
	assert_int_equal(bags[0].n, STRINGS);
	assert_int_equal(bags[1].n, (STRINGS + 1) / BAGS);
	assert_int_equal(bags[2].n, STRINGS / BAGS);
	assert_true(t.cap > t.n && t.n == bags[0].n + bags[1].n + bags[2].n);
	/* Nothing is new the second time. */
	add_all(&t, bags);
	assert_int_equal(bags[0].n, STRINGS);
	list = bag_sorted(&bags[0], BAG_MOST_FIRST);
	for (i = 0; i < STRINGS; i++)
		assert_int_equal(list[i].count,
		    i < (STRINGS + 2) / BAGS ? 6 : 4);
	free(list);
	list = bag_sorted(&bags[1], BAG_BY_TEXT);
	for (i = 0; i < bags[1].n; i++)
		assert_int_equal(list[i].count, 2);
	free(list);
	bag_table_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_growth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
