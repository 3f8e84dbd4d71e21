/* SPDX-License-Identifier: MIT */
/*
 * The lines of a page: takes the text between elements, makes white space runs
 * one space, drops what cannot be seen, and counts what the rules ask for.
 * Adds to the tree's own text buffer; a text over its ceiling is cut.
 */
#include <string.h>

#include "clean/tree.h"
#include "clean/treeint.h"
#include "lib/swar.h"
#include "lib/xalloc.h"

#define RUN_BYTES	4096	/* of words copied at once, about: of a text
				   over its ceiling that many are lost */

uint32_t
tree_parent(const struct tree *t)
{
	size_t i = t->nopen;

	while (i > 0)
		if (t->open[--i].node != 0)
			return t->open[i].node;
	return 0;
}

/* A link begins, or goes on after a box within it. */
static void
add_link(struct tree *t)
{
	struct link *link;

	if (t->nlinks == TREE_MAX_LINKS)
		return;
	t->links = xgrow(t->links, t->nlinks, &t->links_cap, sizeof(*link));
	link = &t->links[t->nlinks++];
	link->href = t->href;
	link->begin = (uint32_t)(t->text.len - t->line);
	link->end = link->begin;
	t->now.links++;
}

void
tree_begin_line(struct tree *t)
{
	memset(&t->now, 0, sizeof(t->now));
	t->line = t->text.len;
	t->space = false;
	t->bold_chars = 0;
	t->now.link = (uint32_t)t->nlinks;
	if (t->in_link > 0)
		add_link(t);
}

void
tree_link_begins(struct tree *t)
{
	if (t->in_link == 1)
		add_link(t);
}

void
tree_link_ends(struct tree *t)
{
	struct link *link;

	if (t->in_link > 1 || t->now.links == 0)
		return;
	link = &t->links[t->nlinks - 1];
	link->end = (uint32_t)(t->text.len - t->line);
	/* Pictures and empty anchors are no links in the text. */
	if (link->begin == link->end) {
		t->nlinks--;
		t->now.links--;
	} else if (t->text.data[t->line + link->begin] == ' ')
		link->begin++;
}

static void
add_seg(struct tree *t)
{
	struct seg *seg;

	t->segs = xgrow(t->segs, t->nsegs, &t->segs_cap, sizeof(*seg));
	seg = &t->segs[t->nsegs++];
	*seg = t->now;
	/* The text may still move: tree_finish sets text.p. */
	seg->at = t->line;
	seg->text.n = t->text.len - t->line;
	seg->node = tree_parent(t);
	if (seg->chars > 0 && t->bold_chars == seg->chars)
		seg->flags |= SEG_BOLD;
	if (t->soft)
		seg->flags |= SEG_SOFT;
	if (t->soft && t->glued)
		seg->flags |= SEG_GLUED;
}

void
tree_end_line(struct tree *t, bool hard)
{
	bool space = t->space;

	if (t->text.len > t->line && t->nsegs < TREE_MAX_SEGS) {
		if (t->in_link > 0)
			tree_link_ends(t);
		add_seg(t);
		t->soft = !hard;
		t->glued = !hard && !space;
		t->breaks = 0;
	} else if (hard)
		t->soft = t->glued = false;
	else if (space)
		t->glued = false;
	if (hard)
		t->breaks = 0;
	if (t->text.len == t->line)
		t->nlinks = t->now.link;
	tree_begin_line(t);
}

void
tree_break(struct tree *t)
{
	unsigned breaks;

	if (t->hiding > 0)
		return;
	t->space = true;
	breaks = t->text.len > t->line ? 1 : t->breaks + 1;
	tree_end_line(t, breaks > 1);
	t->breaks = breaks;
	t->glued = false;
}

/* How many bytes at s cannot be seen: soft hyphens and zero-width characters. */
static size_t
invisible(const unsigned char *s, size_t n)
{
	if (n >= 2 && s[0] == 0xc2 && s[1] == 0xad)
		return 2;
	if (n >= 3 && s[0] == 0xe2 && s[1] == 0x80 &&
	    ((s[2] >= 0x8b && s[2] <= 0x8f) || (s[2] >= 0xaa && s[2] <= 0xae)))
		return 3;
	if (n >= 3 && s[0] == 0xe2 && s[1] == 0x81 && s[2] == 0xa0)
		return 3;
	if (n >= 3 && s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf)
		return 3;
	return 0;
}

