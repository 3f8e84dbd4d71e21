/* SPDX-License-Identifier: MIT */
/*
 * The scan for people: goes over the words of a text once and reads a person
 * wherever an office, a rank or a name with something that makes it a person's
 * begins.  Holds what it has found so far.
 */
#include <string.h>

#include "extract/peoplefind.h"
#include "extract/peopleholder.h"
#include "extract/peoplepart.h"
#include "extract/quotesaying.h"
#include "lib/xalloc.h"

#define AGE_MAX_DIGITS	2
#define SHORT_WORD	4	/* letters of a word that a full stop may cut */
#define GROUP_MAX_WORDS	3	/* of a people, behind `tokoh perempuan` */

static bool
gap_within(const struct passage *p, size_t i, unsigned signs)
{
	return i < p->ntokens && (p->token[i].gap & ~signs) == 0;
}

static bool
has_capital(const struct passage *p, size_t i)
{
	return i < p->ntokens && (p->token[i].shape == SHAPE_CAPITAL ||
	    p->token[i].shape == SHAPE_UPPER);
}

/* Do the words before say that a place follows: `Lapangan Jenderal X`? */
static bool
is_venue(const struct finder *f, size_t i)
{
	const struct match *m;

	if (i == 0 || !gap_within(f->p, i, GAP_SPACE | GAP_DOT))
		return false;
	m = passage_match_over(f->p, LEX_CUE, i - 1);
	return name_cue(f->k, m, "venue") ||
	    passage_match_over(f->p, LEX_VENUE, i - 1) != NULL;
}

static void
add_unnamed(struct finder *f, const struct office *o, enum office_part part)
{
	struct unnamed *u;
	bool by_word;

	f->unnamed = xgrow(f->unnamed, f->nunnamed, &f->unnamed_cap,
	    sizeof(*f->unnamed));
	u = &f->unnamed[f->nunnamed++];
	u->office = *o;
	u->part = part;
	u->acts = f->last_acts = part_acts(f, o) || (part_follows(f, o->token,
	    &by_word) && f->last_acts);
	u->mention = f->out->nmentions;
	people_mention(f, o->token, o->token_end, PEOPLE_NOBODY, o->role);
}

/* A rank and a name behind it; the words of the rank in *n. */
static int
read_ranked(const struct finder *f, size_t i, const char **rank,
    struct name *name)
{
	size_t n = name_rank(f->p, i, rank, &f->a->arena, f->k);

	return n > 0 && gap_within(f->p, i + n, GAP_SPACE | GAP_DOT |
	    GAP_CLOSE | GAP_OPEN) && name_read(name, f->p, i + n, f->k);
}

/* Is a run of capitals just a place? */
static bool
is_place(const struct passage *p, const struct name *n)
{
	const struct match *m = passage_match_at(p, LEX_PLACE, n->token);

	return m != NULL && m->token + m->ntokens >= n->token_end;
}

/* Is a place of one word none of the story's: a district elsewhere, whose name
   is a person's here (Kepala Rutan Bambang)? */
static bool
is_far(const struct finder *f, const struct name *n)
{
	const struct match *m = passage_match_at(f->p, LEX_PLACE, n->token);

	return n->token_end == n->token + 1 && *f->story->region != '\0' &&
	    f->p->token[n->token].gap == GAP_SPACE &&
	    region_resolve(f->k->regions, m->entry, f->story->region) == NULL;
}

/* Does an apposition end at a word: a sign, or a small word? */
static bool
apposition_ends(const struct passage *p, size_t i)
{
	if (i >= p->ntokens)
		return true;
	return p->token[i].gap & ~(unsigned)(GAP_SPACE | GAP_HYPHEN) ||
	    p->token[i].shape == SHAPE_LOWER;
}

/* `Tokoh adat Baliem, Yulianus Hisage, ...`: was the one word read a place that
   the gazetteer lacks?  Then the name behind the comma takes its place. */
