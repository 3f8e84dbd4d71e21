/* SPDX-License-Identifier: MIT */
/*
 * The next page of an article that is split: a link element, or a link on the
 * page to the same path with a page number or the whole article.
 */
#include <string.h>

#include "clean/page.h"
#include "clean/str.h"
#include "lib/ascii.h"

/* Queries of one-page views, best first, and of second pages. */
static const char *const queries[] = {
	"page=all", "single=1", "showpage=all", "view=all", "page=2",
	"halaman=2", "paged=2",
};

static struct slice
absolute(struct cleaner *c, struct slice url, struct slice href)
{
	buf_reset(&c->scratch);
	if (url_join(&c->scratch, url, href) != 0)
		return slice(NULL, 0);
	return arena_copy(&c->tree.arena, slice(buf_str(&c->scratch),
	    c->scratch.len));
}

static bool
same_path(struct slice a, struct slice b)
{
	struct url x, y;

	url_split(&x, a);
	url_split(&y, b);
	return slice_eq(x.host, y.host) && slice_eq(x.path, y.path);
}

static size_t
rank_of(struct slice query)
{
	size_t i, n = sizeof(queries) / sizeof(queries[0]);

	for (i = 0; i < n; i++)
		if (slice_is(query, queries[i]))
			break;
	return i;
}

struct slice
next_of_page(struct cleaner *c, struct slice url)
{
	struct slice next = tree_meta(&c->tree, "link:next"),
	    found = slice(NULL, 0);
	size_t i, best = sizeof(queries) / sizeof(queries[0]), most = best;

	if (next.n > 0)
		next = absolute(c, url, next);
	if (next.n > 0 && same_path(next, url))
		return next;
	for (i = 0; i < c->tree.nlinks; i++) {
		struct slice href = c->tree.links[i].href, target;
		const char *mark = href.n == 0 ? NULL :
		    memchr(href.p, '?', href.n);
		size_t rank;

		if (mark == NULL)
			continue;
		rank = rank_of(slice(mark + 1, href.n -
		    (size_t)(mark + 1 - href.p)));
		if (rank >= most || rank >= best)
			continue;
		target = absolute(c, url, href);
		if (target.n == 0 || !same_path(target, url))
			continue;
		best = rank;
		found = target;
	}
	return found;
}
