/* SPDX-License-Identifier: MIT */
/* HTTP responses as archives hold them: headers that lie, codings that do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "lib/http.h"

#define PAGE "<p>Rapat koordinasi di Polres Wonogiri.</p>\n"
#define PAGE_N (sizeof(PAGE) - 1)
#define OK "HTTP/1.1 200 OK\r\n"

static void
test_split(void **state)
{
	static const struct {
		const char *block;
		int status;
		const char *body;
	} cases[] = {
		{ "", 0, "" },
		{ OK "A: b\r\n\r\nbody", 200, "body" },
		{ "HTTP/1.1 404\nA: b\n\nbody", 404, "body" },
		{ "HTTP/2 200\r\n\r\nbody", 200, "body" },
		{ "HTTP/1.1 000 \r\n\r\nbody", 0, "body" },
		{ "HTTP/1.1 OK\r\n\r\nbody", 0, "body" },
		{ "HTTP/1.1 200", 200, "" },
		{ "http/1.0 200 ok\r\nA: b", 200, "" },
		{ "\r\nHTTP/1.1 200 OK\r\n\r\nbody", 200, "body" },
		{ "<html>body", 0, "<html>body" },
		{ "HTTP", 0, "HTTP" },
		{ OK "A: b\r\n<html>body", 200, "<html>body" },
		{ OK "Content-Length: 4\r\n\r\n\r\nbody", 200, "body" },
		{ OK "Content-Length: 6\r\n\r\n\r\nbody", 200, "\r\nbody" },
		{ OK "Content-Length: x\r\n\r\n\nbody", 200, "\nbody" },
		{ "HTTP/1.1 100 Continue\r\n\r\n" OK "\r\nbody", 200,
		    "body" },
		{ "HTTP/1.1 101 Other\r\n\r\nHTTP/", 101, "HTTP/" },
	};
	struct http_message m;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		http_split(&m, slice_str(cases[i].block));
		assert_int_equal(m.status, cases[i].status);
		if (!slice_is(m.body, cases[i].body))
			fail_msg("case %zu: %.*s", i, (int)m.body.n, m.body.p);
	}
}

static void
test_fields(void **state)
{
	static const char block[] = OK "A: 1\r\nb :\r\nA:2\nA:  3 \r\n"
	    "no field\r\nC: d:e\r\n\r\nA: 4\r\n";
	static const char *const want[] = { "1", "2", "3" };
	struct slice value = { 0 };
	struct http_message m;
	size_t i;

	(void)state;
	http_split(&m, slice_str(block));
	for (i = 0; i < 3; i++) {
		assert_true(http_field_next(&m, "a", &value));
		assert_true(slice_is(value, want[i]));
	}
	assert_false(http_field_next(&m, "a", &value));
	assert_true(slice_is(http_field(&m, "c"), "d:e"));
	assert_int_equal(http_field(&m, "B").n, 0);
	assert_int_equal(http_field(&m, "absent").n, 0);
	value = (struct slice){ 0 };
	assert_true(http_field_next(&m, "b", &value));
	assert_false(http_field_next(&m, "b", &value));
}

/* Decode head and body, and compare. */
static void
assert_body(const char *head, const void *body, size_t n,
    enum http_answer answer, struct slice want)
{
	struct http_decoder d;
	struct http_message m;
	struct slice got;
	struct buf b;

	buf_init(&b, 64 << 20);
	(void)buf_adds(&b, head);
	(void)buf_adds(&b, "\r\n");
	(void)buf_add(&b, body, n);
	http_split(&m, slice(b.data, b.len));
	http_decoder_init(&d, 32 << 20);
	if (http_decode(&d, &m, &got) != answer)
		fail_msg("%s: %s", head, d.why != NULL ? d.why : "whole");
	if (!slice_eq(got, want))
		fail_msg("%s: %.*s", head, (int)got.n, got.p);
	assert_true((d.why == NULL) == (answer == HTTP_WHOLE));
	http_decoder_free(&d);
	buf_free(&b);
}

