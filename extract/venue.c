/* SPDX-License-Identifier: MIT */
/*
 * Where it took place: behind a word such as `di`, a name that has a word of
 * venues.tsv in it, up to a comma, a date or an ordinary word.
 */
#include <string.h>

#include "extract/event.h"
#include "extract/unit.h"

#define HEAD_MAX_WORDS	4	/* a venue's word is among so many first ones */
#define LEAD_PARAGRAPHS	3	/* in which a hall is the story's own */
#define BRACKET_MAX_WORDS 3

/* A candidate: words of the body. */
struct venue {
	size_t	token, token_end;
	int	worth;
};

/* A short bracket inside a name: Aula Sarja Arya Racana (SAR) Mako ... */
static size_t
bracket_end(const struct passage *p, size_t i)
{
	size_t n;

	for (n = 1; n <= BRACKET_MAX_WORDS && i + n < p->ntokens; n++)
		if (p->token[i + n].gap & GAP_CLOSE)
			return p->token[i + n].shape != SHAPE_LOWER &&
			    p->token[i + n].gap == (GAP_CLOSE | GAP_SPACE) ?
			    i + n : 0;
	return 0;
}

/* Behind a comma a venue goes on with another or with a village or district. */
static bool
goes_on(const struct passage *p, size_t i, const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_VENUE, i);
	const struct match *mark = passage_match_at(p, LEX_MARK, i);

	if (p->token[i].gap != (GAP_COMMA | GAP_SPACE) ||
	    p->token[i].shape == SHAPE_LOWER)
		return false;
	return (m != NULL && !knowledge_is(k, m, 1, "weak")) ||
	    knowledge_is(k, mark, 2, "kecamatan") ||
	    knowledge_is(k, mark, 2, "desa");
}

/* How many words from i on belong to the name: 0 when it ends here. */
static size_t
words_of_name(const struct passage *p, size_t i, struct article *a,
    const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_VENUE, i);
	struct unit u;

	if (unit_read(&u, p, i, a, k)) {
		m = passage_match_at(p, LEX_MARK, u.token_end);
		return u.token_end - i + (knowledge_is(k, m, 1, "here") ?
		    m->ntokens : 0);
	}
	if (m != NULL)
		return m->ntokens;
	return p->token[i].shape != SHAPE_LOWER;
}

static void
read_venue(struct venue *v, struct article *a, const struct days *days,
    const struct knowledge *k)
{
	const struct passage *p = &a->body;
	const uint16_t inside = GAP_SPACE | GAP_HYPHEN | GAP_APOSTROPHE |
	    GAP_SLASH;
	size_t i = v->token, n;

	while (i < p->ntokens && !days_cover(days, p->token[i].begin) &&
	    (n = words_of_name(p, i, a, k)) > 0) {
		i += n;
		if (i >= p->ntokens)
			break;
		if (p->token[i].gap == (GAP_OPEN | GAP_SPACE)) {
			if ((n = bracket_end(p, i)) == 0)
				break;
			i = n;
		} else if (p->token[i].gap & GAP_DOT) {
			if (p->token[i].gap & GAP_BREAK ||
			    p->token[i - 1].end - p->token[i - 1].begin > 3)
				break;
		} else if ((p->token[i].gap & ~inside) != 0 &&
		    !goes_on(p, i, k))
			break;
	}
	v->token_end = i;
}

/* A name has a word with a capital, or a word such as setempat. */
static bool
is_named(const struct passage *p, const struct venue *v,
    const struct knowledge *k)
{
	size_t i;

	for (i = v->token; i < v->token_end; i++)
		if (p->token[i].shape != SHAPE_LOWER || knowledge_is(k,
		    passage_match_at(p, LEX_MARK, i), 1, "here"))
			return true;
	return false;
}

/* No word says that it is a venue, but a comma and a date stand behind it, and
   it is more than the name of a town: di Gelora Samador Maumere, Jumat. */
