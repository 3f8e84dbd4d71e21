/* SPDX-License-Identifier: MIT */
/*
 * From a document to an article: runs the parts in their order over one page.
 * Holds one page; what a large page took is given back after it.
 */
#include <string.h>

#include "clean/page.h"
#include "clean/str.h"
#include "lib/charset.h"

#define KEEP_BYTES	((size_t)2 << 20)	/* of each buffer, between pages */
#define RESCUE_CHARS	200	/* a body shorter than this is rescued */

int
cleaner_init(struct cleaner *c, const char *datadir, char *why, size_t whysize)
{
	memset(c, 0, sizeof(*c));
	jsonld_init();
	c->only = WAY_MAX;
	buf_init(&c->utf8, PAGE_MAX_BYTES);
	buf_init(&c->folded, PAGE_MAX_BYTES);
	buf_init(&c->lower, PAGE_MAX_BYTES);
	buf_init(&c->scratch, PAGE_MAX_BYTES);
	buf_init(&c->article.text, PAGE_MAX_BYTES);
	if (lexicon_load(&c->lex, datadir, why, whysize) != 0)
		return -1;
	if (arbiter_load(&c->arbiter, datadir, why, whysize) != 0)
		return -1;
	tree_init(&c->tree, &c->lex);
	c->charsets = charsets_open();
	c->html = html_new(datadir, why, whysize);
	if (c->html == NULL)
		return -1;
	c->tracking = url_tracking_load(datadir, why, whysize);
	return c->tracking != NULL ? 0 : -1;
}

void
cleaner_free(struct cleaner *c)
{
	buf_free(&c->utf8);
	buf_free(&c->folded);
	buf_free(&c->lower);
	buf_free(&c->scratch);
	buf_free(&c->article.text);
	html_free(c->html);
	charsets_close(c->charsets);
	tree_free(&c->tree);
	url_tracking_free(c->tracking);
	lexicon_free(&c->lex);
}

static void
reset_buf(struct buf *b)
{
	buf_reset(b);
	buf_shrink(b, KEEP_BYTES);
}

static void
reset(struct cleaner *c, const struct document *d)
{
	struct article *a = &c->article;

	reset_buf(&c->utf8);
	reset_buf(&c->folded);
	reset_buf(&c->lower);
	reset_buf(&c->scratch);
	reset_buf(&a->text);
	tree_reset(&c->tree);
	memset(&c->jsonld, 0, sizeof(c->jsonld));
	a->url = d->url;
	a->fetched = d->fetched;
	a->outlet = a->title = a->lang = a->next = slice(NULL, 0);
	a->words = a->dropped = 0;
	memset(&a->credits, 0, sizeof(a->credits));
	a->credits.lex = &c->lex;
	a->credits.arena = &c->tree.arena;
	a->credits.lower = &c->lower;
	url_doc(a->doc, c->tracking, d->url);
}

void
page_range(const struct cleaner *c, size_t *first, size_t *last)
{
	size_t i;

	*first = c->tree.nsegs;
	*last = 0;
	for (i = 0; i < c->tree.nsegs; i++) {
		const struct seg *seg = &c->tree.segs[i];

		if (c->pick.keep[i] == 0 || !body_is_good(seg) ||
		    seg->rule == RULE_TITLE)
			continue;
		if (*first == c->tree.nsegs)
			*first = i;
		*last = i;
	}
	if (*first == c->tree.nsegs)
		*first = 0;
}

static void
strip_boilerplate(struct cleaner *c, bool plain)
{
	struct boiler b = { .t = &c->tree, .lex = &c->lex,
	    .title = c->article.title, .plain = plain,
	    .credits = &c->article.credits, .folded = &c->folded,
	    .lower = &c->scratch, .report = c->report,
	    .report_data = c->report_data };

	boiler_run(&b, c->pick.keep);
	c->article.dropped = b.dropped;
}

/*
 * The text of a script-made page, which its data alone hold: its lines are
 * added to the tree, and are all that is kept of it.
 */
static void
rescue(struct cleaner *c)
{
	struct slice body = c->jsonld.body;
	size_t before = c->tree.nsegs, i = 0;

	c->pick.method = METHOD_JSONLD;
	while (i < body.n) {
		size_t start = i;

		while (i < body.n && body.p[i] != '\n')
			i++;
		tree_line(&c->tree, slice(body.p + start, i - start));
		i++;
	}
	tree_finish(&c->tree);
	c->pick.keep = arena_alloc(&c->tree.arena, c->tree.nsegs + 1);
	memset(c->pick.keep, 0, before);
	memset(c->pick.keep + before, 1, c->tree.nsegs + 1 - before);
	buf_reset(&c->article.text);
	blocks_join(&c->article.text, &c->tree, c->pick.keep);
	c->article.method = c->pick.method;
}

