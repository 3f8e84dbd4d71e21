/* SPDX-License-Identifier: MIT */
/* Addresses: splitting, joining, the canonical form, document ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/url.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
assert_slice(struct slice got, const char *want)
{
	if (want == NULL) {
		assert_null(got.p);
		return;
	}
	assert_non_null(got.p);
	assert_int_equal(got.n, strlen(want));
	assert_memory_equal(got.p, want, got.n);
}

static void
test_split(void **state)
{
	static const struct {
		const char *address;
		const char *scheme, *userinfo, *host, *port, *path, *query,
		    *fragment;
	} cases[] = {
		{ "http://a/b?c#d", "http", NULL, "a", NULL, "/b", "c", "d" },
		{ "HTTP://u:p@a:8/b", "HTTP", "u:p", "a", "8", "/b", NULL,
		    NULL },
		{ "//u@v@a:/", NULL, "u@v", "a", "", "/", NULL, NULL },
		{ "http://[::1]:80", "http", NULL, "[::1]", "80", "", NULL,
		    NULL },
		{ "http://[::1]", "http", NULL, "[::1]", NULL, "", NULL, NULL },
		{ "a?b?c#d#e", NULL, NULL, NULL, NULL, "a", "b?c", "d#e" },
		{ "mailto:a@b", "mailto", NULL, NULL, NULL, "a@b", NULL, NULL },
		{ "1:2", NULL, NULL, NULL, NULL, "1:2", NULL, NULL },
		{ "a/b:c", NULL, NULL, NULL, NULL, "a/b:c", NULL, NULL },
		{ "file:///x", "file", NULL, "", NULL, "/x", NULL, NULL },
		{ "?#", NULL, NULL, NULL, NULL, "", "", "" },
		{ "", NULL, NULL, NULL, NULL, "", NULL, NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct url u;

		url_split(&u, slice_str(cases[i].address));
		assert_slice(u.scheme, cases[i].scheme);
		assert_slice(u.userinfo, cases[i].userinfo);
		assert_slice(u.host, cases[i].host);
		assert_slice(u.port, cases[i].port);
		assert_slice(u.path, cases[i].path);
		assert_slice(u.query, cases[i].query);
		assert_slice(u.fragment, cases[i].fragment);
	}
}

struct pair {
	const char *in, *out;
};

static void
assert_join(const char *base, const char *reference, const char *want)
{
	struct buf out;

	buf_init(&out, 4096);
	assert_int_equal(url_join(&out, slice_str(base), slice_str(reference)),
	    0);
	assert_string_equal(buf_str(&out), want);
	buf_free(&out);
}

/* The examples of RFC 3986, 5.4.1 and 5.4.2. */
static void
test_join_rfc(void **state)
{
	static const struct pair cases[] = {
		{ "g:h", "g:h" },
		{ "g", "http://a/b/c/g" },
		{ "./g", "http://a/b/c/g" },
		{ "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" },
		{ "//g", "http://g" },
		{ "?y", "http://a/b/c/d;p?y" },
		{ "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q#s" },
		{ "g#s", "http://a/b/c/g#s" },
		{ "g?y#s", "http://a/b/c/g?y#s" },
		{ ";x", "http://a/b/c/;x" },
		{ "g;x", "http://a/b/c/g;x" },
		{ "g;x?y#s", "http://a/b/c/g;x?y#s" },
		{ "", "http://a/b/c/d;p?q" },
		{ ".", "http://a/b/c/" },
		{ "./", "http://a/b/c/" },
		{ "..", "http://a/b/" },
		{ "../", "http://a/b/" },
		{ "../g", "http://a/b/g" },
		{ "../..", "http://a/" },
		{ "../../", "http://a/" },
		{ "../../g", "http://a/g" },
		{ "../../../g", "http://a/g" },
		{ "../../../../g", "http://a/g" },
		{ "/./g", "http://a/g" },
		{ "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." },
		{ ".g", "http://a/b/c/.g" },
		{ "g..", "http://a/b/c/g.." },
		{ "..g", "http://a/b/c/..g" },
		{ "./../g", "http://a/b/g" },
		{ "./g/.", "http://a/b/c/g/" },
		{ "g/./h", "http://a/b/c/g/h" },
		{ "g/../h", "http://a/b/c/h" },
		{ "g;x=1/./y", "http://a/b/c/g;x=1/y" },
		{ "g;x=1/../y", "http://a/b/c/y" },
		{ "g?y/./x", "http://a/b/c/g?y/./x" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "g#s/./x", "http://a/b/c/g#s/./x" },
		{ "g#s/../x", "http://a/b/c/g#s/../x" },
		{ "http:g", "http:g" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_join("http://a/b/c/d;p?q", cases[i].in, cases[i].out);
}

static void
test_join_more(void **state)
{
	struct buf out;

	(void)state;
	assert_join("http://a", "g", "http://a/g");
	assert_join("http://a?q", "?y", "http://a?y");
	assert_join("http://u@a:8/", "g", "http://u@a:8/g");
	assert_join("http://a/b", "http://c/d/../e", "http://c/e");
	assert_join("http://a/b/", "..//c", "http://a//c");
	assert_join("mailto:a", "b", "mailto:b");
	buf_init(&out, 12);
	assert_int_equal(url_join(&out, slice_str("a/b"), slice_str("c")), -1);
	assert_int_equal(buf_adds(&out, "x"), 0);
	assert_int_equal(url_join(&out, slice_str("http://a/"),
	    slice_str("0123456789")), -1);
	assert_string_equal(buf_str(&out), "x");
	buf_free(&out);
}

static void
assert_canon(const char *in, const char *want)
{
	const char *why = NULL;
	struct buf out;

	buf_init(&out, 4096);
	if (url_canon(&out, slice_str(in), &why) != 0)
		fail_msg("%s: %s", in, why);
	assert_string_equal(buf_str(&out), want);
	buf_free(&out);
}

static void
test_canon(void **state)
{
	static const struct pair cases[] = {
		/* scheme, host, port, userinfo */
		{ "HTTP://Kabar.Example/A", "http://kabar.example/A" },
		{ "https://a.example:443/", "https://a.example/" },
		{ "http://a.example:443/", "http://a.example:443/" },
		{ "http://a.example:080/", "http://a.example/" },
		{ "http://a.example:08080", "http://a.example:8080/" },
		{ "http://a.example:/", "http://a.example/" },
		{ "http://user:word@a.example/", "http://a.example/" },
		{ "http://b@c@a.example/", "http://a.example/" },
		{ "http://a.example./x", "http://a.example/x" },
		{ "http://%61.ex%41mple/", "http://a.example/" },
		{ "http://a_b.example/", "http://a_b.example/" },
		{ "http://127.0.0.11:8000/x", "http://127.0.0.11:8000/x" },
		{ "http://[2001:DB8:0:0::1]/", "http://[2001:db8::1]/" },
		{ "http://[::1]:80/", "http://[::1]/" },
		{ "http://xn--bcher-kva.example/",
		    "http://xn--bcher-kva.example/" },
		/* path */
		{ "http://a.example", "http://a.example/" },
		{ "http://a.example?x", "http://a.example/?x" },
		{ "http://a.example/b/../c/./d/..", "http://a.example/c/" },
		{ "http://a.example/../../b", "http://a.example/b" },
		{ "http://a.example/b/%2e%2E/c", "http://a.example/c" },
		{ "http://a.example//b", "http://a.example//b" },
		{ "http://a.example/%7ejo/%2f%c3%a9",
		    "http://a.example/~jo/%2F%C3%A9" },
		{ "http://a.example/caf\xc3\xa9 x",
		    "http://a.example/caf%C3%A9%20x" },
		{ "http://a.example/100%/%zz", "http://a.example/100%25/%25zz" },
		{ "http://a.example/[\"<>^`{|}]\x01\x7f",
		    "http://a.example/%5B%22%3C%3E%5E%60%7B%7C%7D%5D%01%7F" },
		{ "http://a.example/!$&'()*+,;=:@-._~",
		    "http://a.example/!$&'()*+,;=:@-._~" },
		/* query and fragment */
		{ "http://a.example/?a=1&b=[x]\\ /?",
		    "http://a.example/?a=1&b=%5Bx%5D%5C%20/?" },
		{ "http://a.example/?", "http://a.example/?" },
		{ "http://a.example/x#y?z", "http://a.example/x" },
		/* what stands around and between */
		{ " \n\thttp://a.example/b \r\n", "http://a.example/b" },
		{ "http://a.exa\nmple/b\tc\r", "http://a.example/bc" },
		{ "http:\\\\a.example\\b\\c?\\d", "http://a.example/b/c?%5Cd" },
		{ "http://a.example\\@b.example/",
		    "http://a.example/@b.example/" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_canon(cases[i].in, cases[i].out);
		assert_canon(cases[i].out, cases[i].out);
	}
}

static void
test_not_canon(void **state)
{
	static const struct pair cases[] = {
		{ "", "not an http or https address" },
		{ "a.example/b", "not an http or https address" },
		{ "ftp://a.example/", "not an http or https address" },
		{ "javascript:void(0)", "not an http or https address" },
		{ "http:a.example", "no host" },
		{ "http:///a.example", "no host" },
		{ "http://", "no host" },
		{ "http://@/", "no host" },
		{ "http://:80/", "no host" },
		{ "http://./", "host has an empty label" },
		{ "http://a..example/", "host has an empty label" },
		{ "http://.a/", "host has an empty label" },
		{ "http://a b/", "host has a byte that no name has" },
		{ "http://a%2fb/", "host has a byte that no name has" },
		{ "http://a%/", "host has a byte that no name has" },
		{ "http://a%00b/", "host has a byte that no name has" },
		{ "http://b\xc3\xbc" "cher.example/",
		    "host is not ASCII (its xn-- form is wanted)" },
		{ "http://0x7f.1/", "host is no IPv4 address" },
		{ "http://0x7f000001/", "host is no IPv4 address" },
		{ "http://2130706433/", "host is no IPv4 address" },
		{ "http://127.1/", "host is no IPv4 address" },
		{ "http://0177.0.0.1/", "host is no IPv4 address" },
		{ "http://1.2.3.256/", "host is no IPv4 address" },
		{ "http://[::1/", "host is no IPv6 address" },
		{ "http://[]/", "host is no IPv6 address" },
		{ "http://[1.2.3.4]/", "host is no IPv6 address" },
		{ "http://[fe80::1%25eth0]/", "host is no IPv6 address" },
		{ "http://a:b/", "port is no number" },
		{ "http://a:-1/", "port is no number" },
		{ "http://a:65536/", "port is over 65535" },
		{ "http://a:0/", "port is 0" },
	};
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, 4096);
	assert_int_equal(buf_adds(&out, "x"), 0);
	for (i = 0; i < COUNT(cases); i++) {
		const char *why = NULL;

		assert_int_equal(url_canon(&out, slice_str(cases[i].in), &why),
		    -1);
		assert_string_equal(why, cases[i].out);
		assert_string_equal(buf_str(&out), "x");
	}
	buf_free(&out);
}

/* An address of n bytes: `http://a/xxx...`. */
static struct slice
long_address(char *s, size_t n, char c)
{
	memset(s, c, n);
	memcpy(s, "http://a/", 9);
	return slice(s, n);
}

static void
test_length(void **state)
{
	static char s[URL_MAX_BYTES + 100];
	const char *why = NULL;
	struct buf out;

	(void)state;
	buf_init(&out, 10000);
	assert_int_equal(url_canon(&out, long_address(s, URL_MAX_BYTES, 'x'),
	    &why), 0);
	assert_int_equal(out.len, URL_MAX_BYTES);
	assert_int_equal(url_canon(&out,
	    long_address(s, URL_MAX_BYTES + 1, 'x'), &why), -1);
	assert_string_equal(why, "longer than 2048 bytes");
	/* Short as written, long once encoded. */
	assert_int_equal(url_canon(&out, long_address(s, URL_MAX_BYTES / 2,
	    ' ' + 2), &why), -1);
	assert_string_equal(why, "longer than 2048 bytes");
	/* The fragment is not counted. */
	(void)long_address(s, sizeof(s), 'x');
	s[20] = '#';
	buf_reset(&out);
	assert_int_equal(url_canon(&out, slice(s, sizeof(s)), &why), 0);
	assert_int_equal(out.len, 20);
	buf_free(&out);
	buf_init(&out, 5);
	assert_int_equal(url_canon(&out, slice_str("http://a/"), &why), -1);
	assert_string_equal(why, "no room");
	buf_free(&out);
}

static void
test_long_hosts(void **state)
{
	char s[400] = "http://";
	const char *why = NULL;
	struct buf out;

	(void)state;
	buf_init(&out, 4096);
	memset(s + 7, 'a', 63);
	assert_int_equal(url_canon(&out, slice(s, 70), &why), 0);
	s[70] = 'a';
	assert_int_equal(url_canon(&out, slice(s, 71), &why), -1);
	assert_string_equal(why, "host has a label of more than 63 bytes");
	memset(s + 7, 'a', 254);
	s[50] = s[100] = s[150] = s[200] = s[230] = '.';
	assert_int_equal(url_canon(&out, slice(s, 7 + 253), &why), 0);
	assert_int_equal(url_canon(&out, slice(s, 7 + 254), &why), -1);
	assert_string_equal(why, "host is longer than 253 bytes");
	buf_free(&out);
}

static void
test_link(void **state)
{
	static const char base[] = "http://a.example/b/c?d";
	static const struct pair cases[] = {
		{ " e.html\n", "http://a.example/b/e.html" },
		{ "/e f", "http://a.example/e%20f" },
		{ "\\e", "http://a.example/e" },
		{ "?page=2#x", "http://a.example/b/c?page=2" },
		{ "//C.example", "http://c.example/" },
		{ "HTTPS://c.example:443", "https://c.example/" },
		{ "#top", "http://a.example/b/c?d" },
	};
	const char *why = NULL;
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, 4096);
	for (i = 0; i < COUNT(cases); i++) {
		buf_reset(&out);
		assert_int_equal(url_link(&out, slice_str(base),
		    slice_str(cases[i].in), &why), 0);
		assert_string_equal(buf_str(&out), cases[i].out);
	}
	assert_int_equal(url_link(&out, slice_str(base),
	    slice_str("mailto:x@y"), &why), -1);
	assert_string_equal(why, "not an http or https address");
	assert_int_equal(url_link(&out, slice_str("b"), slice_str("c"), &why),
	    -1);
	assert_string_equal(why, "base is not absolute");
	buf_free(&out);
}

static void
test_host(void **state)
{
	(void)state;
	assert_slice(url_host(slice_str("http://a.example:81/x")), "a.example");
	assert_slice(url_host(slice_str("http://[::1]:81/")), "[::1]");
	assert_slice(url_host(slice_str("x")), "");
}

static struct url_tracking *
load(void)
{
	char why[256] = "";
	struct url_tracking *t = url_tracking_load(NULL, why, sizeof(why));

	if (t == NULL)
		fail_msg("%s", why);
	return t;
}

static void
test_strip(void **state)
{
	static const struct pair cases[] = {
		{ "http://a/?utm_source=x", "http://a/" },
		{ "http://a/?UTM_Medium=x&id=7", "http://a/?id=7" },
		{ "http://a/?id=7&fbclid=x&page=2", "http://a/?id=7&page=2" },
		{ "http://a/?single=1", "http://a/?single=1" },
		{ "http://a/?p=1&q=2&page=all", "http://a/?p=1&q=2&page=all" },
		{ "http://a/?b=2&a=1", "http://a/?b=2&a=1" },
		{ "http://a/?utm_", "http://a/" },
		{ "http://a/?utm=1", "http://a/?utm=1" },
		{ "http://a/?gclids=1", "http://a/?gclids=1" },
		{ "http://a/?x=fbclid=1", "http://a/?x=fbclid=1" },
		{ "http://a/?&&id=1&", "http://a/?id=1" },
		{ "http://a/?", "http://a/" },
		{ "http://a/x", "http://a/x" },
		{ "", "" },
	};
	struct url_tracking *t = load();
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, 4096);
	for (i = 0; i < COUNT(cases); i++) {
		buf_reset(&out);
		assert_int_equal(url_strip(&out, t, slice_str(cases[i].in)), 0);
		assert_string_equal(buf_str(&out), cases[i].out);
	}
	buf_free(&out);
	url_tracking_free(t);
}

