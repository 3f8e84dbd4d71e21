/* SPDX-License-Identifier: MIT */
/*
 * Parts against their total: `47.298 personel, terdiri atas ...`, `Dari 441
 * personel itu, ada ...`, `Rinciannya, ...` of a total before, and parts first
 * with `sehingga total ...` at the end.
 */
#include <string.h>

#include "extract/check.h"
#include "extract/counted.h"

#define PARTS_MIN	2
#define ITEM_MAX_WORDS	12	/* of a list's item that is a part */

/* Counts from .. to - 1 of one sentence. */
struct group {
	size_t		 from, to;
	const struct span *sentence;
};

static const struct count *
at(const struct check_input *in, size_t i)
{
	return &in->counts->v[i];
}

/* A mark of that kind in words token .. end - 1, the last one; or NULL. */
static const struct match *
find_mark(const struct check_input *in, size_t token, size_t end,
    const char *kind)
{
	const struct match *m, *found = NULL;

	while ((m = passage_match_in(&in->article->body, LEX_MARK, token,
	    end)) != NULL) {
		if (strncmp(knowledge_cell(in->know, LEX_MARK, m->entry, 1),
		    kind, strlen(kind)) == 0)
			found = m;
		token = m->token + 1;
	}
	return found;
}

static void
add_sum(struct checks *out, const struct check_input *in,
    const struct count *total, long long sum, enum rule rule, size_t begin,
    size_t end)
{
	struct arena *arena = &in->article->arena;
	struct check c = { .name = "sum", .rule = rule,
	    .ok = total->value == sum,
	    .begin = begin, .end = end };

	c.claimed = arena_number(arena, total->value);
	c.computed = arena_number(arena, sum);
	checks_add(out, &c);
}

/* Is a count one of a thing?  `120 orang dari instansi lain` among parts that
   are personnel are personnel too. */
static bool
is_part(const struct check_input *in, const struct count *c, const char *of,
    size_t n)
{
	return strcmp(c->of, of) == 0 || (n > 0 &&
	    counted_is(in->know, of, "members") &&
	    counted_is(in->know, c->of, "people"));
}

/* Add up counts of one thing from i on; how many there are in *n. */
static long long
add_parts(const struct check_input *in, size_t i, size_t to, const char *of,
    size_t *n)
{
	long long sum = 0;

	for (*n = 0; i < to && is_part(in, at(in, i), of, *n); i++) {
		sum += at(in, i)->value;
		++*n;
	}
	return sum;
}

/* The last count of a thing before number i that is no part itself. */
static const struct count *
total_before(const struct check_input *in, size_t i, const char *of)
{
	while (i-- > 0)
		if (strcmp(at(in, i)->of, of) == 0 && *at(in, i)->scope == '\0')
			return at(in, i);
	return NULL;
}

/* Counts before number i of the same sentence: the last of that thing. */
static const struct count *
total_in(const struct check_input *in, const struct group *g, size_t i,
    const char *of)
{
	while (i-- > g->from)
		if (strcmp(at(in, i)->of, of) == 0)
			return at(in, i);
	return NULL;
}

/* Does a colon lead from the count before to number i (`141.000 personel: Polri
   25.600, ...`), or a bracket, where members of forces are counted?  Kinds in
   brackets need not be all there are. */
static bool
behind_colon(const struct check_input *in, const struct group *g, size_t i)
{
	const struct passage *p = &in->article->body;
	unsigned gap;

	if (i == g->from || strcmp(at(in, i - 1)->of, at(in, i)->of) != 0 ||
	    at(in, i - 1)->token_end >= p->ntokens)
		return false;
	gap = p->token[at(in, i - 1)->token_end].gap;
	return gap & GAP_COLON || (gap & GAP_OPEN &&
	    counted_is(in->know, at(in, i)->of, "members"));
}

/* A total, a word for parts, and the parts behind it.  1 when there were
   such. */
static int
sum_behind_mark(struct checks *out, const struct check_input *in,
    const struct group *g)
{
	const struct match *m;
	const struct count *total;
	size_t i, n, token = g->sentence->token;
	long long sum;

	for (i = g->from; i < g->to; i++) {
		m = find_mark(in, token, at(in, i)->token, "parts");
		if (m == NULL && !behind_colon(in, g, i))
			continue;
		token = at(in, i)->token;
		sum = add_parts(in, i, g->to, at(in, i)->of, &n);
		total = total_in(in, g, i, at(in, i)->of);
		if (total == NULL)
			total = total_before(in, i, at(in, i)->of);
		if (n < PARTS_MIN || total == NULL)
			continue;
		add_sum(out, in, total, sum, RULE_CHECK_SUM_BEHIND,
		    at(in, i)->begin, at(in, i + n - 1)->end);
		return 1;
	}
	return 0;
}

/* Do all of n counts from i on say whose or which kind they are?  Others need
   not be all there are: `Dari 2.067 TPS, 24 TPS di kawasan adat ...`. */
static bool
are_kinds(const struct check_input *in, size_t i, size_t n)
{
	for (; n > 0; i++, n--)
		if (*at(in, i)->scope == '\0')
			return false;
	return true;
}

