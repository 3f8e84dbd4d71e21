/* SPDX-License-Identifier: MIT */
/*
 * Numbers with a noun of countunits.tsv behind them, or with the name of a
 * force, whose members are meant; and whose or which kind they are.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/count.h"
#include "extract/counted.h"
#include "extract/countkind.h"
#include "extract/countowner.h"
#include "extract/number.h"
#include "lib/xalloc.h"

#define HEAD_MAX_WORDS	14	/* between a noun and its number */
#define NOUN_MAX_WORDS	6	/* the same, where a word for amounts stands too */
#define FEW		10	/* below it `itu` means what was just spoken of */

enum { COL_OF = 1, COL_SCOPE };

static const char *
value_of(const struct knowledge *k, const struct match *m, size_t column)
{
	return knowledge_cell(k, m->lexicon, m->entry, column);
}

/* A force named where a noun should stand: 2.346 Linmas. */
static int
read_force(struct count *c, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_INSTITUTION, i);

	if (!countowner_is_force(p, i, k))
		return 0;
	if (*(c->of = counted_of(k, "members")) == '\0')
		return 0;
	c->rule = RULE_COUNT_FORCE;
	c->scope = value_of(k, m, 1);
	c->token_end = (uint32_t)(i + m->ntokens);
	c->end = m->end;
	return 1;
}

/* May the noun stand behind what is before word i? */
static bool
joins(const struct passage *p, size_t i)
{
	return i < p->ntokens && (p->token[i].gap & ~(GAP_SPACE | GAP_CLOSE)) ==
	    0;
}

/* A name, not a count: `RT 5 Desa Sukamaju`. */
static bool
is_name(const struct passage *p, const struct match *m, bool title,
    const struct knowledge *k)
{
	size_t next = m->token + m->ntokens;

	/* In a headline the next word has a capital anyway. */
	if (title && !knowledge_is(k, passage_match_at(p, LEX_MARK, m->token),
	    1, "region"))
		return false;
	return m->lexicon == LEX_COUNT_UNIT &&
	    p->token[m->token].shape == SHAPE_CAPITAL && next < p->ntokens &&
	    p->token[next].gap == GAP_SPACE &&
	    (p->token[next].shape == SHAPE_CAPITAL ||
	    p->token[next].shape == SHAPE_UPPER);
}

/* The noun behind the number, perhaps another word and itself in brackets:
   385 kute (desa). */
static int
read_noun(struct count *c, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	const struct match *m;

	if (!joins(p, i))
		return 0;
	/* 22 di antaranya TPS sangat rawan */
	m = passage_match_at(p, LEX_MARK, i);
	if (knowledge_is(k, m, 1, "some"))
		i += m->ntokens;
	m = passage_match_at(p, LEX_COUNT_UNIT, i);
	/* 577 titik TPS */
	if (m == NULL && knowledge_is(k, passage_match_at(p, LEX_MARK, i), 1,
	    "measure"))
		m = passage_match_at(p, LEX_COUNT_UNIT, ++i);
	if (m == NULL && read_force(c, p, i, k))
		return 1;
	if (m == NULL && i + 1 < p->ntokens &&
	    p->token[i].shape == SHAPE_LOWER &&
	    p->token[i + 1].gap == (GAP_SPACE | GAP_OPEN))
		m = passage_match_at(p, LEX_COUNT_UNIT, i + 1);
	if (m == NULL || is_name(p, m, c->is_title, k))
		return 0;
	c->rule = RULE_COUNT_NOUN;
	c->of = value_of(k, m, COL_OF);
	c->scope = value_of(k, m, COL_SCOPE);
	c->token_end = m->token + m->ntokens;
	c->end = m->end;
	return 1;
}

/* `9.556 orang` behind `personel yang terlibat` are personel: the noun that
   has no number of its own is the head. */
static void
find_head(struct count *c, const struct passage *p, const struct knowledge *k)
{
	size_t i = c->token, n;

	if (!counted_is(k, c->of, "people"))
		return;
	for (n = 0; n < HEAD_MAX_WORDS && i > 0; n++) {
		const struct match *m;

		if (p->token[i].gap & (GAP_BREAK | GAP_END) ||
		    (p->token[i].gap & GAP_DOT && p->token[i].shape !=
		    SHAPE_NUMBER))
			return;
		m = passage_match_at(p, LEX_COUNT_UNIT, --i);
		if (m == NULL || is_name(p, m, c->is_title, k) ||
		    counted_is(k, value_of(k, m, COL_OF), "people"))
			continue;
		if (counted_is(k, value_of(k, m, COL_OF), "group") &&
		    (i == 0 || p->token[i - 1].shape != SHAPE_NUMBER))
			c->of = value_of(k, m, COL_OF);
		return;
	}
}