static void
assert_doc(const struct url_tracking *t, const char *address, const char *want)
{
	char id[17];

	url_doc(id, t, slice_str(address));
	assert_string_equal(id, want);
}

/* The ids were reckoned apart, from the definition of FNV-1a. */
static void
test_doc(void **state)
{
	struct url_tracking *t = load();

	(void)state;
	assert_int_equal(fnv1a(FNV1A_INIT, "", 0), 0xcbf29ce484222325u);
	assert_int_equal(fnv1a(FNV1A_INIT, "a", 1), 0xaf63dc4c8601ec8cu);
	assert_int_equal(fnv1a(FNV1A_INIT, "foobar", 6), 0x85944171f73967e8u);
	assert_doc(t, "http://kabar.example/2024/rakor", "9d482e360a1f4ab5");
	assert_doc(t, " HTTP://Kabar.example:80/2024/./rakor?utm_source=x#y",
	    "9d482e360a1f4ab5");
	assert_doc(t, "http://kabar.example/2024/rakor?page=2", "00bfe92b1a91652e");
	assert_doc(t, "berkas/rakor.txt", "afc8fd6ca01758bd");
	assert_doc(t, "", "cbf29ce484222325");
	url_tracking_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_join_rfc),
		cmocka_unit_test(test_join_more),
		cmocka_unit_test(test_canon),
		cmocka_unit_test(test_not_canon),
		cmocka_unit_test(test_length),
		cmocka_unit_test(test_long_hosts),
		cmocka_unit_test(test_link),
		cmocka_unit_test(test_host),
		cmocka_unit_test(test_strip),
		cmocka_unit_test(test_doc),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
