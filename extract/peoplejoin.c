/* SPDX-License-Identifier: MIT */
/*
 * Who else is meant: an office without a name is the person who holds it, or a
 * person of its own when it takes part; a word of a name is the person who has
 * it.  Works on what the scan found.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/peoplefind.h"
#include "lib/xalloc.h"

enum { RANK_HEADS = 3 };

/* Can the person be the holder of the office, by where both are? */
static bool
places_agree(const struct person *q, const struct office *o)
{
	if (!q->placed || !o->placed)
		return true;
	if (str_same(q->body, o->body))
		return true;
	return *o->region != '\0' && strcmp(q->region, o->region) == 0;
}

/*
 * The person who holds an office: of the same place first, then the one named
 * last before it.  PEOPLE_NOBODY when there is none.
 */
static size_t
holder(const struct finder *f, const struct office *o)
{
	const struct people *out = f->out;
	size_t at = f->p->token[o->token].begin, best = PEOPLE_NOBODY, i;
	int most = 0, fit;

	for (i = 0; i < out->n; i++) {
		const struct person *q = &out->v[i];

		if (!str_same(q->family, o->family) || !places_agree(q, o))
			continue;
		fit = 1 + 2 * str_same(q->body, o->body) +
		    (q->begin <= at);
		if (fit > most || (fit == most && q->begin <= at)) {
			best = i;
			most = fit;
		}
	}
	return best;
}

static bool
gap_is_blank(const struct passage *p, size_t i)
{
	return i < p->ntokens && p->token[i].gap == GAP_SPACE;
}

/* Is the office, though without a name, one person who takes part? */
static bool
is_person(const struct finder *f, const struct unnamed *u)
{
	const struct office *o = &u->office;

	return u->part == OFFICE_TAKES_PART && u->acts && o->capital &&
	    o->listed && !o->several && (!o->many || o->placed) &&
	    people_quotation(f->out, f->p, o->token) == PEOPLE_NOBODY;
}

static void
give_office(struct person *q, const struct office *o)
{
	q->role = o->role;
	q->family = o->family;
	q->body = o->body;
	q->region = o->region;
	q->placed = o->placed;
}

/*
 * `AKBP Eko Susilo ... Kapolres Bima tersebut`: the office that points back is
 * that of the person named last, who has a rank and no office yet.
 */
static void
point_back(struct finder *f, const struct unnamed *u)
{
	const struct office *o = &u->office;
	size_t i = u->mention;
	struct person *q;

	if (!gap_is_blank(f->p, o->token_end) ||
	    name_cue_at(f->p, o->token_end, f->k, "this") == NULL)
		return;
	while (i > 0 && f->out->mention[i - 1].person == PEOPLE_NOBODY)
		i--;
	if (i == 0)
		return;
	q = &f->out->v[f->out->mention[i - 1].person];
	if (*q->rank != '\0' && *q->role == '\0')
		give_office(q, o);
}

/* Is it a person of a rank that holds such an office, of none yet? */
static bool
may_head(const struct finder *f, const struct person *q,
    const struct office *o)
{
	size_t row;

	if (*q->rank == '\0' || *q->role != '\0')
		return false;
	for (row = 0; row < f->k->table[LEX_RANK].nrows; row++)
		if (knowledge_cell_is(f->k, LEX_RANK, row, 0, q->rank))
			return knowledge_cell_is(f->k, LEX_RANK, row,
			    RANK_HEADS, o->family);
	return false;
}

/* `Kapolres` without a name, and `AKBP Eko Lowa` without an office: where no
   other could be, and the office is that of the story's own unit, they are
   one. */
static void
find_head(struct finder *f, const struct unnamed *u)
{
	const struct office *o = &u->office;
	size_t i, found = PEOPLE_NOBODY;

	if (!o->heads_unit || (o->placed && strcmp(o->region,
	    f->story->region) != 0))
		return;
	for (i = 0; i < f->out->n; i++)
		if (may_head(f, &f->out->v[i], o)) {
			if (found != PEOPLE_NOBODY)
				return;
			found = i;
		}
	if (found != PEOPLE_NOBODY)
		give_office(&f->out->v[found], o);
}

