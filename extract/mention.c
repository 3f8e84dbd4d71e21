/* SPDX-License-Identifier: MIT */
/*
 * Institutions and themes of an article: the matches of their lexicons, once
 * each, with how often they are named.  An institution with a number in its
 * name (a district command) has the number in its value, and one that is named
 * without it elsewhere is the same.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/mention.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define JOIN_MAX	512	/* values that are joined into one cell */

enum { COL_VALUE = 1, COL_KIND, COL_NUMBER };

/* Count one mention of a value. */
static void
add_mention(struct mentions *out, const struct mention *m)
{
	size_t i;

	for (i = 0; i < out->n; i++)
		if (out->v[i].value[0] == m->value[0] &&
		    strcmp(out->v[i].value, m->value) == 0) {
			out->v[i].n++;
			return;
		}
	out->v = xgrow(out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = *m;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *
mentions_join(const struct mentions *m, struct arena *arena)
{
	size_t n = m->n < JOIN_MAX ? m->n : JOIN_MAX, bytes = 1, i, len;
	const char **value = arena_alloc(arena, (n + 1) * sizeof(*value));
	char *text, *p;

	for (i = 0; i < n; i++) {
		value[i] = m->v[i].value;
		bytes += strlen(value[i]) + 1;
	}
	qsort(value, n, sizeof(*value), by_bytes);
	text = p = arena_alloc(arena, bytes);
	for (i = 0; i < n; i++) {
		if (i > 0)
			*p++ = ';';
		len = strlen(value[i]);
		memcpy(p, value[i], len);
		p += len;
	}
	*p = '\0';
	return text;
}

/* A Roman numeral in capitals, as commands of the army have (IX). */
static bool
is_roman(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (strchr("IVX", s.p[i]) == NULL)
			return false;
	return s.n > 0;
}

/* The number that belongs to the name before word i; n = 0 when none does. */
static struct slice
number_after(const struct passage *p, size_t i)
{
	struct slice s = passage_words(p, i, i + 1);

	/* Kodim 64 personel: a count. */
	if (s.n == 0 || (passage_match_at(p, LEX_COUNT_UNIT, i + 1) != NULL &&
	    !(p->token[i + 1].gap & GAP_SLASH)) ||
	    (p->token[i].gap & ~(GAP_SPACE | GAP_DOT | GAP_HYPHEN |
	    GAP_SLASH)) != 0)
		return slice("", 0);
	if (p->token[i].shape == SHAPE_NUMBER && i + 1 < p->ntokens &&
	    p->token[i + 1].shape == SHAPE_NUMBER &&
	    p->token[i + 1].gap == GAP_HYPHEN)
		s = passage_words(p, i, i + 2);	/* 1703-04 */
	return p->token[i].shape == SHAPE_NUMBER || is_roman(s) ? s :
	    slice("", 0);
}

static void
add_institution(struct mentions *out, struct article *a,
    const struct knowledge *k, const struct match *m)
{
	const char *name = knowledge_cell(k, m->lexicon, m->entry, COL_VALUE);
	struct mention mention = { .value = name, .n = 1, .begin = m->begin,
	    .end = m->end, .kind = knowledge_cell(k, m->lexicon, m->entry,
	    COL_KIND), .rule = RULE_INSTITUTION_NAME };
	struct slice number = slice("", 0);

	if (knowledge_is(k, m, COL_NUMBER, "1"))
		number = number_after(&a->body, m->token + m->ntokens);
	if (number.n > 0) {
		mention.value = arena_join(&a->arena, name,
		    arena_string(&a->arena, number));
		mention.rule = RULE_INSTITUTION_NUMBER;
		mention.end = (size_t)(number.p + number.n - a->body.text.p);
	}
	add_mention(out, &mention);
}

/* Take away a bare name where the same one has a number. */
static void
drop_bare(struct mentions *out)
{
	size_t i, j, len, kept = 0;

	for (i = 0; i < out->n; i++) {
		len = strlen(out->v[i].value);
		for (j = 0; j < out->n; j++)
			if (out->v[j].value[0] == out->v[i].value[0] &&
			    strncmp(out->v[j].value, out->v[i].value, len) ==
			    0 && out->v[j].value[len] == ' ' &&
			    (ascii_is_digit(out->v[j].value[len + 1]) ||
			    is_roman(slice_str(out->v[j].value + len + 1))))
				break;
		if (j == out->n)
			out->v[kept++] = out->v[i];
		else
			out->v[j].n += out->v[i].n;
	}
	out->n = kept;
}

/* Brigjen TNI: a rank, not the army. */
static bool
is_in_rank(const struct passage *p, const struct match *m)
{
	const struct match *rank = passage_match_over(p, LEX_RANK, m->token);

	if (rank != NULL && rank->ntokens > m->ntokens)
		return true;
	return m->token > 0 && p->token[m->token].gap == GAP_SPACE &&
	    (rank = passage_match_over(p, LEX_RANK, m->token - 1)) != NULL &&
	    passage_match_at(p, LEX_CORPS, m->token) != NULL;
}

void
institutions_find(struct mentions *out, struct article *a,
    const struct story *s, const struct knowledge *k)
{
	const struct match *m = passage_first_match(&a->body, LEX_INSTITUTION);

	out->n = 0;
	for (; m != NULL; m = passage_next_match(&a->body, m))
		if (m->begin >= s->lead && !is_in_rank(&a->body, m))
			add_institution(out, a, k, m);
	drop_bare(out);
}

void
themes_find(struct mentions *out, struct article *a,
    const struct knowledge *k)
{
	const struct match *m = passage_first_match(&a->body, LEX_THEME);

	out->n = 0;
	for (; m != NULL; m = passage_next_match(&a->body, m)) {
		struct mention mention = { .n = 1, .kind = "",
		    .begin = m->begin, .end = m->end,
		    .rule = RULE_THEME_PHRASE };

		mention.value = knowledge_cell(k, LEX_THEME, m->entry,
		    COL_VALUE);
		add_mention(out, &mention);
	}
}

void
mentions_free(struct mentions *m)
{
	free(m->v);
	*m = (struct mentions){ 0 };
}
