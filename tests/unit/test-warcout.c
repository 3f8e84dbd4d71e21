/* SPDX-License-Identifier: MIT */
/* The WARC writer, read back by the WARC reader; the HTTP header as stored. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fetch/head.h"
#include "fetch/seen.h"
#include "lib/warc.h"
#include "lib/warcout.h"

/* Two records, the second with an empty block and a hostile value. */
static void
write_two(struct warcout *w)
{
	warcout_begin(w, "resource", "text/plain");
	warcout_fields(w, "WARC-Target-URI", "http://a.example/");
	assert_int_equal(warcout_end(w, slice_str("one, "),
	    slice_str("two")), 0);
	warcout_begin(w, "metadata", NULL);
	warcout_fields(w, "WARC-Target-URI",
	    "http://b.example/\r\nWARC-Type: response\t\x7f");
	assert_int_equal(warcout_end(w, slice(NULL, 0), slice(NULL, 0)), 0);
	assert_int_equal(warcout_flush(w), 0);
	assert_int_equal(w->pending.len, 0);
}

static void
round_trip(bool gzip)
{
	FILE *fp = tmpfile();
	struct warcout w;
	struct gzip_reader in;
	struct warc_reader r;
	struct warc_record rec;

	assert_non_null(fp);
	assert_int_equal(warcout_init(&w, fileno(fp), gzip), 0);
	write_two(&w);
	assert_int_equal(lseek(fileno(fp), 0, SEEK_END), (off_t)w.written);
	assert_int_equal(lseek(fileno(fp), 0, SEEK_SET), 0);
	gzip_open(&in, fileno(fp), "test");
	warc_open(&r, &in, WARC_MAX_BLOCK);
	assert_int_equal(warc_next(&r, &rec), GOT_RECORD);
	assert_int_equal(rec.type, WARC_RESOURCE);
	assert_true(slice_is(rec.block, "one, two"));
	assert_int_equal(warc_next(&r, &rec), GOT_RECORD);
	assert_int_equal(rec.type, WARC_METADATA);
	assert_true(slice_is(rec.uri,
	    "http://b.example/  WARC-Type: response"));
	assert_int_equal(rec.block.n, 0);
	assert_int_equal(in.is_gzip, gzip);
	assert_int_equal(warc_next(&r, &rec), GOT_END);
	warc_close(&r);
	gzip_close(&in);
	warcout_free(&w);
	(void)fclose(fp);
}

static void
test_plain(void **state)
{
	(void)state;
	round_trip(false);
}

static void
test_gzip(void **state)
{
	(void)state;
	round_trip(true);
}

/* A record over a ceiling is dropped whole; its neighbours stay. */
static void
test_ceiling(void **state)
{
	static char value[WARCOUT_MAX_HEAD];
	struct warcout w;
	size_t before;

	(void)state;
	memset(value, 'a', sizeof(value));
	assert_int_equal(warcout_init(&w, -1, false), 0);
	warcout_begin(&w, "resource", NULL);
	assert_int_equal(warcout_end(&w, slice_str("x"), slice_str("")), 0);
	before = w.pending.len;
	warcout_begin(&w, "resource", NULL);
	warcout_field(&w, "X", slice(value, sizeof(value)));
	assert_int_equal(warcout_end(&w, slice_str("x"), slice_str("")), -1);
	assert_int_equal(w.pending.len, before);
	warcout_begin(&w, "resource", NULL);
	assert_int_equal(warcout_end(&w, slice_str("x"), slice_str("")), 0);
	assert_int_equal(w.pending.len, 2 * before);
	assert_int_equal(warcout_flush(&w), -1);
	warcout_free(&w);
}

static void
test_head(void **state)
{
	static const struct {
		const char	*head;
		size_t		 body;
		const char	*stored;
	} cases[] = {
		{ "HTTP/1.1 200 OK\r\nA: 1\r\n", 5,
		    "HTTP/1.1 200 OK\r\nA: 1\r\nContent-Length: 5\r\n\r\n" },
		{ "HTTP/2 200 \r\na: 1\r\n", 0,
		    "HTTP/1.1 200 \r\na: 1\r\nContent-Length: 0\r\n\r\n" },
		{ "HTTP/1.0 200 OK\nContent-length : 9\nContent-Length: 9\n",
		    2, "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n" },
		{ "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip,\r\n chunked"
		    "\r\nB: 2\r\n more\r\n", 1,
		    "HTTP/1.1 200 OK\r\nB: 2\r\n more\r\n"
		    "Content-Length: 1\r\n\r\n" },
		{ "HTTP/1.1 304 Not Modified\r\nContent-Length: 77\r\n", 0,
		    "HTTP/1.1 304 Not Modified\r\nContent-Length: 77\r\n"
		    "\r\n" },
		{ "HTTP/1.1 204 No Content\r\n", 0,
		    "HTTP/1.1 204 No Content\r\n\r\n" },
	};
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, 4096);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&out);
		assert_int_equal(head_store(&out, slice_str(cases[i].head),
		    cases[i].body), 0);
		assert_string_equal(out.data, cases[i].stored);
	}
	buf_free(&out);
}

static void
test_head_parts(void **state)
{
	struct slice all = slice_str("HTTP/1.1 301 Gone away\r\nX: y\r\n"
	    "LOCATION:\t /a b \r\nLocation: /c\r\n\r\nLocation: /body");

	(void)state;
	assert_int_equal(head_status(all), 301);
	assert_true(slice_is(head_field(head_of(all), "location"), "/a b"));
	assert_int_equal(head_field(head_of(all), "Locatio").n, 0);
	assert_null(strstr(head_of(all).p + head_of(all).n, "Location: /c"));
	assert_int_equal(head_status(slice_str("")), 0);
	assert_int_equal(head_status(slice_str("HTTP/1.1 20")), 0);
	assert_int_equal(head_status(slice_str("HTTP/1.1 abc")), 0);
	assert_int_equal(head_status(slice_str("<html>")), 0);
	assert_int_equal(head_status(slice_str("HTTP/2 404")), 404);
	assert_int_equal(head_of(slice_str("")).n, 0);
}

static void
test_seen(void **state)
{
	struct seen s = { .n = 0 };
	uint64_t i;

	(void)state;
	assert_false(seen_has(&s, 7));
	for (i = 1; i <= 100000; i++)
		assert_true(seen_add(&s, i << 32 | 1));
	for (i = 1; i <= 100000; i++)
		assert_false(seen_add(&s, i << 32 | 1));
	assert_true(seen_has(&s, (uint64_t)5 << 32 | 1));
	assert_false(seen_has(&s, (uint64_t)5 << 32 | 2));
	assert_int_equal(s.n, 100000);
	seen_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_gzip),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_head_parts),
		cmocka_unit_test(test_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
