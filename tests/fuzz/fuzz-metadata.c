/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: the readers of metadata alone, over a page that is nothing but
 * what they read: the bytes are JSON-LD, and, line by line, metas, times,
 * bylines and a link to the next page.
 */
#include <stdlib.h>
#include <string.h>

#include "clean/page.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static const char *const frames[][2] = {
	{ "<meta property='", "' content='x'>" },
	{ "<meta property='article:published_time' content='", "'>" },
	{ "<meta name='author' content='", "'>" },
	{ "<time datetime='", "'>x</time>" },
	{ "<p class='byline'>", "</p>" },
	{ "<span class='date'>", "</span>" },
	{ "<title>", "</title>" },
	{ "<a rel='next' href='", "'>next</a>" },
	{ "<link rel='canonical' href='", "'>" },
};
#define FRAMES (sizeof(frames) / sizeof(frames[0]))

static void
build(struct buf *page, const char *bytes, size_t n)
{
	size_t i = 0, line = 0;

	(void)buf_adds(page, "<html><script type='application/ld+json'>");
	(void)buf_add(page, bytes, n);
	(void)buf_adds(page, "</script>");
	while (i < n) {
		const char *lf = memchr(bytes + i, '\n', n - i);
		size_t end = lf != NULL ? (size_t)(lf - bytes) : n;

		(void)buf_adds(page, frames[line % FRAMES][0]);
		(void)buf_add(page, bytes + i, end - i);
		(void)buf_adds(page, frames[line++ % FRAMES][1]);
		i = end + 1;
	}
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static struct cleaner cleaner;
	static int ready;
	struct document d = { .url = slice_str("https://kabar.example/a/2024"),
	    .is_html = true };
	struct slice title;
	struct buf page;
	char why[256];

	if (!ready && cleaner_init(&cleaner, NULL, why, sizeof(why)) != 0)
		abort();
	ready = 1;
	buf_init(&page, PAGE_MAX_BYTES);
	build(&page, (const char *)data, n);
	d.body = slice(buf_str(&page), page.len);
	if (cleaner_run(&cleaner, &d) == 0) {
		title = cleaner.article.title;
		if (title.n > 0 && utf8_invalid(title.p, title.n) != NULL)
			abort();
	}
	buf_free(&page);
	return 0;
}