static void
prefer_second(const struct finder *f, struct name *n)
{
	const struct passage *p = f->p;
	struct name second;

	if (n->token_end - n->token > 1 || n->has_degree ||
	    n->next >= p->ntokens || !(p->token[n->next].gap & GAP_COMMA) ||
	    !name_read(&second, p, n->next, f->k) || second.words < 2 ||
	    is_place(p, &second) || second.next >= p->ntokens ||
	    !(p->token[second.next].gap & GAP_COMMA))
		return;
	*n = second;
}

/* `Direktur RSUD Depati Bahrin dr. Sinarto`: a title behind the words read
   shows that the name only begins there.  One letter may be an initial. */
static void
prefer_titled(const struct finder *f, struct name *n)
{
	const struct passage *p = f->p;
	const struct match *m = passage_match_at(p, LEX_TITLE, n->next);
	struct name second;

	if (m == NULL || m->end - m->begin < 2 || n->has_degree ||
	    p->token[n->next].gap != GAP_SPACE ||
	    knowledge_is(f->k, m, 1, "particle") ||
	    knowledge_is(f->k, m, 1, "part") ||
	    knowledge_is(f->k, m, 1, "given") ||
	    !name_read(&second, p, n->next, f->k) || second.words < 2)
		return;
	*n = second;
}

/* Does the name's owner say something: `Eka Asmadi mengatakan`? */
static bool
speaks(const struct finder *f, const struct name *n)
{
	const struct passage *p = f->p;
	size_t i = n->next;
	const struct match *m;
	struct saying s;

	if (!gap_within(p, i, GAP_SPACE | GAP_COMMA))
		return false;
	while ((m = name_cue_at(p, i, f->k, "act")) != NULL)
		i += m->ntokens;
	return i < p->ntokens && saying_read(&s, p, i, f->k) &&
	    s.kind == SAYING_BEHIND;
}

/* `..., kata Ketua KPPS setempat, Darmiati.`: does the name end a sentence in
   which the office's holder speaks? */
static bool
is_said_by(const struct finder *f, const struct office *o,
    const struct name *n)
{
	const struct passage *p = f->p;

	return o->token > 0 && p->token[o->token].gap == GAP_SPACE &&
	    passage_match_over(p, LEX_SAYING, o->token - 1) != NULL &&
	    (n->next >= p->ntokens || p->token[n->next].gap & (GAP_DOT |
	    GAP_BREAK));
}

/* A name without a rank behind an office: `Sekda Rustam Makatitta`,
   `(Bakesbangpol) Paser, Nonding,`. */
static int
read_plain(const struct finder *f, const struct office *o, size_t i,
    enum office_part part, struct name *n)
{
	const struct passage *p = f->p;
	bool comma = i < p->ntokens && p->token[i].gap & GAP_COMMA;

	if (i < p->ntokens && p->token[i].gap == (GAP_SPACE | GAP_OPEN))
		return name_read(n, p, i, f->k) && n->words >= 2 &&
		    n->next < p->ntokens && p->token[n->next].gap & GAP_CLOSE;
	if (!gap_within(p, i, GAP_SPACE | GAP_COMMA | GAP_CLOSE | GAP_DOT) ||
	    p->token[o->token].gap & GAP_OPEN ||
	    (p->token[i].gap & GAP_DOT && (p->token[i - 1].end -
	    p->token[i - 1].begin > SHORT_WORD ||
	    passage_sentence(p, p->token[i].begin)->token == i)) ||
	    !name_read(n, p, i, f->k) || (is_place(p, n) &&
	    !is_far(f, n)))
		return 0;
	/* ... Wijaya Hadiri Rakor: a headline's verb ends a name of two words */
	if (!apposition_ends(p, n->next) && (n->words < 2 ||
	    passage_match_at(p, LEX_NOT_NAME, n->next) == NULL))
		return 0;
	prefer_titled(f, n);
	if (!comma) {
		prefer_second(f, n);
		return 1;
	}
	if (part == OFFICE_REPRESENTED ||
	    name_cue_at(p, n->next, f->k, "proxy") != NULL)
		return 0;
	if (n->has_degree)
		return 1;
	if (n->words < 2 && (n->next >= p->ntokens ||
	    !(p->token[n->next].gap & (GAP_COMMA | GAP_OPEN))) &&
	    !speaks(f, n) && !is_said_by(f, o, n))
		return 0;
	return o->placed || n->words >= 2 || is_said_by(f, o, n);
}