static void
test_chunks(void **state)
{
	static const char te[] = OK "Transfer-Encoding: chunked\r\n";
	static const struct {
		const char *body;
		enum http_answer answer;
		const char *want;
	} said[] = {
		{ "4\r\nabcd\r\n0\r\n\r\n", HTTP_WHOLE, "abcd" },
		{ "2;ext=\"a\"\r\nab\r\n0000000A \r\n0123456789\r\n0\r\n"
		    "Trailer: x\r\n\r\n", HTTP_WHOLE, "ab0123456789" },
		{ "4\nabcd\n0\n\n", HTTP_WHOLE, "abcd" },
		{ "\r\n4\r\nabcd\r\n0\r\n\r\n", HTTP_WHOLE, "abcd" },
		{ "0\r\n\r\n", HTTP_WHOLE, "" },
		{ "", HTTP_WHOLE, "" },
		{ "<p>never chunked", HTTP_WHOLE, "<p>never chunked" },
		{ "dead\nline of text", HTTP_CUT, "line of text" },
		{ "2\r\nmore than that", HTTP_WHOLE, "2\r\nmore than that" },
		{ "4\r\nabcd\r\n4\r\nef", HTTP_CUT, "abcdef" },
		{ "4\r\nabcd\r\n", HTTP_CUT, "abcd" },
		{ "4\r\nabcd\r\n4", HTTP_CUT, "abcd" },
		{ "4\r\nabcd\r\nno size\r\n", HTTP_DAMAGED, "abcd" },
		{ "11111111111111111\r\nabcd\r\n", HTTP_WHOLE,
		    "11111111111111111\r\nabcd\r\n" },
		{ "ffffffffffffffff\r\nabcd\r\n", HTTP_CUT, "abcd\r\n" },
	}, unsaid[] = {
		{ "4\r\nabcd\r\n0\r\n\r\n", HTTP_WHOLE, "abcd" },
		{ "4\r\nabcd\r\n0\r\n\r\nmore", HTTP_WHOLE,
		    "4\r\nabcd\r\n0\r\n\r\nmore" },
		{ "4\r\nabcd\r\n", HTTP_WHOLE, "4\r\nabcd\r\n" },
		{ "0\r\n\r\n", HTTP_WHOLE, "0\r\n\r\n" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		assert_body(te, said[i].body, strlen(said[i].body),
		    said[i].answer, slice_str(said[i].want));
	for (i = 0; i < sizeof(unsaid) / sizeof(unsaid[0]); i++)
		assert_body(OK, unsaid[i].body, strlen(unsaid[i].body),
		    unsaid[i].answer, slice_str(unsaid[i].want));
	assert_body(OK "X-Crawler-Transfer-Encoding: chunked\r\n",
	    "4\r\nabcd\r\n0\r\n\r\n", 14, HTTP_WHOLE,
	    slice_str("4\r\nabcd\r\n0\r\n\r\n"));
}

/* Append n bytes of text, deflated as wbits says. */
static void
squeeze(struct buf *b, const void *text, size_t n, int wbits)
{
	unsigned char *in = malloc(n + 1);
	z_stream z = { 0 };
	size_t room;

	assert_non_null(in);
	memcpy(in, text, n);
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, wbits, 8,
	    Z_DEFAULT_STRATEGY), Z_OK);
	room = deflateBound(&z, n);
	assert_int_equal(buf_reserve(b, room), 0);
	z.next_in = in;
	z.avail_in = (uInt)n;
	z.next_out = (Bytef *)(b->data + b->len);
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	b->len += room - z.avail_out;
	assert_int_equal(deflateEnd(&z), Z_OK);
	free(in);
}

#define GZ (15 + 16)
#define ZL 15
#define RAW (-15)

static void
test_codings(void **state)
{
	static const struct {
		const char *head;
		int wbits[3];		/* the first is done first */
	} cases[] = {
		{ OK "Content-Encoding: gzip\r\n", { GZ } },
		{ OK "content-encoding:X-GZIP\r\n", { GZ } },
		{ OK "Content-Encoding: deflate\r\n", { ZL } },
		{ OK "Content-Encoding: deflate\r\n", { RAW } },
		{ OK "Content-Encoding: deflate\r\n", { GZ } },
		{ OK "Content-Encoding: deflate, gzip\r\n", { RAW, GZ } },
		{ OK "Content-Encoding: gzip\r\nContent-Encoding: deflate\r\n",
		    { GZ, ZL } },
		{ OK "Content-Encoding: gzip, , identity, gzip,gzip\r\n",
		    { GZ, GZ, GZ } },
		{ OK "Content-Encoding: gzip\r\nTransfer-Encoding: deflate\r\n",
		    { GZ, ZL } },
		{ OK "Content-Encoding: gzip\r\n", { 0 } },
		{ OK "Content-Encoding: deflate\r\n", { 0 } },
		{ OK "Content-Encoding: br\r\n", { 0 } },
		{ OK "Content-Encoding: utf-8\r\n", { 0 } },
		{ OK "Content-Encoding: gzip, br\r\n", { 0 } },
		{ OK "X-Crawler-Content-Encoding: gzip\r\n", { 0 } },
		{ OK "X-Crawl-Content-Encoding: br\r\n"
		    "Content-Encoding: br\r\n", { 0 } },
		{ OK "Content-Type: text/html\r\n", { GZ } },
		{ OK "Content-Encoding: gzip\r\n\r\n", { GZ } },
	};
	struct buf b[2];
	size_t i, k;

	(void)state;
	buf_init(&b[0], 1 << 16);
	buf_init(&b[1], 1 << 16);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&b[0]);
		(void)buf_adds(&b[0], PAGE);
		for (k = 0; k < 3 && cases[i].wbits[k] != 0; k++) {
			buf_reset(&b[(k + 1) % 2]);
			squeeze(&b[(k + 1) % 2], b[k % 2].data, b[k % 2].len,
			    cases[i].wbits[k]);
		}
		assert_body(cases[i].head, b[k % 2].data, b[k % 2].len,
		    HTTP_WHOLE, slice_str(PAGE));
	}
	buf_free(&b[0]);
	buf_free(&b[1]);
}