/* `Dari [total] 441 personel itu, ada 356 ..., 31 ... dan 15 ...`. */
static int
sum_behind_of(struct checks *out, const struct check_input *in,
    const struct group *g)
{
	const struct count *total = at(in, g->from);
	const struct match *m;
	size_t n;
	long long sum;

	if (total->token == 0)
		return 0;
	m = passage_match_over(&in->article->body, LEX_MARK,
	    total->token - 1);
	if (!knowledge_is(in->know, m, 1, "of"))
		return 0;
	sum = add_parts(in, g->from + 1, g->to, total->of, &n);
	if (n < PARTS_MIN || (sum < total->value && !are_kinds(in, g->from + 1,
	    n)))
		return 0;
	add_sum(out, in, total, sum, RULE_CHECK_SUM_OF, total->begin,
	    at(in, g->from + n)->end);
	return 1;
}

/* Parts first: `100 prajurit TNI dan 1.403 anggota Linmas, sehingga total
   ... 1.916 personel`, with what the paragraph before said when it fits. */
static bool
sum_before(struct checks *out, const struct check_input *in,
    const struct group *g, size_t last)
{
	const struct count *total = at(in, last);
	size_t i = last, n = 0;
	long long sum = 0;

	while (i > g->from && strcmp(at(in, i - 1)->of, total->of) == 0) {
		sum += at(in, --i)->value;
		n++;
	}
	if (n == 0 || find_mark(in, at(in, last - 1)->token_end, total->token,
	    "total") == NULL)
		return false;
	for (; sum < total->value && i > 0; i--) {
		const struct count *c = at(in, i - 1);

		if (strcmp(c->of, total->of) != 0 || *c->scope == '\0' ||
		    c->hidden)
			continue;
		sum += c->value;
		n++;
	}
	if (n < PARTS_MIN)
		return false;
	add_sum(out, in, total, sum, RULE_CHECK_SUM_BEFORE,
	    at(in, i)->is_title ? total->begin : at(in, i)->begin,
	    total->end);
	return true;
}

/* The same for whichever count of the sentence is the total. */
static void
sum_before_total(struct checks *out, const struct check_input *in,
    const struct group *g)
{
	size_t last;

	for (last = g->to - 1; last > g->from; last--)
		if (sum_before(out, in, g, last))
			return;
}

/* The parts in the sentence before: `... 415 personel Polri, didukung 100
   personel TNI. Total 515 personel.` */
static void
sum_of_sentence(struct checks *out, const struct check_input *in,
    const struct group *g)
{
	const struct count *total = at(in, g->from);
	const struct span *before = g->sentence - 1;
	size_t i = g->from, n = 0;
	long long sum = 0;

	if (g->to - g->from != 1 || g->sentence == in->article->body.sentence ||
	    find_mark(in, g->sentence->token, total->token, "total") == NULL)
		return;
	for (; i > 0 && !at(in, i - 1)->is_title &&
	    at(in, i - 1)->begin >= before->begin; i--, n++) {
		const struct count *c = at(in, i - 1);

		if (strcmp(c->of, total->of) != 0 || c->hidden)
			break;
		sum += c->value;
		/* the unit's own come first and without an owner */
		if (*c->scope == '\0') {
			i--;
			n++;
			break;
		}
	}
	if (n >= PARTS_MIN)
		add_sum(out, in, total, sum, RULE_CHECK_SUM_BEFORE,
		    at(in, i)->begin, total->end);
}

/* Is the count number i alone in a paragraph of a few words: an item of a
   list? */
static bool
is_item(const struct check_input *in, size_t i)
{
	const struct passage *p = &in->article->body;
	const struct span *s = passage_paragraph(p, at(in, i)->begin);

	return s != NULL && s->token_end - s->token <= ITEM_MAX_WORDS &&
	    at(in, i - 1)->begin < s->begin && (i + 1 == in->counts->n ||
	    at(in, i + 1)->begin >= s->end);
}

/* `240 personel, yang terdiri dari:` and a list, an item a paragraph. */
static int
sum_of_list(struct checks *out, const struct check_input *in,
    const struct group *g)
{
	const struct passage *p = &in->article->body;
	const struct count *total = at(in, g->to - 1);
	const struct span *s = g->sentence;
	long long sum = 0;
	size_t i, n = 0;

	if (find_mark(in, total->token_end, s->token_end, "parts") == NULL ||
	    s->token_end >= p->ntokens ||
	    !(p->token[s->token_end].gap & GAP_COLON))
		return 0;
	for (i = g->to; i < in->counts->n && strcmp(at(in, i)->of, total->of) ==
	    0 && is_item(in, i); i++, n++)
		sum += at(in, i)->value;
	if (n < PARTS_MIN)
		return 0;
	add_sum(out, in, total, sum, RULE_CHECK_SUM_BEHIND, total->begin,
	    at(in, i - 1)->end);
	return 1;
}

static void
sum_group(struct checks *out, const struct check_input *in,
    const struct group *g)
{
	if (sum_of_list(out, in, g))
		return;
	if (sum_behind_mark(out, in, g) || sum_behind_of(out, in, g))
		return;
	if (g->to - g->from >= PARTS_MIN)
		sum_before_total(out, in, g);
	else
		sum_of_sentence(out, in, g);
}

void
checks_find_sums(struct checks *out, const struct check_input *in)
{
	struct group g = { 0 };
	size_t i = 0;

	while (i < in->counts->n && at(in, i)->is_title)
		i++;
	while (i < in->counts->n) {
		g.sentence = passage_sentence(&in->article->body,
		    at(in, i)->begin);
		g.from = i;
		while (i < in->counts->n && g.sentence != NULL &&
		    at(in, i)->begin < g.sentence->end)
			i++;
		g.to = i;
		if (g.sentence == NULL)
			return;
		sum_group(out, in, &g);
	}
}