/* `Dari 742 itu`: a number alone that was counted before. */
static int
read_again(struct count *c, const struct passage *p, size_t i,
    const struct counts *out, const struct knowledge *k)
{
	size_t j = out->n;

	if (!joins(p, i) || !knowledge_is(k, passage_match_at(p, LEX_MARK, i),
	    1, "that"))
		return 0;
	while (j-- > 0)
		if (out->v[j].value == c->value && c->value > 9) {
			c->rule = out->v[j].rule;
			c->of = out->v[j].of;
			c->scope = out->v[j].scope;
			c->token_end = (uint32_t)i;
			c->end = p->token[i - 1].end;
			return 1;
		}
	return 0;
}

/* `Rp 75 miliar`: what is counted stands before, as a short word; or it was
   read with the number. */
static int
read_currency(struct count *c, const struct passage *p, size_t next,
    const char *currency, const struct knowledge *k)
{
	const struct match *m = c->token == 0 || (p->token[c->token].gap &
	    ~(GAP_SPACE | GAP_DOT)) != 0 ? NULL :
	    passage_match_over(p, LEX_MARK, c->token - 1);

	if (*currency != '\0')
		c->of = currency;
	else if (knowledge_is(k, m, 1, "currency")) {
		c->of = value_of(k, m, 2);
		c->begin = m->begin;
	} else
		return 0;
	c->rule = RULE_COUNT_NOUN_BEFORE;
	c->scope = "";
	c->token_end = (uint32_t)next;
	c->end = p->token[next - 1].end;
	return 1;
}

/* `655 kurang rawan`: the kind alone. */
static int
read_kind(struct count *c, const struct passage *p, size_t i,
    const struct counts *out, const struct knowledge *k)
{
	return joins(p, i) && countkind_alone(c, p, i, out->n == 0 ? NULL :
	    &out->v[out->n - 1], k);
}

/* `17 dari 30 kecamatan`: the noun stands behind the whole. */
static int
read_share(struct count *c, const struct passage *p, size_t next,
    const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_MARK, next);
	struct number whole;

	if (!joins(p, next) || !knowledge_is(k, m, 1, "of") ||
	    !joins(p, next + m->ntokens) || !number_read(&whole, p, next +
	    m->ntokens, k) || whole.is_year || whole.value <= c->value ||
	    !read_noun(c, p, whole.token_end, k))
		return 0;
	c->is_share = true;
	c->token_end = (uint32_t)next;
	c->end = p->token[next - 1].end;
	return 1;
}

static bool
clause_ends_at(const struct passage *p, size_t i, const struct knowledge *k)
{
	const struct match *m;

	if (i >= p->ntokens || p->token[i].gap & (GAP_BREAK | GAP_COMMA))
		return true;
	if (p->token[i].gap & GAP_DOT)
		return (p->token[i].gap & (GAP_SPACE | GAP_QUOTE)) != 0;
	m = passage_match_at(p, LEX_MARK, i);
	return knowledge_is(k, m, 1, "clause") ||
	    knowledge_is(k, m, 1, "subset") || knowledge_is(k, m, 1, "in");
}

/* Does a clause end before word i, so that no noun can follow?  A measure word
   (`411 titik`) says no more. */
static bool
clause_ends(const struct passage *p, size_t i, const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_MARK, i);

	if (knowledge_is(k, m, 1, "measure"))
		return clause_ends_at(p, i + m->ntokens, k);
	return clause_ends_at(p, i, k);
}

/* Does a word for the whole stand right before the noun at word i: `jumlah
   TPS`, `total peserta`? */
static bool
is_summed(const struct passage *p, size_t i, const struct knowledge *k)
{
	const struct match *m = i == 0 || p->token[i].gap != GAP_SPACE ? NULL :
	    passage_match_over(p, LEX_MARK, i - 1);

	return knowledge_is(k, m, 1, "total");
}

/* `Jumlah TPS sebanyak 14.548`, `Jumlah TPS 749`: the noun stands before the
   number, with a word for amounts between them or before both. */