static void
test_gzip_members(void **state)
{
	static const char head[] = OK "Content-Encoding: gzip\r\n";
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	squeeze(&b, PAGE, PAGE_N, GZ);
	(void)buf_add(&b, "\0\0\0", 3);
	assert_body(head, b.data, b.len, HTTP_WHOLE, slice_str(PAGE));
	buf_cut(&b, b.len - 3);
	squeeze(&b, PAGE, PAGE_N, GZ);
	assert_body(head, b.data, b.len, HTTP_WHOLE, slice_str(PAGE PAGE));
	buf_free(&b);
}

/* A body cut anywhere keeps a beginning of the text and says so. */
static void
test_cut(void **state)
{
	static const int wbits[] = { GZ, ZL };
	static const char *const heads[] = {
		OK "Content-Encoding: gzip\r\n",
		OK "Content-Encoding: deflate\r\n",
	};
	struct http_decoder d;
	struct http_message m;
	struct slice body;
	struct buf b;
	size_t i, n, head;

	(void)state;
	buf_init(&b, 1 << 16);
	http_decoder_init(&d, 1 << 16);
	for (i = 0; i < 2; i++) {
		buf_reset(&b);
		(void)buf_adds(&b, heads[i]);
		(void)buf_adds(&b, "\r\n");
		head = b.len;
		squeeze(&b, PAGE, PAGE_N, wbits[i]);
		for (n = head + 2; n < b.len; n++) {
			http_split(&m, slice(b.data, n));
			if (http_decode(&d, &m, &body) != HTTP_CUT &&
			    n > head + 3)
				fail_msg("coding %zu cut at %zu", i, n - head);
			if (n <= head + 3)
				continue;
			assert_true(body.n <= PAGE_N);
			assert_memory_equal(body.p, PAGE, body.n);
		}
		assert_int_equal(body.n, PAGE_N);
	}
	http_decoder_free(&d);
	buf_free(&b);
}

static void
test_damaged(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	squeeze(&b, PAGE, PAGE_N, GZ);
	b.data[b.len - 6] ^= 1;
	assert_body(OK "Content-Encoding: gzip\r\n", b.data, b.len,
	    HTTP_DAMAGED, slice_str(PAGE));
	assert_body(OK "Content-Encoding: gzip\r\n", "\x1f\x8b\x08\xff", 4,
	    HTTP_DAMAGED, slice_str(""));
	assert_body(OK "Content-Encoding: dcb\r\n", "\x0b\x02\x80" "abc\x03", 7,
	    HTTP_UNKNOWN, slice("\x0b\x02\x80" "abc\x03", 7));
	assert_body(OK "Content-Encoding: gzip,gzip,gzip,gzip,gzip,gzip\r\n",
	    b.data, b.len, HTTP_UNKNOWN, slice(b.data, b.len));
	buf_free(&b);
}

/* Zeros deflate a thousand to one: past the floor that is a bomb.  At a hundred
   to one it is the ceiling that counts. */
static void
test_bombs(void **state)
{
	const size_t n = 40 << 20;
	char *text = calloc(n, 1);
	struct buf b;
	size_t i;

	(void)state;
	assert_non_null(text);
	buf_init(&b, 64 << 20);
	squeeze(&b, text, HTTP_RATIO_FLOOR, GZ);
	assert_body(OK "Content-Encoding: gzip\r\n", b.data, b.len, HTTP_WHOLE,
	    slice(text, HTTP_RATIO_FLOOR));
	buf_reset(&b);
	squeeze(&b, text, HTTP_RATIO_FLOOR * 2, GZ);
	assert_body(OK "Content-Encoding: gzip\r\n", b.data, b.len,
	    HTTP_TOO_LARGE, slice_str(""));
	for (i = 0; i < n; i += 512)
		text[i] = (char)(i / 512 * 7);
	buf_reset(&b);
	squeeze(&b, text, 32 << 20, GZ);
	assert_body(OK "Content-Encoding: gzip\r\n", b.data, b.len, HTTP_WHOLE,
	    slice(text, 32 << 20));
	buf_reset(&b);
	squeeze(&b, text, (32 << 20) + 1, GZ);
	assert_body(OK "Content-Encoding: gzip\r\n", b.data, b.len,
	    HTTP_TOO_LARGE, slice_str(""));
	buf_free(&b);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_chunks),
		cmocka_unit_test(test_codings),
		cmocka_unit_test(test_gzip_members),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_bombs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
