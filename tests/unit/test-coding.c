/* SPDX-License-Identifier: MIT */
/* Codings beside gzip: br and zstd, whole, cut, damaged, claimed in vain. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/coding.h"

#define LINE(n) "<p>Rapat koordinasi " n " di Polres Wonogiri.</p>\n"
#define PAGE LINE("1") LINE("2") LINE("3") LINE("4")
#define PAGE_N (sizeof(PAGE) - 1)
#define CEILING ((size_t)4 << 20)

/* PAGE, by the reference encoders; zstd with its check sum. */
static const unsigned char page_br[] = {
	0x1b, 0xb7, 0x00, 0xf8, 0x1d, 0x07, 0x6e, 0xec, 0xc2, 0x28, 0x29,
	0x98, 0xf0, 0x55, 0xf2, 0x28, 0x48, 0x59, 0xdb, 0x4c, 0xf5, 0x42,
	0x52, 0x54, 0x53, 0xb0, 0x99, 0x1f, 0x94, 0x71, 0x6c, 0x78, 0xcf,
	0xbb, 0xf0, 0x49, 0x27, 0x98, 0x18, 0x2b, 0x7a, 0x98, 0xe5, 0x9b,
	0xdb, 0x8f, 0x57, 0x8a, 0xc5, 0x63, 0x97, 0x28, 0x58, 0xc4, 0xd0,
	0x17, 0xfb, 0x62, 0xea, 0xe8, 0x61, 0x30, 0xc9, 0x9e, 0xab, 0xae,
	0xb5, 0x0e,
};
static const unsigned char page_zstd[] = {
	0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x68, 0xe5, 0x01, 0x00, 0x12, 0x43,
	0x0b, 0x10, 0xa0, 0x3d, 0xe9, 0x81, 0x3b, 0xb8, 0xb3, 0x8f, 0x20,
	0x45, 0x7f, 0xec, 0x34, 0x2a, 0x31, 0x60, 0xa6, 0x10, 0x80, 0x5c,
	0x9c, 0xc0, 0xcf, 0xae, 0x63, 0x2f, 0x95, 0xed, 0x61, 0x27, 0x65,
	0xa6, 0x43, 0x59, 0x6e, 0x64, 0xf6, 0xdd, 0x4f, 0xe7, 0xfa, 0x2a,
	0xe4, 0x27, 0x04, 0x00, 0x60, 0x11, 0x81, 0x79, 0x02, 0x93, 0x39,
	0xd2, 0x4a, 0x0f, 0x1a, 0x77, 0xea, 0xeb,
};

/* 8 MiB of zeros. */
static const unsigned char zeros_br[] = {
	0xcb, 0xff, 0xff, 0x3f, 0x00, 0x24, 0x00, 0xe2, 0xb1, 0x40, 0x72,
	0xef, 0xff, 0x06,
};

/* A frame that asks for a window of 128 MiB. */
static const unsigned char wide_zstd[] = {
	0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88, 0x4d, 0x08, 0x00, 0x04,
};

static struct buf out;

static enum http_answer
undo(const char *word, const void *data, size_t n)
{
	buf_reset(&out);
	return coding_undo(&out, slice_str(word), slice(data, n), CEILING);
}

static void
assert_undone(const char *word, const void *data, size_t n,
    enum http_answer answer, const char *want)
{
	enum http_answer got = undo(word, data, n);

	if (got != answer)
		fail_msg("%s of %zu bytes: %d", word, n, got);
	if (!slice_is(slice(buf_str(&out), out.len), want))
		fail_msg("%s of %zu bytes: %s", word, n, buf_str(&out));
}

/* Cut anywhere, a beginning is kept; with one bit wrong nothing is believed
   that is not so, and nothing breaks. */
static void
assert_sturdy(const char *word, const unsigned char *data, size_t n,
    size_t first, bool summed)
{
	unsigned char *copy = malloc(n);
	enum http_answer answer;
	size_t i;

	assert_non_null(copy);
	for (i = first; i < n; i++) {
		answer = undo(word, data, i);
		assert_int_equal(answer, HTTP_CUT);
		assert_true(out.len <= PAGE_N);
		assert_memory_equal(buf_str(&out), PAGE, out.len);
	}
	for (i = 0; i < 8 * n; i++) {
		memcpy(copy, data, n);
		copy[i / 8] ^= (unsigned char)(1 << i % 8);
		answer = undo(word, copy, n);
		assert_true(out.len <= CEILING + 1);
		/* A flag in the header says whether there is a sum. */
		if (summed && i / 8 > first && answer == HTTP_WHOLE)
			if (strcmp(buf_str(&out), PAGE) != 0)
				fail_msg("bit %zu", i);
	}
	free(copy);
}

