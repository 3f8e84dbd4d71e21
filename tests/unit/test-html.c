/* SPDX-License-Identifier: MIT */
/* extract/htmlmark.h: any marks over a text make elements that nest, and the
   text stays as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/htmlmark.h"

#define HEADER "doc\tn\tname\tbegin\tend"

static const char text[] = "satu <dua> & \"tiga\"\nempat\n\nlima";

/* What html_paragraphs and html_elsewhere write; the caller frees. */
static char *
page_of(const char *rows, size_t *below)
{
	struct html_marks m = { .article = 7 };
	char *page = NULL;
	size_t n = 0;
	FILE *fp = open_memstream(&page, &n);

	html_add_rows(&m, &html_kinds[0], HEADER, slice_str(rows));
	html_paragraphs(fp, slice_str(text), &m);
	*below = html_elsewhere(fp, &m);
	assert_int_equal(fclose(fp), 0);
	html_marks_free(&m);
	return page;
}

static void
test_crossing(void **state)
{
	size_t below;
	char *page = page_of("d\t1\tA\t0\t10\trule-a\nd\t2\tB\t5\t13\trule-b\n",
	    &below);

	(void)state;
	assert_int_equal(below, 0);
	assert_string_equal(page,
	    "<p><mark class=\"people\" id=\"a7-people-1\" data-k=\"P1\""
	    " title=\"people 1: name A; rule rule-a\">satu "
	    "<mark class=\"people\" id=\"a7-people-2\" data-k=\"P2\""
	    " title=\"people 2: name B; rule rule-b\n"
	    "people 1: name A; rule rule-a\">&lt;dua&gt;</mark></mark>"
	    "<mark class=\"people\""
	    " title=\"people 2: name B; rule rule-b\"> &amp; </mark>"
	    "&quot;tiga&quot;</p>\n<p>empat</p>\n<p></p>\n<p>lima</p>");
	free(page);
}

static void
test_outside(void **state)
{
	size_t below;
	char *page = page_of("d\t1\tA\t\t\tr\nd\t2\tB\t9\t99\tr\n"
	    "d\t3\tC\t19\t20\tr\n", &below);

	(void)state;
	assert_int_equal(below, 3);
	assert_non_null(strstr(page, "</p><p class=\"soft\">"));
	free(page);
}

/* Tags out, marks counted: 0 when they do not nest. */
static int
is_nested(const char *page, char *plain, size_t *deepest)
{
	size_t depth = 0;

	for (*deepest = 0; *page != '\0'; page++) {
		if (*page != '<') {
			*plain++ = *page;
			continue;
		}
		if (strncmp(page, "<mark", 5) == 0)
			depth++;
		else if (strncmp(page, "</mark", 6) == 0 && depth-- == 0)
			return 0;
		else if (strncmp(page, "</p", 3) == 0 && depth > 0)
			return 0;
		if (depth > *deepest)
			*deepest = depth;
		page += strcspn(page, ">");
	}
	*plain = '\0';
	return depth == 0;
}

static void
test_any(void **state)
{
	char *plain, *page, *want, rows[4096];
	size_t i, j, n, below, deepest, most = 0;

	(void)state;
	want = page_of("", &below);
	(void)is_nested(want, want, &deepest);
	srand(1);
	for (i = 0; i < 2000; i++) {
		for (j = n = 0; j < i % 40; j++) {
			int begin = rand() % (int)sizeof(text);
			int end = begin + rand() % (int)sizeof(text);

			n += (size_t)snprintf(rows + n, sizeof(rows) - n,
			    "d\t%zu\tA\t%d\t%d\tr\n", j + 1, begin, end);
		}
		rows[n] = '\0';
		page = page_of(rows, &below);
		plain = strstr(page, "<p class=\"soft\">");
		if (plain != NULL)
			*plain = '\0';
		plain = malloc(strlen(page) + 1);
		assert_non_null(plain);
		assert_true(is_nested(page, plain, &deepest));
		assert_string_equal(plain, want);
		most = deepest > most ? deepest : most;
		free(plain);
		free(page);
	}
	assert_int_equal(most, HTML_MAX_DEPTH);
	free(want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crossing),
		cmocka_unit_test(test_outside),
		cmocka_unit_test(test_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
