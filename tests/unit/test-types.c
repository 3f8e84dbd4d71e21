/* SPDX-License-Identifier: MIT */
/* The content-type gate. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/types.h"

static void
test_accept(void **state)
{
	static const struct {
		const char *list, *type;
		bool accepted;
	} cases[] = {
		{ TYPES_DEFAULT, "text/html", true },
		{ TYPES_DEFAULT, "TEXT/HTML; charset=utf-8", true },
		{ TYPES_DEFAULT, "text/html ;charset=x", true },
		{ TYPES_DEFAULT, "application/xhtml+xml", true },
		{ TYPES_DEFAULT, "application/xml", true },
		{ TYPES_DEFAULT, "application/rss+xml;charset=UTF-8", true },
		{ TYPES_DEFAULT, "application/atom+xml", true },
		{ TYPES_DEFAULT, "application/x-gzip", true },
		{ TYPES_DEFAULT, "application/gzip", true },
		{ TYPES_DEFAULT, "text/plain", true },
		{ TYPES_DEFAULT, "", true },
		{ TYPES_DEFAULT, "html", true },
		{ TYPES_DEFAULT, "; charset=utf-8", true },
		{ TYPES_DEFAULT, "image/jpeg", false },
		{ TYPES_DEFAULT, "video/mp4", false },
		{ TYPES_DEFAULT, "application/pdf", false },
		{ TYPES_DEFAULT, "application/json", false },
		{ TYPES_DEFAULT, "application/xml-dtd", false },
		{ TYPES_DEFAULT, "image/svg+xml", false },
		{ "text/html", "text/htm", false },
		{ "text/html", "text/html5", false },
		{ "a/b,c/d", "c/d", true },
		{ "a/b,c/d", "b/c", false },
		{ "*/*", "application/vnd.ms-excel", true },
		{ "a/*b*c", "a/xbxbxc", true },
		{ "a/*b*c", "a/xcxb", false },
		{ "a/*ab", "a/aab", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (types_accept(cases[i].list, slice_str(cases[i].type)) !=
		    cases[i].accepted)
			fail_msg("%s in %s", cases[i].type, cases[i].list);
}

static void
test_fault(void **state)
{
	static const char *const bad[] = { "", ",", "a/b,", ",a/b", "a/b,,c/d",
	    "html", "a/b, c/d", "a/b\r\n", "a/\x80" };
	char list[TYPES_MAX_BYTES + 2];
	size_t i;

	(void)state;
	assert_null(types_fault(TYPES_DEFAULT));
	assert_null(types_fault("*/*"));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (types_fault(bad[i]) == NULL)
			fail_msg("%s", bad[i]);
	memset(list, '/', sizeof(list));
	list[TYPES_MAX_BYTES + 1] = '\0';
	assert_non_null(types_fault(list));
	list[TYPES_MAX_BYTES] = '\0';
	assert_null(types_fault(list));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accept),
		cmocka_unit_test(test_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
