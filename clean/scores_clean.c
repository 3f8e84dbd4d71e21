/* SPDX-License-Identifier: MIT */
/*
 * Furniture inside the chosen box, after Readability (prepArticle and
 * _cleanConditionally): innermost boxes first, and what goes no longer counts
 * for the boxes around it.
 */
#include <string.h>

#include "clean/scores.h"

#define SHARE_CHARS	500

static bool
is_list(const struct node *node, const struct live *live, const struct run *r)
{
	uint32_t i, li = 0;

	if (node->tag == TAG_UL || node->tag == TAG_OL)
		return true;
	if (live->li == 0 || live->chars == 0)
		return false;
	for (i = node->seg; i < node->seg_end; i++)
		if (r->t->nodes[r->t->segs[i].node].tag == TAG_LI)
			li += r->t->segs[i].chars;
	return li * 10 > live->chars * 9;
}

/* _cleanConditionally for one box. */
static bool
is_furniture(const struct run *r, uint32_t box)
{
	const struct node *node = &r->t->nodes[box];
	const struct live *live = &r->live[box];
	int weight = (r->flags & RUN_WEIGHT) != 0 ? node->weight : 0;
	double density;
	bool list;

	if (weight < 0)
		return true;
	if (live->commas >= 10)
		return false;
	density = live->chars == 0 ? 0 : (double)live->links / live->chars;
	list = is_list(node, live, r);
	if (live->img > 1 && live->p * 2 < live->img &&
	    node->tag != TAG_FIGURE && live->chars < 200)
		return true;
	if (!list && live->li > live->p + 100)
		return true;
	if (live->input > live->p / 3)
		return true;
	if (!list && live->chars < 25 && (live->img == 0 || live->img > 2))
		return true;
	if (!list && weight < 25 && density > 0.2)
		return true;
	return weight >= 25 ? density > 0.5 : density > 0.5 && list;
}

/* Boxes that never belong to a text. */
static bool
is_foreign(const struct run *r, uint32_t box)
{
	const struct node *node = &r->t->nodes[box];

	switch (node->tag) {
	case TAG_FOOTER:
	case TAG_ASIDE:
	case TAG_NAV:
		return true;
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
		return (r->flags & RUN_WEIGHT) != 0 && node->weight < 0;
	default:
		return (node->kinds & KIND(SHARE)) != 0 &&
		    r->live[box].chars < SHARE_CHARS;
	}
}

static bool
is_checked(const struct node *node)
{
	switch (node->tag) {
	case TAG_FORM:
	case TAG_TABLE:
	case TAG_UL:
	case TAG_OL:
	case TAG_DIV:
	case TAG_SECTION:
		return true;
	default:
		return false;
	}
}

static void
fill_live(struct run *r, uint32_t box, const unsigned char *keep)
{
	uint32_t i, end = r->t->nodes[box].end;

	for (i = box; i < end; i++) {
		const struct node *node = &r->t->nodes[i];
		struct live *live = &r->live[i];

		memset(live, 0, sizeof(*live));
		live->img = node->has.img;
		live->li = node->has.li;
		live->p = node->has.p;
		live->input = node->has.input;
	}
	for (i = r->t->nodes[box].seg; i < r->t->nodes[box].seg_end; i++) {
		const struct seg *seg = &r->t->segs[i];
		uint32_t b = seg->node;

		if (keep[i] == 0)
			continue;
		while (b >= box) {
			r->live[b].chars += seg->chars;
			r->live[b].links += seg->link_chars;
			r->live[b].commas += seg->commas;
			/* Text that stands bare in a div is a paragraph too. */
			if (b == seg->node && r->t->nodes[b].tag == TAG_DIV)
				r->live[b].p++;
			if (b == 0)
				break;
			b = r->t->nodes[b].parent;
		}
	}
}

static void
subtract(struct live *from, const struct live *what)
{
	from->chars -= what->chars;
	from->links -= what->links;
	from->commas -= what->commas;
	from->img -= from->img < what->img ? from->img : what->img;
	from->li -= from->li < what->li ? from->li : what->li;
	from->p -= from->p < what->p ? from->p : what->p;
	from->input -= from->input < what->input ? from->input : what->input;
}

static void
remove_box(struct run *r, uint32_t box, uint32_t top, unsigned char *keep)
{
	const struct node *node = &r->t->nodes[box];
	struct live was = r->live[box];
	uint32_t b = box;

	memset(keep + node->seg, 0, node->seg_end - node->seg);
	while (b >= top) {
		subtract(&r->live[b], &was);
		if (b == 0)
			break;
		b = r->t->nodes[b].parent;
	}
}

void
scores_clean(struct run *r, uint32_t box, unsigned char *keep)
{
	uint32_t i;

	if ((r->flags & RUN_CLEAN) == 0)
		return;
	fill_live(r, box, keep);
	for (i = r->t->nodes[box].end; i-- > box + 1;) {
		const struct node *node = &r->t->nodes[i];

		if (r->live[i].chars == 0)
			continue;
		if (is_foreign(r, i) ||
		    (is_checked(node) && is_furniture(r, i)))
			remove_box(r, i, box, keep);
	}
}
