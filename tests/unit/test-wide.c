/* SPDX-License-Identifier: MIT */
/* Long whole numbers: laws that hold whatever the operands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "aggregate/wide.h"
#include "tests/unit/pick.h"

/* Limbs of ones and noughts are where a division goes wrong. */
static void
random_wide(struct wide *a, size_t limbs)
{
	size_t i;

	*a = (struct wide){ .n = pick_any() % limbs + 1 };
	for (i = 0; i < a->n; i++)
		a->limb[i] = pick_any() % 3 == 0 ? 0xffffffffu :
		    pick_any() % 3 == 0 ? 0 : pick_any() << 1;
	while (a->n > 0 && a->limb[a->n - 1] == 0)
		a->n--;
	a->negative = a->n > 0 && pick_any() % 2 == 0;
}

/* Is the size of a less than that of b? */
static bool
is_less(const struct wide *a, const struct wide *b)
{
	struct wide p = *a, q = *b;

	p.negative = q.negative = false;
	wide_subtract(&p, &p, &q);
	return p.negative;
}

static void
test_division(void **state)
{
	struct wide a, b, q, r, back;
	int i;

	(void)state;
	for (i = 0; i < 50000; i++) {
		random_wide(&a, 20);
		random_wide(&b, 14);
		if (b.n == 0)
			continue;
		wide_divide(&q, &r, &a, &b);
		assert_true(is_less(&r, &b));
		wide_multiply(&back, &q, &b);
		wide_add(&back, &back, &r);
		wide_subtract(&back, &back, &a);
		assert_int_equal(back.n, 0);
	}
}

/* The root as it is put, to the nearest: 4a is between the squares of what is
   twice the root, less and more by one. */
static void
test_root(void **state)
{
	struct wide a, root, square, one, four;
	struct buf out;
	int i;

	(void)state;
	buf_init(&out, 1000);
	wide_set(&one, false, 1);
	wide_set(&four, false, 4);
	for (i = 0; i < 3000; i++) {
		random_wide(&a, 16);
		a.negative = false;
		buf_reset(&out);
		wide_put_root(&out, &a, &one, 0);
		assert_true(wide_read(&root, slice(out.data, out.len), 0));
		wide_multiply(&a, &a, &four);
		wide_add(&root, &root, &root);
		wide_add(&root, &root, &one);
		wide_multiply(&square, &root, &root);
		assert_true(is_less(&a, &square));
		wide_subtract(&root, &root, &one);
		if (root.n == 0)
			continue;
		wide_subtract(&root, &root, &one);
		wide_multiply(&square, &root, &root);
		assert_true(is_less(&square, &a));
	}
	buf_free(&out);
}

static void
test_text(void **state)
{
	struct wide a, b;
	struct buf out;
	unsigned digits;
	int i;

	(void)state;
	buf_init(&out, 1000);
	for (i = 0; i < 3000; i++) {
		random_wide(&a, 16);
		digits = pick_any() % 37;
		buf_reset(&out);
		wide_put(&out, &a, digits);
		assert_true(wide_read(&b, slice(out.data, out.len), digits));
		wide_subtract(&b, &b, &a);
		assert_int_equal(b.n, 0);
	}
	buf_free(&out);
}

static void
check_ratio(int n, int d, unsigned digits, const char *ratio, const char *root)
{
	struct wide a, b;
	struct buf out;

	buf_init(&out, 100);
	wide_set(&a, n < 0, (wide_word)(n < 0 ? -n : n));
	wide_set(&b, false, (wide_word)d);
	wide_put_ratio(&out, &a, &b, digits);
	assert_string_equal(buf_str(&out), ratio);
	buf_reset(&out);
	if (root != NULL)
		wide_put_root(&out, &a, &b, digits);
	assert_string_equal(buf_str(&out), root != NULL ? root : "");
	buf_free(&out);
}

/* Halves go to the even digit. */
static void
test_rounding(void **state)
{
	(void)state;
	check_ratio(0, 3, 6, "0", "0");
	check_ratio(1, 2, 0, "0", "1");
	check_ratio(3, 2, 0, "2", "1");
	check_ratio(5, 2, 0, "2", "2");
	check_ratio(-5, 2, 0, "-2", NULL);
	check_ratio(-1, 3, 0, "0", NULL);
	check_ratio(25, 4, 0, "6", "2");
	check_ratio(49, 4, 0, "12", "4");
	check_ratio(2, 3, 3, "0.667", "0.816");
	check_ratio(1, 400, 1, "0", "0");
	check_ratio(9, 400, 1, "0", "0.2");
	check_ratio(2, 1, 18, "2", "1.414213562373095049");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_division),
		cmocka_unit_test(test_root),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_rounding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