/* Skip `Bapak` before a rank, and a second office (`selaku Kaopsres`) before a
   rank. */
static size_t
skip_courtesy(const struct finder *f, size_t i)
{
	const struct passage *p = f->p;
	const struct match *m = passage_match_at(p, LEX_TITLE, i);
	struct office o;

	if (m != NULL && passage_match_at(p, LEX_RANK, i + m->ntokens) != NULL)
		return i + m->ntokens;
	if (gap_within(p, i, GAP_SPACE | GAP_COMMA) &&
	    (m = name_cue_at(p, i, f->k, "as")) != NULL &&
	    office_read(&o, f->a, i + m->ntokens, f->story, f->k) &&
	    passage_match_at(p, LEX_RANK, o.token_end) != NULL)
		return o.token_end;
	return i;
}

/* The staff of no named unit is that of the unit named before in the sentence:
   `Kapolres X didampingi Kabag Ops`. */
static void
place_staff(struct finder *f, struct office *o)
{
	const struct span *s = passage_sentence(f->p,
	    f->p->token[o->token].begin);

	if (!o->of_unit)
		return;
	if (o->placed) {
		f->unit = *o;
		return;
	}
	if (o->heads_unit || s == NULL || *f->unit.body == '\0' ||
	    f->unit.token < s->token)
		return;
	o->body = f->unit.body;
	o->region = f->unit.region;
}

/* `Anggota Bawaslu X A dan B`: of an office that several hold, the second. */
static size_t
take_second(struct finder *f, const struct office *o, size_t i)
{
	const struct passage *p = f->p;
	struct name n;

	if (!o->several || *o->role == '\0' || !gap_within(p, i, GAP_SPACE) ||
	    name_cue_at(p, i, f->k, "and") == NULL || i + 1 >= p->ntokens ||
	    p->token[i + 1].gap != GAP_SPACE || p->token[i + 1].starts &
	    (MATCH_BIT(LEX_ROLE) | MATCH_BIT(LEX_HEAD) | MATCH_BIT(LEX_RANK) |
	    MATCH_BIT(LEX_CUE)) || !name_read(&n, p, i + 1, f->k) ||
	    n.words < 2 || is_place(p, &n) || !apposition_ends(p, n.next))
		return i;
	f->rule = RULE_PERSON_OFFICE;
	(void)people_add(f, &n, "", o, n.token, n.token_end);
	return n.next;
}

/* An office was read: a person when a name is behind it. */
static size_t
take_office(struct finder *f, struct office *o)
{
	const struct passage *p = f->p;
	enum office_part part = part_of(f, o);
	size_t i = o->token_end;
	const struct match *m;
	const char *rank = "";
	struct name n;

	place_staff(f, o);
	if (gap_within(p, i, GAP_SPACE | GAP_COMMA | GAP_CLOSE) &&
	    name_cue_at(p, i, f->k, "spoken") != NULL)
		part = OFFICE_REPRESENTED;
	else if (gap_within(p, i, GAP_SPACE | GAP_COMMA) &&
	    (m = name_cue_at(p, i, f->k, "link")) != NULL)
		i += m->ntokens;
	if (name_cue(f->k, people_cue_before(f, o->token), "as"))
		part = OFFICE_OWNS;	/* X selaku Kaopsres: X holds it */
	i = skip_courtesy(f, i);
	/* `mewakili Danlanal, Letda X`: X is not the Danlanal. */
	if ((part == OFFICE_REPRESENTED && i < p->ntokens &&
	    p->token[i].gap & (GAP_COMMA | GAP_DOT)) || !gap_within(p, i,
	    GAP_SPACE | GAP_COMMA | GAP_DOT | GAP_CLOSE | GAP_OPEN |
	    GAP_HYPHEN) ||
	    !read_ranked(f, i, &rank, &n)) {
		rank = "";
		if (!read_plain(f, o, i, part, &n)) {
			add_unnamed(f, o, part);
			f->last_office = o->token_end;
			f->last_part = part;
			return o->token_end;
		}
	}
	f->rule = *rank != '\0' ? RULE_PERSON_OFFICE_RANK : RULE_PERSON_OFFICE;
	(void)people_add(f, &n, rank, o, o->token, n.token_end);
	f->last_office = n.next;
	f->last_part = part;
	f->last_acts = part == OFFICE_TAKES_PART;
	return *rank == '\0' ? take_second(f, o, n.next) : n.next;
}

