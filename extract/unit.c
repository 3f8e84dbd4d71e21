/* SPDX-License-Identifier: MIT */
/*
 * Police units as texts name them: a word (Polres, Kapolresta, Polda) and the
 * name behind it, which is a unit's own, a region's in any of its spellings, or
 * a command's.  The canonical name is the word's prefix and the name spelt out.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/unit.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define PROVINCES	100	/* codes of two digits */
#define SUFFIX_VOTES	2	/* an operation's suffix counts as two places */

enum { COL_PREFIX = 1, COL_LEVEL, COL_KIND };
enum { SUFFIX_POLDA = 1 };

enum unit_level
unit_level(const char *word)
{
	if (strcmp(word, "polsek") == 0)
		return UNIT_POLSEK;
	if (strcmp(word, "polres") == 0)
		return UNIT_POLRES;
	return strcmp(word, "polda") == 0 ? UNIT_POLDA : UNIT_NONE;
}

/* Words between a unit's word and its name that say nothing: how many words
   stand there from i on (`Kepolisian Resor (Polres)`, `Kabupaten`). */
static size_t
skip_filler(const struct passage *p, size_t i, const struct knowledge *k,
    const char **prefix)
{
	const struct match *m = passage_match_at(p, LEX_UNIT_WORD, i);
	size_t n = 0;

	if (m != NULL && p->token[i].gap & GAP_OPEN) {
		*prefix = knowledge_cell(k, LEX_UNIT_WORD, m->entry,
		    COL_PREFIX);
		n = m->ntokens;
	}
	m = passage_match_at(p, LEX_MARK, i + n);
	if (knowledge_is(k, m, 2, "kabupaten") &&
	    passage_match_at(p, LEX_UNIT_NAME, i + n) == NULL &&
	    passage_match_at(p, LEX_PLACE, i + n) == NULL)
		n += m->ntokens;
	return n;
}

/* May a name begin at word i of the passage? */
static bool
joins(const struct passage *p, size_t i, bool bracket)
{
	uint16_t bad = GAP_COMMA | GAP_BREAK | GAP_QUOTE | GAP_COLON | GAP_END |
	    GAP_OTHER;

	if (i >= p->ntokens || p->token[i].gap & bad)
		return false;
	return bracket || !(p->token[i].gap & (GAP_OPEN | GAP_CLOSE));
}

static void
set_end(struct unit *u, const struct passage *p, size_t token_end)
{
	const struct token *t = &p->token[token_end - 1];

	u->token_end = (uint32_t)token_end;
	u->end = t->end - t->clitic;
}

/* A command behind `Polda`: its name or a province's. */
static int
read_polda(struct unit *u, const struct passage *p, size_t i,
    struct article *a, const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_COMMAND, i);
	const struct match *m2 = passage_match_at(p, LEX_PLACE, i);
	const struct place *place;

	if (m != NULL && (m2 == NULL || m2->ntokens <= m->ntokens)) {
		u->polda = knowledge_cell(k, LEX_COMMAND, m->entry, 0);
	} else if (m2 != NULL) {
		place = region_resolve(k->regions, m2->entry,
	    a->hint);
		if (place == NULL || strlen(place->code) != 2)
			return 0;
		u->polda = region_polda(k, place->code);
		m = m2;
	} else
		return 0;
	u->level = UNIT_POLDA;
	u->region = polda_region(k, u->polda);
	u->name = arena_join(&a->arena, u->prefix, u->polda);
	set_end(u, p, i + m->ntokens);
	return 1;
}

/* The meaning of a unit's name behind this prefix, in the province that the
   article is about where there are two; NULL when none fits. */
static const struct unit_name *
pick_name(const struct knowledge *k, uint32_t entry, const char *prefix,
    const char *hint)
{
	const struct unit_name *n = region_unit_name(k->regions, entry);
	const struct unit_name *best = NULL;
	int most = 0, fit;

	for (;; n = region_unit_name(k->regions, n->next)) {
		fit = strcmp(n->prefix, prefix) == 0 ? 2 :
		    *n->prefix == '\0' ? 1 : 0;
		if (fit > 0 && *hint != '\0' && region_is_in(n->region, hint))
			fit += 2;
		if (fit > most) {
			best = n;
			most = fit;
		}
		if (n->next == 0)
			return best;
	}
}

