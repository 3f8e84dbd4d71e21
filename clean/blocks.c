/* SPDX-License-Identifier: MIT */
/*
 * Paragraphs: joins the lines that are left.  Lines that a br or a span parted
 * are one paragraph again, and so is one that an advertisement broke; the
 * cells of a table's row stand on one line.  Writes to the caller's buffer.
 */
#include "clean/page.h"
#include "clean/str.h"
#include "lib/ascii.h"

#define PARAGRAPH_CHARS	80	/* sentences parted by one br stay apart */

/* The row that holds the line, or 0. */
static uint32_t
row_of(const struct tree *t, const struct seg *seg)
{
	uint32_t node = seg->node;
	unsigned levels;

	for (levels = 0; levels < 4 && node != 0; levels++) {
		if (t->nodes[node].tag == TAG_TR)
			return node;
		if (t->nodes[node].tag == TAG_P && levels > 0)
			return 0;
		node = t->nodes[node].parent;
	}
	return 0;
}

static bool
is_cell(const struct tree *t, const struct seg *seg)
{
	return t->nodes[seg->node].tag == TAG_TD ||
	    t->nodes[seg->node].tag == TAG_TH;
}

/* A sentence that was broken off and goes on behind what was dropped. */
static bool
goes_on(const struct seg *before, const struct seg *seg, bool gap)
{
	char last;

	if (!gap || before->text.n == 0 || before->chars < PARAGRAPH_CHARS)
		return false;
	last = before->text.p[before->text.n - 1];
	if (!ascii_is_lower(last) && last != ',')
		return false;
	return ascii_is_lower(seg->text.p[0]);
}

/* What stands between two lines: a space, nothing, or a new paragraph. */
static const char *
between(const struct tree *t, const struct seg *before, const struct seg *seg,
    bool gap)
{
	if ((seg->flags & SEG_SOFT) != 0 && !gap) {
		if ((seg->flags & SEG_GLUED) != 0)
			return "";
		if (before->node == seg->node && str_ends_sentence(
		    before->text) && before->chars > PARAGRAPH_CHARS &&
		    seg->chars > PARAGRAPH_CHARS)
			return "\n";
		return " ";
	}
	if (is_cell(t, before) && is_cell(t, seg) && before->node != seg->node
	    && row_of(t, seg) != 0 && row_of(t, before) == row_of(t, seg))
		return " | ";
	return goes_on(before, seg, gap) ? " " : "\n";
}

void
blocks_join(struct buf *out, const struct tree *t, const unsigned char *keep)
{
	const struct seg *before = NULL;
	bool gap = false;
	size_t i;

	for (i = 0; i < t->nsegs; i++) {
		const struct seg *seg = &t->segs[i];

		if (keep[i] == 0 || seg->rule != RULE_NONE || seg->text.n == 0) {
			gap = true;
			continue;
		}
		if (before != NULL)
			(void)buf_adds(out, between(t, before, seg, gap));
		(void)buf_add(out, seg->text.p, seg->text.n);
		before = seg;
		gap = false;
	}
}
