/* SPDX-License-Identifier: MIT */
/*
 * Offices: a role (roles.tsv), or a head before an office (heads.tsv,
 * offices.tsv), then the unit, institution, number and place it belongs to.
 * What is not written is the story's.  Holds nothing.
 */
#include <string.h>

#include "extract/name.h"
#include "extract/peoplebody.h"
#include "extract/peopleoffice.h"
#include "extract/unit.h"

enum { ROLE_NAME, ROLE_BODY = 2, ROLE_OF, ROLE_MANY, ROLE_FAMILY };
enum { OFFICE_NAME, OFFICE_BODY = 2, OFFICE_OF };
enum { HEAD_ROLE = 2, HEAD_MANY, HEAD_WIDE };

#define BRACKET_MAX_WORDS 4	/* of `(Kabag Ops)` behind the office in full */

/* Does word i stand close behind the word before it? */
static bool
close_behind(const struct passage *p, size_t i)
{
	return i < p->ntokens && !(p->token[i].gap &
	    ~(unsigned)(GAP_SPACE | GAP_DOT | GAP_HYPHEN)) &&
	    !(p->token[i].gap & GAP_DOT && p->token[i - 1].end -
	    p->token[i - 1].begin > 4);
}

static bool
is_capital(const struct passage *p, size_t i)
{
	return p->token[i].shape == SHAPE_CAPITAL ||
	    p->token[i].shape == SHAPE_UPPER;
}

/* Skip `(Bakesbangpol)`: a short name in brackets. */
static void
skip_brackets(struct office_reader *r)
{
	const struct passage *p = r->p;
	size_t i = r->i, n = 0, most = 1;

	if (i >= p->ntokens || !(p->token[i].gap & GAP_OPEN) ||
	    p->token[i].gap & (GAP_COMMA | GAP_BREAK | GAP_CLOSE) ||
	    !is_capital(p, i) || passage_match_at(p, LEX_RANK, i) != NULL)
		return;
	if (passage_match_at(p, LEX_OFFICE, i) != NULL ||
	    passage_match_at(p, LEX_ROLE, i) != NULL ||
	    passage_match_at(p, LEX_INSTITUTION, i) != NULL)
		most = BRACKET_MAX_WORDS;
	for (; i + 1 < p->ntokens && n < most; i++, n++)
		if (p->token[i + 1].gap & GAP_CLOSE) {
			r->i = i + 1;
			return;
		}
}

/* How many hold the office, as roles.tsv and heads.tsv say. */
static void
set_many(struct office *o, const char *cell)
{
	o->many = *cell != '\0';
	o->several = strcmp(cell, "several") == 0;
}

/* The canonical role of `Ketua` + `KPU` and what it belongs to. */
static void
set_head(struct office_reader *r, const struct match *head, const char *office,
    const char *body, const char *of)
{
	const struct knowledge *k = r->k;

	r->o->role = arena_join(&r->a->arena, knowledge_cell(k,
	    LEX_HEAD, head->entry, HEAD_ROLE), office);
	r->o->family = r->o->role;
	set_many(r->o, knowledge_cell(k, LEX_HEAD, head->entry, HEAD_MANY));
	r->body = body;
	r->of = of;
}

