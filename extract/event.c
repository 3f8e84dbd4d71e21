/* SPDX-License-Identifier: MIT */
/*
 * What a story reports, and how many took part.  Headline and lead say what
 * happened; the rest of a story tells of other things too.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/event.h"
#include "extract/setting.h"

#define LEAD_PARAGRAPHS	3
#define PART_MAX_WORDS	4	/* between a total and the first of its parts */
#define SUBSET_MAX_WORDS 5	/* `yang berada di 13 kecamatan` */

enum { COL_EVENT = 1, COL_PRIORITY };

enum zone { ZONE_TITLE, ZONE_FIRST, ZONE_LEAD, ZONES };

/*
 * How good a phrase of each priority is in each zone; 0 does not count.  A word
 * that only hints (priority 3 and 4) gives way to a name of the event in the
 * lead, and one that is in every such story (4) counts in the title alone.
 */
static const int worth[ZONES][5] = {
	[ZONE_TITLE] = { 0, 9, 8, 4, 2 },
	[ZONE_FIRST] = { 0, 7, 5, 3, 0 },
	[ZONE_LEAD] = { 0, 6, 4, 3, 0 },
};

/* The best phrase of events.tsv in words from token to token_end. */
static const struct match *
best_phrase(const struct passage *p, size_t token, size_t token_end,
    enum zone zone, const struct knowledge *k, int *most)
{
	const struct match *m, *best = NULL;

	while ((m = passage_match_in(p, LEX_EVENT, token, token_end)) != NULL) {
		int priority = knowledge_cell(k, LEX_EVENT, m->entry,
		    COL_PRIORITY)[0] - '0';
		int n = priority < 5 ? worth[zone][priority] : 0;

		if (n > *most) {
			*most = n;
			best = m;
		}
		token = m->token + m->ntokens;
	}
	return best;
}

void
event_find_type(struct event *e, const struct article *a,
    const struct story *s, const struct knowledge *k)
{
	const struct passage *p = &a->body;
	const struct match *m;
	int most = 0;
	size_t i, token;

	e->type = "";
	e->type_rule = RULE_NONE;
	e->begin = e->end = 0;
	m = best_phrase(&a->title, 0, a->title.ntokens, ZONE_TITLE, k, &most);
	if (m != NULL) {
		e->type = knowledge_cell(k, LEX_EVENT, m->entry, COL_EVENT);
		e->type_rule = RULE_EVENT_TITLE;
	}
	for (i = 0; i < p->nparagraphs && i < LEAD_PARAGRAPHS; i++) {
		token = passage_token(p, s->lead);
		if (p->paragraph[i].token > token)
			token = p->paragraph[i].token;
		m = best_phrase(p, token, p->paragraph[i].token_end,
		    i == 0 ? ZONE_FIRST : ZONE_LEAD, k, &most);
		if (m == NULL)
			continue;
		e->type = knowledge_cell(k, LEX_EVENT, m->entry, COL_EVENT);
		e->type_rule = RULE_EVENT_LEAD;
		e->begin = m->begin;
		e->end = m->end;
	}
}

/* The first count that begins at word i or later; NULL when none does. */
static const struct count *
count_from(const struct counts *counts, size_t i)
{
	const struct count *c;

	for (c = counts->v; c < counts->v + counts->n; c++)
		if (!c->is_title && c->token >= i)
			return c;
	return NULL;
}

/* A mark of that kind in the count's sentence before it, of which the first
   count behind it is one of the same thing. */
static bool
follows_mark(const struct passage *p, const struct count *c, const char *mark,
    const struct counts *counts, const struct knowledge *k)
{
	const struct span *s = passage_sentence(p, c->begin);
	const struct match *m;
	const struct count *first;
	size_t i = s == NULL ? c->token : s->token;

	while ((m = passage_match_in(p, LEX_MARK, i, c->token)) != NULL) {
		if (knowledge_is(k, m, 1, mark)) {
			first = count_from(counts, m->token);
			return first == NULL || strcmp(first->of, c->of) == 0;
		}
		i = m->token + 1;
	}
	return false;
}

/* The force that a resort unit's own members are. */
static bool
is_own_scope(const struct count *c, const struct story *s)
{
	return *c->scope == '\0' || str_same(c->scope, s->unit);
}

/* Is it of the kind that a column is for? */
static bool
is_scope(const struct count *c, const struct total_column *t,
    const struct story *s)
{
	if (*t->scope == '\0')
		return is_own_scope(c, s);
	return str_same(t->scope, "*") || str_same(t->scope, c->scope);
}

/* The same for a count of the headline, where a force may stand for the
   story's own unit. */
static bool
is_total_of_title(const struct count *c, const struct total_column *t,
    const struct article *a, const struct story *s, const struct knowledge *k)
{
	if (is_scope(c, t, s))
		return true;
	return *t->scope == '\0' && !counted_has_kind(k, c->of, c->scope) &&
	    passage_match_at(&a->title, LEX_INSTITUTION, c->token_end - 1) ==
	    NULL;
}

/* Is the scope the police as a whole?  That is the first institution of its
   kind a count unit of countunits.tsv brings. */
