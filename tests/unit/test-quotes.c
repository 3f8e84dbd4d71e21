/* SPDX-License-Identifier: MIT */
/* Pairs of quotation marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "extract/quotespan.h"
#include "lib/buf.h"

/* In these texts the words of saying are `kata` and `ujarnya`. */
static bool
says(const void *context, size_t at)
{
	const char *text = context;

	return strncmp(text + at, "kata ", 5) == 0 ||
	    strncmp(text + at, "ujarnya", 7) == 0;
}

/* The quotations of a text, `|` behind each, `+` before one never closed. */
static void
check(const char *text, const char *want)
{
	struct quotespans q = { 0 };
	struct buf got;
	size_t i;

	buf_init(&got, 4096);
	quotespans_read(&q, slice_str(text), says, text);
	for (i = 0; i < q.n; i++) {
		const struct quotespan *s = &q.span[i];

		assert_true(s->open <= s->begin && s->end <= s->after);
		(void)buf_addf(&got, "%s%.*s|", s->closed ? "" : "+",
		    (int)(s->end - s->begin), text + s->begin);
	}
	assert_string_equal(buf_str(&got), want);
	buf_free(&got);
	quotespans_free(&q);
}

static void
test_marks(void **state)
{
	(void)state;
	check("", "");
	check("tanpa tanda", "");
	check("\"satu dua,\" kata A. \"tiga.\"", "satu dua,|tiga.|");
	check("“satu,” kata A", "satu,|");
	check("”satu,“ kata A", "satu,|");
	check("“satu, “kata A", "satu,|");
	check("“ satu, “ kata A", "satu,|");
	check("„satu,” kata A", "satu,|");
	check("«satu,» kata A", "satu,|");
	check("''satu,'' kata A", "satu,|");
	check("‘’satu,’’ kata A", "satu,|");
	check("\"\" kosong", "");
	check("(\"satu dua\")", "satu dua|");
}

static void
test_single(void **state)
{
	(void)state;
	check("‘satu dua,’ kata A", "satu dua,|");
	check("'hari Jum'at ini,' kata A", "hari Jum'at ini,|");
	check("Jum'at dan Ma'ruf", "");
	check("kata 'istilah' itu", "");
	check("'tidak pernah ditutup", "");
}

static void
test_never_closed(void **state)
{
	(void)state;
	check("“satu.\n“dua,” kata A.\ntiga", "+satu.|dua,|");
	check("“satu, ujarnya.", "+satu|");
	check("“satu! ujarnya.", "+satu!|");
	check("\"satu, kata A. Lalu \"dua,\" kata B.", "+satu|dua,|");
	check("“satu\n\nbiasa saja", "+satu|");
	check("tutup saja,” kata A", "tutup saja,|");
	check("tutup” saja", "");
}

static void
test_broken(void **state)
{
	(void)state;
	check("“satu\ndua,” kata A", "satu\ndua,|");
	check("“satu\n\n dua, “kata A", "satu\n\n dua,|");
	check("“satu\ndua “tiga” empat", "+satu|tiga|");
}

static void
test_nested(void **state)
{
	(void)state;
	check("\"satu \"dua\" tiga,\" kata A", "satu \"dua\" tiga,|");
	check("“satu “dua” tiga,” kata A", "satu “dua” tiga,|");
	check("“satu ‘dua’ tiga,” kata A", "satu ‘dua’ tiga,|");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_single),
		cmocka_unit_test(test_never_closed),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_nested),
	};

	return cmocka_run_group_tests_name("quotes", tests, NULL, NULL);
}