static bool
is_before_date(const struct passage *p, const struct venue *v,
    const struct days *days)
{
	const struct match *m = passage_match_at(p, LEX_PLACE, v->token);
	const struct match *town = passage_match_at(p, LEX_PLACE,
	    v->token_end);
	size_t date = v->token_end;

	/* di Anjong Mon Mata, Banda Aceh, Minggu */
	if (town != NULL && date < p->ntokens &&
	    p->token[date].gap == (GAP_COMMA | GAP_SPACE))
		date += town->ntokens;
	return date < p->ntokens &&
	    p->token[date].gap == (GAP_COMMA | GAP_SPACE) &&
	    days_cover(days, p->token[date].begin) &&
	    (m == NULL || m->token + m->ntokens < v->token_end) &&
	    passage_match_at(p, LEX_MARK, v->token) == NULL;
}

/* Has one of the first words a venue's word?  2, or 1 when a weak one, or 0. */
static int
head_worth(const struct passage *p, const struct venue *v,
    const struct knowledge *k)
{
	size_t end = v->token + HEAD_MAX_WORDS, i = v->token;
	const struct match *m;
	int worth = 0;

	if (end > v->token_end)
		end = v->token_end;
	while ((m = passage_match_in(p, LEX_VENUE, i, end)) != NULL) {
		if (!knowledge_is(k, m, 1, "weak"))
			return 2;
		worth = 1;
		i = m->token + 1;
	}
	return worth;
}

/* What speaks for the sentence being about the event itself. */
static int
sentence_worth(const struct passage *p, const struct span *s,
    const struct event *e, const struct knowledge *k)
{
	size_t i = s->token;
	const struct match *m;
	int worth = 0;

	if (e->day != NULL && e->day->begin >= s->begin &&
	    e->day->begin < s->end)
		worth += 2;
	while ((m = passage_match_in(p, LEX_EVENT, i, s->token_end)) != NULL) {
		if (knowledge_is(k, m, 1, e->type))
			return worth + 2;
		i = m->token + 1;
	}
	return worth;
}

/* Is a byte in the first paragraphs? */
static bool
in_lead(const struct passage *p, size_t at)
{
	return p->nparagraphs <= LEAD_PARAGRAPHS ||
	    at < p->paragraph[LEAD_PARAGRAPHS].begin;
}

/* A story that begins with its venue: Lapangan Setia Negara dipenuhi ... */
static void
find_first_words(struct venue *v, struct article *a, const struct story *s,
    const struct days *days, const struct knowledge *k)
{
	const struct match *m;

	v->token = passage_token(&a->body, s->lead);
	m = passage_match_at(&a->body, LEX_VENUE, v->token);
	v->token_end = v->token;
	if (m == NULL || knowledge_is(k, m, 1, "weak"))
		return;
	read_venue(v, a, days, k);
	if (v->token_end - v->token < 2)
		v->token_end = v->token;
}

void
event_find_venue(struct event *e, struct article *a, const struct story *s,
    const struct days *days, const struct knowledge *k)
{
	/* None, a weak word (Polres), a venue's own. */
	static const int points[] = { 1, 4, 9 };
	const struct passage *p = &a->body;
	struct venue best = { .worth = 0 };
	const struct match *m = passage_match_in(p, LEX_MARK,
	    passage_token(p, s->lead), p->ntokens);

	for (; m != NULL; m = passage_next_match(p, m)) {
		struct venue v = { .token = m->token + m->ntokens };
		int head;

		if (!knowledge_is(k, m, 1, "in") ||
		    v.token >= p->ntokens ||
		    (p->token[v.token].gap & ~(GAP_SPACE | GAP_QUOTE)) != 0)
			continue;
		read_venue(&v, a, days, k);
		if (!is_named(p, &v, k))
			continue;
		if ((head = head_worth(p, &v, k)) == 0 &&
		    !is_before_date(p, &v, days))
			continue;
		v.worth = sentence_worth(p, passage_sentence(p, m->begin), e,
		    k);
		v.worth = v.worth == 0 && (head < 2 || !in_lead(p, m->begin)) ?
		    0 : v.worth + points[head];
		if (v.worth > best.worth)
			best = v;
	}
	e->venue_rule = RULE_VENUE_SENTENCE;
	if (best.worth == 0 && *e->type != '\0') {
		find_first_words(&best, a, s, days, k);
		e->venue_rule = RULE_VENUE_FIRST;
	}
	e->venue = passage_words(p, best.token, best.token_end);
}
