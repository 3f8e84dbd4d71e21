/* SPDX-License-Identifier: MIT */
/*
 * The order in which an article's facts are found: what it is about first,
 * because every other part may ask for it.
 */
#include "extract/facts.h"

void
facts_find(struct facts *f, struct article *a, const struct knowledge *k)
{
	units_find(&f->units, a, k);
	story_find(&f->story, a, &f->units, k);
	institutions_find(&f->institutions, a, k);
	themes_find(&f->themes, a, k);
}

void
facts_free(struct facts *f)
{
	units_free(&f->units);
	mentions_free(&f->institutions);
	mentions_free(&f->themes);
}