/* The words of an office that is on no list: `Kepala Dinas Pangan dan Tani`. */
static int
read_wide(struct office_reader *r, const struct match *head)
{
	const struct passage *p = r->p;
	const char *of = knowledge_cell(r->k, LEX_HEAD, head->entry, HEAD_WIDE);
	size_t i = head->token + head->ntokens, n = 0;
	struct slice words;

	if (*of == '\0')
		return 0;
	for (; n < OFFICE_MAX_WORDS && i < p->ntokens &&
	    p->token[i].gap == GAP_SPACE; i++, n++) {
		bool capital = is_capital(p, i);

		if (!capital && !(name_cue_at(p, i, r->k, "and") != NULL &&
		    i + 1 < p->ntokens && is_capital(p, i + 1) && n > 0))
			break;
		if (capital && (passage_match_at(p, LEX_PLACE, i) != NULL ||
		    passage_match_at(p, LEX_RANK, i) != NULL ||
		    passage_match_at(p, LEX_ROLE, i) != NULL ||
		    passage_match_at(p, LEX_OFFICE, i) != NULL ||
		    passage_match_at(p, LEX_UNIT_WORD, i) != NULL ||
		    name_cue_at(p, i, r->k, "admin") != NULL))
			break;
	}
	/* Only a sign or a rank shows where a name would begin. */
	if (n == 0 || i >= p->ntokens || (p->token[i].gap == GAP_SPACE &&
	    passage_match_at(p, LEX_RANK, i) == NULL &&
	    passage_match_at(p, LEX_PLACE, i) == NULL &&
	    passage_match_at(p, LEX_OFFICE, i) == NULL &&
	    passage_match_at(p, LEX_UNIT_WORD, i) == NULL &&
	    name_cue_at(p, i, r->k, "admin") == NULL))
		return 0;
	words = passage_words(p, head->token, i);
	set_head(r, head, "", "", of);
	r->o->role = arena_string(&r->a->arena, words);
	r->o->family = r->o->role;
	r->o->listed = false;
	r->i = i;
	return 1;
}

/* `Ketua KPU`, and `Ketua dan Komisioner KPU`, of which the first is one. */
static int
read_head(struct office_reader *r, const struct match *head)
{
	const struct passage *p = r->p;
	const struct match *m, *other;
	size_t i = head->token + head->ntokens, n;

	if (name_cue_at(p, i, r->k, "and") != NULL && close_behind(p, i) &&
	    close_behind(p, i + 1)) {
		other = passage_match_at(p, LEX_HEAD, i + 1);
		if (other == NULL)
			return 0;
		i += 1 + other->ntokens;
	}
	for (n = head->ntokens; n > 0; n--, i--) {
		m = i < p->ntokens && (close_behind(p, i) ||
		    i < head->token + head->ntokens) ?
		    passage_match_at(p, LEX_OFFICE, i) : NULL;
		if (m == NULL)
			continue;
		set_head(r, head, knowledge_cell(r->k, LEX_OFFICE, m->entry,
		    OFFICE_NAME), knowledge_cell(r->k, LEX_OFFICE, m->entry,
		    OFFICE_BODY), knowledge_cell(r->k, LEX_OFFICE, m->entry,
		    OFFICE_OF));
		r->i = i + m->ntokens;
		return 1;
	}
	return 0;
}

static void
set_role(struct office_reader *r, const struct match *m)
{
	const struct knowledge *k = r->k;
	const char *family = knowledge_cell(k, LEX_ROLE, m->entry,
	    ROLE_FAMILY);

	r->o->role = knowledge_cell(k, LEX_ROLE, m->entry, ROLE_NAME);
	r->o->family = *family == '\0' ? r->o->role : family;
	set_many(r->o, knowledge_cell(k, LEX_ROLE, m->entry, ROLE_MANY));
	r->body = knowledge_cell(k, LEX_ROLE, m->entry, ROLE_BODY);
	r->of = knowledge_cell(k, LEX_ROLE, m->entry, ROLE_OF);
	r->i = m->token + m->ntokens;
}

/* The role itself, the longer of the two ways to write one. */
static int
read_role(struct office_reader *r)
{
	const struct match *role = passage_match_at(r->p, LEX_ROLE, r->i);
	const struct match *head = passage_match_at(r->p, LEX_HEAD, r->i);
	const struct match *unit = passage_match_at(r->p, LEX_UNIT_WORD, r->i);

	/* `Kapolres/ta` are many. */
	if (unit != NULL && knowledge_is(r->k, unit, 3, "group"))
		return 0;
	if (head != NULL && read_head(r, head) && (role == NULL ||
	    r->i > role->token + role->ntokens))
		return 1;
	if (role == NULL)
		return head != NULL && read_wide(r, head);
	/* `Kanit Intel` where only `Kanit` is listed */
	if (head != NULL && head->ntokens == role->ntokens && r->i ==
	    role->token && read_wide(r, head))
		return 1;
	set_role(r, role);
	return 1;
}

/* `Penjabat (Pj) Bupati`: the word again and short, in brackets; it is read
   next, and the office behind its bracket. */
