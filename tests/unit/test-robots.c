/* SPDX-License-Identifier: MIT */
/* robots.txt: RFC 9309 as a table of cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The module itself, so that the steps of its matching can be counted. */
static unsigned long steps;
#define ROBOTS_STEPS(n) (steps += (n))
#include "fetch/robots.c"

static const struct {
	const char	*text;
	const char	*path;
	bool		 allowed;
} cases[] = {
	/* No rules, no group, no file worth the name. */
	{ "", "/", true },
	{ "<html><body>Not Found</body></html>", "/a", true },
	{ "Disallow: /\n", "/a", true },
	{ "User-agent: *\n", "/a", true },
	{ "User-agent: *\nDisallow:\n", "/a", true },
	/* Groups: 2.2.1. */
	{ "User-agent: *\nDisallow: /\n", "/a", false },
	{ "user-AGENT : *\n DISALLOW :/ \n", "/a", false },
	{ "User-agent: other\nDisallow: /\n", "/a", true },
	{ "User-agent: kliping\nDisallow: /\n", "/a", false },
	{ "User-agent: KLIPING\nDisallow: /\n", "/a", false },
	{ "User-agent: kliping/2.0 (x)\nDisallow: /\n", "/a", false },
	{ "User-agent: klipingbot\nDisallow: /\n", "/a", true },
	{ "User-agent: klip\nDisallow: /\n", "/a", true },
	{ "User-agent: *\nDisallow: /\n\nUser-agent: kliping\nAllow: /\n",
	    "/a", true },
	{ "User-agent: kliping\nDisallow:\n\nUser-agent: *\nDisallow: /\n",
	    "/a", true },
	{ "User-agent: kliping\n\nUser-agent: *\nDisallow: /\n", "/a", false },
	/* Groups that name us are one. */
	{ "User-agent: kliping\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n"
	    "\nUser-agent: kliping\nDisallow: /b\n", "/a", false },
	{ "User-agent: kliping\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n"
	    "\nUser-agent: kliping\nDisallow: /b\n", "/b", false },
	{ "User-agent: kliping\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n"
	    "\nUser-agent: kliping\nDisallow: /b\n", "/c", true },
	{ "User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n",
	    "/b", false },
	/* Several names over one group; other lines do not part them. */
	{ "User-agent: x\nUser-agent: kliping\nDisallow: /\n", "/a", false },
	{ "User-agent: kliping\nUser-agent: x\nDisallow: /\n", "/a", false },
	{ "User-agent: x\nSitemap: http://x/\nUser-agent: kliping\n"
	    "Disallow: /\n", "/a", false },
	{ "User-agent: kliping\nCrawl-delay: 2\nUser-agent: x\nDisallow: /\n",
	    "/a", false },
	{ "User-agent: x\nDisallow: /\nUser-agent: kliping\nDisallow: /b\n",
	    "/a", true },
	{ "User-agent: x\nDisallow:\nUser-agent: kliping\nDisallow: /b\n",
	    "/b", false },
	/* The longest match wins, Allow wins a tie: 2.2.2. */
	{ "User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c", true },
	{ "User-agent: *\nAllow: /a/b\nDisallow: /a\n", "/a/c", false },
	{ "User-agent: *\nDisallow: /a/b\nAllow: /a\n", "/a/b", false },
	{ "User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", true },
	{ "User-agent: *\nAllow: /a\nDisallow: /a\n", "/a", true },
	{ "User-agent: *\nDisallow: /x/page.html\nAllow: /x/*.html\n",
	    "/x/page.html", false },
	{ "User-agent: *\nAllow: /p\nDisallow: /\n", "/page", true },
	{ "User-agent: *\nAllow: /folder\nDisallow: /folder\n", "/folder/p",
	    true },
	{ "User-agent: *\nAllow: /page\nDisallow: /*.htm\n", "/page.htm",
	    false },
	{ "User-agent: *\nAllow: /$\nDisallow: /\n", "/", true },
	{ "User-agent: *\nAllow: /$\nDisallow: /\n", "/page", false },
	/* Paths: case counts, prefixes match. */
	{ "User-agent: *\nDisallow: /A\n", "/a", true },
	{ "User-agent: *\nDisallow: /fish\n", "/fish.html", false },
	{ "User-agent: *\nDisallow: /fish\n", "/catfish", true },
	{ "User-agent: *\nDisallow: /fish/\n", "/fish", true },
	{ "User-agent: *\nDisallow: /fish?id\n", "/fish?id=1", false },
	{ "User-agent: *\nDisallow: fish\n", "/fish", true },
	/* `*` and `$`: 2.2.3. */
	{ "User-agent: *\nDisallow: *\n", "/a", false },
	{ "User-agent: *\nDisallow: /*.php\n", "/a/b.php?x", false },
	{ "User-agent: *\nDisallow: /*.php\n", "/a/b.PHP", true },
	{ "User-agent: *\nDisallow: /*.php$\n", "/a.php", false },
	{ "User-agent: *\nDisallow: /*.php$\n", "/a.php?x", true },
	{ "User-agent: *\nDisallow: /*.php$\n", "/a.php.php", false },
	{ "User-agent: *\nDisallow: /a*b*c\n", "/a-b-c-d", false },
	{ "User-agent: *\nDisallow: /a*b*c\n", "/a-c-b", true },
	{ "User-agent: *\nDisallow: /a*b$\n", "/ab", false },
	{ "User-agent: *\nDisallow: /ab*b$\n", "/ab", true },
	{ "User-agent: *\nDisallow: /a**b\n", "/a/b", false },
	{ "User-agent: *\nDisallow: /a*$\n", "/abc", false },
	{ "User-agent: *\nDisallow: /a$b\n", "/a$b", false },
	{ "User-agent: *\nDisallow: /a$b\n", "/a", true },
	{ "User-agent: *\nDisallow: $\n", "/", true },
	{ "User-agent: *\nDisallow: /*aab\n", "/aaab", false },
	{ "User-agent: *\nDisallow: /x*abab$\n", "/xababab", false },
	/* Special characters meant literally are encoded: 2.2.3. */
	{ "User-agent: *\nDisallow: /a-%2A.html\n", "/a-*.html", false },
	{ "User-agent: *\nDisallow: /a-%2A.html\n", "/a-b.html", true },
	{ "User-agent: *\nDisallow: /a%24\n", "/a$", false },
	{ "User-agent: *\nDisallow: /a%24\n", "/a", true },
	/* Percent-encoding: 2.2.2. */
	{ "User-agent: *\nDisallow: /foo/bar?baz=http://foo.bar\n",
	    "/foo/bar?baz=http://foo.bar", false },
	{ "User-agent: *\nDisallow: /foo/\xe3\x83\x84\n", "/foo/%E3%83%84",
	    false },
	{ "User-agent: *\nDisallow: /foo/%e3%83%84\n", "/foo/%E3%83%84",
	    false },
	{ "User-agent: *\nDisallow: /%7euser\n", "/~user", false },
	{ "User-agent: *\nDisallow: /~user\n", "/%7Euser", false },
	{ "User-agent: *\nDisallow: /a%2fb\n", "/a%2Fb", false },
	{ "User-agent: *\nDisallow: /a%2fb\n", "/a/b", true },
	{ "User-agent: *\nDisallow: /a%zz\n", "/a%zz", false },
	/* The RFC's own table, 2.2.2. */
	{ "User-agent: *\nDisallow: /foo/bar?baz=quz\n", "/foo/bar?baz=quz",
	    false },
	{ "User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar\n",
	    "/foo/bar?baz=https%3A%2F%2Ffoo.bar", false },
	{ "User-agent: *\nDisallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar\n",
	    "/foo/bar?baz=https://foo.bar", false },
	{ "User-agent: *\nDisallow: /*/print\n", "/x?next=%2Fprint", false },
	{ "User-agent: *\nDisallow: /foo/bar/\xe3\x83\x84\n",
	    "/foo/bar/%E3%83%84", false },
	{ "User-agent: *\nDisallow: /foo/bar/%E3%83%84\n",
	    "/foo/bar/%E3%83%84", false },
	{ "User-agent: *\nDisallow: /foo/bar/%62%61%7A\n", "/foo/bar/baz",
	    false },
	/* Its examples, 5.1 and 5.2. */
	{ "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\n"
	    "Allow: /publications/\n\nUser-Agent: foobot\nDisallow:/\n"
	    "Allow:/example/page.html\nAllow:/example/allowed.gif\n\n"
	    "User-Agent: barbot\nUser-Agent: kliping\n"
	    "Disallow: /example/page.html\n\nUser-Agent: quxbot\n",
	    "/example/page.html", false },
	{ "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\n"
	    "Allow: /publications/\n\nUser-Agent: foobot\nDisallow:/\n",
	    "/publications/a.gif", true },
	{ "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\n",
	    "/a/b.gif", false },
	{ "User-Agent: *\nDisallow: /example/\n\nUser-Agent: kliping\n\n"
	    "EOF\n", "/example/a", true },
	{ "User-Agent: kliping\nAllow: /example/page/\n"
	    "Disallow: /example/page/disallowed.gif\n",
	    "/example/page/disallowed.gif", false },
	/* Records of others stand anywhere and part nothing: 2.2.4. */
	{ "Sitemap: http://x/\nUser-agent: *\nSitemap: http://y/\n"
	    "Disallow: /a\nHost: x\nDisallow: /b\n", "/b", false },
	/* Lines: comments, ends, marks. */
	{ "User-agent: * # all\nDisallow: /a # this\n", "/a", false },
	{ "# User-agent: *\nDisallow: /\n", "/a", true },
	{ "User-agent: *\rDisallow: /a\r", "/a", false },
	{ "User-agent: *\r\nDisallow: /a\r\n", "/a", false },
	{ "User-agent: *\n\n\nDisallow: /a", "/a", false },
	{ "\xef\xbb\xbfUser-agent: *\nDisallow: /a\n", "/a", false },
	{ "User-agent: *\nDisallow /a\n", "/a", true },
	/* Always allowed: 2.2.2. */
	{ "User-agent: *\nDisallow: /\n", "/robots.txt", true },
};