static int
read_noun_before(struct count *c, const struct passage *p, size_t next,
    const struct knowledge *k)
{
	const struct match *m = c->token == 0 ? NULL :
	    passage_match_over(p, LEX_MARK, c->token - 1);
	bool many = knowledge_is(k, m, 1, "many") || (c->token > 0 &&
	    p->token[c->token].gap == GAP_SPACE &&
	    p->token[c->token - 1].clitic > 0);	/* personelnya 265 */
	const char *kind;
	size_t i, n;

	if (!clause_ends(p, next, k))
		return 0;
	for (i = many && m != NULL ? m->token : c->token, n = 0; i > 0 &&
	    n < NOUN_MAX_WORDS; n++) {
		if (p->token[i].gap & ~(GAP_SPACE | GAP_OPEN | GAP_CLOSE |
		    GAP_HYPHEN))
			return 0;
		m = passage_match_at(p, LEX_COUNT_UNIT, --i);
		if (m == NULL || is_name(p, m, c->is_title, k))
			continue;
		if ((i > 0 && p->token[i - 1].shape == SHAPE_NUMBER &&
		    p->token[i].gap == GAP_SPACE) ||
		    (!many && !is_summed(p, i, k)))
			return 0;
		c->rule = RULE_COUNT_NOUN_BEFORE;
		c->of = value_of(k, m, COL_OF);
		c->scope = value_of(k, m, COL_SCOPE);
		c->begin = m->begin;
		c->token_end = (uint32_t)next;
		c->end = p->token[next - 1].end;
		kind = countkind_at(p, m->token + m->ntokens, c->of, k);
		if (*kind != '\0')
			c->scope = kind;
		return 1;
	}
	return 0;
}

/* `TPS sangat rawan berjumlah 12, rawan 148`: the kind before the number. */
static int
read_kind_before(struct count *c, const struct passage *p, size_t next,
    const struct counts *out, const struct knowledge *k)
{
	if (out->n == 0 || !clause_ends(p, next, k) ||
	    !countkind_before(c, p, &out->v[out->n - 1], k))
		return 0;
	c->token_end = (uint32_t)next;
	c->end = p->token[next - 1].end;
	return 1;
}

/* Do words from .. to break a whole down: a word for parts, or a colon? */
static bool
has_parts(const struct passage *p, size_t from, size_t to,
    const struct knowledge *k)
{
	const struct match *m;
	size_t i;

	for (i = from; (m = passage_match_in(p, LEX_MARK, i, to)) != NULL;
	    i = m->token + 1)
		if (knowledge_is(k, m, 1, "parts"))
			return true;
	for (i = from + 1; i <= to && i < p->ntokens; i++)
		if (p->token[i].gap & GAP_COLON)
			return true;
	return false;
}

/* The owner behind the number: `455 dari Polri`. */
static int
read_part_of(struct count *c, const struct passage *p, size_t next,
    struct article *a, const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_MARK, next);
	size_t end;

	if (joins(p, next) && knowledge_is(k, m, 1, "some")) {
		next += m->ntokens;
		m = passage_match_at(p, LEX_MARK, next);
	}
	if (!joins(p, next) || !knowledge_is(k, m, 1, "of") ||
	    m->ntokens > 1 || next + 1 >= p->ntokens ||
	    p->token[next + 1].gap != GAP_SPACE)
		return 0;
	c->scope = countowner_at(p, next + 1, &end, a, k);
	if (*c->scope == '\0')
		return 0;
	c->token_end = (uint32_t)end;
	c->end = p->token[end - 1].end;
	return 1;
}

/* `Rinciannya, Polri 700, TNI 300`, `455 dari Polri`: owners with bare numbers
   are parts of what was counted last. */
static int
read_part(struct count *c, const struct passage *p, size_t next,
    const struct counts *out, struct article *a, const struct knowledge *k)
{
	const struct span *s = passage_sentence(p, c->begin);

	c->scope = "";
	if (out->n == 0 || s == NULL ||
	    !counted_is(k, out->v[out->n - 1].of, "members"))
		return 0;
	c->rule = RULE_COUNT_PART;
	c->of = out->v[out->n - 1].of;
	if (read_part_of(c, p, next, a, k))
		return 1;
	if (!clause_ends(p, next, k) || !has_parts(p, s->token, c->token, k))
		return 0;
	countowner_before(c, p, a, k);
	if (*c->scope == '\0')
		return 0;
	c->token_end = (uint32_t)next;
	c->end = p->token[next - 1].end;
	return 1;
}