static void
run_page(struct cleaner *c, struct slice page)
{
	struct article *a = &c->article;

	tree_reset(&c->tree);
	html_parse(c->html, &c->tree, &c->found, page);
	jsonld_read(&c->jsonld, &c->tree.arena, &c->found);
	body_choose(&c->tree, &c->pick, c->only, &c->arbiter,
	    c->jsonld.body);
	a->outlet = outlet_of_page(c, a->url);
	a->credits.outlet = a->outlet;
	a->credits.strict = true;
	a->title = title_of_page(c);
	c->story_end = others_drop(c);
	lead_keep(c);
	strip_boilerplate(c, false);
	people_of_page(c, &a->credits);
	stamps_of_page(c, a);
	a->next = next_of_page(c, a->url);
	a->method = c->pick.method;
}

static struct slice
host_of(struct slice url)
{
	struct url u;

	url_split(&u, url);
	if (u.host.n > 4 && memcmp(u.host.p, "www.", 4) == 0)
		return slice(u.host.p + 4, u.host.n - 4);
	return u.host;
}

/* A host that a text's dateline begins with: `OUTLET.CO.ID, PLACE - `. */
static struct slice
outlet_of_text(struct cleaner *c)
{
	size_t i, n;

	for (i = 0; i < c->tree.nsegs; i++) {
		const struct seg *seg = &c->tree.segs[i];

		if (!body_is_good(seg) || slice_eq(seg->text,
		    c->article.title))
			continue;
		for (n = 0; n < seg->text.n && strchr(" ,|:", seg->text.p[n])
		    == NULL; n++)
			continue;
		if (str_is_host(slice(seg->text.p, n)))
			return slice(seg->text.p, n);
		break;
	}
	return host_of(c->article.url);
}

static void
run_text(struct cleaner *c, struct slice text)
{
	struct article *a = &c->article;
	size_t i = 0;

	while (i < text.n) {
		const char *end = memchr(text.p + i, '\n', text.n - i);
		size_t n = end != NULL ? (size_t)(end - text.p) - i :
		    text.n - i;

		tree_line(&c->tree, slice(text.p + i, n));
		i += n + 1;
	}
	tree_finish(&c->tree);
	memset(&c->pick, 0, sizeof(c->pick));
	c->pick.keep = arena_alloc(&c->tree.arena, c->tree.nsegs + 1);
	memset(c->pick.keep, 1, c->tree.nsegs + 1);
	a->method = METHOD_TEXT;
	a->title = title_of_text(c);
	a->outlet = outlet_of_text(c);
	a->credits.outlet = a->outlet;
	stamps_of_text(c, a);
	strip_boilerplate(c, true);
}

/*
 * A list of links is no article: hardly a paragraph, and what there is is
 * mostly links.
 */
static bool
is_index(const struct cleaner *c)
{
	size_t i, chars = 0, links = 0, good = 0;

	for (i = 0; i < c->tree.nsegs; i++) {
		const struct seg *seg = &c->tree.segs[i];

		if (c->pick.keep[i] == 0 || seg->rule != RULE_NONE)
			continue;
		chars += seg->chars;
		links += seg->link_chars;
		if (body_is_good(seg))
			good += seg->chars;
	}
	return good * 10 < chars && links * 2 > chars;
}

int
cleaner_run(struct cleaner *c, const struct document *d)
{
	struct article *a = &c->article;
	struct slice page;

	reset(c, d);
	page = charset_decode(c->charsets, &c->utf8, d->body, d->charset);
	if (page.n == 0 && d->body.n > 0)
		return -1;
	if (d->is_html)
		run_page(c, page);
	else
		run_text(c, page);
	blocks_join(&a->text, &c->tree, c->pick.keep);
	if (d->is_html && a->text.len < RESCUE_CHARS &&
	    c->jsonld.body.n > RESCUE_CHARS)
		rescue(c);
	if (d->is_html && a->method != METHOD_JSONLD && is_index(c))
		buf_reset(&a->text);
	a->words = str_words(slice(buf_str(&a->text), a->text.len));
	a->lang = lang_of(c, slice(buf_str(&a->text), a->text.len));
	return 0;
}