static bool
is_police(const struct count *c, const struct knowledge *k)
{
	const struct data_table *t = &k->table[LEX_COUNT_UNIT];
	size_t i;

	for (i = 0; i < t->nrows; i++)
		if (str_same(data_cell(t, i, 3), "own") &&
		    str_same(data_cell(t, i, 2), c->scope))
			return true;
	return false;
}

/* `23 TPS yang berada di pulau` are some of them; `232 TPS yang berada di 13
   kecamatan` are all. */
static bool
is_subset(const struct passage *p, const struct count *c,
    const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_MARK, c->token_end);
	size_t i;

	if (!knowledge_is(k, m, 1, "subset") ||
	    p->token[c->token_end].gap != GAP_SPACE)
		return false;
	for (i = c->token_end; i < c->token_end + SUBSET_MAX_WORDS &&
	    i < p->ntokens; i++)
		if (p->token[i].shape == SHAPE_NUMBER ||
		    passage_match_at(p, LEX_NUMBER, i) != NULL)
			return false;
	return true;
}

static bool
is_total(const struct count *c, const struct counts *counts,
    const struct total_column *t, const struct article *a,
    const struct story *s, const struct knowledge *k)
{
	if (!str_same(c->of, t->of) || c->is_title || c->value < t->least ||
	    is_subset(&a->body, c, k))
		return false;
	return !follows_mark(&a->body, c, "parts", counts, k) &&
	    !follows_mark(&a->body, c, "beside", counts, k) &&
	    !setting_is_wide(a, c->begin, s, k);
}

/* Does a word for the whole stand before the noun, the count behind both:
   `Total personel yang terlibat tetap, yakni 342 personel`? */
static bool
is_headed_total(const struct passage *p, const struct count *c,
    const struct counts *counts, const struct knowledge *k)
{
	const struct span *s = passage_sentence(p, c->begin);
	const struct match *m, *noun;
	size_t i = s == NULL ? c->token : s->token;

	for (; (m = passage_match_in(p, LEX_MARK, i, c->token)) != NULL;
	    i = m->token + 1) {
		noun = passage_match_at(p, LEX_COUNT_UNIT, m->token +
		    m->ntokens);
		if (knowledge_is(k, m, 1, "total") && knowledge_is(k, noun, 1,
		    c->of) && count_from(counts, m->token) == c)
			return true;
	}
	return false;
}

/* Is a word for the whole right before a count: `totalnya 6.570 personel`? */
static bool
is_called_total(const struct passage *p, const struct count *c,
    const struct knowledge *k)
{
	const struct match *m = c->token == 0 ||
	    p->token[c->token].gap != GAP_SPACE ? NULL :
	    passage_match_over(p, LEX_MARK, c->token - 1);

	return knowledge_is(k, m, 1, "total");
}

/* Does a part of the same thing follow a count at once? */
static bool
has_part_behind(const struct count *c, const struct counts *counts)
{
	return c + 1 < counts->v + counts->n && str_same(c[1].of, c->of) &&
	    *c[1].scope != '\0' && c[1].token - c->token_end < PART_MAX_WORDS;
}

/* A later and larger total that is called so, or broken down into parts where
   the first is a round one, is the whole: `25 ribu lebih anggota ...  141.000
   personel: Polri 25.600, ...`. */
static const struct count *
larger_whole(const struct count *first, const struct counts *counts,
    const struct total_column *t, const struct article *a,
    const struct story *s, const struct knowledge *k)
{
	const struct count *c, *end = counts->v + counts->n;

	for (c = first + 1; c < end; c++)
		if (c->value > first->value && is_scope(c, t, s) &&
		    is_total(c, counts, t, a, s, k) &&
		    (is_called_total(&a->body, c, k) ||
		    is_headed_total(&a->body, c, counts, k) ||
		    (*first->approx != '\0' && has_part_behind(c, counts))))
			return c;
	return first;
}

/*
 * The story's own total of a thing, as kliping(5) settles it: not a part, not
 * a higher command's, not what comes on top.  The headline's number is it.
 */
static struct total
find_total(const struct counts *counts, const struct total_column *t,
    const struct article *a, const struct story *s, const struct knowledge *k)
{
	const struct count *c, *end;

	if (counts->n == 0)
		return (struct total){ NULL, RULE_NONE };
	end = counts->v + counts->n;
	for (c = counts->v; c < end && c->is_title; c++)
		if (str_same(c->of, t->of) && is_total_of_title(c, t, a, s,
		    k))
			return (struct total){ c, RULE_TOTAL_TITLE };
	for (c = counts->v; c < end; c++)
		if (is_scope(c, t, s) && is_total(c, counts, t, a, s, k))
			return (struct total){ larger_whole(c, counts, t, a,
			    s, k), RULE_TOTAL_OWN };
	/* A unit that states only its own police has stated its total. */
	for (c = counts->v; c < end && *t->scope == '\0'; c++)
		if (str_same(c->of, t->of) && is_police(c, k) &&
		    is_total(c, counts, t, a, s, k))
			return (struct total){ c, RULE_TOTAL_POLICE };
	return (struct total){ NULL, RULE_NONE };
}

void
event_find_totals(struct event *e, const struct article *a,
    const struct story *s, const struct counts *counts,
    const struct knowledge *k)
{
	size_t i;

	for (i = 0; i < totals_count(k); i++) {
		struct total_column t = totals_column(k, i);

		e->total[i] = find_total(counts, &t, a, s, k);
	}
}
