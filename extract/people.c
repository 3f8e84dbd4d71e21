/* SPDX-License-Identifier: MIT */
/*
 * The people of an article: gathers what the scan of the text finds, joins the
 * mentions of one person, and puts everybody in order.  Holds the people of one
 * article and uses the memory again.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/peoplefind.h"
#include "extract/quotesaying.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define LONG_WORD	4	/* letters from which one may be mistyped */

/* Words i and j, one of which may be cut to its first letter. */
static bool
same_word(const struct passage *p, size_t i, size_t j)
{
	const char *a = p->text.p + p->token[i].begin;
	const char *b = p->text.p + p->token[j].begin;
	size_t n = p->token[i].end - p->token[i].begin;
	size_t m = p->token[j].end - p->token[j].begin, at;

	if (n != m && n != 1 && m != 1)
		return false;
	for (at = 0; at < n && at < m; at++)
		if (ascii_lower(a[at]) != ascii_lower(b[at]))
			return false;
	return true;
}

bool
people_name_holds(const struct passage *p, size_t token, size_t token_end,
    size_t part, size_t part_end)
{
	size_t i, j, n = part_end - part, whole;

	for (i = token; i + n <= token_end; i++) {
		whole = 0;
		for (j = 0; j < n && same_word(p, i + j, part + j); j++)
			whole += p->token[part + j].end -
			    p->token[part + j].begin > PEOPLE_SHORT_WORD &&
			    p->token[i + j].end - p->token[i + j].begin >
			    PEOPLE_SHORT_WORD;
		if (j == n && whole > 0)
			return true;
	}
	return false;
}

/* Are two words the same but for one letter? */
static bool
nearly_same_word(const struct passage *p, size_t i, size_t j)
{
	const char *a = p->text.p + p->token[i].begin;
	const char *b = p->text.p + p->token[j].begin;
	size_t n = p->token[i].end - p->token[i].begin;
	size_t m = p->token[j].end - p->token[j].begin, head = 0, tail = 0;
	size_t most = n > m ? n : m, least = n > m ? m : n;

	if (same_word(p, i, j))
		return true;
	if (least < LONG_WORD || most - least > 1)
		return false;
	while (head < least && ascii_lower(a[head]) == ascii_lower(b[head]))
		head++;
	while (tail < least - head &&
	    ascii_lower(a[n - 1 - tail]) == ascii_lower(b[m - 1 - tail]))
		tail++;
	return head + tail >= most - 1;
}

/* The name of one rank and one office, mistyped once. */
static bool
nearly_same(const struct finder *f, const struct person *q,
    const struct name *n, const char *rank, const struct office *o)
{
	size_t words = q->token_end - q->token, i;

	if (words != n->token_end - n->token || words < 2 ||
	    strcmp(q->rank, rank) != 0 || o == NULL ||
	    strcmp(q->family, o->family) != 0)
		return false;
	for (i = 0; i < words; i++)
		if (!nearly_same_word(f->p, q->token + i, n->token + i))
			return false;
	return true;
}

/* `Brigjen` is short for `Brigjen Pol`, and no rank for any. */
static bool
ranks_agree(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), least = n < m ? n : m;

	return strncmp(a, b, least) == 0 && (n == m || least == 0 ||
	    (n > m ? a : b)[least] == ' ');
}

/* Is it the person, by another mention? */
static bool
is_same(const struct finder *f, const struct person *q, const struct name *n,
    const char *rank, const struct office *o)
{
	const struct passage *p = f->p;
	bool longer, shorter;

	if (*q->name == '\0')
		return false;
	longer = people_name_holds(p, n->token, n->token_end, q->token,
	    q->token_end);
	shorter = people_name_holds(p, q->token, q->token_end, n->token,
	    n->token_end);
	if (!longer && !shorter)
		return nearly_same(f, q, n, rank, o);
	if (longer && shorter)
		return true;
	return ranks_agree(rank, q->rank);
}

static void
set_office(struct person *q, const struct office *o)
{
	q->role = o->role;
	q->body = o->body;
	q->region = o->region;
	q->family = o->family;
	q->placed = o->placed;
}

static struct person *
new_person(struct finder *f, size_t token, size_t token_end)
{
	struct people *out = f->out;
	struct person *q;

	if (out->n == PEOPLE_MAX)
		return NULL;
	out->v = xgrow(out->v, out->n, &out->cap, sizeof(*out->v));
	q = &out->v[out->n++];
	*q = (struct person){ .name = "", .rank = "", .role = "", .body = "",
	    .region = "", .family = "", .rule = f->rule, .token = token,
	    .token_end = token_end, .begin = f->p->token[token].begin,
	    .end = f->p->token[token_end - 1].end };
	return q;
}