static int
read_name(struct unit *u, const struct passage *p, size_t i,
    struct article *a, const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_UNIT_NAME, i);
	const struct match *m2 = passage_match_at(p, LEX_PLACE, i);
	const struct unit_name *name = NULL;
	const struct place *place;
	const struct region *g;

	if (m != NULL && (m2 == NULL || m2->ntokens <= m->ntokens))
		name = pick_name(k, m->entry, u->prefix, a->hint);
	if (name != NULL) {
		u->level = UNIT_POLRES;
		u->region = name->region;
		u->polda = name->polda;
		u->name = arena_join(&a->arena, u->prefix, name->name);
		set_end(u, p, i + m->ntokens);
		return 1;
	}
	if (m2 == NULL || (place = region_resolve(k->regions, m2->entry,
	    a->hint)) ==
	    NULL || strlen(place->code) != 4 ||
	    (g = region_find(k->regions, place->code)) == NULL)
		return 0;
	u->level = UNIT_POLRES;
	u->region = g->code;
	u->polda = region_polda(k, g->code);
	u->name = arena_join(&a->arena, u->prefix,
	    place->kind == PLACE_SEAT ? place->name : g->base);
	set_end(u, p, i + m2->ntokens);
	return 1;
}

/* A sector unit keeps the name that stands behind it: words with a capital. */
static void
read_polsek(struct unit *u, const struct passage *p, size_t i,
    struct article *a)
{
	const struct match *m = passage_match_at(p, LEX_PLACE, i);
	struct slice name;

	u->level = UNIT_POLSEK;
	if (m == NULL || p->token[i].shape == SHAPE_LOWER)
		return;
	name = passage_words(p, i, i + m->ntokens);
	u->name = arena_join(&a->arena, u->prefix, arena_string(&a->arena,
	    name));
	set_end(u, p, i + m->ntokens);
}

/* `Polres Metro menyiapkan`: where no name follows, the last word of the unit's
   word may be one, a town's. */
static void
read_shorter(struct unit *u, const struct passage *p, const struct match *m,
    struct article *a, const struct knowledge *k)
{
	const struct data_table *t = &k->table[LEX_UNIT_WORD];
	size_t last = m->token + m->ntokens - 1, i, n;
	struct slice words = passage_words(p, m->token, last);
	const struct match *place = passage_match_at(p, LEX_PLACE, last);
	struct unit whole = *u;

	if (place == NULL || *a->hint == '\0' || !region_is_in(
	    region_place(k->regions, place->entry)->code, a->hint))
		return;
	for (i = 0; i < t->nrows; i++) {
		const char *word = data_cell(t, i, 0);

		for (n = 0; n < words.n && ascii_lower(word[n]) ==
		    ascii_lower(words.p[n]);)
			n++;
		if (n < words.n || word[n] != '\0')
			continue;
		u->prefix = data_cell(t, i, COL_PREFIX);
		if (!read_name(u, p, last, a, k))
			*u = whole;
		return;
	}
}

int
unit_read(struct unit *u, const struct passage *p, size_t token,
    struct article *a, const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_UNIT_WORD, token);
	const char *kind;
	enum unit_level level;
	size_t i, filler;

	if (m == NULL)
		return 0;
	kind = knowledge_cell(k, LEX_UNIT_WORD, m->entry, COL_KIND);
	*u = (struct unit){ .name = "", .region = "", .polda = "",
	    .token = m->token, .begin = m->begin,
	    .is_officer = strcmp(kind, "officer") == 0,
	    .prefix = knowledge_cell(k, LEX_UNIT_WORD, m->entry, COL_PREFIX) };
	i = token + m->ntokens;
	set_end(u, p, i);
	if (strcmp(kind, "group") == 0 || m->end < p->token[i - 1].end)
		return 1;
	filler = skip_filler(p, i, k, &u->prefix);
	if (!joins(p, i, filler > 0) || !joins(p, i + filler, filler > 0))
		return 1;
	i += filler;
	level = unit_level(knowledge_cell(k, LEX_UNIT_WORD, m->entry,
	    COL_LEVEL));
	if (level == UNIT_POLDA)
		(void)read_polda(u, p, i, a, k);
	else if (level == UNIT_POLSEK)
		read_polsek(u, p, i, a);
	else if (!read_name(u, p, i, a, k) && m->ntokens > 1)
		read_shorter(u, p, m, a, k);
	return 1;
}

