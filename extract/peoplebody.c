/* SPDX-License-Identifier: MIT */
/*
 * Whom an office serves: a police unit, a local government, an institution with
 * its place or number, as roles.tsv and offices.tsv say and as the words behind
 * the office name it; what is not written is the story's.  Holds nothing.
 */
#include <string.h>

#include "extract/peoplebody.h"

/* A region's name as bodies have it: without Kabupaten or Kota. */
static const char *
place_name(const struct office_reader *r, const char *code)
{
	const struct region *g;

	if (r->place != NULL && (r->place->kind == PLACE_SEAT ||
	    r->place->kind == PLACE_DISTRICT) && code == r->place->code)
		return r->place->name;
	g = region_find(r->k->regions, code);
	return g == NULL ? "" : g->base;
}

static const char *
local_government(const struct office_reader *r, const char *code)
{
	const struct region *g = region_find(r->k->regions, code);

	if (g == NULL)
		return "";
	return arena_join(&r->a->arena, strlen(g->code) == 2 ?
	    "Pemprov" : g->is_kota ? "Pemkot" : "Pemkab", g->base);
}

static const char *
join(const struct office_reader *r, const char *body, const char *name)
{
	if (*body == '\0' || *name == '\0')
		return *body == '\0' ? name : body;
	return arena_join(&r->a->arena, body, name);
}

static const char *
province_of(const struct office_reader *r, const char *code)
{
	const struct region *g = region_province(r->k->regions, code);

	return g == NULL ? "" : g->code;
}

/* The police unit of a role without one: the story's own. */
static const char *
story_unit(const struct office_reader *r)
{
	const struct region *g;

	if (str_same(r->of, "polda")) {
		const char *polda = r->place != NULL ? region_polda(r->k,
		    r->place->code) : r->story->polda;

		return *polda == '\0' ? "" : join(r, r->body, polda);
	}
	if (r->place == NULL)
		return r->story->unit;
	g = region_find(r->k->regions, r->place->code);
	return g == NULL || *r->body == '\0' ? r->story->unit :
	    join(r, r->body, place_name(r, r->place->code));
}

/* body and region, of what was read and of the story's where nothing was. */
void
office_set_body(struct office_reader *r)
{
	struct office *o = r->o;
	const char *of = r->of, *code = r->place != NULL ? r->place->code :
	    r->story->region;

	if (str_same(of, "province") || str_same(of, "polda") ||
	    str_same(of, "pemprov"))
		code = province_of(r, code);
	if (*o->region == '\0' || r->place != NULL)
		o->region = code;
	if (!o->holds)
		return;
	if (r->unit != NULL && (str_same(of, "unit") || str_same(of, "polda") || str_same(of, "polsek")))
		o->body = r->unit;
	else if (str_same(of, "unit") || str_same(of, "polda"))
		o->body = story_unit(r);
	else if (str_same(of, "pemda") || str_same(of, "pemprov"))
		o->body = local_government(r, code);
	else if (str_same(of, "fixed"))
		o->body = r->body;
	else if (str_same(of, "number") && r->number != NULL)
		o->body = *r->body == '\0' ? "" : join(r, r->body, r->number);
	else if (r->sub != NULL)
		o->body = *r->body == '\0' ? "" : join(r, r->body, r->sub);
	else if ((str_same(of, "sub") || str_same(of, "polsek")) &&
	    r->place == NULL)
		o->body = "";
	else if (*of != '\0')
		o->body = join(r, r->body, place_name(r, code));
}