size_t
people_add(struct finder *f, const struct name *n, const char *rank,
    const struct office *o, size_t token, size_t token_end)
{
	struct people *out = f->out;
	struct person *q = NULL;
	size_t i;

	for (i = 0; i < out->n; i++)
		if (is_same(f, &out->v[i], n, rank, o))
			break;
	if (i == out->n && (q = new_person(f, n->token, n->token_end)) == NULL)
		return PEOPLE_NOBODY;
	if (q != NULL) {
		q->name = name_text(n, f->p, &f->a->arena);
	} else {
		q = &out->v[i];
		if (n->token_end - n->token > q->token_end - q->token) {
			q->token = n->token;
			q->token_end = n->token_end;
			q->name = name_text(n, f->p, &f->a->arena);
		}
	}
	if (strlen(rank) > strlen(q->rank))
		q->rank = rank;
	if (o != NULL && (*q->role == '\0' || (!q->placed && o->placed &&
	    strcmp(q->family, o->family) == 0)))
		set_office(q, o);
	people_mention(f, token, token_end, i, q->role);
	return i;
}

size_t
people_add_office(struct finder *f, const struct office *o)
{
	struct person *q;

	f->rule = RULE_OFFICE_UNNAMED;
	if ((q = new_person(f, o->token, o->token_end)) == NULL)
		return PEOPLE_NOBODY;
	set_office(q, o);
	return f->out->n - 1;
}

void
people_mention(struct finder *f, size_t token, size_t token_end, size_t person,
    const char *role)
{
	struct people *out = f->out;

	out->mention = xgrow(out->mention, out->nmentions, &out->mention_cap,
	    sizeof(*out->mention));
	out->mention[out->nmentions++] = (struct people_mention){ token,
	    token_end, person, role };
}

size_t
people_quotation(const struct people *q, const struct passage *p, size_t token)
{
	size_t at = p->token[token].begin, low = 0, high = q->spans.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (q->spans.span[mid].end <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < q->spans.n && q->spans.span[low].begin <= at ? low :
	    PEOPLE_NOBODY;
}

static int
by_token(const void *a, const void *b)
{
	const struct people_mention *x = a, *y = b;

	return x->token < y->token ? -1 : x->token > y->token;
}

/* Where a person was before the people were put in order. */
struct place_of {
	size_t	begin, was;
};

static int
by_begin(const void *a, const void *b)
{
	const struct place_of *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return x->was < y->was ? -1 : x->was > y->was;
}

/* Order the people by their first mention, and the mentions by position. */
static void
put_in_order(struct people *out)
{
	struct place_of *order = xcalloc(out->n + 1, sizeof(*order));
	size_t *now = xcalloc(out->n + 1, sizeof(*now)), i;
	struct person *v = xcalloc(out->cap + 1, sizeof(*v));

	for (i = 0; i < out->n; i++)
		order[i] = (struct place_of){ out->v[i].begin, i };
	if (out->n > 0)
		qsort(order, out->n, sizeof(*order), by_begin);
	for (i = 0; i < out->n; i++) {
		now[order[i].was] = i;
		v[i] = out->v[order[i].was];
	}
	for (i = 0; i < out->nmentions; i++)
		if (out->mention[i].person != PEOPLE_NOBODY)
			out->mention[i].person = now[out->mention[i].person];
	if (out->nmentions > 0)
		qsort(out->mention, out->nmentions, sizeof(*out->mention),
		    by_token);
	if (out->n > 0)
		memcpy(out->v, v, out->n * sizeof(*v));
	free(v);
	free(now);
	free(order);
}

void
people_find(struct people *out, struct article *a, const struct story *story,
    const struct knowledge *k)
{
	struct saying_context says = { &a->body, k };
	struct finder f = { .out = out, .a = a, .p = &a->body, .story = story,
	    .k = k, .unit = { .body = "" } };

	out->n = out->nmentions = 0;
	quotespans_read(&out->spans, a->body.text, saying_follows, &says);
	people_scan(&f);
	people_join(&f);
	put_in_order(out);
	free(f.unnamed);
}

void
people_free(struct people *out)
{
	free(out->v);
	free(out->mention);
	quotespans_free(&out->spans);
	*out = (struct people){ 0 };
}
