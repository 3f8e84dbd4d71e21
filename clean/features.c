/* SPDX-License-Identifier: MIT */
/*
 * What the arbiter knows of each pick beside the others: numbers of about one,
 * taken from the tree and the picks.  Writes to the caller's table; what it
 * needs on the way lies in no heap.
 */
#include <math.h>
#include <string.h>

#include "clean/body.h"

#define SMOOTH		50	/* chars added to both sides of a ratio */
#define MAX_LOG		4
#define SHORT_CHARS	250	/* less is no article's body */
#define SHORTER_CHARS	700
#define MAX_SKIPS	2
#define MANY		3	/* picks that agree on a line */
#define DATA_LEAST	200	/* bytes: less is a teaser */
#define DATA_BYTES	24	/* of a line, looked for in the data's text */

const char *const way_names[WAY_MAX] = {
	"containers", "wide", "bulk", "scores", "density",
};

const char *const feature_names[F_FEATURE_MAX] = {
	[F_CONTAINERS] = "containers", [F_WIDE] = "wide", [F_BULK] = "bulk",
	[F_SCORES] = "scores",
	/* how telling the container's name is, 0 most */
	[F_RANK0] = "rank-0", [F_RANK1] = "rank-1", [F_RANK2] = "rank-2",
	[F_RANK3] = "rank-3", [F_RANK4] = "rank-4", [F_RANK5] = "rank-5",
	[F_RANK6] = "rank-6",
	[F_LOOSE] = "loose",		/* the scores took a looser attempt */
	[F_LESS] = "less",		/* text beside the pick with most, log */
	[F_LESS_C] = "less-containers",
	[F_LESS_S] = "less-scores",
	[F_LINKS] = "links",		/* share of links */
	[F_GOOD] = "paragraphs",	/* share of text in paragraphs */
	[F_SHARE] = "share",		/* share of the page's paragraphs */
	[F_SHORT] = "short", [F_SHORTER] = "shorter",
	[F_ALONE] = "alone",		/* share that no other pick has */
	[F_LACKS] = "lacks",		/* share lacking of what most have */
	[F_SKIPS] = "skips",		/* text left out below the headline */
	[F_HEADS] = "headings",		/* share of headings among lines */
	[F_TEASERS] = "teasers",	/* share of headings that are links */
	[F_DATA_OWN] = "data-own",	/* share that the data bear out */
	[F_DATA_ALL] = "data-all",	/* share of the data's text */
};

static double
log_ratio(double a, double b)
{
	double l = log((a + SMOOTH) / (b + SMOOTH));

	return l > MAX_LOG ? MAX_LOG : l < -MAX_LOG ? -MAX_LOG : l;
}

static bool
is_heading(const struct tree *t, const struct seg *seg)
{
	unsigned tag = t->nodes[seg->node].tag;

	return tag >= TAG_H2 && tag <= TAG_H6;
}

/* What one line adds to the shares of every pick. */
static void
add_line(const struct tree *t, const struct pick picks[WAY_MAX], size_t i,
    double f[WAY_MAX][F_FEATURE_MAX], double *most)
{
	const struct seg *seg = &t->segs[i];
	unsigned have = 0, w;

	for (w = 0; w < WAY_MAX; w++)
		have += picks[w].keep[i] != 0;
	if (have >= MANY && body_is_good(seg))
		*most += seg->chars;
	for (w = 0; w < WAY_MAX; w++) {
		if (picks[w].keep[i] == 0) {
			if (have >= MANY && body_is_good(seg))
				f[w][F_LACKS] += seg->chars;
			continue;
		}
		if (have == 1)
			f[w][F_ALONE] += seg->chars;
		f[w][F_HEADS] += is_heading(t, seg);
		f[w][F_TEASERS] += is_heading(t, seg) &&
		    seg->link_chars * 2 > seg->chars;
	}
}

