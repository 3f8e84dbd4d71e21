/* SPDX-License-Identifier: MIT */
/*
 * The places of an article, each resolved inside the story's own region first.
 * A name in small letters is a place only behind a word for its kind, and the
 * name of a district only inside the region that is already known.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/place.h"
#include "lib/xalloc.h"

const char *
place_level(const struct place *p)
{
	size_t n = strlen(p->code);

	if (n == 2)
		return "provinsi";
	if (n == 6)
		return "kecamatan";
	return p->code[2] >= '7' ? "kota" : "kabupaten";
}

const char *
place_basis(const struct place *p)
{
	static const char *const names[] = {
		[PLACE_NAME] = "name", [PLACE_ALIAS] = "alias",
		[PLACE_SEAT] = "seat", [PLACE_DISTRICT] = "name"
	};

	return names[p->kind];
}

enum rule
place_rule(const struct place *p)
{
	static const enum rule rules[] = {
		[PLACE_NAME] = RULE_PLACE_NAME,
		[PLACE_ALIAS] = RULE_PLACE_ALIAS,
		[PLACE_SEAT] = RULE_PLACE_SEAT,
		[PLACE_DISTRICT] = RULE_PLACE_DISTRICT
	};

	return rules[p->kind];
}

static const char *
name_of(const struct place *p, const struct knowledge *k)
{
	const struct region *g;

	if (p->kind == PLACE_DISTRICT)
		return p->name;
	g = region_find(k->regions, p->code);
	return g == NULL ? p->name : g->name;
}

/* Part of a web address or a compound: a sign without blanks beside it. */
static bool
is_glued(const struct passage *p, const struct match *m)
{
	size_t next = m->token + m->ntokens;

	return p->token[m->token].gap == GAP_DOT ||
	    (next < p->ntokens && p->token[next].gap == GAP_DOT);
}

static bool
is_place(const struct passage *p, const struct match *m,
    const struct knowledge *k)
{
	if (is_glued(p, m))
		return false;
	if (p->token[m->token].shape != SHAPE_LOWER)
		return true;
	return m->token > 0 && (knowledge_is(k, passage_match_over(p, LEX_MARK,
	    m->token - 1), 1, "region") || passage_match_over(p,
	    LEX_UNIT_WORD, m->token - 1) != NULL);
}

static void
add_spot(struct spots *out, const struct spot *spot)
{
	size_t i;

	for (i = 0; i < out->n; i++)
		if (strcmp(out->v[i].place->code, spot->place->code) == 0)
			return;
	out->v = xgrow(out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = *spot;
}

void
spots_find(struct spots *out, const struct article *a, const struct story *s,
    const struct knowledge *k)
{
	const struct passage *p = &a->body;
	const char *within = *s->region != '\0' ? s->region : a->hint;
	const struct match *m = passage_first_match(p, LEX_PLACE);

	out->n = 0;
	for (; m != NULL; m = passage_next_match(p, m)) {
		struct spot spot = { .begin = m->begin, .end = m->end };

		if (!is_place(p, m, k))
			continue;
		spot.place = region_resolve(k->regions, m->entry, within);
		if (spot.place == NULL)
			continue;
		spot.name = name_of(spot.place, k);
		add_spot(out, &spot);
	}
}

void
spots_free(struct spots *s)
{
	free(s->v);
	*s = (struct spots){ 0 };
}