static bool
acting_again(struct office_reader *r, const struct match *first)
{
	const struct passage *p = r->p;
	size_t i = first->token + first->ntokens, end;
	const struct match *m = passage_match_at(p, LEX_ACTING, i);

	if (m == NULL)
		return i > 0 && (p->token[i].gap & (GAP_CLOSE | GAP_SPACE)) ==
		    (GAP_CLOSE | GAP_SPACE) && p->token[i - 1].gap & GAP_OPEN;
	end = i + m->ntokens;
	return p->token[i].gap & GAP_OPEN && end < p->ntokens &&
	    p->token[end].gap & GAP_CLOSE;
}

/* `Plt`, `Pj`, `Calon` before the role. */
static const char *
read_acting(struct office_reader *r)
{
	const struct match *m, *role;
	const char *acting = "";

	while ((m = passage_match_at(r->p, LEX_ACTING, r->i)) != NULL &&
	    m->token + m->ntokens < r->p->ntokens) {
		role = passage_match_at(r->p, LEX_ROLE, r->i);
		if (role != NULL && role->ntokens > m->ntokens)
			break;	/* Calon Bupati is a role of its own */
		if (!close_behind(r->p, m->token + m->ntokens) &&
		    !acting_again(r, m))
			break;
		acting = knowledge_cell(r->k, LEX_ACTING, m->entry, 0);
		if (knowledge_is(r->k, m, 2, "not"))
			r->o->holds = false;
		r->i += m->ntokens;
	}
	return acting;
}

/* A police unit at the next word, the role's own word or one behind it. */
static int
read_unit(struct office_reader *r, size_t token)
{
	struct unit u;

	if (passage_match_at(r->p, LEX_UNIT_WORD, token) == NULL ||
	    !unit_read(&u, r->p, token, r->a, r->k))
		return 0;
	if (u.token_end > r->i)
		r->i = u.token_end;
	if (*u.name != '\0') {
		r->unit = u.name;
		r->o->region = u.region;
		r->o->placed = true;
	}
	return 1;
}

/* An institution behind the role: `Kejari`, `Setda`, `Bag SDM`. */
static int
read_office(struct office_reader *r)
{
	const struct match *m = passage_match_at(r->p, LEX_OFFICE, r->i);
	const char *of;

	if (m == NULL || r->p->token[r->i].shape == SHAPE_LOWER)
		return 0;
	of = knowledge_cell(r->k, LEX_OFFICE, m->entry, OFFICE_OF);
	if (strcmp(of, "unit") != 0) {
		r->body = knowledge_cell(r->k, LEX_OFFICE, m->entry,
		    OFFICE_BODY);
		r->of = of;
		r->unit = NULL;
	}
	r->i += m->ntokens;
	return 1;
}

/* Behind the number of an army command: `/Bangka`, `/Garuda Emas`. */
static void
read_command_name(struct office_reader *r)
{
	const struct passage *p = r->p;
	const struct match *m = passage_match_at(p, LEX_PLACE, r->i);
	size_t i = r->i, n;

	if (i >= p->ntokens || !(p->token[i].gap & GAP_SLASH) ||
	    !is_capital(p, i))
		return;
	if (m != NULL) {
		r->place = region_resolve(r->k->regions, m->entry,
		    r->story->region);
		r->i += m->ntokens;
		return;
	}
	r->i++;
	for (n = 1; n < 4 && i + n < p->ntokens &&
	    p->token[i + n].gap == GAP_SPACE && is_capital(p, i + n); n++)
		if (passage_match_at(p, LEX_RANK, i + n) != NULL) {
			r->i = i + n;
			return;
		}
}

