/* SPDX-License-Identifier: MIT */
/*
 * What an article is about: the unit that its title names first, else the text,
 * and from it (or, without one, from the title's, the dateline's or the text's
 * places) the region, the province and the command.
 */
#include <string.h>

#include "extract/story.h"
#include "extract/unit.h"

/* How often units of one region are written with each prefix decides how the
   unit is written: headlines shorten Polresta to Polres. */
static const struct unit *
usual_spelling(const struct units *units, const struct unit *chosen)
{
	const struct unit *best = chosen;
	size_t i, j, n, most = 0;

	for (i = 0; i < units->n; i++) {
		const struct unit *u = &units->v[i];

		if (u->level != chosen->level ||
		    strcmp(u->region, chosen->region) != 0)
			continue;
		for (j = n = 0; j < units->n; j++)
			n += units->v[j].level == u->level &&
			    strcmp(units->v[j].name, u->name) == 0;
		if (n > most) {
			best = u;
			most = n;
		}
	}
	return best;
}

/* A headline on what a regional command did in a town is about the town's
   unit, when the text names it. */
static const struct unit *
unit_of_town(const struct units *units, const struct article *a,
    const struct knowledge *k)
{
	const struct match *m;
	size_t i = 0, j;

	while ((m = passage_match_in(&a->title, LEX_PLACE, i,
	    a->title.ntokens)) != NULL) {
		const struct place *p = region_resolve(k->regions, m->entry,
		    a->hint);

		i = m->token + 1;
		for (j = 0; p != NULL && j < units->n; j++)
			if (units->v[j].level == UNIT_POLRES &&
			    strcmp(units->v[j].region, p->code) == 0)
				return &units->v[j];
	}
	return NULL;
}

static const struct unit *
choose_unit(const struct units *units, const struct article *a,
    const struct knowledge *k, enum rule *rule)
{
	const struct unit *u = NULL, *town;
	size_t i;

	for (i = 0; i < units->n && u == NULL; i++)
		if (units->v[i].level >= UNIT_POLRES)
			u = &units->v[i];
	if (u == NULL)
		return NULL;
	*rule = u->is_title ? RULE_UNIT_TITLE : RULE_UNIT_TEXT;
	if (u->level == UNIT_POLDA && u->is_title &&
	    (town = unit_of_town(units, a, k)) != NULL) {
		u = town;
		*rule = RULE_UNIT_TOWN;
	}
	return usual_spelling(units, u);
}

static void
set_region(struct story *s, const char *code, const char *basis,
    enum rule rule, const struct knowledge *k)
{
	const struct region *province = region_province(k->regions, code);

	s->region = code;
	s->basis = basis;
	s->region_rule = rule;
	s->province = province == NULL ? "" : province->code;
}

/* The first place in words of a passage that is a region, not a district. */
static const char *
region_in(const struct passage *p, size_t token, size_t token_end,
    const struct article *a, const struct knowledge *k)
{
	const struct match *m = passage_first_match(p, LEX_PLACE);

	for (; m != NULL && m->token < token_end; m = passage_next_match(p,
	    m)) {
		const struct place *place;

		if (m->token < token ||
		    p->token[m->token].shape == SHAPE_LOWER)
			continue;
		place = region_resolve(k->regions, m->entry, a->hint);
		if (place != NULL && strlen(place->code) <= 4)
			return place->code;
	}
	return "";
}

static const char *
first_region(const struct passage *p, const struct article *a,
    const struct knowledge *k)
{
	return region_in(p, 0, p->ntokens, a, k);
}

/* The first region of the first paragraph behind the dateline. */
static const char *
lead_region(const struct story *s, const struct article *a,
    const struct knowledge *k)
{
	const struct passage *p = &a->body;
	size_t token = passage_token(p, s->lead);

	return p->nparagraphs == 0 || token >= p->paragraph[0].token_end ? "" :
	    region_in(p, token, p->paragraph[0].token_end, a, k);
}

/* Of a story that is about a region, whoever else is named in it. */
static void
find_own_region(struct story *s, const struct article *a,
    const struct unit *u, const struct knowledge *k)
{
	const char *code;

	if (*(code = first_region(&a->title, a, k)) != '\0')
		set_region(s, code, "title", RULE_REGION_TITLE, k);
	else if (*(code = lead_region(s, a, k)) != '\0')
		set_region(s, code, "text", RULE_REGION_TEXT, k);
	else if (*s->dateline_code != '\0')
		set_region(s, s->dateline_code, "dateline",
		    RULE_REGION_DATELINE, k);
	else if (*(code = first_region(&a->body, a, k)) != '\0')
		set_region(s, code, "text", RULE_REGION_TEXT, k);
	else if (u != NULL)
		set_region(s, u->region, "unit", RULE_REGION_UNIT, k);
	s->about_region = true;
}

static void
find_region(struct story *s, const struct article *a, const struct unit *u,
    const struct knowledge *k)
{
	const char *code;

	if (u != NULL)
		set_region(s, u->region, "unit", RULE_REGION_UNIT, k);
	else if (*(code = first_region(&a->title, a, k)) != '\0')
		set_region(s, code, "title", RULE_REGION_TITLE, k);
	else if (*s->dateline_code != '\0')
		set_region(s, s->dateline_code, "dateline", RULE_REGION_DATELINE,
		    k);
	else if (*(code = first_region(&a->body, a, k)) != '\0')
		set_region(s, code, "text", RULE_REGION_TEXT, k);
}

void
story_find(struct story *s, struct article *a, const struct units *units,
    const struct knowledge *k)
{
	enum rule rule = RULE_NONE;
	const struct unit *u = choose_unit(units, a, k, &rule);

	*s = (struct story){ .unit = "", .polda = "", .unit_prefix = "",
	    .region = "", .province = "", .basis = "", .dateline_name = "",
	    .dateline_code = "", .unit_rule = rule };
	dateline_find(s, a, k);
	if (u != NULL) {
		s->unit = u->name;
		s->unit_prefix = u->prefix;
		s->polda = u->polda;
		s->is_polda = u->level == UNIT_POLDA;
	}
	if (knowledge_setting(k, "about", "region"))
		find_own_region(s, a, u, k);
	else
		find_region(s, a, u, k);
	/* A unit of elsewhere is not the story's own. */
	if (s->about_region && strcmp(s->region, u == NULL ? "" : u->region) !=
	    0) {
		u = NULL;
		s->unit = s->unit_prefix = "";
		s->is_polda = false;
		s->unit_rule = RULE_NONE;
	}
	/* A story without a unit still lies under a command. */
	if (u == NULL && *s->region != '\0')
		s->polda = region_polda(k, s->region);
}