static struct robots *
parse(const char *text)
{
	return robots_parse(slice_str(text), slice_str("kliping/1.0 (+x)"));
}

static void
test_rules(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct robots *r = parse(cases[i].text);

		if (robots_allows(r, slice_str(cases[i].path)) !=
		    cases[i].allowed)
			fail_msg("%s in\n%s", cases[i].path, cases[i].text);
		robots_free(r);
	}
}

static void
test_delay(void **state)
{
	static const struct {
		const char	*text;
		uint64_t	 ms;
	} delays[] = {
		{ "User-agent: *\nDisallow: /\n", ROBOTS_NO_DELAY },
		{ "Crawl-delay: 5\n", ROBOTS_NO_DELAY },
		{ "User-agent: *\nCrawl-delay: 5\n", 5000 },
		{ "User-agent: *\nCrawl-delay: 0.25\n", 250 },
		{ "User-agent: *\ncrawl-delay:10 # slow\n", 10000 },
		{ "User-agent: *\nCrawl-delay: x\n", ROBOTS_NO_DELAY },
		{ "User-agent: *\nCrawl-delay: -1\n", ROBOTS_NO_DELAY },
		{ "User-agent: *\nCrawl-delay: 99999999999999999999\n",
		    86400000 },
		{ "User-agent: x\nCrawl-delay: 5\n", ROBOTS_NO_DELAY },
		{ "User-agent: *\nCrawl-delay: 5\n\nUser-agent: kliping\n"
		    "Crawl-delay: 2\n", 2000 },
		{ "User-agent: *\nCrawl-delay: 5\n\nUser-agent: kliping\n"
		    "Disallow: /a\n", ROBOTS_NO_DELAY },
		{ "User-agent: *\nCrawl-delay: 5\nCrawl-delay: 3\n", 5000 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(delays) / sizeof(delays[0]); i++) {
		struct robots *r = parse(delays[i].text);

		if (robots_delay_ms(r) != delays[i].ms)
			fail_msg("%llu for\n%s",
			    (unsigned long long)robots_delay_ms(r),
			    delays[i].text);
		robots_free(r);
	}
}

/* 500 KiB are parsed, what is behind them is not: 2.5. */
static void
test_size(void **state)
{
	size_t n = ROBOTS_MAX_BYTES + 100;
	char *text = malloc(n);
	struct robots *r;

	(void)state;
	assert_non_null(text);
	memset(text, '\n', n);
	memcpy(text, "User-agent: *\n", 14);
	memcpy(text + ROBOTS_MAX_BYTES - 13, "Disallow: /a\n", 13);
	memcpy(text + ROBOTS_MAX_BYTES, "Disallow: /b\n", 13);
	r = robots_parse(slice(text, n), slice_str("kliping"));
	assert_false(robots_allows(r, slice_str("/a")));
	assert_true(robots_allows(r, slice_str("/b")));
	robots_free(r);
	free(text);
}

/*
 * Steps in proportion to rule and path together, whatever they hold: a matcher
 * that backtracks would need their product, or two to their power.  Each of the
 * bodies is made into a rule and set against a path of its own worst kind; with
 * twice the length come twice the steps.
 */
static const struct {
	const char	*rule, *path;
} hostile[] = {
	{ "a*", "a" }, { "*a", "a" }, { "aa*", "a" }, { "*aab", "a" },
	{ "a*b*", "ab" }, { "*ab*a", "ab" }, { "aaaaaaab*", "a" },
	{ "*", "a" }, { "a", "a" }, { "%61*", "%61" }, { "*aaaaaaaaaaaaaaab",
	    "aaaaaaaaaaaaaaa" }, { "?a*", "?a" }, { "$*", "$" },
};

static void
fill(char *text, size_t n, const char *body)
{
	size_t m = strlen(body), i;

	text[0] = '/';
	for (i = 1; i < n; i++)
		text[i] = body[(i - 1) % m];
}

/* The steps; *size is how long rule and path are together. */
static unsigned long
count(const char *rule, const char *path, size_t n, const char *end,
    size_t *size)
{
	static char text[8192], target[8192];
	struct robots *r;
	size_t at = (size_t)snprintf(text, sizeof(text), "User-agent: *\n"
	    "Disallow: ");

	fill(text + at, n, rule);
	(void)snprintf(text + at + n, sizeof(text) - at - n, "%s\n", end);
	fill(target, n, path);
	r = robots_parse(slice_str(text), slice_str("kliping"));
	assert_int_equal(r->nrules, 1);
	*size = r->rules[0].n + n;
	steps = 0;
	(void)robots_allows(r, slice(target, n));
	robots_free(r);
	return steps;
}

static void
test_hostile(void **state)
{
	static const char *const ends[] = { "", "b", "$", "b$", "*b", "*ab$" };
	size_t i, j, n, size;

	(void)state;
	for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++)
		for (j = 0; j < sizeof(ends) / sizeof(ends[0]); j++)
			for (n = 128; n <= 512; n *= 2) {
				unsigned long k = count(hostile[i].rule,
				    hostile[i].path, n, ends[j],
				    &size);

				if (k > 4 * size)
					fail_msg("%s%s, %zu bytes: %lu steps",
					    hostile[i].rule, ends[j], n, k);
			}
}

/* A rule longer than any address is left out, and its neighbours stay. */
static void
test_long_rule(void **state)
{
	static char text[8192];
	struct robots *r;

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text, "User-agent: *\nDisallow: /", 25);
	memcpy(text + sizeof(text) - 16, "\nDisallow: /b\n\n", 16);
	r = parse(text);
	assert_false(robots_allows(r, slice_str("/b")));
	assert_true(robots_allows(r, slice_str("/a")));
	robots_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_delay),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_long_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