/* `, tokoh perempuan Amungme,`: behind a name and the holder's role in commas
   stand words for whose, up to the second comma. */
static size_t
skip_group(const struct passage *p, size_t i)
{
	size_t n;

	for (n = 0; n < GROUP_MAX_WORDS && i + n < p->ntokens &&
	    p->token[i + n].gap == GAP_SPACE && has_capital(p, i + n) &&
	    passage_match_at(p, LEX_RANK, i + n) == NULL; n++)
		;
	return i + n < p->ntokens && p->token[i + n].gap & GAP_COMMA ? i + n :
	    i;
}

/* An office that tells what the person before it is: `, Kapolres X,`,
   `selaku Ketua KPU`, `mewakili Dandim` (whose body it then is). */
static int
read_behind(const struct finder *f, size_t i, struct office *o, bool *proxy)
{
	const struct passage *p = f->p;
	const struct match *as, *for_other;
	const char *rank;
	struct name n;

	*proxy = false;
	if (!gap_within(p, i, GAP_SPACE | GAP_COMMA | GAP_CLOSE | GAP_DOT |
	    GAP_OPEN))
		return 0;
	as = name_cue_at(p, i, f->k, "as");
	for_other = name_cue_at(p, i, f->k, "proxy");
	if (as != NULL)
		i += as->ntokens;
	else if (for_other != NULL)
		i += for_other->ntokens;
	else if (!(p->token[i].gap & (GAP_COMMA | GAP_OPEN)))
		return 0;
	if (!office_read(o, f->a, i, f->story, f->k))
		return 0;
	*proxy = for_other != NULL && as == NULL;
	if (as != NULL || *proxy)
		return 1;
	if (o->several && !o->placed)
		o->token_end = skip_group(p, o->token_end);
	i = o->token_end;
	if (i < p->ntokens && !(p->token[i].gap & ~(unsigned)(GAP_SPACE |
	    GAP_HYPHEN)))
		return 0;
	return !read_ranked(f, i, &rank, &n) && !read_plain(f, o, i,
	    OFFICE_TAKES_PART, &n);
}

/* Add a person who has no office before the name, with the one behind it. */
static size_t
take_person(struct finder *f, size_t token, const struct name *n,
    const char *rank)
{
	struct office o;
	bool proxy;
	size_t who;

	if (!read_behind(f, n->next, &o, &proxy)) {
		(void)people_add(f, n, rank, NULL, token, n->token_end);
		return n->next;
	}
	who = people_add(f, n, rank, proxy ? NULL : &o, token, n->token_end);
	if (!proxy)
		return o.token_end;
	if (who != PEOPLE_NOBODY && *f->out->v[who].body == '\0') {
		f->out->v[who].body = o.body;
		f->out->v[who].region = o.region;
	}
	return n->next;
}

/* `Supriadi (45)`, `Supriadi (45 tahun)` */
static bool
has_age(const struct finder *f, size_t i)
{
	const struct passage *p = f->p;

	if (i >= p->ntokens || !(p->token[i].gap & GAP_OPEN) ||
	    p->token[i].shape != SHAPE_NUMBER ||
	    p->token[i].end - p->token[i].begin > AGE_MAX_DIGITS)
		return false;
	return i + 1 == p->ntokens || p->token[i + 1].gap & GAP_CLOSE ||
	    name_cue_at(p, i + 1, f->k, "age") != NULL;
}