static void
test_brotli(void **state)
{
	unsigned char longer[sizeof(page_br) + 3];

	(void)state;
	if (strstr(CODING_ACCEPTED, "br") == NULL) {
		assert_int_equal(undo("br", page_br, sizeof(page_br)),
		    HTTP_UNKNOWN);
		skip();
	}
	memcpy(longer, page_br, sizeof(page_br));
	memcpy(longer + sizeof(page_br), "\n\n\n", 3);
	assert_undone("br", page_br, sizeof(page_br), HTTP_WHOLE, PAGE);
	assert_undone("BR", longer, sizeof(longer), HTTP_WHOLE, PAGE);
	assert_undone("br", "", 0, HTTP_NOT_CODED, "");
	assert_int_equal(undo("br", PAGE, PAGE_N), HTTP_NOT_CODED);
	/* One byte that is a whole stream, and text that begins with it. */
	assert_int_equal(undo("br", ";", 1), HTTP_WHOLE);
	assert_int_equal(undo("br", "; a remark", 10), HTTP_NOT_CODED);
	assert_int_equal(undo("br", "\x11\0\0", 3), HTTP_DAMAGED);
	assert_int_equal(undo("br", zeros_br, sizeof(zeros_br)),
	    HTTP_TOO_LARGE);
	assert_sturdy("br", page_br, sizeof(page_br), 10, false);
}

/* Zeros, 128 KiB in four bytes each (RFC 8878, 3.1.1.2: RLE blocks). */
static size_t
zstd_bomb(unsigned char *bomb, size_t blocks)
{
	size_t i;

	memcpy(bomb, "\x28\xb5\x2f\xfd\0\x58", 6);
	for (i = 0; i < blocks; i++)
		memcpy(bomb + 6 + 4 * i, i + 1 < blocks ? "\2\0\x10\0" :
		    "\3\0\x10\0", 4);
	return 6 + 4 * blocks;
}

static void
test_zstd(void **state)
{
	unsigned char two[2 * sizeof(page_zstd) + 9], bomb[6 + 4 * 80];
	size_t n = sizeof(page_zstd);

	(void)state;
	if (strstr(CODING_ACCEPTED, "zstd") == NULL) {
		assert_int_equal(undo("zstd", page_zstd, n), HTTP_UNKNOWN);
		skip();
	}
	assert_undone("zstd", page_zstd, n, HTTP_WHOLE, PAGE);
	/* Frames behind one another, one of them to be skipped, then junk. */
	memcpy(two, page_zstd, n);
	memcpy(two + n, "\x50\x2a\x4d\x18\1\0\0\0x", 9);
	memcpy(two + n + 9, page_zstd, n);
	assert_undone("zstd", two, sizeof(two), HTTP_WHOLE, PAGE PAGE);
	memcpy(two + n, "junk", 4);
	assert_undone("zstd", two, n + 4, HTTP_WHOLE, PAGE);
	assert_int_equal(undo("zstd", PAGE, PAGE_N), HTTP_NOT_CODED);
	assert_undone("zstd", wide_zstd, sizeof(wide_zstd), HTTP_DAMAGED, "");
	assert_int_equal(undo("zstd", bomb, zstd_bomb(bomb, 32)), HTTP_WHOLE);
	assert_int_equal(out.len, CEILING);
	assert_int_equal(undo("zstd", bomb, zstd_bomb(bomb, 80)),
	    HTTP_TOO_LARGE);
	assert_sturdy("zstd", page_zstd, n, 4, true);
}

static void
test_others(void **state)
{
	(void)state;
	assert_int_equal(undo("dcb", "\1\2\3", 3), HTTP_UNKNOWN);
	assert_int_equal(undo("utf-8", PAGE, PAGE_N), HTTP_NOT_CODED);
	assert_int_equal(undo("gzip", PAGE, PAGE_N), HTTP_NOT_CODED);
	assert_int_equal(undo("deflate", PAGE, PAGE_N), HTTP_NOT_CODED);
	assert_true(strncmp(CODING_ACCEPTED, "gzip", 4) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_brotli),
		cmocka_unit_test(test_zstd),
		cmocka_unit_test(test_others),
	};

	buf_init(&out, 2 * CEILING);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
