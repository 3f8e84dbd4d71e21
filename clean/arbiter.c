/* SPDX-License-Identifier: MIT */
/*
 * The arbiter: runs the ways, and takes the pick that the weights favour.
 * The weights are data (clean/data/arbiter.tsv); picks lie in the tree's arena.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clean/body.h"
#include "lib/data.h"

extern const struct data_file clean_data[];

static int
find_feature(const char *name)
{
	int i;

	for (i = 0; i < F_FEATURE_MAX; i++)
		if (strcmp(feature_names[i], name) == 0)
			return i;
	return -1;
}

static int
take_weight(struct arbiter *arbiter, const struct data_table *table, size_t i,
    char *why, size_t whysize)
{
	const char *cell = data_cell(table, i, 1);
	int feature = find_feature(data_cell(table, i, 0));
	char *end;

	if (feature < 0)
		return data_refuse(table, i, "there is no such feature", why,
		    whysize);
	arbiter->weights[feature] = strtod(cell, &end);
	if (end == cell || *end != '\0' || !isfinite(
	    arbiter->weights[feature]))
		return data_refuse(table, i, "the weight is no number", why,
		    whysize);
	return 0;
}

int
arbiter_load(struct arbiter *arbiter, const char *dir, char *why,
    size_t whysize)
{
	static const char *const columns[] = { "feature", "weight", NULL };
	struct data_table table;
	size_t i;
	int rc = data_load(&table, clean_data, dir, "arbiter.tsv", columns,
	    why, whysize);

	memset(arbiter, 0, sizeof(*arbiter));
	for (i = 0; rc == 0 && i < table.nrows; i++)
		rc = take_weight(arbiter, &table, i, why, whysize);
	if (rc == 0 && table.nrows != F_FEATURE_MAX)
		rc = data_refuse(&table, table.nrows - 1,
		    "not all features have a weight", why, whysize);
	data_free(&table);
	return rc;
}

/*
 * Some sites hide the text of their articles until a script shows it.  When
 * most of what reads like text is hidden, hiding means nothing.
 */
static void
settle_hidden(struct tree *t)
{
	size_t i, hidden = 0, all = 0;

	for (i = 0; i < t->nsegs; i++)
		if (body_is_good(&t->segs[i]))
			all += t->segs[i].chars;
	for (i = 1; i < t->nnodes; i++) {
		const struct node *node = &t->nodes[i];
		size_t j;

		if ((node->flags & NODE_HIDDEN) == 0)
			continue;
		for (j = node->seg; j < node->seg_end; j++)
			if (body_is_good(&t->segs[j]))
				hidden += t->segs[j].chars;
		i = node->end - 1;
	}
	if (hidden * 3 <= all * 2)
		return;
	for (i = 1; i < t->nnodes; i++)
		t->nodes[i].flags &= (uint8_t)~NODE_HIDDEN;
}

void
body_picks(struct tree *t, struct pick picks[WAY_MAX])
{
	settle_hidden(t);
	containers_pick(t, &picks[WAY_CONTAINERS], &picks[WAY_WIDE],
	    &picks[WAY_BULK]);
	scores_pick(t, &picks[WAY_SCORES]);
	density_pick(t, &picks[WAY_DENSITY]);
}

void
body_choose(struct tree *t, struct pick *pick, enum way only,
    struct arbiter *arbiter, struct slice data)
{
	struct pick picks[WAY_MAX];
	double best = 0;
	unsigned w, i;

	body_picks(t, picks);
	if (only != WAY_MAX) {
		*pick = picks[only];
		return;
	}
	features_of(t, picks, data, arbiter->seen);
	for (w = 0; w < WAY_MAX; w++) {
		double sum = 0;

		for (i = 0; i < F_FEATURE_MAX; i++)
			sum += arbiter->weights[i] * arbiter->seen[w][i];
		if (w == 0 || sum > best) {
			best = sum;
			*pick = picks[w];
		}
	}
}