/* Does a verb of saying or `bernama` stand right before a word? */
static bool
is_introduced(const struct finder *f, const struct name *n, size_t i)
{
	const struct passage *p = f->p;
	struct saying s;

	if (i == 0 || p->token[i].gap != GAP_SPACE)
		return false;
	if (saying_read(&s, p, i - 1, f->k) && s.kind == SAYING_BEFORE)
		return n->words >= 2 || (!s.weak && n->token_end == n->next);
	return name_cue(f->k, people_cue_before(f, i), "name");
}

/* What makes a bare run of capitals the name of a person; RULE_NONE: nothing
   does. */
static enum rule
person_rule(const struct finder *f, const struct name *n, size_t token)
{
	const struct passage *p = f->p;
	struct office o;
	bool proxy;

	if (n->has_degree)
		return RULE_PERSON_DEGREE;
	if (has_age(f, n->next))
		return RULE_PERSON_AGE;
	if (n->is_cleric && !(token > 0 && p->token[token].gap == GAP_SPACE &&
	    has_capital(p, token - 1)))
		return RULE_PERSON_CLERIC;
	if (is_introduced(f, n, token) || people_said_by_holder(f, n, token))
		return RULE_PERSON_INTRODUCED;
	if ((people_is_holder(f, n, token) && (n->words >= 2 || speaks(f, n))) ||
	    people_is_private(f, n, token))
		return RULE_PERSON_HOLDER;
	if (n->words >= 2 && speaks(f, n))
		return RULE_PERSON_SPEAKS;
	if (read_behind(f, n->next, &o, &proxy) && (proxy ?
	    p->token[n->next].shape == SHAPE_LOWER : n->words >= 2))
		return RULE_PERSON_OFFICE_BEHIND;
	return RULE_NONE;
}

/* Does the sentence begin with another word than a name, which the rest of the
   run is: `Terakhir Eko mengimbau` of Eko Susilo? */
static bool
is_adverb(const struct finder *f, const struct name *n)
{
	const struct span *s = passage_sentence(f->p,
	    f->p->token[n->token].begin);
	const struct people *out = f->out;
	size_t i;

	if (s == NULL || s->token != n->token)
		return false;
	for (i = 0; i < out->n; i++)
		if (*out->v[i].name != '\0' && people_name_holds(f->p,
		    out->v[i].token, out->v[i].token_end, n->token + 1,
		    n->token_end))
			return !people_name_holds(f->p, out->v[i].token,
			    out->v[i].token_end, n->token, n->token + 1);
	return false;
}

/* A word with a capital that is no office and no rank. */
static size_t
take_bare(struct finder *f, size_t i)
{
	const struct passage *p = f->p;
	struct name n;

	if (!name_read(&n, p, i, f->k))
		return i + 1;
	if (is_place(p, &n) || is_venue(f, i) ||
	    (f->rule = person_rule(f, &n, i)) == RULE_NONE)
		return n.token_end > i ? n.token_end : i + 1;
	if (f->rule == RULE_PERSON_SPEAKS && is_adverb(f, &n))
		return i + 1;
	return take_person(f, i, &n, "");
}

static size_t
scan_at(struct finder *f, size_t i)
{
	const char *rank = "";
	struct office o;
	struct name n;

	if (office_read(&o, f->a, i, f->story, f->k))
		return take_office(f, &o);
	if (f->p->token[i].starts & MATCH_BIT(LEX_RANK) &&
	    read_ranked(f, i, &rank, &n)) {
		f->rule = RULE_PERSON_RANK;
		return is_venue(f, i) ? n.next : take_person(f, i, &n, rank);
	}
	if (has_capital(f->p, i))
		return take_bare(f, i);
	return i + 1;
}

/* Can nothing begin at a word, as at most? */
static bool
is_idle(const struct token *t)
{
	const uint32_t begins = MATCH_BIT(LEX_ACTING) | MATCH_BIT(LEX_ROLE) |
	    MATCH_BIT(LEX_HEAD) | MATCH_BIT(LEX_RANK);

	return !(t->starts & begins) && t->shape != SHAPE_CAPITAL &&
	    t->shape != SHAPE_UPPER;
}

void
people_scan(struct finder *f)
{
	size_t i = 0;

	while (i < f->p->ntokens)
		i = is_idle(&f->p->token[i]) ? i + 1 : scan_at(f, i);
}
