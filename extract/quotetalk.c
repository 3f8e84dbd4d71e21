/* SPDX-License-Identifier: MIT */
/*
 * Who speaks: reads the verbs of saying in a stretch of words and finds their
 * speakers among the mentions of the article's people.  Holds nothing but the
 * last speaker, whom `ia` and `-nya` mean.
 */
#include <string.h>

#include "extract/name.h"
#include "extract/quotetalk.h"

/* The number of the first mention that begins at or behind a word. */
static size_t
mention_from(const struct talk *t, size_t token)
{
	size_t low = 0, high = t->people->nmentions;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->people->mention[mid].token < token)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct speaker
speaker_of(const struct people_mention *m)
{
	return (struct speaker){ m->person != PEOPLE_NOBODY || *m->role != '\0',
	    m->person, m->role };
}

/* The cue that ends right before a word, blanks between. */
static const struct match *
cue_before(const struct talk *t, size_t i)
{
	const struct match *m;

	if (i == 0 || t->p->token[i].gap != GAP_SPACE)
		return NULL;
	m = passage_match_over(t->p, LEX_CUE, i - 1);
	return m != NULL && m->token + m->ntokens == i ? m : NULL;
}

/* Is the mention joined to the one before it by `dan`? */
static bool
is_joined(const struct talk *t, const struct people_mention *before,
    const struct people_mention *m)
{
	return before != NULL && m->token == before->token_end + 1 &&
	    name_cue_at(t->p, before->token_end, t->k, "and") != NULL;
}

/* Does a pronoun, or `perwira ... itu`, stand for the last speaker in the words
   from .. to? */
static bool
has_pronoun(const struct talk *t, size_t from, size_t to)
{
	const struct match *m;
	bool epithet = false;
	size_t i = from;

	for (; (m = passage_match_in(t->p, LEX_CUE, i, to)) != NULL;
	    i = m->token + 1) {
		if (name_cue(t->k, m, "pronoun"))
			return true;
		if (name_cue(t->k, m, "epithet"))
			epithet = true;
		else if (epithet && name_cue(t->k, m, "this"))
			return true;
	}
	return false;
}

/*
 * The subject of a verb at word `verb`: the mention nearest before it that is
 * not there as a companion (`didampingi X`); who speaks in another's place goes
 * first (`Kapolda yang diwakili X`).
 */
static struct speaker
subject(const struct talk *t, size_t from, size_t verb)
{
	const struct people_mention *before = NULL, *m, *best = NULL;
	size_t i = mention_from(t, from), behind = from;
	bool aside = false;

	for (; i < t->people->nmentions; i++, before = m) {
		const struct match *cue;

		m = &t->people->mention[i];
		if (m->token >= verb)
			break;
		cue = cue_before(t, m->token);
		if (is_joined(t, before, m))
			continue;
		aside = name_cue(t->k, cue, "beside") ||
		    name_cue(t->k, cue, "proxy") ||
		    name_cue(t->k, cue, "many") ||
		    (m->person == PEOPLE_NOBODY &&
		    name_cue_at(t->p, m->token, t->k, "epithet") != NULL);
		if (aside)
			continue;
		best = m;
		behind = m->token_end;
		if (name_cue(t->k, cue, "spoken"))
			break;
	}
	if (has_pronoun(t, behind, verb))
		return t->now;
	if (best == NULL)
		return (struct speaker){ false, PEOPLE_NOBODY, "" };
	return speaker_of(best);
}

/* Whom a description of an officer means: the last speaker, or where that one
   has no rank, the officer named last before it. */
static struct speaker
officer(const struct talk *t, size_t token)
{
	size_t i = mention_from(t, token);

	if (t->now.known && t->now.person != PEOPLE_NOBODY &&
	    *t->people->v[t->now.person].rank != '\0')
		return t->now;
	while (i-- > 0) {
		const struct people_mention *m = &t->people->mention[i];

		if (m->person != PEOPLE_NOBODY &&
		    *t->people->v[m->person].rank != '\0')
			return speaker_of(m);
	}
	return t->now;
}

/* `kata sutradara X`, `ujar seorang warga Desa Z, Y`: the word behind what the
   speaker is, in small letters or up to a comma, where a mention begins there;
   else i. */
static size_t
skip_holder(const struct talk *t, size_t i)
{
	const size_t next = mention_from(t, i);
	const struct people_mention *m;
	const struct match *one = name_cue_at(t->p, i, t->k, "many");
	const struct match *cue = name_cue_at(t->p, one == NULL ? i :
	    i + one->ntokens, t->k, "holder");
	size_t j;
	bool comma;

	if (cue == NULL || next == t->people->nmentions)
		return i;
	m = &t->people->mention[next];
	if (m->token > i + TALK_MAX_EPITHET)
		return i;
	comma = t->p->token[m->token].gap == (GAP_COMMA | GAP_SPACE);
	if (!comma && m->token > cue->token + cue->ntokens + 1)
		return i;
	for (j = i + 1; j < m->token + !comma; j++)
		if (t->p->token[j].gap != GAP_SPACE || (!comma &&
		    t->p->token[j - 1].shape != SHAPE_LOWER))
			return i;
	return m->token;
}

