/* SPDX-License-Identifier: MIT */
/*
 * The headline and the site's name.  The headline that the page shows wins
 * where the page's own data bear it out; a site's name behind it goes.
 */
#include <string.h>

#include "clean/page.h"
#include "clean/str.h"
#include "lib/ascii.h"

#define LINES_ABOVE	20	/* the text, where the headline may be */
#define HEADING_ABOVE	8	/* the text, a heading that is the headline */
#define HEADLINE_WORDS	4
#define TITLE_BYTES	((size_t)400)
#define HEAD_LINES	40	/* of a text: the headline is among them */

/* Strings that part a headline from a site's name. */
static const char *const separators[] = {
	" | ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " \xc2\xbb ", " :: ",
	" \xc2\xb7 ", " \xe2\x80\xa2 ", " // ", " \xc2\xab ", " < ", "| ",
};

/* One line, white space single, in the arena. */
static struct slice
one_line(struct cleaner *c, struct slice s)
{
	char *p = arena_alloc(&c->tree.arena, s.n + 1);
	size_t i, n = 0;

	for (i = 0; i < s.n; i++) {
		bool space = (unsigned char)s.p[i] <= ' ';

		if (!space && (unsigned char)s.p[i] == 0xc2 && i + 1 < s.n &&
		    (unsigned char)s.p[i + 1] == 0xa0) {
			space = true;
			i++;
		}
		if (!space)
			p[n++] = s.p[i];
		else if (n > 0 && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	while (n > 0 && p[n - 1] == ' ')
		n--;
	return slice(p, n);
}

static struct slice
folded(struct cleaner *c, struct slice s)
{
	buf_reset(&c->scratch);
	fold(&c->scratch, s);
	return arena_copy(&c->tree.arena, slice(buf_str(&c->scratch),
	    c->scratch.len));
}

static bool
holds(struct slice text, struct slice part)
{
	size_t i;

	for (i = 0; part.n > 0 && i + part.n <= text.n; i++)
		if (memcmp(text.p + i, part.p, part.n) == 0)
			return true;
	return false;
}

/* The first level-one heading that the given title bears out. */
static struct slice
heading_in(struct cleaner *c, struct slice title, unsigned tag)
{
	struct slice whole = folded(c, title), best = slice(NULL, 0);
	size_t i;

	for (i = 1; i < c->tree.nnodes; i++) {
		struct slice text, f;

		if (c->tree.nodes[i].tag != tag)
			continue;
		buf_reset(&c->folded);
		tree_text_of(&c->folded, &c->tree, (uint32_t)i, TITLE_BYTES);
		text = one_line(c, slice(buf_str(&c->folded), c->folded.len));
		if (str_words(text) < 2)
			continue;
		f = folded(c, text);
		/* A page's h1 may be longer than what it tells machines. */
		if ((holds(whole, f) || (whole.n > 20 && holds(f, whole) &&
		    f.n < whole.n * 2)) && text.n > best.n)
			best = text;
	}
	return best;
}

static struct slice
first_heading(struct cleaner *c, unsigned tag)
{
	size_t i;

	for (i = 1; i < c->tree.nnodes; i++) {
		if (c->tree.nodes[i].tag != tag ||
		    (c->tree.nodes[i].flags & NODE_HIDDEN) != 0)
			continue;
		buf_reset(&c->folded);
		tree_text_of(&c->folded, &c->tree, (uint32_t)i, TITLE_BYTES);
		if (str_words(slice(buf_str(&c->folded), c->folded.len)) > 2)
			return one_line(c, slice(buf_str(&c->folded),
			    c->folded.len));
	}
	return slice(NULL, 0);
}

/* The last separator in s; its place and length.  false: there is none. */
static bool
last_separator(struct slice s, size_t *at, size_t *n)
{
	size_t i, j;

	for (i = s.n; i-- > 1;)
		for (j = 0; j < sizeof(separators) / sizeof(separators[0]);
		    j++) {
			*n = strlen(separators[j]);
			if (i + *n < s.n &&
			    memcmp(s.p + i, separators[j], *n) == 0) {
				*at = i;
				return true;
			}
		}
	return false;
}

/* Letters and digits of a text, in lower case. */
static struct slice
letters(struct cleaner *c, struct slice s)
{
	char *p = arena_alloc(&c->tree.arena, s.n + 1);
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		if (ascii_is_alnum(s.p[i]) || (unsigned char)s.p[i] >= 0x80)
			p[n++] = ascii_lower(s.p[i]);
	return slice(p, n);
}

/* Is the part behind a separator the site's name, or like its host? */
static bool
is_site(struct cleaner *c, struct slice part)
{
	struct slice p = letters(c, part),
	    outlet = letters(c, c->article.outlet),
	    host = letters(c, url_host(c->article.url));

	if (p.n == 0)
		return true;
	if (outlet.n > 0 && (holds(outlet, p) || holds(p, outlet)))
		return true;
	return p.n > 2 && holds(host, p);
}

/* The site's name in front of a headline: `Site | `, `SITE: `. */
static struct slice
without_prefix(struct cleaner *c, struct slice title)
{
	size_t i, j;

	for (i = 2; i + 4 < title.n && i < 60; i++) {
		struct slice rest;
		size_t n = title.p[i] == ':' && title.p[i + 1] == ' ' ? 2 : 0;

		for (j = 0; n == 0 && j < sizeof(separators) /
		    sizeof(separators[0]); j++)
			if (i + strlen(separators[j]) < title.n &&
			    memcmp(title.p + i, separators[j],
			    strlen(separators[j])) == 0)
				n = strlen(separators[j]);
		if (n == 0)
			continue;
		rest = str_trim(slice(title.p + i + n, title.n - i - n));
		return str_words(rest) > 2 && is_site(c, slice(title.p, i)) ?
		    rest : title;
	}
	return title;
}

static struct slice
without_site(struct cleaner *c, struct slice title)
{
	size_t at, n, rounds;

	for (rounds = 0; rounds < 3 && last_separator(title, &at, &n);
	    rounds++) {
		struct slice left = str_trim(slice(title.p, at)),
		    part = slice(title.p + at + n, title.n - at - n);

		if (!is_site(c, part) && !(rounds == 0 &&
		    str_words(part) <= 3 && str_words(left) >= 5 &&
		    n >= 3 && title.p[at + 1] != '-'))
			break;
		if (str_words(left) < 2)
			break;
		title = left;
	}
	return without_prefix(c, title);
}

/* Is it the site's name, perhaps with a slogan, and no headline? */
static bool
is_slogan(struct cleaner *c, struct slice title)
{
	size_t i, j;

	if (is_site(c, title) && str_words(title) < 6)
		return true;
	for (i = 2; i + 4 < title.n; i++)
		for (j = 0; j < sizeof(separators) / sizeof(separators[0]);
		    j++)
			if (i + strlen(separators[j]) < title.n &&
			    memcmp(title.p + i, separators[j],
			    strlen(separators[j])) == 0)
				return is_site(c, slice(title.p, i)) &&
				    heading_in(c, title, TAG_H1).n == 0 &&
				    first_heading(c, TAG_H1).n > 0;
	return false;
}

/*
 * The only level-one heading that the page shows, unless it is the site's
 * name: what readers take for the headline, whatever the data say.
 */
static struct slice
only_heading(struct cleaner *c)
{
	struct slice text = slice(NULL, 0);
	size_t i;

	for (i = 1; i < c->tree.nnodes; i++) {
		const struct node *node = &c->tree.nodes[i];

		if (node->tag != TAG_H1 || node->seg == node->seg_end ||
		    (node->flags & NODE_HIDDEN) != 0)
			continue;
		if (text.n > 0)
			return slice(NULL, 0);
		buf_reset(&c->folded);
		tree_text_of(&c->folded, &c->tree, (uint32_t)i, TITLE_BYTES);
		text = one_line(c, slice(buf_str(&c->folded), c->folded.len));
	}
	if (str_words(text) < 3 || is_site(c, text))
		return slice(NULL, 0);
	return text;
}

/*
 * A line above the text that the title begins or ends with: what is left of
 * the title is the site.
 */
static struct slice
shown_part(struct cleaner *c, struct slice title)
{
	struct slice whole = folded(c, title), f;
	size_t first, last, i;

	page_range(c, &first, &last);
	for (i = first; i > 0 && i + LINES_ABOVE > first; i--) {
		const struct seg *seg = &c->tree.segs[i - 1];

		if (seg->text.n >= title.n || seg->text.n * 2 < title.n ||
		    seg->words < HEADLINE_WORDS)
			continue;
		f = folded(c, seg->text);
		if (f.n < whole.n && (memcmp(whole.p, f.p, f.n) == 0 ||
		    memcmp(whole.p + whole.n - f.n, f.p, f.n) == 0))
			return one_line(c, seg->text);
	}
	return slice(NULL, 0);
}

/*
 * The heading right above the text of a page whose title is no line of it: the
 * site has one title for all its pages.
 */
static struct slice
heading_above(struct cleaner *c, struct slice title)
{
	struct slice whole = folded(c, title), found = slice(NULL, 0);
	size_t first, last, i;

	if (first_heading(c, TAG_H1).n > 0)
		return found;
	for (i = 0; i < c->tree.nsegs; i++) {
		const struct seg *seg = &c->tree.segs[i];

		if (seg->words >= 2 && seg->chars < TITLE_BYTES &&
		    holds(whole, folded(c, seg->text)))
			return found;
	}
	page_range(c, &first, &last);
	for (i = first; i > 0 && i + HEADING_ABOVE > first && found.n == 0;
	    i--) {
		const struct seg *seg = &c->tree.segs[i - 1];
		unsigned tag = c->tree.nodes[seg->node].tag;

		if (tag >= TAG_H2 && tag <= TAG_H4 &&
		    seg->words >= HEADLINE_WORDS)
			found = one_line(c, seg->text);
	}
	return found;
}

struct slice
title_of_page(struct cleaner *c)
{
	struct slice title = one_line(c, c->tree.title),
	    told = one_line(c, tree_meta(&c->tree, "og:title")), found;

	if (told.n == 0)
		told = one_line(c, c->jsonld.headline);
	if (told.n == 0)
		told = one_line(c, tree_meta(&c->tree, "twitter:title"));
	if (told.n > 0 && is_slogan(c, told))
		told = slice(NULL, 0);
	found = only_heading(c);
	if (found.n > 0)
		return found;
	if (told.n > 0) {
		found = heading_in(c, told, TAG_H1);
		if (str_words(found) * 2 >= str_words(told) ||
		    str_words(found) > 4)
			return found;
		found = heading_in(c, told, TAG_H2);
		if (str_words(found) * 2 >= str_words(told))
			return found;
		return without_site(c, told);
	}
	if (title.n > 0) {
		found = heading_in(c, title, TAG_H1);
		if (str_words(found) > 2 && !is_site(c, found))
			return found;
		found = shown_part(c, title);
		if (found.n == 0)
			found = heading_above(c, title);
		return found.n > 0 ? found : without_site(c, title);
	}
	found = first_heading(c, TAG_H1);
	return found.n > 0 ? found : first_heading(c, TAG_H2);
}

struct slice
outlet_of_page(struct cleaner *c, struct slice url)
{
	static const char *const names[] = {
		"og:site_name", "application-name", "dc.publisher",
	};
	struct slice name = slice(NULL, 0), host = url_host(url);
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]) && name.n == 0; i++) {
		name = one_line(c, tree_meta(&c->tree, names[i]));
		if (i == 0 && name.n == 0)
			name = one_line(c, c->jsonld.publisher);
		if (i == 0 && name.n == 0)
			name = one_line(c, c->jsonld.site);
	}
	if (name.n > 0 && name.n <= 100)
		return name;
	if (host.n > 4 && memcmp(host.p, "www.", 4) == 0)
		host = slice(host.p + 4, host.n - 4);
	return host;
}

