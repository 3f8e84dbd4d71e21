/* SPDX-License-Identifier: MIT */
/*
 * The role itself: on a list (roles.tsv), made of a head and an office
 * (heads.tsv, offices.tsv), or read by its shape; and what stands before it
 * (acting.tsv).  Holds nothing.
 */
#include <string.h>

#include "extract/name.h"
#include "extract/peoplerole.h"

enum { ROLE_NAME, ROLE_BODY = 2, ROLE_OF, ROLE_MANY, ROLE_FAMILY };
enum { OFFICE_NAME, OFFICE_BODY = 2, OFFICE_OF };
enum { HEAD_ROLE = 2, HEAD_MANY, HEAD_WIDE };

/* How many hold the office, as roles.tsv and heads.tsv say. */
static void
set_many(struct office *o, const char *cell)
{
	o->many = *cell != '\0';
	o->several = strcmp(cell, "several") == 0 ||
	    strcmp(cell, "shared") == 0;
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

/* The title has its full stop or is a short one; `Kiai X` may be the name of
   what the office is of. */
bool
role_is_titled(const struct office_reader *r, size_t i)
{
	const struct match *m = passage_match_at(r->p, LEX_TITLE, i);

	return (knowledge_is(r->k, m, 1, "title") ||
	    knowledge_is(r->k, m, 1, "cleric")) && i + 1 < r->p->ntokens &&
	    (r->p->token[i + 1].gap & GAP_DOT || m->end - m->begin <= 2);
}

bool
role_is_listed(const struct office_reader *r, size_t i)
{
	const struct passage *p = r->p;
	size_t n;

	if (i >= p->ntokens || p->token[i].gap != (GAP_COMMA | GAP_SPACE))
		return false;
	for (n = 0; n < OFFICE_MAX_WORDS && i + n < p->ntokens; n++) {
		if (n > 0 && p->token[i + n].gap & ~(unsigned)(GAP_SPACE |
		    GAP_COMMA))
			return false;
		if (name_cue_at(p, i + n, r->k, "and") != NULL)
			return n > 0 && i + n + 1 < p->ntokens &&
			    role_is_division(r, i + n);
		if (!role_is_capital(p, i + n) || !role_is_division(r, i + n))
			return false;
	}
	return false;
}

/* The word behind those from i on that are no names: of `Kasi Pemerintahan Noor
   Aida` the first is the office's. */
static size_t
end_of_known(const struct office_reader *r, size_t i, size_t end)
{
	while (i < end && role_is_division(r, i))
		i += name_cue_at(r->p, i, r->k, "and") != NULL ? 2 : 1;
	return i < end ? i : end;
}

/* `Direktur PT X`: what it leads is named behind it. */
static int
read_bare_head(struct office_reader *r, const struct match *head)
{
	set_head(r, head, "", "", "");
	r->o->role = r->o->family = knowledge_cell(r->k, LEX_HEAD, head->entry,
	    HEAD_ROLE);
	r->o->many = true;
	r->i = head->token + head->ntokens;
	return 1;
}

/* Does `dan` or a comma join the word to the office's words before it, n of
   them: `Permukiman dan Pertanahan`? */
static bool
is_joined(const struct office_reader *r, size_t i, size_t n)
{
	return n > 1 && (name_cue_at(r->p, i - 1, r->k, "and") != NULL ||
	    r->p->token[i].gap & GAP_COMMA);
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
	if (name_cue_at(p, i, r->k, "body") != NULL)
		return read_bare_head(r, head);
	for (; n < OFFICE_MAX_WORDS && i < p->ntokens &&
	    (p->token[i].gap == GAP_SPACE || (n > 0 && role_is_listed(r, i)));
	    i++, n++) {
		bool capital = role_is_capital(p, i);

		if (!capital && !(name_cue_at(p, i, r->k, "and") != NULL &&
		    i + 1 < p->ntokens && role_is_capital(p, i + 1) && n > 0))
			break;
		if (capital && (role_is_titled(r, i) ||
		    passage_match_at(p, LEX_PLACE, i) != NULL ||
		    passage_match_at(p, LEX_RANK, i) != NULL ||
		    passage_match_at(p, LEX_ROLE, i) != NULL ||
		    (passage_match_at(p, LEX_OFFICE, i) != NULL &&
		    !is_joined(r, i, n)) ||
		    passage_match_at(p, LEX_UNIT_WORD, i) != NULL ||
		    name_cue_at(p, i, r->k, "admin") != NULL))
			break;
	}
	if (n == 0 || i >= p->ntokens)
		return 0;
	/* Only a sign, a rank or a title shows where a name would begin; else
	   it may where the words that are in no name end. */
	if (p->token[i].gap == GAP_SPACE && !role_is_titled(r, i) &&
	    passage_match_at(p, LEX_RANK, i) == NULL &&
	    passage_match_at(p, LEX_PLACE, i) == NULL &&
	    passage_match_at(p, LEX_OFFICE, i) == NULL &&
	    passage_match_at(p, LEX_UNIT_WORD, i) == NULL &&
	    name_cue_at(p, i, r->k, "admin") == NULL &&
	    name_cue_at(p, i, r->k, "period") == NULL) {
		n = end_of_known(r, head->token + head->ntokens, i);
		if (n == head->token + head->ntokens || n == i)
			return 0;
		i = n;
	}
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

	if (name_cue_at(p, i, r->k, "and") != NULL && role_close_behind(p, i) &&
	    role_close_behind(p, i + 1)) {
		other = passage_match_at(p, LEX_HEAD, i + 1);
		if (other == NULL)
			return 0;
		i += 1 + other->ntokens;
	}
	for (n = head->ntokens; n > 0; n--, i--) {
		m = i < p->ntokens && (role_close_behind(p, i) ||
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

/* The row of roles.tsv for the members of an office's body who share its
   divisions; false when there is none. */
static bool
find_member(const struct office_reader *r, const struct match *office,
    uint32_t *row)
{
	const char *body = knowledge_cell(r->k, LEX_OFFICE, office->entry,
	    OFFICE_BODY);

	for (*row = 0; *row < r->k->table[LEX_ROLE].nrows; ++*row)
		if (knowledge_cell_is(r->k, LEX_ROLE, *row, ROLE_MANY,
		    "shared") && knowledge_cell_is(r->k, LEX_ROLE, *row,
		    ROLE_BODY, body))
			return true;
	return false;
}

/* `Koordinator Divisi Hukum dan Pengawasan KPU`: a head of one of the divisions
   that its members share is one of them: Komisioner KPU. */
static int
read_division_head(struct office_reader *r)
{
	const struct passage *p = r->p;
	const struct match *m = name_cue_at(p, r->i, r->k, "division");
	const struct match *office = NULL;
	size_t i, n = 0;
	uint32_t row;

	if (m == NULL || m->ntokens < 2)
		return 0;
	for (i = r->i + m->ntokens; n < OFFICE_MAX_WORDS && i < p->ntokens &&
	    p->token[i].gap == GAP_SPACE; i++, n++) {
		office = passage_match_at(p, LEX_OFFICE, i);
		if (office != NULL && find_member(r, office, &row))
			break;
		office = NULL;
		if (!role_is_division(r, i))
			return 0;
	}
	if (office == NULL)
		return 0;
	set_role(r, &(struct match){ .lexicon = LEX_ROLE, .entry = row,
	    .token = office->token, .ntokens = office->ntokens });
	return 1;
}

/* The role itself, the longer of the two ways to write one. */
int
role_read(struct office_reader *r)
{
	const struct match *role = passage_match_at(r->p, LEX_ROLE, r->i);
	const struct match *head = passage_match_at(r->p, LEX_HEAD, r->i);
	const struct match *unit = passage_match_at(r->p, LEX_UNIT_WORD, r->i);

	if (read_division_head(r))
		return 1;
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
const char *
role_acting(struct office_reader *r)
{
	const struct match *m, *role;
	const char *acting = "";

	while ((m = passage_match_at(r->p, LEX_ACTING, r->i)) != NULL &&
	    m->token + m->ntokens < r->p->ntokens) {
		role = passage_match_at(r->p, LEX_ROLE, r->i);
		if (role != NULL && role->ntokens > m->ntokens)
			break;	/* Calon Bupati is a role of its own */
		if (!role_close_behind(r->p, m->token + m->ntokens) &&
		    !acting_again(r, m))
			break;
		acting = knowledge_cell(r->k, LEX_ACTING, m->entry, 0);
		if (knowledge_is(r->k, m, 2, "not"))
			r->o->holds = false;
		r->i += m->ntokens;
	}
	return acting;
}