/* `0413/Bangka`, `162/WB`, `IX/Udayana`. */
static int
read_number(struct office_reader *r)
{
	const struct passage *p = r->p;
	const struct token *t = &p->token[r->i], *last = t;
	bool slash = r->i + 1 < p->ntokens && t[1].gap & GAP_SLASH;

	if (strcmp(r->of, "number") != 0 || t->end - t->begin > 6 ||
	    (t->shape != SHAPE_NUMBER && t->shape != SHAPE_MIXED &&
	    (t->shape != SHAPE_UPPER || !slash)))
		return 0;
	if (r->i + 1 < p->ntokens && t[1].gap == GAP_HYPHEN &&
	    t[1].shape == SHAPE_NUMBER)
		last = t + 1;	/* Danramil 1703-04 */
	r->number = arena_string(&r->a->arena, slice(p->text.p + t->begin,
	    last->end - t->begin));
	r->o->placed = true;
	r->i += (size_t)(last - t) + 1;
	read_command_name(r);
	return 1;
}

/* May a place that stands here be the role's?  It may not where it is most
   likely the first word of a name: a district elsewhere. */
static bool
set_place(struct office_reader *r, const struct match *m)
{
	const char *hint = *r->story->region != '\0' ? r->story->region :
	    r->a->hint;
	const struct place *place = region_resolve(r->k->regions, m->entry,
	    hint);

	if (place == NULL)
		return false;
	r->place = place;
	r->o->placed = true;
	r->i = m->token + m->ntokens;
	return true;
}

/* The words with a capital from the next on, up to where the office must end:
   a rank, a sign, a small word.  0 when more than OFFICE_MAX_PLACE. */
static size_t
count_capitals(const struct office_reader *r)
{
	const struct passage *p = r->p;
	size_t n;

	for (n = 0; r->i + n < p->ntokens && (n == 0 ?
	    close_behind(p, r->i) : p->token[r->i + n].gap == GAP_SPACE) &&
	    is_capital(p, r->i + n); n++)
		if (passage_match_at(p, LEX_RANK, r->i + n) != NULL)
			break;
	return n <= OFFICE_MAX_PLACE ? n : 0;
}

/* Does a name begin behind a comma, and no degree? */
static bool
name_begins(const struct passage *p, size_t i, const struct knowledge *k)
{
	struct name n;

	return p->token[i].gap & GAP_COMMA && is_capital(p, i) &&
	    !name_degree_at(p, i, k) && name_read(&n, p, i, k);
}

/* A kecamatan or desa that the gazetteer lacks: words with a capital, where a
   rank or a comma shows that the name has not begun. */
static int
read_sub(struct office_reader *r)
{
	const struct passage *p = r->p;
	size_t n, end;

	bool of_unit = strcmp(r->of, "unit") == 0;
	bool of_place = of_unit || strcmp(r->of, "place") == 0 ||
	    (strcmp(r->of, "number") == 0 && r->number == NULL);

	if ((strcmp(r->of, "polsek") != 0 && strcmp(r->of, "sub") != 0 &&
	    !of_place) || r->place != NULL || r->sub != NULL)
		return 0;
	n = count_capitals(r);
	end = r->i + n;
	if (n == 0 || end >= p->ntokens)
		return 0;
	/* Danlanud Leo Wattimena Kolonel ...: only a rank tells it from a name. */
	if (of_place && (passage_match_at(p, LEX_RANK, end) == NULL ||
	    passage_match_at(p, LEX_PLACE, r->i) != NULL))
		return 0;
	if (of_unit) {	/* KBO Reskrim Iptu ...: a branch of the unit */
		r->i = end;
		return 1;
	}
	if (passage_match_at(p, LEX_RANK, end) == NULL &&
	    !name_begins(p, end, r->k)) {
		/* `Lurah X Nama Orang`: the first word is the place. */
		if (n < 3 || strcmp(r->of, "sub") != 0 ||
		    passage_match_at(p, LEX_PLACE, r->i) != NULL)
			return 0;
		end = r->i + 1;
	}
	r->sub = arena_string(&r->a->arena, passage_words(p, r->i, end));
	r->o->placed = true;
	r->i = end;
	return 1;
}