struct speaker
talk_speaker(const struct talk *t, size_t token)
{
	const struct passage *p = t->p;
	const struct match *m;
	const struct span *s;
	size_t i = token, n, end;

	while (i < p->ntokens && ((m = name_cue_at(p, i, t->k, "lead")) !=
	    NULL || (m = name_cue_at(p, i, t->k, "by")) != NULL ||
	    ((m = passage_match_at(p, LEX_TITLE, i)) != NULL &&
	    name_cue_at(p, i, t->k, "epithet") == NULL))) {
		n = mention_from(t, i);
		if (n < t->people->nmentions &&
		    t->people->mention[n].token == i)
			break;
		i += m->ntokens;
	}
	i = skip_holder(t, i);
	n = mention_from(t, i);
	if (i < p->ntokens && n < t->people->nmentions &&
	    t->people->mention[n].token == i &&
	    (t->people->mention[n].person != PEOPLE_NOBODY ||
	    name_cue_at(p, i, t->k, "epithet") == NULL))
		return speaker_of(&t->people->mention[n]);
	if (i >= p->ntokens || (s = passage_sentence(p, p->token[i].begin)) ==
	    NULL)
		return (struct speaker){ false, PEOPLE_NOBODY, "" };
	end = s->token_end < i + TALK_MAX_EPITHET ? s->token_end :
	    i + TALK_MAX_EPITHET;
	if (name_cue_at(p, i, t->k, "pronoun") != NULL)
		return t->now;
	if (name_cue_at(p, i, t->k, "epithet") != NULL &&
	    has_pronoun(t, i, end))
		return name_cue_at(p, i, t->k, "ranked") != NULL ?
		    officer(t, i) : t->now;
	return (struct speaker){ false, PEOPLE_NOBODY, "" };
}

/* The speaker of a verb in the words from .. to. */
static struct speaker
speaker_in(const struct talk *t, const struct saying *s, size_t from)
{
	if (s->kind == SAYING_NYA)
		return t->now;
	if (s->kind == SAYING_BEHIND)
		return subject(t, from, s->token);
	return talk_speaker(t, s->token_end);
}

struct statement
talk_read(const struct talk *t, size_t from, size_t to)
{
	struct statement found = { .verb = "" };
	const struct match *m;
	struct saying s;
	size_t i;

	for (i = from; (m = passage_match_in(t->p, LEX_SAYING, i, to)) != NULL;
	    i = s.token_end) {
		struct speaker who;

		(void)saying_read(&s, t->p, m->token, t->k);
		who = speaker_in(t, &s, from);
		if (!who.known && (s.weak || s.kind == SAYING_BEFORE))
			continue;
		if (!found.found || who.known)
			found = (struct statement){ true, who, s.root };
		if (who.known)
			break;
	}
	return found;
}

/* Who reads another's words (`dibacakan oleh X`) in the words from .. to; NULL
   when nobody does. */
static const struct people_mention *
reader(const struct talk *t, size_t i, size_t to)
{
	const struct people_mention *m;

	for (; i < t->people->nmentions; i++) {
		m = &t->people->mention[i];
		if (m->token >= to)
			break;
		if (m->person != PEOPLE_NOBODY &&
		    name_cue(t->k, cue_before(t, m->token), "spoken"))
			return m;
	}
	return NULL;
}

/*
 * `Dukungan datang dari Dandim X.` at the beginning of a paragraph: the one
 * person it names has the floor, unless there as another's.
 */
static bool
is_introduced(const struct talk *t, size_t from, size_t to,
    const struct people_mention *m, const struct match *cue)
{
	const struct people_mention *end = t->people->mention +
	    t->people->nmentions;

	return t->p->token[from].gap & GAP_BREAK &&
	    (m + 1 == end || m[1].token >= to) &&
	    !name_cue(t->k, cue, "beside") && !name_cue(t->k, cue, "thing") &&
	    !name_cue(t->k, cue, "proxy") && !name_cue(t->k, cue, "many") &&
	    !has_pronoun(t, from, m->token);
}

void
talk_follow(struct talk *t, size_t from, size_t to)
{
	size_t i = mention_from(t, from);
	const struct people_mention *m;
	const struct match *cue;

	if (i >= t->people->nmentions)
		return;
	if ((m = reader(t, i, to)) != NULL) {
		t->now = speaker_of(m);
		return;
	}
	m = &t->people->mention[i];
	if (m->token >= to || m->person == PEOPLE_NOBODY)
		return;
	cue = cue_before(t, m->token);
	i = name_skip_degrees(t->p, m->token_end, t->k);
	if (t->now.known && (cue != NULL || i >= to ||
	    t->p->token[i].shape != SHAPE_LOWER) &&
	    !is_introduced(t, from, to, m, cue))
		return;
	if (!t->now.known && (name_cue(t->k, cue, "proxy") ||
	    name_cue(t->k, cue, "thing") || name_cue(t->k, cue, "many")))
		return;
	t->now = speaker_of(m);
}