/* One in words is more often an article than a count: it counts only in a
   row with others (empat kabupaten dan satu kota), or with its kind. */
static bool
is_article(const struct count *c, const struct passage *p,
    const struct counts *out)
{
	if (c->value != 1 || p->token[c->token].shape == SHAPE_NUMBER)
		return false;
	return out->n == 0 || out->v[out->n - 1].is_title != c->is_title ||
	    c->token - passage_token(p, out->v[out->n - 1].end) > 2;
}

/* A count that only points back: dua kecamatan itu.  A large number is said
   for its own sake, `itu` or not. */
static bool
points_back(const struct count *c, const struct passage *p,
    const struct knowledge *k)
{
	return c->value < FEW && c->token_end < p->ntokens &&
	    p->token[c->token_end].gap == GAP_SPACE && knowledge_is(k,
	    passage_match_at(p, LEX_MARK, c->token_end), 1, "that");
}

static void
add_count(struct counts *out, struct count *c)
{
	size_t i;

	c->hidden |= c->is_title;
	for (i = 0; i < out->n; i++)
		if (out->v[i].value == c->value && !out->v[i].hidden &&
		    strcmp(out->v[i].of, c->of) == 0 &&
		    (strcmp(out->v[i].scope, c->scope) == 0 ||
		    *c->scope == '\0'))
			c->hidden = true;
	out->v = xgrow(out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = *c;
}

/* Of a range (500-600 personel) both ends are rows. */
static void
add_lower(struct counts *out, struct count *upper, long long value)
{
	struct count lower = *upper;

	lower.value = value;
	lower.approx = "min";
	upper->approx = "max";
	add_count(out, &lower);
}

/* The count whose number begins at word i; the word to go on from. */
static size_t
read_count(struct counts *out, const struct passage *p, size_t i,
    struct article *a, const struct knowledge *k)
{
	struct number n, lower, upper;
	struct count c = { .is_title = p == &a->title };

	if (!number_read(&n, p, i, k))
		return i + 1;
	c.token = n.first;
	c.begin = p->token[n.token].begin;
	if (n.is_year)
		return n.token_end;
	lower = n;
	if (number_read_upper(&upper, &n, p, k))
		n = upper;
	c.value = n.value;
	c.approx = n.approx;
	if (!read_share(&c, p, n.token_end, k) &&
	    !read_currency(&c, p, n.token_end, n.currency, k) &&
	    !read_noun(&c, p, n.token_end, k) &&
	    !read_kind(&c, p, n.token_end, out, k) &&
	    !read_again(&c, p, n.token_end, out, k) &&
	    !read_noun_before(&c, p, n.token_end, k) &&
	    !read_kind_before(&c, p, n.token_end, out, k) &&
	    !read_part(&c, p, n.token_end, out, a, k))
		return lower.token_end;
	countowner_behind(&c, p, a, k);
	if (is_article(&c, p, out) && !counted_has_kind(k, c.of, c.scope))
		return c.token_end;
	if (*c.scope == '\0' && counted_is(k, c.of, "members"))
		countowner_before(&c, p, a, k);
	else if (*c.scope == '\0' && counted_is(k, c.of, "people"))
		countowner_force(&c, p, a, k);
	find_head(&c, p, k);
	if (counted_is(k, c.of, "people") && out->n > 0 &&
	    counted_is(k, out->v[out->n - 1].of, "members") &&
	    is_summed(p, c.token, k))
		c.of = out->v[out->n - 1].of;	/* ..., total 300 orang */
	c.hidden = points_back(&c, p, k);
	if (n.value != lower.value)
		add_lower(out, &c, lower.value);
	add_count(out, &c);
	return c.token_end;
}

static void
scan(struct counts *out, const struct passage *p, struct article *a,
    const struct knowledge *k)
{
	size_t i = 0;

	while (i < p->ntokens && out->n < COUNTS_MAX) {
		const struct token *t = &p->token[i];

		if (t->shape >= SHAPE_NUMBER ||
		    (t->starts & MATCH_BIT(LEX_NUMBER)) != 0)
			i = read_count(out, p, i, a, k);
		else
			i++;
	}
}

void
counts_find(struct counts *out, struct article *a, const struct knowledge *k)
{
	out->n = 0;
	scan(out, &a->title, a, k);
	scan(out, &a->body, a, k);
	countkind_share(out, &a->body, k);
}

void
counts_free(struct counts *c)
{
	free(c->v);
	*c = (struct counts){ 0 };
}
