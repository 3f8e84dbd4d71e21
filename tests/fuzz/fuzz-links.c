/* SPDX-License-Identifier: MIT */
/*
 * Arbitrary documents as feeds, sitemaps, lists, robots.txt and pages: what is
 * found is a canonical address, and the text beside it valid UTF-8.
 */
#include <assert.h>

#include "fetch/feed.h"
#include "fetch/links_heal.h"
#include "fetch/links_input.h"
#include "fetch/page.h"
#include "fetch/sitemap.h"
#include "lib/charset.h"
#include "lib/url.h"
#include "lib/utf8.h"

#define FUZZ_MAX	((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
see(void *data, const struct link *link)
{
	struct buf again;
	const char *why;

	buf_init(&again, LINKS_MAX_TEXT);
	assert(link->address.n > 0 && link->address.n <= URL_MAX_BYTES);
	assert(url_canon(&again, link->address, &why) == 0);
	assert(slice_eq(slice(again.data, again.len), link->address));
	buf_reset(&again);
	if (link->title.n > 0) {
		assert(utf8_invalid(link->title.p, link->title.n) == NULL);
		links_title(&again, link->title);
		assert(again.len <= link->title.n);
	}
	buf_free(&again);
	++*(uint64_t *)data;
}

static const char *
gather(void *data, struct slice piece)
{
	return buf_add(data, piece.p, piece.n) == 0 ? NULL : "too long";
}

/* What was healed once may be healed again: `<` and a control character that
   goes leave something new behind. */
static void
heal_twice(struct slice text)
{
	struct buf once, twice;

	buf_init(&once, FUZZ_MAX);
	buf_init(&twice, FUZZ_MAX);
	if (links_heal(text, gather, &once) == NULL)
		(void)links_heal(slice(buf_str(&once), once.len), gather,
		    &twice);
	buf_free(&once);
	buf_free(&twice);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct slice base = slice_str("http://a.example/b/c?d=e"), text;
	uint64_t found = 0;
	struct finder f = { .found = see, .data = &found };
	struct buf decoded;

	buf_init(&decoded, FUZZ_MAX);
	text = charset_decode(NULL, &decoded, slice((const char *)data,
	    n), slice(NULL, 0));
	(void)links_sniff(text, base, false);
	if (text.n > 0) {
		heal_twice(text);
		(void)feed_read(&f, text, base);
		(void)sitemap_read(&f, text, base);
		sitemap_read_text(&f, text);
		sitemap_read_robots(&f, text, base);
		(void)page_read(&f, text, base);
	}
	assert(f.n == found + f.bad);
	buf_free(&decoded);
	return 0;
}
