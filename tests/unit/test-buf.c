/* SPDX-License-Identifier: MIT */
/* Buffers: growth, ceilings, handing over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/buf.h"

static void
test_empty(void **state)
{
	struct buf b;
	char *s;

	(void)state;
	buf_init(&b, 10);
	assert_null(b.data);
	assert_string_equal(buf_str(&b), "");
	buf_reset(&b);
	buf_cut(&b, 0);
	buf_drop(&b, 5);
	assert_int_equal(b.len, 0);
	assert_int_equal(buf_add(&b, NULL, 0), 0);
	s = buf_take(&b);
	assert_string_equal(s, "");
	free(s);
	buf_free(&b);
	buf_free(&b);
}

static void
test_add(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	assert_int_equal(buf_adds(&b, "ab"), 0);
	assert_int_equal(buf_addc(&b, 'c'), 0);
	assert_int_equal(buf_addf(&b, "%d-%s", 7, "d"), 0);
	assert_string_equal(buf_str(&b), "abc7-d");
	assert_int_equal(b.len, 6);
	assert_int_equal(buf_add(&b, "\0x", 2), 0);
	assert_int_equal(b.len, 8);
	assert_memory_equal(b.data, "abc7-d\0x", 9);
	buf_free(&b);
}

/* An append that does not fit changes nothing but `over`. */
static void
test_ceiling(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 4);
	assert_int_equal(buf_adds(&b, "abc"), 0);
	assert_int_equal(buf_adds(&b, "de"), -1);
	assert_true(b.over);
	assert_string_equal(buf_str(&b), "abc");
	assert_int_equal(buf_addf(&b, "%d", 10), -1);
	assert_string_equal(buf_str(&b), "abc");
	assert_int_equal(buf_addc(&b, 'd'), 0);
	assert_true(b.over);
	assert_int_equal(buf_addc(&b, 'e'), -1);
	assert_int_equal(buf_reserve(&b, 1), -1);
	assert_int_equal(buf_reserve(&b, 0), 0);
	assert_int_equal(buf_reserve(&b, SIZE_MAX), -1);
	assert_string_equal(buf_str(&b), "abcd");
	buf_reset(&b);
	assert_false(b.over);
	assert_int_equal(buf_addf(&b, "%s", "wxyz"), 0);
	assert_string_equal(buf_str(&b), "wxyz");
	buf_free(&b);
	buf_init(&b, 0);
	assert_int_equal(buf_addc(&b, 'a'), -1);
	assert_int_equal(buf_adds(&b, ""), 0);
	assert_string_equal(buf_str(&b), "");
	buf_free(&b);
}

static void
test_no_ceiling(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, SIZE_MAX);
	assert_int_equal(buf_adds(&b, "a"), 0);
	assert_int_equal(buf_reserve(&b, SIZE_MAX), -1);
	assert_int_equal(b.len, 1);
	buf_free(&b);
}

/* Every length up to some blocks: the contents stay, the NUL stands. */
static void
test_growth(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, 5000);
	for (i = 0; i < 5000; i++) {
		assert_int_equal(buf_addc(&b, (char)('a' + i % 26)), 0);
		assert_true(b.cap > b.len && b.data[b.len] == '\0');
		assert_true(b.cap <= 5001);
	}
	assert_int_equal(buf_addc(&b, 'x'), -1);
	for (i = 0; i < 5000; i++)
		assert_int_equal(b.data[i], 'a' + i % 26);
	buf_free(&b);
}

static void
test_reserve(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	assert_int_equal(buf_reserve(&b, 1000), 0);
	memset(b.data, 'x', 1000);
	b.len = 1000;
	b.data[b.len] = '\0';
	assert_int_equal(strlen(buf_str(&b)), 1000);
	buf_free(&b);
}

static void
test_cut_and_drop(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	assert_int_equal(buf_adds(&b, "abcdef"), 0);
	buf_cut(&b, 9);
	assert_string_equal(buf_str(&b), "abcdef");
	buf_cut(&b, 5);
	assert_string_equal(buf_str(&b), "abcde");
	buf_drop(&b, 0);
	buf_drop(&b, 2);
	assert_string_equal(buf_str(&b), "cde");
	assert_int_equal(b.len, 3);
	buf_drop(&b, 9);
	assert_string_equal(buf_str(&b), "");
	assert_int_equal(b.len, 0);
	buf_free(&b);
}

/* The caller owns what it took, and the buffer begins anew. */
static void
test_take(void **state)
{
	struct buf b;
	char *s;

	(void)state;
	buf_init(&b, 3);
	assert_int_equal(buf_adds(&b, "abc"), 0);
	s = buf_take(&b);
	assert_null(b.data);
	assert_int_equal(b.len, 0);
	assert_int_equal(buf_adds(&b, "xyz"), 0);
	assert_int_equal(buf_addc(&b, '!'), -1);
	assert_string_equal(s, "abc");
	assert_string_equal(buf_str(&b), "xyz");
	free(s);
	buf_free(&b);
	assert_int_equal(buf_adds(&b, "new"), 0);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_no_ceiling),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_reserve),
		cmocka_unit_test(test_cut_and_drop),
		cmocka_unit_test(test_take),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
