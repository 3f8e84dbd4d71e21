/* SPDX-License-Identifier: MIT */
/* UTF-8: what is valid, what a bad byte costs, repair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/utf8.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct decode_case {
	const char *s;
	uint32_t c;
	size_t len;
};

static void
assert_decode(const struct decode_case *cases, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		uint32_t c = 1;

		assert_int_equal(utf8_decode(cases[i].s, strlen(cases[i].s),
		    &c), cases[i].len);
		assert_int_equal(c, cases[i].c);
	}
}

/* The first and the last character of each length and range. */
static void
test_decode(void **state)
{
	static const struct decode_case cases[] = {
		{ "a", 'a', 1 },
		{ "\x7f", 0x7f, 1 },
		{ "\xc2\x80", 0x80, 2 },
		{ "\xdf\xbf", 0x7ff, 2 },
		{ "\xe0\xa0\x80", 0x800, 3 },
		{ "\xed\x9f\xbf", 0xd7ff, 3 },
		{ "\xee\x80\x80", 0xe000, 3 },
		{ "\xef\xbf\xbd", 0xfffd, 3 },
		{ "\xef\xbf\xbf", 0xffff, 3 },
		{ "\xf0\x90\x80\x80", 0x10000, 4 },
		{ "\xf4\x8f\xbf\xbf", 0x10ffff, 4 },
		{ "\xc3\xa9t\xc3\xa9", 0xe9, 2 },
	};

	(void)state;
	assert_decode(cases, COUNT(cases));
}

/* A bad sequence costs its longest valid prefix (Unicode, 3.9, D93b). */
static void
test_decode_bad(void **state)
{
	static const struct decode_case cases[] = {
		/* bytes that begin nothing */
		{ "\x80", 0xfffd, 1 }, { "\xbf", 0xfffd, 1 },
		{ "\xfe", 0xfffd, 1 }, { "\xff", 0xfffd, 1 },
		/* overlong */
		{ "\xc0\x80", 0xfffd, 1 }, { "\xc1\xbf", 0xfffd, 1 },
		{ "\xe0\x80\x80", 0xfffd, 1 }, { "\xe0\x9f\xbf", 0xfffd, 1 },
		{ "\xf0\x80\x80\x80", 0xfffd, 1 },
		{ "\xf0\x8f\xbf\xbf", 0xfffd, 1 },
		/* surrogates */
		{ "\xed\xa0\x80", 0xfffd, 1 }, { "\xed\xbf\xbf", 0xfffd, 1 },
		/* over U+10FFFF */
		{ "\xf4\x90\x80\x80", 0xfffd, 1 },
		{ "\xf5\x80\x80\x80", 0xfffd, 1 },
		{ "\xf8\x88\x80\x80\x80", 0xfffd, 1 },
		/* cut, at the end and by another character */
		{ "\xc3", 0xfffd, 1 }, { "\xe2\x82", 0xfffd, 2 },
		{ "\xf0\x9f\x98", 0xfffd, 3 }, { "\xc3" "a", 0xfffd, 1 },
		{ "\xe2\x82" "a", 0xfffd, 2 },
		{ "\xf0\x9f\x98\xc3\xa9", 0xfffd, 3 },
	};

	(void)state;
	assert_decode(cases, COUNT(cases));
}

/* Every character there is: there and back; every other value is U+FFFD. */
static void
test_every_character(void **state)
{
	struct buf out;
	uint32_t c, back;

	(void)state;
	buf_init(&out, 8);
	for (c = 0; c <= 0x110010; c++) {
		bool scalar = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);

		buf_reset(&out);
		assert_int_equal(utf8_encode(&out, c), 0);
		assert_int_equal(utf8_decode(out.data, out.len, &back),
		    out.len);
		assert_int_equal(back, scalar ? c : 0xfffd);
		assert_null(utf8_invalid(out.data, out.len));
	}
	buf_free(&out);
	buf_init(&out, 2);
	assert_int_equal(utf8_encode(&out, 0x20ac), -1);
	assert_int_equal(out.len, 0);
	buf_free(&out);
}

static void
test_invalid(void **state)
{
	static const struct { const char *s; int at; } cases[] = {
		{ "", -1 },
		{ "abc", -1 },
		{ "twelve bytes \xc3\xa9 and twelve more \xf0\x9f\x98\x80", -1 },
		{ "\xef\xbf\xbd", -1 },
		{ "\xff", 0 },
		{ "abcdefgh\x80", 8 },
		{ "abcdefghi\xc3", 9 },
		{ "abcdefg\xe2\x82", 7 },
		{ "abcdefg\xed\xa0\x80h", 7 },
		{ "\xef\xbf\xbd\xef\xbf", 3 },
		{ "\xc3\xa9\xc0\xaf", 2 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const char *s = cases[i].s, *at = utf8_invalid(s, strlen(s));

		if (cases[i].at < 0)
			assert_null(at);
		else
			assert_ptr_equal(at, s + cases[i].at);
	}
	assert_null(utf8_invalid("a\0b", 3));
	/* The byte behind the end is not looked at. */
	assert_non_null(utf8_invalid("\xc3\xa9", 1));
}

static void
test_repair(void **state)
{
	static const struct { const char *s; size_t n; const char *want; }
	cases[] = {
		{ "", 0, "" },
		{ "abc", 3, "abc" },
		{ "a\0b\0", 4, "ab" },
		{ "a\xff" "b", 3, "a\xef\xbf\xbd" "b" },
		{ "\xc3", 1, "\xef\xbf\xbd" },
		{ "\xe2\x82" "x", 3, "\xef\xbf\xbd" "x" },
		{ "\xc0\x80", 2, "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xed\xa0\x80", 3,
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xe2\x82\0\xac", 4, "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xc3\xa9", 2, "\xc3\xa9" },
	};
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, 64);
	for (i = 0; i < COUNT(cases); i++) {
		buf_reset(&out);
		assert_int_equal(utf8_repair(&out, cases[i].s, cases[i].n), 0);
		assert_string_equal(buf_str(&out), cases[i].want);
	}
	buf_free(&out);
	buf_init(&out, 4);
	assert_int_equal(utf8_repair(&out, "ab\xff", 3), -1);
	buf_free(&out);
	buf_init(&out, 4);
	assert_int_equal(utf8_repair(&out, "abcde", 5), -1);
	buf_free(&out);
}

/* Whatever three bytes come in, what is repaired is valid. */
static void
test_repair_all(void **state)
{
	struct buf out;
	unsigned i;

	(void)state;
	buf_init(&out, 64);
	for (i = 0; i < 1u << 24; i += i % 0x100 == 0xff ? 1 : 3) {
		char s[3] = { (char)(i >> 16), (char)(i >> 8), (char)i };

		if ((unsigned char)s[0] < 0xc0)
			continue;
		buf_reset(&out);
		assert_int_equal(utf8_repair(&out, s, 3), 0);
		assert_null(utf8_invalid(buf_str(&out), out.len));
	}
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_decode_bad),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_invalid),
		cmocka_unit_test(test_repair),
		cmocka_unit_test(test_repair_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
