/* SPDX-License-Identifier: MIT */
/*
 * What a document is, by its first bytes: servers call feeds text/html and
 * sitemaps text/plain.  Reads memory only.
 */
#include <strings.h>

#include "fetch/links_input.h"
#include "lib/ascii.h"
#include "lib/url.h"

#define SNIFF_BYTES	((size_t)4096)	/* searched for the first element */

static bool
begins(struct slice s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && strncasecmp(s.p, word, n) == 0;
}

static void
skip(struct slice *s, size_t n)
{
	n = n < s->n ? n : s->n;
	*s = slice(s->p + n, s->n - n);
}

/* Past everything up to and with the word; to the end without one. */
static void
skip_through(struct slice *s, const char *word)
{
	while (s->n > 0 && !begins(*s, word))
		skip(s, 1);
	skip(s, strlen(word));
}

/* The name of the first element, without prefix; n = 0: none.  A document type
   has the name of that element. */
static struct slice
first_element(struct slice s)
{
	size_t n = 0, start = 0;

	s.n = s.n < SNIFF_BYTES ? s.n : SNIFF_BYTES;
	for (;;) {
		s = slice_trim(s);
		if (begins(s, "<?"))
			skip_through(&s, "?>");
		else if (begins(s, "<!--"))
			skip_through(&s, "-->");
		else
			break;
	}
	if (s.n < 2 || *s.p != '<')
		return slice(NULL, 0);
	skip(&s, begins(s, "<!doctype") ? 9 : 1);
	s = slice_trim(s);
	for (; n < s.n && (ascii_is_alnum(s.p[n]) || s.p[n] == ':' ||
	    s.p[n] == '-' || s.p[n] == '_' || s.p[n] == '.'); n++)
		if (s.p[n] == ':')
			start = n + 1;
	return slice(s.p + start, n - start);
}

/* Is every line of the first bytes an address, and one at the least? */
static bool
is_list(struct slice s)
{
	size_t lines = 0;

	if (s.n > SNIFF_BYTES)
		s.n = SNIFF_BYTES;
	for (s = slice_trim(s); s.n > 0; s = slice_trim(s)) {
		size_t n = 0;

		if (!begins(s, "http://") && !begins(s, "https://"))
			return false;
		while (n < s.n && !ascii_is_space(s.p[n]))
			n++;
		skip(&s, n);
		lines++;
	}
	return lines > 0;
}

enum source_kind
links_sniff(struct slice text, struct slice uri, bool html)
{
	static const struct { const char *name; enum source_kind kind; }
	roots[] = {
		{ "rss", SOURCE_FEED }, { "RDF", SOURCE_FEED },
		{ "feed", SOURCE_FEED }, { "urlset", SOURCE_SITEMAP },
		{ "sitemapindex", SOURCE_SITEMAP },
	};
	struct slice root = first_element(text);
	size_t i;

	for (i = 0; i < sizeof(roots) / sizeof(roots[0]); i++)
		if (slice_is(root, roots[i].name))
			return roots[i].kind;
	if (html || (root.n == 4 && strncasecmp(root.p, "html", 4) == 0))
		return SOURCE_PAGE;
	if (root.n > 0)
		return SOURCE_NONE;
	if (url_is_robots(uri))
		return SOURCE_ROBOTS;
	return is_list(text) ? SOURCE_LIST : SOURCE_NONE;
}