/* How many bytes at s are white space. */
static size_t
blank(const unsigned char *s, size_t n)
{
	if (s[0] <= ' ' || s[0] == 0x7f)
		return 1;
	if (n >= 2 && s[0] == 0xc2 && (s[1] == 0xa0 || s[1] == 0x85))
		return 2;
	if (n >= 3 && s[0] == 0xe2 && s[1] == 0x80 &&
	    (s[2] <= 0x8a || s[2] == 0xa8 || s[2] == 0xa9 || s[2] == 0xaf))
		return 3;
	if (n >= 3 && s[0] == 0xe3 && s[1] == 0x80 && s[2] == 0x80)
		return 3;
	return 0;
}

/* A comma of another script. */
static bool
is_comma(const unsigned char *s, size_t n)
{
	if (n >= 2 && s[0] == 0xd8 && s[1] == 0x8c)
		return true;
	return n >= 3 && ((s[0] == 0xe3 && s[1] == 0x80 && s[2] == 0x81) ||
	    (s[0] == 0xef && s[1] == 0xbc && s[2] == 0x8c));
}

/* Commas of other scripts in s. */
static unsigned
wide_commas(const char *s, size_t n)
{
	unsigned commas = 0;
	size_t i;

	for (i = 0; i < n; i++)
		commas += (unsigned char)s[i] >= 0x80 &&
		    is_comma((const unsigned char *)s + i, n - i);
	return commas;
}

/* What is counted of a text. */
struct count {
	unsigned	chars, spaces, commas;
};

static struct count
count_all(const char *s, size_t n)
{
	struct count c = { 0 };
	uint64_t wide = 0;
	size_t i;

	for (i = 0; i + SWAR_BYTES <= n; i += SWAR_BYTES) {
		uint64_t word = swar_load(s + i), high = swar_high(word);

		wide |= high;
		/* Of a character's bytes all but the first are 10xxxxxx. */
		c.chars += (unsigned)SWAR_BYTES - swar_count(high &
		    ~(word << 1));
		c.spaces += swar_count(swar_equal(word, ' '));
		c.commas += swar_count(swar_equal(word, ','));
	}
	for (; i < n; i++) {
		wide |= (unsigned char)s[i] & 0x80;
		c.chars += ((unsigned char)s[i] & 0xc0) != 0x80;
		c.spaces += s[i] == ' ';
		c.commas += s[i] == ',';
	}
	if (wide != 0)
		c.commas += wide_commas(s, n);
	return c;
}

/* Append a run of bytes without white space but for single spaces in it. */
static void
put_run(struct tree *t, const char *s, size_t n)
{
	bool first = t->text.len == t->line;
	struct count c;
	unsigned words;

	if (n == 0)
		return;
	c = count_all(s, n);
	words = t->now.words + c.spaces + (first || t->space);
	if (t->space && !first) {
		if (buf_addc(&t->text, ' ') != 0)
			return;
		c.chars++;
	}
	if (first && t->space)
		t->glued = false;
	t->space = false;
	if (buf_add(&t->text, s, n) != 0)
		return;
	t->now.words = words < UINT16_MAX ? (uint16_t)words : UINT16_MAX;
	t->now.commas = (uint16_t)(t->now.commas + c.commas);
	t->now.chars += c.chars;
	if (t->in_link > 0)
		t->now.link_chars += c.chars;
	if (t->in_bold > 0)
		t->bold_chars += c.chars;
}

static bool
is_printed(unsigned char c)
{
	return c > ' ' && c < 0x7f;
}

static void
put_text(struct tree *t, const char *s, size_t n)
{
	size_t i = 0, start = 0, skip;

	while (i < n) {
		const unsigned char *p = (const unsigned char *)s + i;

		if (n - i >= SWAR_BYTES && i - start < RUN_BYTES &&
		    (i > start || *p != ' ') &&
		    (skip = swar_words(swar_load(s + i))) > 0) {
			i += skip;
			continue;
		}
		if (is_printed(*p)) {
			i++;
			continue;
		}
		/* A space between two words is as it shall be. */
		if (*p == ' ' && i > start && i - start < RUN_BYTES &&
		    i + 1 < n && is_printed(p[1])) {
			i += 2;
			continue;
		}
		if ((skip = blank(p, n - i)) > 0) {
			put_run(t, s + start, i - start);
			if (t->in_pre > 0 && *p == '\n')
				tree_break(t);
			t->space = true;
		} else if ((skip = invisible(p, n - i)) > 0)
			put_run(t, s + start, i - start);
		else {
			i++;
			continue;
		}
		i += skip;
		start = i;
	}
	put_run(t, s + start, n - start);
}

void
tree_text(struct tree *t, const char *s, size_t n)
{
	if (t->in_title)
		(void)buf_add(&t->title_text, s, n);
	if (t->hiding == 0)
		put_text(t, s, n);
}

void
tree_line(struct tree *t, struct slice line)
{
	put_text(t, line.p, line.n);
	tree_end_line(t, true);
}