static void
join_offices(struct finder *f)
{
	size_t i;

	for (i = 0; i < f->nunnamed; i++) {
		const struct unnamed *u = &f->unnamed[i];

		if (u->part == OFFICE_TAKES_PART &&
		    holder(f, &u->office) == PEOPLE_NOBODY)
			point_back(f, u);
		if (u->part == OFFICE_TAKES_PART &&
		    holder(f, &u->office) == PEOPLE_NOBODY)
			find_head(f, u);
		if (is_person(f, u) && holder(f, &u->office) == PEOPLE_NOBODY)
			(void)people_add_office(f, &u->office);
	}
	for (i = 0; i < f->nunnamed; i++) {
		const struct unnamed *u = &f->unnamed[i];

		if (u->part != OFFICE_OF_MANY && u->part != OFFICE_ELECTED)
			f->out->mention[u->mention].person = holder(f,
			    &u->office);
	}
}

/* A word's first two letters, any case, and its length as a bit; words that
   share one cost a look, no more.  0 for those that tell nobody apart. */
static uint64_t
word_bit(const struct passage *p, size_t i)
{
	const unsigned char *s = (const unsigned char *)p->text.p +
	    p->token[i].begin;
	size_t n = p->token[i].end - p->token[i].begin;

	return n <= PEOPLE_SHORT_WORD ? 0 : (uint64_t)1 <<
	    ((s[0] % 32u * 5 + s[1] % 32u + n * 11) % 64);
}

/* The person with this word in the name, the one named last before it; the
   words of the name that stand here in *n. */
static size_t
named(const struct finder *f, size_t i, size_t *n)
{
	const struct people *out = f->out;
	size_t best = PEOPLE_NOBODY, most = 0, j, len;
	size_t at = f->p->token[i].begin;
	uint64_t letter = word_bit(f->p, i);

	for (j = 0; j < out->n; j++) {
		const struct person *q = &out->v[j];

		if (*q->name == '\0' || !(q->letters & letter))
			continue;
		for (len = 0; i + len < f->p->ntokens && (len == 0 ||
		    !(f->p->token[i + len].gap & ~(unsigned)(GAP_SPACE |
		    GAP_APOSTROPHE | GAP_DOT | GAP_HYPHEN))) &&
		    people_name_holds(f->p, q->token, q->token_end, i, i + len
		    + 1); len++)
			;
		if (len > most || (len == most && len > 0 && q->begin <= at)) {
			best = j;
			most = len;
		}
	}
	*n = most;
	return best;
}

/* The bits of all words of names. */
static uint64_t
letters_of_names(struct finder *f)
{
	struct people *out = f->out;
	uint64_t letters = 0;
	size_t i, j;

	for (i = 0; i < out->n; i++) {
		out->v[i].letters = 0;
		for (j = out->v[i].token; j < out->v[i].token_end; j++)
			out->v[i].letters |= word_bit(f->p, j);
		letters |= out->v[i].letters;
	}
	return letters;
}

/* Names that begin among the words i .. end, which no mention has; the word
   behind them. */
static size_t
join_words(struct finder *f, size_t i, size_t end, uint64_t letters)
{
	const struct passage *p = f->p;
	size_t n, who;

	for (; i < end; i += n) {
		n = 1;
		if ((p->token[i].shape != SHAPE_CAPITAL &&
		    p->token[i].shape != SHAPE_UPPER) ||
		    !(word_bit(p, i) & letters))
			continue;
		who = named(f, i, &n);
		if (who != PEOPLE_NOBODY)
			people_mention(f, i, i + n, who, "");
		else
			n = 1;
	}
	return i;
}

/* Names among the words that no mention has yet. */
static void
join_names(struct finder *f)
{
	size_t known = f->out->nmentions, m, i = 0;
	uint64_t letters = letters_of_names(f);

	for (m = 0; m < known; m++) {
		struct people_mention at = f->out->mention[m];

		if (at.token_end <= i)
			continue;
		i = join_words(f, i, at.token, letters);
		if (i < at.token_end)
			i = at.token_end;
	}
	(void)join_words(f, i, f->p->ntokens, letters);
}

void
people_join(struct finder *f)
{
	join_offices(f);
	join_names(f);
}
