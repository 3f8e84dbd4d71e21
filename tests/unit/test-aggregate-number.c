/* SPDX-License-Identifier: MIT */
/* Numbers read a word at a time are those that are read a digit at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "aggregate/number.h"
#include "tests/unit/pick.h"

#define CASES 400000

/* Digits, and now and then what does not belong among them. */
static size_t
random_cell(char *cell)
{
	static const char other[] = "..--+,eE x/:\t\xb0\xff";
	size_t n = 1 + pick(20), i;

	for (i = 0; i < n; i++)
		cell[i] = pick(6) > 0 ? (char)('0' + pick(10)) :
		    pick(3) > 0 ? '.' : other[pick(sizeof(other) - 1)];
	return n;
}

static void
test_same(void **state)
{
	char cell[64];
	struct number quick;
	struct decimal slow, made;
	const char *why;
	size_t i, n, good = 0;

	(void)state;
	for (i = 0; i < CASES; i++) {
		memset(cell, (int)('0' + pick(20)), sizeof(cell));
		n = random_cell(cell);
		why = decimal_read(&slow, slice(cell, n));
		if (why != NULL) {
			assert_ptr_equal(number_read_quick(&quick,
			    slice(cell, n)), why);
			continue;
		}
		assert_null(number_read_quick(&quick, slice(cell, n)));
		made = number_decimal(&quick);
		assert_int_equal(decimal_compare(&slow, &made), 0);
		/* What can be small is. */
		assert_int_equal(quick.kind, number_is_small(&slow,
		    &quick.small) ? NUMBER_SMALL : NUMBER_LARGE);
		good++;
	}
	assert_true(good > CASES / 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
