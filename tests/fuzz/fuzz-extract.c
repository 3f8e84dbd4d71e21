/* SPDX-License-Identifier: MIT */
/*
 * Everything that extract does with one article: the first line is its title,
 * the rest its text.  Every range must lie in the text.
 */
#include <assert.h>
#include <string.h>

#include "extract/facts.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
check_ranges(const struct facts *f, size_t n)
{
	size_t i;

	for (i = 0; i < f->institutions.n; i++)
		assert(f->institutions.v[i].begin < f->institutions.v[i].end &&
		    f->institutions.v[i].end <= n);
	for (i = 0; i < f->counts.n; i++)
		assert(f->counts.v[i].is_title ||
		    (f->counts.v[i].begin < f->counts.v[i].end &&
		    f->counts.v[i].end <= n));
	for (i = 0; i < f->days.n; i++)
		assert(f->days.v[i].begin < f->days.v[i].end &&
		    f->days.v[i].end <= n && date_is_valid(f->days.v[i].date));
	for (i = 0; i < f->operations.n; i++)
		assert(f->operations.v[i].begin <= f->operations.v[i].end &&
		    f->operations.v[i].end <= n);
	for (i = 0; i < f->checks.n; i++)
		assert(f->checks.v[i].begin <= f->checks.v[i].end &&
		    f->checks.v[i].end <= n);
	for (i = 0; i < f->people.n; i++)
		assert(f->people.v[i].begin <= f->people.v[i].end &&
		    f->people.v[i].end <= n);
	for (i = 0; i < f->quotes.n; i++)
		assert(f->quotes.v[i].begin <= f->quotes.v[i].end &&
		    f->quotes.v[i].end <= n);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static struct knowledge *k;
	static struct article a;
	static struct facts f;
	char why[256];
	struct buf text;
	const char *lf;
	size_t title, i;

	if (k == NULL) {
		k = knowledge_load(NULL, NULL, why, sizeof(why));
		assert(k != NULL);
		article_init(&a);
	}
	buf_init(&text, 1 << 20);
	if (utf8_repair(&text, (const char *)data, n) != 0) {
		buf_free(&text);
		return 0;
	}
	lf = memchr(buf_str(&text), '\n', text.len);
	title = lf == NULL ? 0 : (size_t)(lf - text.data);
	for (i = 0; i < ARTICLE_CELLS; i++)
		a.cell[i] = slice("", 0);
	a.published = (struct date){ title % 2 ? 2024 : 0, 8, 26 };
	arena_reset(&a.arena);
	passage_read(&a.title, k->matcher, slice(buf_str(&text), title));
	passage_read(&a.body, k->matcher, slice(buf_str(&text) + title,
	    text.len - title));
	facts_find(&f, &a, k);
	check_ranges(&f, a.body.text.n);
	buf_free(&text);
	return 0;
}
