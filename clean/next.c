/* SPDX-License-Identifier: MIT */
/*
 * The next page of an article that is split: a link element, or a link on the
 * page to the same path with a page number or the whole article.
 */
#include <string.h>

#include "clean/page.h"
#include "clean/str.h"
#include "lib/ascii.h"

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

/* What a link's query shows of the article; VIEW_MAX = something else. */
static size_t
view_of(const struct phrases *queries, struct slice query)
{
	size_t i;

	for (i = 0; i < queries->n; i++)
		if (slice_eq(query, queries->list[i].text))
			return queries->list[i].what;
	return VIEW_MAX;
}

struct slice
next_of_page(struct cleaner *c, struct slice url)
{
	struct slice next = tree_meta(&c->tree, "link:next"),
	    found = slice(NULL, 0);
	size_t i, best = VIEW_MAX;

	if (next.n > 0)
		next = absolute(c, url, next);
	if (next.n > 0 && same_path(next, url))
		return next;
	for (i = 0; i < c->tree.nlinks; i++) {
		struct slice href = c->tree.links[i].href, target;
		const char *mark = href.n == 0 ? NULL :
		    memchr(href.p, '?', href.n);
		size_t view;

		if (mark == NULL)
			continue;
		view = view_of(&c->lex.queries, slice(mark + 1, href.n -
		    (size_t)(mark + 1 - href.p)));
		if (view >= best)
			continue;
		target = absolute(c, url, href);
		if (target.n == 0 || !same_path(target, url))
			continue;
		best = view;
		found = target;
	}
	return found;
}