/* Paragraphs between the headline and a pick's first one. */
static double
skipped(const struct tree *t, const struct pick *pick)
{
	double chars = 0;
	bool below = false;
	size_t i;

	for (i = 0; i < t->nsegs; i++) {
		const struct seg *seg = &t->segs[i];

		if (t->nodes[seg->node].tag == TAG_H1) {
			below = true;
			chars = 0;
		}
		if (!below || !body_is_good(seg))
			continue;
		if (pick->keep[i] != 0)
			return chars;
		chars += seg->chars;
	}
	return 0;
}

static bool
is_in(struct slice text, struct slice part)
{
	const char *p = text.p, *end = text.p + text.n;

	while ((p = memchr(p, part.p[0], (size_t)(end - p))) != NULL) {
		if ((size_t)(end - p) < part.n)
			return false;
		if (memcmp(p, part.p, part.n) == 0)
			return true;
		p++;
	}
	return false;
}

/* How far a pick's paragraphs and the text of the page's data agree. */
static void
add_data(const struct tree *t, const struct pick picks[WAY_MAX],
    struct slice data, double f[WAY_MAX][F_FEATURE_MAX])
{
	size_t i;
	unsigned w;

	for (i = 0; i < t->nsegs; i++) {
		const struct seg *seg = &t->segs[i];
		struct slice part = seg->text;

		if (!body_is_good(seg))
			continue;
		/* From its middle: the beginning may be a capital in bold. */
		part.p += part.n / 2;
		part.n = DATA_BYTES;
		if (!is_in(data, part))
			continue;
		for (w = 0; w < WAY_MAX; w++)
			if (picks[w].keep[i] != 0)
				f[w][F_DATA_ALL] += (double)seg->text.n;
	}
	for (w = 0; w < WAY_MAX; w++) {
		f[w][F_DATA_OWN] = f[w][F_DATA_ALL] / (picks[w].sum.good + 1.0);
		f[w][F_DATA_ALL] /= (double)data.n;
	}
}

static void
name_way(const struct pick *pick, unsigned way, double f[F_FEATURE_MAX])
{
	if (way < WAY_DENSITY)
		f[F_CONTAINERS + way] = 1;
	if (way == WAY_CONTAINERS)
		f[F_RANK0 + (pick->rank < 6 ? pick->rank : 6)] = 1;
	if (way == WAY_SCORES)
		f[F_LOOSE] = pick->rank > 0;
	f[F_LESS_C] = way == WAY_CONTAINERS ? f[F_LESS] : 0;
	f[F_LESS_S] = way == WAY_SCORES ? f[F_LESS] : 0;
}

void
features_of(const struct tree *t, const struct pick picks[WAY_MAX],
    struct slice data, double f[WAY_MAX][F_FEATURE_MAX])
{
	double all = 1, most = 1, longest = 0;
	unsigned w;
	size_t i;

	memset(f, 0, sizeof(f[0]) * WAY_MAX);
	for (i = 0; i < t->nsegs; i++) {
		add_line(t, picks, i, f, &most);
		if (body_is_good(&t->segs[i]))
			all += t->segs[i].chars;
	}
	for (w = 0; w < WAY_MAX; w++)
		if (picks[w].sum.good > longest)
			longest = picks[w].sum.good;
	if (data.n >= DATA_LEAST)
		add_data(t, picks, data, f);
	for (w = 0; w < WAY_MAX; w++) {
		const struct sum *sum = &picks[w].sum;

		f[w][F_LESS] = log_ratio(sum->good, longest);
		name_way(&picks[w], w, f[w]);
		f[w][F_LINKS] = sum->links / (sum->chars + 1.0);
		f[w][F_GOOD] = sum->good / (sum->chars + 1.0);
		f[w][F_SHARE] = sum->good / all;
		f[w][F_SHORT] = sum->good < SHORT_CHARS;
		f[w][F_SHORTER] = sum->good < SHORTER_CHARS;
		f[w][F_ALONE] /= sum->chars + 1.0;
		f[w][F_LACKS] /= most;
		f[w][F_TEASERS] /= f[w][F_HEADS] + 1;
		f[w][F_HEADS] /= sum->lines + 1.0;
		f[w][F_SKIPS] = fmin(skipped(t, &picks[w]) / (sum->good +
		    100.0), MAX_SKIPS);
	}
}
