/* SPDX-License-Identifier: MIT */
/* Digests as archives have them, of known strings (FIPS 180-4, examples). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fetch/digest.h"

struct known {
	const char *a, *b, *text;
};

static void
known_strings(void **state)
{
	static const struct known cases[] = {
		{ "", "", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ" },
		{ "abc", "", "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5" },
		{ "a", "bc", "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5" },
		{ "", "abc", "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5" },
	};
	struct digest d;
	char text[DIGEST_TEXT];
	size_t i;

	(void)state;
	assert_int_equal(digest_init(&d), 0);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(digest_text(&d, slice_str(cases[i].a),
		    slice_str(cases[i].b), text), 0);
		assert_string_equal(text, cases[i].text);
	}
	digest_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_strings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