static int
read_place(struct office_reader *r)
{
	const struct passage *p = r->p;
	const struct match *m = passage_match_at(p, LEX_PLACE, r->i);
	const struct match *admin = name_cue_at(p, r->i, r->k, "admin");
	size_t was = r->i;

	if (name_cue_at(p, r->i, r->k, "national") != NULL) {
		r->i += name_cue_at(p, r->i, r->k, "national")->ntokens;
		return 1;
	}
	if (read_sub(r))
		return 1;
	/* `Wali Kota Bekasi`: the place may begin inside the role. */
	if (m == NULL && r->place == NULL)
		m = passage_match_over(p, LEX_PLACE, r->i);
	if (m != NULL && is_capital(p, r->i) && set_place(r, m))
		return 1;
	if (admin != NULL && close_behind(p, r->i + admin->ntokens)) {
		r->i += admin->ntokens;
		m = passage_match_at(p, LEX_PLACE, r->i);
		if (read_sub(r) || (m != NULL && set_place(r, m)))
			return 1;
		r->i = was;
	}
	return 0;
}

/* `Divisi Hukum dan Pengawasan, ...`: all of it before a comma, else a word. */
static int
read_division(struct office_reader *r)
{
	const struct passage *p = r->p;
	const struct match *m = name_cue_at(p, r->i, r->k, "division");
	size_t i, n;

	if (m == NULL)
		return 0;
	i = r->i + m->ntokens;
	for (n = 0; n < OFFICE_MAX_WORDS && i + n < p->ntokens &&
	    p->token[i + n].gap == GAP_SPACE && (is_capital(p, i + n) ||
	    name_cue_at(p, i + n, r->k, "and") != NULL); n++)
		;
	if (n == 0)
		return 0;
	r->i = i + n < p->ntokens && p->token[i + n].gap & GAP_COMMA ? i + n :
	    i + 1;
	return 1;
}

/* `nomor urut 1` behind a candidate's office. */
static int
read_ballot(struct office_reader *r)
{
	const struct match *m = name_cue_at(r->p, r->i, r->k, "ballot");
	size_t i;

	if (m == NULL || (r->o->holds && !r->o->several))
		return 0;
	i = r->i + m->ntokens;
	if (i >= r->p->ntokens || r->p->token[i].gap != GAP_SPACE ||
	    (r->p->token[i].shape != SHAPE_NUMBER &&
	    passage_match_at(r->p, LEX_NUMBER, i) == NULL))
		return 0;
	r->i = i + 1;
	return 1;
}

/* One thing that tells whose the office is.  1; 0 when there is no more. */
static int
read_part(struct office_reader *r)
{
	skip_brackets(r);
	if (r->i >= r->p->ntokens || !close_behind(r->p, r->i)) {
		/* behind brackets only the blank counts */
		if (r->i >= r->p->ntokens || !(r->p->token[r->i].gap &
		    GAP_CLOSE) || r->p->token[r->i].gap & ~(unsigned)(GAP_CLOSE
		    | GAP_SPACE))
			return 0;
	}
	return read_unit(r, r->i) || read_number(r) || read_division(r) ||
	    read_office(r) || read_place(r) || read_ballot(r);
}

int
office_read(struct office *o, struct article *a, size_t token,
    const struct story *story, const struct knowledge *k)
{
	struct office_reader r = { .o = o, .a = a, .p = &a->body, .story = story,
	    .k = k, .i = token, .body = "", .of = "" };
	const char *acting;
	size_t first, parts;

	if (token >= r.p->ntokens || !(r.p->token[token].starts & (MATCH_BIT(
	    LEX_ACTING) | MATCH_BIT(LEX_ROLE) | MATCH_BIT(LEX_HEAD))))
		return 0;
	*o = (struct office){ .role = "", .family = "", .body = "",
	    .region = "", .holds = true, .listed = true, .token = token };
	acting = read_acting(&r);
	first = r.i;
	if (first >= r.p->ntokens || !read_role(&r))
		return 0;
	o->capital = is_capital(r.p, first);
	if (*acting != '\0')
		o->role = arena_join(&a->arena, acting, o->role);
	if (passage_match_at(r.p, LEX_UNIT_WORD, first) != NULL)
		(void)read_unit(&r, first);
	for (parts = 0; parts < OFFICE_MAX_PARTS && read_part(&r); parts++)
		;
	o->token_end = r.i;
	o->of_unit = strcmp(r.of, "unit") == 0;
	o->heads_unit = o->of_unit && *r.body != '\0';
	office_set_body(&r);
	return 1;
}