/* How much a line of a text looks like its headline. */
static unsigned
headline_score(struct cleaner *c, const struct seg *seg, size_t line)
{
	unsigned score;
	struct slice f;
	struct stamp stamp;
	size_t i;

	if (seg->words < 3 || seg->words > 35 || seg->chars > 220 ||
	    seg->text.p[seg->text.n - 1] == '.')
		return 0;
	f = folded(c, seg->text);
	if (phrase_at_start(&c->lex.boilerplate, f, ~(1u << WHERE_WORD |
	    1u << WHERE_LINE)) >= 0)
		return 0;
	if (seg->chars < 60 && date_read_stamp(&stamp, c->lex.calendar,
	    seg->text) == 0)
		return 0;
	if (boiler_is_words(&c->lex, f))
		return 0;
	score = 10 + (seg->words < 15 ? seg->words : 15);
	for (i = line + 1; i < c->tree.nsegs && i < HEAD_LINES; i++)
		if (slice_eq(c->tree.segs[i].text, seg->text))
			score += 40;
	return score;
}

struct slice
title_of_text(struct cleaner *c)
{
	struct slice best = slice(NULL, 0);
	unsigned most = 0;
	size_t i;

	for (i = 0; i < c->tree.nsegs && i < HEAD_LINES; i++) {
		const struct seg *seg = &c->tree.segs[i];
		unsigned score;

		/* The first paragraph ends the head. */
		if (body_is_good(seg) && seg->words > 15 &&
		    str_ends_sentence(seg->text))
			break;
		score = headline_score(c, seg, i);
		if (score > most) {
			most = score;
			best = seg->text;
		}
	}
	return best;
}
