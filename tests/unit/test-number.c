/* SPDX-License-Identifier: MIT */
/* Numbers as texts write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/knowledge.h"
#include "extract/number.h"

/* The number whose first word is word i of the text; -1 when there is none. */
static long long
value(const char *text, size_t i, const char **approx)
{
	static struct knowledge *k;
	struct passage p = { 0 };
	struct number n;
	char why[256];
	long long v = -1;

	if (k == NULL)
		k = knowledge_load(NULL, NULL, why, sizeof(why));
	assert_non_null(k);
	passage_read(&p, k->matcher, slice_str(text));
	if (number_read(&n, &p, i, k)) {
		v = n.value;
		*approx = n.approx;
	}
	passage_free(&p);
	return v;
}

static void
expect(const char *text, size_t i, long long want, const char *approx)
{
	const char *found = "";

	assert_int_equal(value(text, i, &found), want);
	assert_string_equal(found, approx);
}

static void
digits(void **state)
{
	(void)state;
	expect("7", 0, 7, "");
	expect("12.145", 0, 12145, "");
	expect("10. 785", 0, 10785, "");
	expect("1.234.567", 0, 1234567, "");
	/* A year at a sentence's end takes no group with it. */
	expect("2024. 300 orang", 0, 2024, "");
	expect("999999999999999999999999", 0, -1, "");
}

static void
words(void **state)
{
	(void)state;
	expect("dua belas", 0, 12, "");
	expect("dua ratus lima puluh", 0, 250, "");
	expect("seribu dua ratus", 0, 1200, "");
	expect("tiga puluh lima ribu", 0, 35000, "");
	expect("lima (5)", 0, 5, "");
	expect("ratus", 0, -1, "");
	expect("belas", 0, -1, "");
}

static void
factors(void **state)
{
	(void)state;
	expect("15 ribu", 0, 15000, "");
	expect("1,5 juta", 0, 1500000, "");
	expect("2,25 juta", 0, 2250000, "");
	expect("1,5", 0, 1, "");
}

static void
inexact(void **state)
{
	(void)state;
	expect("sekitar 640", 1, 640, "about");
	expect("lebih kurang 640", 2, 640, "about");
	expect("sedikitnya 600", 1, 600, "min");
	expect("6.000 lebih", 0, 6000, "min");
	expect("300an", 0, 300, "about");
	expect("300-an", 0, 300, "about");
	expect("tidak lebih dari 40", 3, 40, "max");
}

static void
no_numbers(void **state)
{
	(void)state;
	expect("salah satu", 1, -1, "");
	expect("ke-2", 1, -1, "");
	expect("pukul 08", 1, -1, "");
	expect("tahun", 0, -1, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits),
		cmocka_unit_test(words),
		cmocka_unit_test(factors),
		cmocka_unit_test(inexact),
		cmocka_unit_test(no_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
