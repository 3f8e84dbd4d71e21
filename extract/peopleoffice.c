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
#include "extract/peoplerole.h"
#include "extract/unit.h"

enum { OFFICE_BODY = 2, OFFICE_OF };

#define BRACKET_MAX_WORDS 4	/* of `(Kabag Ops)` behind the office in full */

/* Skip `(Bakesbangpol)`: a short name in brackets. */
static void
skip_brackets(struct office_reader *r)
{
	const struct passage *p = r->p;
	size_t i = r->i, n = 0, most = 1;

	if (i >= p->ntokens || !(p->token[i].gap & GAP_OPEN) ||
	    p->token[i].gap & (GAP_COMMA | GAP_BREAK | GAP_CLOSE) ||
	    !role_is_capital(p, i) || passage_match_at(p, LEX_RANK, i) != NULL)
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
	    !role_is_capital(p, i))
		return;
	if (m != NULL) {
		r->place = region_resolve(r->k->regions, m->entry,
		    r->story->region);
		r->i += m->ntokens;
		return;
	}
	r->i++;
	for (n = 1; n < 4 && i + n < p->ntokens &&
	    p->token[i + n].gap == GAP_SPACE && role_is_capital(p, i + n); n++)
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

	if ((strcmp(r->of, "number") != 0 && strcmp(r->of, "written") != 0) ||
	    t->end - t->begin > 6 ||
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

/* The region in which a place is looked for first. */
static const char *
office_hint(const struct office_reader *r)
{
	return *r->story->region != '\0' ? r->story->region : r->a->hint;
}

/* May a place that stands here be the role's?  It may not where it is most
   likely the first word of a name: a district elsewhere. */
static bool
set_place(struct office_reader *r, const struct match *m)
{
	const struct place *place = region_resolve(r->k->regions, m->entry,
	    office_hint(r));

	/* Behind one place stands the province it is in, or a name. */
	if (place == NULL || (r->place != NULL &&
	    !region_is_in(r->place->code, place->code)))
		return false;
	r->place = place;
	r->o->placed = true;
	r->i = m->token + m->ntokens;
	return true;
}

/* Does a title of more than a letter begin a name?  The H of `Zulkifli H Daeng`
   is the name's own. */
static bool
is_long_title(const struct office_reader *r, size_t i)
{
	return i < r->p->ntokens && role_is_titled(r, i) &&
	    r->p->token[i].end - r->p->token[i].begin > 1;
}

/* The words with a capital from the next on, up to where the office must end:
   a rank, a sign, a small word.  0 when more than OFFICE_MAX_PLACE. */
static size_t
count_capitals(const struct office_reader *r)
{
	const struct passage *p = r->p;
	size_t n;

	for (n = 0; r->i + n < p->ntokens && (n == 0 ?
	    role_close_behind(p, r->i) : p->token[r->i + n].gap == GAP_SPACE) &&
	    role_is_capital(p, r->i + n); n++)
		if (passage_match_at(p, LEX_RANK, r->i + n) != NULL ||
		    (n > 0 && is_long_title(r, r->i + n)))
			break;
	return n <= OFFICE_MAX_PLACE ? n : 0;
}

/* Does a name begin behind a comma, and no degree? */
static bool
name_begins(const struct passage *p, size_t i, const struct knowledge *k)
{
	struct name n;

	return p->token[i].gap & GAP_COMMA && role_is_capital(p, i) &&
	    !name_degree_at(p, i, k) && name_read(&n, p, i, k);
}

/* A kecamatan or desa that the gazetteer lacks: words with a capital, where a
   rank or a comma shows that the name has not begun. */
static int
read_sub(struct office_reader *r)
{
	const struct passage *p = r->p;
	const struct match *m;
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
	    !is_long_title(r, end) && !name_begins(p, end, r->k)) {
		/* `Lurah X Nama Orang`: the first word is the place, one of
		   that name elsewhere too. */
		m = passage_match_at(p, LEX_PLACE, r->i);
		end = m == NULL ? 1 : m->ntokens;
		if (n < end + 2 || strcmp(r->of, "sub") != 0 || (m != NULL &&
		    region_resolve(r->k->regions, m->entry, office_hint(r)) !=
		    NULL))
			return 0;
		end += r->i;
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
	if (admin == NULL && read_sub(r))
		return 1;
	/* `Wali Kota Bekasi`: the place may begin inside the role. */
	if (m == NULL && r->place == NULL)
		m = passage_match_over(p, LEX_PLACE, r->i);
	if (m != NULL && role_is_capital(p, r->i) && set_place(r, m))
		return 1;
	if (admin != NULL && role_close_behind(p, r->i + admin->ntokens)) {
		r->i += admin->ntokens;
		m = passage_match_at(p, LEX_PLACE, r->i);
		if (read_sub(r) || (m != NULL && set_place(r, m)))
			return 1;
		r->i = was;
	}
	return 0;
}

/* `Divisi Hukum dan Pengawasan Budi`: the words that are no names; without one
   all of it before a comma, else a word. */
static int
read_division(struct office_reader *r)
{
	const struct passage *p = r->p;
	const struct match *m = name_cue_at(p, r->i, r->k, "division");
	size_t i, n, known = 0;

	if (m == NULL)
		return 0;
	i = r->i + m->ntokens;
	for (n = 0; n < OFFICE_MAX_WORDS && i + n < p->ntokens &&
	    (p->token[i + n].gap == GAP_SPACE || (n > 0 && role_is_listed(r,
	    i + n))) && (role_is_capital(p, i + n) ||
	    name_cue_at(p, i + n, r->k, "and") != NULL); n++)
		;
	if (n == 0)
		return 0;
	while (known < n && role_is_division(r, i + known))
		known++;
	if (known == 0)
		known = i + n < p->ntokens && p->token[i + n].gap & GAP_COMMA ?
		    n : 1;
	r->i = i + known;
	return 1;
}

/* `nomor urut 1` behind the office of a candidate or of one of his people; the
   number of a polling station. */
static int
read_ballot(struct office_reader *r)
{
	const struct match *m = name_cue_at(r->p, r->i, r->k, "ballot");
	size_t i;

	if (strcmp(r->of, "sub") == 0 && r->sub == NULL &&
	    r->p->token[r->i].shape == SHAPE_NUMBER) {
		r->i++;		/* Ketua KPPS 09 */
		return 1;
	}
	if (m == NULL)
		return 0;
	i = r->i + m->ntokens;
	if (i >= r->p->ntokens || r->p->token[i].gap != GAP_SPACE ||
	    (r->p->token[i].shape != SHAPE_NUMBER &&
	    passage_match_at(r->p, LEX_NUMBER, i) == NULL))
		return 0;
	r->i = i + 1;
	return 1;
}

/* `periode 2020-2024` behind the office. */
static int
read_period(struct office_reader *r)
{
	const struct passage *p = r->p;
	const struct match *m = name_cue_at(p, r->i, r->k, "period");
	size_t i;

	if (m == NULL)
		return 0;
	i = r->i + m->ntokens;
	if (i >= p->ntokens || p->token[i].gap != GAP_SPACE ||
	    p->token[i].shape != SHAPE_NUMBER)
		return 0;
	for (i++; i < p->ntokens && p->token[i].shape == SHAPE_NUMBER &&
	    p->token[i].gap & (GAP_HYPHEN | GAP_SLASH); i++)
		;
	r->i = i;
	return 1;
}

/* Does any title stand at a word, one without a full stop too? */
static bool
is_any_title(const struct office_reader *r, size_t i)
{
	const struct match *m = passage_match_at(r->p, LEX_TITLE, i);

	return knowledge_is(r->k, m, 1, "title") ||
	    knowledge_is(r->k, m, 1, "cleric");
}

/* Where the name of a body ends, of the words from i up to `end`: a place is
   the last of it; where nothing shows, no name of its head's is read either, but
   a party's name is one word. */
static size_t
end_of_body(const struct office_reader *r, size_t from, size_t end,
    bool faction)
{
	const struct passage *p = r->p;
	const struct match *m;
	size_t i;

	if (end >= p->ntokens || passage_match_at(p, LEX_RANK, end) != NULL ||
	    is_any_title(r, end) || p->token[end].gap & (GAP_COMMA |
	    GAP_OPEN))
		return end;
	for (i = from; i < end; i++)
		if (((m = passage_match_at(p, LEX_PLACE, i)) != NULL ||
		    (m = passage_match_at(p, LEX_INSTITUTION, i)) != NULL) &&
		    m->token + m->ntokens < end)
			return m->token + m->ntokens;
	if (!faction)
		return end;
	for (i = from + 1; i < end && passage_match_at(p, LEX_NOT_NAME, i) !=
	    NULL; i++)
		;
	return i;
}

/* `Rektor Universitas X Dr. Y`: a body that is on no list, by the word its
   name begins with. */
static int
read_named_body(struct office_reader *r)
{
	const struct passage *p = r->p;
	const struct match *m = name_cue_at(p, r->i, r->k, "body");
	size_t i, end, n;

	if (m == NULL || !role_is_capital(p, r->i + m->ntokens - 1))
		return 0;
	i = end = r->i + m->ntokens;
	for (n = 0; n < NAME_MAX_WORDS && end < p->ntokens &&
	    (p->token[end].gap == GAP_SPACE || end == i) &&
	    p->token[end].shape != SHAPE_LOWER &&
	    passage_match_at(p, LEX_RANK, end) == NULL &&
	    (n == 0 || !is_any_title(r, end)); end++, n++)
		;
	end = n == 0 ? 0 : end_of_body(r, i, end, name_cue(r->k, m, "faction"));
	if (end == 0)
		return 0;
	r->i = end;
	return 1;
}

/* `Kasatgas Humas Ops Mantap Praja Menumbing 2024`: the operation in which a
   post of the police is held. */
static int
read_operation(struct office_reader *r)
{
	const uint32_t of_name = MATCH_BIT(LEX_OPERATION_WORD) |
	    MATCH_BIT(LEX_SERIES) | MATCH_BIT(LEX_SUFFIX);
	const struct passage *p = r->p;
	size_t i = r->i;

	if (strcmp(r->of, "unit") != 0 || !role_is_capital(p, i) ||
	    !(p->covers[i] & (MATCH_BIT(LEX_OPERATION_WORD) |
	    MATCH_BIT(LEX_SERIES))))
		return 0;
	while (i < p->ntokens && (i == r->i || role_close_behind(p, i)) &&
	    (p->covers[i] & of_name || p->token[i].shape == SHAPE_NUMBER))
		i++;
	r->i = i;
	return 1;
}

/* `Ketua KPPS setempat`, `Anggota KPU lainnya`: the story's own. */
static int
read_here(struct office_reader *r)
{
	const struct match *m = passage_match_at(r->p, LEX_MARK, r->i);

	if (!knowledge_is(r->k, m, 1, "here") &&
	    !knowledge_is(r->k, m, 1, "some"))
		return 0;
	r->i += m->ntokens;
	return 1;
}

/* `Kuasa hukum pemohon, X`: whom a lawyer stands for; before a name without a
   comma that may be whose case it is. */
static int
read_party(struct office_reader *r)
{
	const struct match *m = name_cue_at(r->p, r->i, r->k, "party");
	size_t end = m == NULL ? 0 : m->token + m->ntokens;

	if (m == NULL || end >= r->p->ntokens ||
	    !(r->p->token[end].gap & GAP_COMMA))
		return 0;
	r->i = end;
	return 1;
}

/* `Kabid Ketertiban Umum dan Ketenteraman Satpol PP`: more of an office behind
   the part of it that is on a list. */
static int
read_more(struct office_reader *r)
{
	const struct passage *p = r->p;
	size_t i = r->i + 1;

	if (strcmp(r->of, "pemda") != 0 || name_cue_at(p, r->i, r->k, "and") ==
	    NULL || i >= p->ntokens || passage_match_at(p, LEX_HEAD,
	    r->o->token) == NULL)
		return 0;
	for (; i < p->ntokens && p->token[i].gap == GAP_SPACE &&
	    role_is_capital(p, i) && !(p->token[i].starts & (MATCH_BIT(LEX_ROLE)
	    | MATCH_BIT(LEX_HEAD) | MATCH_BIT(LEX_ACTING))) &&
	    passage_match_at(p, LEX_NOT_NAME, i) != NULL && (i == r->i + 1 ||
	    passage_match_at(p, LEX_OFFICE, i) == NULL); i++)
		;
	if (i == r->i + 1)
		return 0;
	r->i = i;
	return 1;
}

/* `Danki 2 Batalyon C Pelopor Iptu X`: what stands between the office and a rank
   is the unit's. */
static void
read_to_rank(struct office_reader *r)
{
	const uint32_t other = MATCH_BIT(LEX_ROLE) | MATCH_BIT(LEX_HEAD) |
	    MATCH_BIT(LEX_ACTING);
	const struct passage *p = r->p;
	size_t i = r->i, n;

	if (strcmp(r->of, "unit") != 0 && strcmp(r->of, "number") != 0 &&
	    strcmp(r->of, "place") != 0)
		return;
	for (n = 0; n <= OFFICE_MAX_WORDS && i < p->ntokens &&
	    !(p->token[i].gap & ~(unsigned)(GAP_SPACE | GAP_SLASH |
	    GAP_HYPHEN)); n++, i++) {
		if (passage_match_at(p, LEX_RANK, i) != NULL) {
			r->i = i;
			return;
		}
		if (p->token[i].shape == SHAPE_LOWER ||
		    p->token[i].starts & other)
			return;
	}
}

/* One thing that tells whose the office is.  1; 0 when there is no more. */
static int
read_part(struct office_reader *r)
{
	skip_brackets(r);
	if (r->i >= r->p->ntokens || !role_close_behind(r->p, r->i)) {
		/* behind brackets only the blank counts */
		if (r->i >= r->p->ntokens || !(r->p->token[r->i].gap &
		    GAP_CLOSE) || r->p->token[r->i].gap & ~(unsigned)(GAP_CLOSE
		    | GAP_SPACE))
			return 0;
	}
	return read_here(r) || read_unit(r, r->i) || read_number(r) ||
	    read_division(r) || read_operation(r) || read_named_body(r) ||
	    read_office(r) || read_place(r) || read_ballot(r) ||
	    read_period(r) || read_party(r) || read_more(r);
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
	acting = role_acting(&r);
	first = r.i;
	if (first >= r.p->ntokens || !role_read(&r))
		return 0;
	o->capital = role_is_capital(r.p, first);
	if (*acting != '\0')
		o->role = arena_join(&a->arena, acting, o->role);
	if (passage_match_at(r.p, LEX_UNIT_WORD, first) != NULL)
		(void)read_unit(&r, first);
	for (parts = 0; parts < OFFICE_MAX_PARTS && read_part(&r); parts++)
		;
	read_to_rank(&r);
	o->token_end = r.i;
	if (strcmp(r.of, "written") == 0)	/* Kepala SMAN 1 Barabai */
		o->role = o->family = arena_string(&a->arena,
		    passage_words(r.p, first, r.i));
	o->of_unit = strcmp(r.of, "unit") == 0;
	o->heads_unit = o->of_unit && *r.body != '\0';
	office_set_body(&r);
	return 1;
}