/* Can the name mean places of one province only, districts not alone? */
static bool
is_of_one_province(const struct knowledge *k, const struct place *place)
{
	const char *code = place->code;
	bool only_districts = true;

	for (;; place = region_place(k->regions, place->next)) {
		if (strncmp(place->code, code, 2) != 0)
			return false;
		only_districts = only_districts &&
		    place->kind == PLACE_DISTRICT;
		if (place->next == 0)
			return !only_districts;
	}
}

static size_t
province_number(const char *code)
{
	return (size_t)(code[0] - '0') * 10 + (size_t)(code[1] - '0');
}

/* May the place's name be what it says, not a small word or part of a unit's
   word? */
static bool
is_named(const struct passage *p, const struct match *m)
{
	return p->token[m->token].shape != SHAPE_LOWER &&
	    passage_match_over(p, LEX_UNIT_WORD, m->token) == NULL;
}

/* Votes of the names that can mean one province only. */
static void
vote_clear(uint32_t votes[PROVINCES], const struct passage *p,
    const struct knowledge *k)
{
	const struct match *m = passage_first_match(p, LEX_PLACE);

	for (; m != NULL; m = passage_next_match(p, m)) {
		const struct place *place = region_place(k->regions, m->entry);

		if (is_named(p, m) && is_of_one_province(k, place))
			votes[province_number(place->code)]++;
	}
}

/* Votes of the others, each for all that it can mean, and of the operations'
   suffixes: Banjar and Martapura are in two provinces each, both in one. */
static void
vote_doubtful(uint32_t votes[PROVINCES], const struct passage *p,
    const struct knowledge *k)
{
	const struct match *m = passage_first_match(p, LEX_PLACE);

	for (; m != NULL; m = passage_next_match(p, m)) {
		const struct place *place = region_place(k->regions, m->entry);
		size_t last = 0;

		for (; is_named(p, m); place = region_place(k->regions,
		    place->next)) {
			if (place->kind != PLACE_DISTRICT &&
			    province_number(place->code) != last)
				votes[last = province_number(place->code)]++;
			if (place->next == 0)
				break;
		}
	}
	for (m = passage_first_match(p, LEX_SUFFIX); m != NULL;
	    m = passage_next_match(p, m)) {
		const char *code = polda_region(k, knowledge_cell(k,
		    LEX_SUFFIX, m->entry, SUFFIX_POLDA));

		if (*code != '\0' && m->token > 0 &&
		    passage_match_over(p, LEX_SERIES, m->token - 1) != NULL)
			votes[province_number(code)] += SUFFIX_VOTES;
	}
}

/* The province that the story most likely is in: what tells two units of one
   name apart. */
static void
find_hint(struct article *a, const struct knowledge *k)
{
	uint32_t votes[PROVINCES] = { 0 };
	size_t i, best = 0, second = 0;

	vote_clear(votes, &a->body, k);
	for (i = 1; i < PROVINCES; i++)
		if (votes[i] > votes[best])
			best = i;
	if (votes[best] == 0) {
		vote_doubtful(votes, &a->body, k);
		for (i = 1; i < PROVINCES; i++)
			if (votes[i] > votes[best]) {
				second = best;
				best = i;
			} else if (votes[i] > votes[second])
				second = i;
		if (votes[best] == votes[second])
			best = 0;
	}
	a->hint[0] = '\0';
	if (best > 0) {
		a->hint[0] = (char)('0' + best / 10);
		a->hint[1] = (char)('0' + best % 10);
		a->hint[2] = '\0';
	}
}

static void
add_units(struct units *out, const struct passage *p, bool is_title,
    struct article *a, const struct knowledge *k)
{
	const struct match *m = passage_first_match(p, LEX_UNIT_WORD);

	for (; m != NULL && out->n < UNITS_MAX; m = passage_next_match(p, m)) {
		struct unit u;

		/* A word in brackets behind another was read with it. */
		if (out->n > 0 && out->v[out->n - 1].is_title == is_title &&
		    out->v[out->n - 1].token_end > m->token)
			continue;
		if (!unit_read(&u, p, m->token, a, k))
			continue;
		u.is_title = is_title;
		out->v = xgrow(out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n++] = u;
	}
}

void
units_find(struct units *out, struct article *a, const struct knowledge *k)
{
	out->n = 0;
	find_hint(a, k);
	add_units(out, &a->title, true, a, k);
	add_units(out, &a->body, false, a, k);
}

void
units_free(struct units *u)
{
	free(u->v);
	*u = (struct units){ 0 };
}
