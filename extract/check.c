/* SPDX-License-Identifier: MIT */
/*
 * The arithmetic of news: weekdays, spans of days, districts, and operations
 * against commands.  A claim that fails is a finding, not an error.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/check.h"
#include "extract/counted.h"
#include "extract/setting.h"
#include "lib/xalloc.h"

void
checks_add(struct checks *out, const struct check *c)
{
	out->v = xgrow(out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = *c;
}

/* `2024-08-08 4`: a day and the number of a weekday, from 0. */
static const char *
day_and_weekday(struct arena *arena, struct date d, int weekday)
{
	char text[DATE_TEXT];

	date_text(text, d);
	return arena_join(arena, text, arena_number(arena, weekday + 1));
}

/* The weekday written, as written, against the one of the date.  Weekdays are
   numbers in kliping(5), 1 = Monday. */
static void
check_weekdays(struct checks *out, const struct check_input *in)
{
	struct arena *arena = &in->article->arena;
	size_t i, j;

	for (i = 0; i < in->days->n; i++) {
		const struct day *d = &in->days->v[i];
		struct check c = { .name = "weekday", .ok = d->weekday_ok,
		    .rule = RULE_CHECK_WEEKDAY,
		    .begin = d->begin, .end = d->end };

		if (d->weekday < 0)
			continue;
		for (j = 0; j < i; j++)
			if (in->days->v[j].weekday == d->weekday &&
			    date_days(in->days->v[j].date) ==
			    date_days(d->date))
				break;
		if (j < i)
			continue;
		c.claimed = day_and_weekday(arena, d->date, d->weekday);
		c.computed = day_and_weekday(arena, d->date,
		    date_weekday(d->date));
		checks_add(out, &c);
	}
}

/* A count of days in the same sentence as both ends of a period. */
static void
check_duration(struct checks *out, const struct check_input *in,
    const struct day *from, const struct day *to)
{
	const struct span *s = passage_sentence(&in->article->body,
	    from->begin);
	struct arena *arena = &in->article->arena;
	long days = date_days(to->date) - date_days(from->date) + 1;
	size_t i;

	if (s == NULL || to->begin >= s->end)
		return;
	for (i = 0; i < in->counts->n; i++) {
		const struct count *n = &in->counts->v[i];
		struct check c = { .name = "duration", .ok = n->value == days,
		    .rule = RULE_CHECK_DURATION };

		if (!counted_is(in->know, n->of, "days") || n->is_title ||
		    n->begin < s->begin || n->end > s->end)
			continue;
		c.claimed = arena_number(arena, n->value);
		c.computed = arena_number(arena, days);
		c.begin = n->begin < from->begin ? n->begin : from->begin;
		c.end = n->end > to->end ? n->end : to->end;
		checks_add(out, &c);
		return;
	}
}

static void
check_durations(struct checks *out, const struct check_input *in)
{
	size_t i;

	for (i = 1; i < in->days->n; i++)
		if (in->days->v[i - 1].kind == DAY_START &&
		    in->days->v[i].kind == DAY_END)
			check_duration(out, in, &in->days->v[i - 1],
			    &in->days->v[i]);
}

/* How many of them the gazetteer has in a region; -1 when it cannot say. */
static long
gazetteer_count(const struct check_input *in, const struct count *c,
    const struct region *g)
{
	const struct regions *r = in->know->regions;

	if (counted_is(in->know, c->of, "kecamatan"))
		return g->kecamatan;
	/* desa/kelurahan counts both together. */
	if (counted_is(in->know, c->of, "desa"))
		return strncmp(c->scope, c->of, strlen(c->of)) == 0 ?
		    g->desa + g->kelurahan : g->desa;
	if (counted_is(in->know, c->of, "kelurahan"))
		return g->kelurahan;
	if (counted_is(in->know, c->of, "kabupaten") && strncmp(c->scope, c->of,
	    strlen(c->of)) == 0 && strlen(g->code) == 2)
		return region_count(r, g->code);
	return -1;
}

/* Is another level counted in the same sentence? */
static bool
has_company(const struct check_input *in, const struct count *c)
{
	const struct span *s = passage_sentence(&in->article->body, c->begin);
	size_t i;

	for (i = 0; s != NULL && i < in->counts->n; i++) {
		const struct count *n = &in->counts->v[i];

		if (n != c && !n->is_title && n->begin >= s->begin &&
		    n->end <= s->end && strcmp(n->of, c->of) != 0 &&
		    (counted_is(in->know, n->of, "desa") ||
		    counted_is(in->know, n->of, "kelurahan") ||
		    counted_is(in->know, n->of, "kecamatan")))
			return true;
	}
	return false;
}

static bool
is_district(const struct check_input *in, const struct count *c)
{
	return counted_is(in->know, c->of, "kecamatan") ||
	    counted_is(in->know, c->of, "desa") ||
	    counted_is(in->know, c->of, "kelurahan") ||
	    counted_is(in->know, c->of, "kabupaten");
}

static void
check_districts(struct checks *out, const struct check_input *in,
    const struct count *c)
{
	const struct story *s = in->story;
	const struct region *g;
	struct check row = { .name = "districts",
	    .rule = RULE_CHECK_DISTRICTS, .begin = c->begin,
	    .end = c->end };
	long n;

	if (c->hidden || c->is_share || *s->region == '\0' ||
	    !is_district(in, c))
		return;
	g = region_find(in->know->regions, setting_is_wide(in->article,
	    c->begin, s, in->know) ? s->province : s->region);
	if (g == NULL || (n = gazetteer_count(in, c, g)) < 0)
		return;
	/* One level alone, and few: some of them, not all. */
	if (c->value * 2 < n && !has_company(in, c))
		return;
	row.ok = c->value == n;
	row.claimed = arena_number(&in->article->arena, c->value);
	row.computed = arena_number(&in->article->arena, n);
	checks_add(out, &row);
}

static void
check_operations(struct checks *out, const struct check_input *in)
{
	size_t i;

	for (i = 0; i < in->operations->n; i++) {
		const struct operation *op = &in->operations->v[i];
		struct check c = { .name = "operation",
		    .rule = RULE_CHECK_OPERATION, .begin = op->begin,
		    .end = op->end, .claimed = op->polda,
		    .computed = in->story->polda };

		if (*op->polda == '\0' || *in->story->unit == '\0' ||
		    *in->story->polda == '\0')
			continue;
		c.ok = strcmp(c.claimed, c.computed) == 0;
		checks_add(out, &c);
	}
}

void
checks_find(struct checks *out, const struct check_input *in)
{
	size_t i;

	out->n = 0;
	check_weekdays(out, in);
	check_durations(out, in);
	checks_find_sums(out, in);
	for (i = 0; i < in->counts->n; i++)
		check_districts(out, in, &in->counts->v[i]);
	check_operations(out, in);
}

const char *
checks_failed(const struct checks *checks, struct arena *arena)
{
	const char *joined = "";
	size_t i, j;

	for (i = 0; i < checks->n; i++) {
		if (checks->v[i].ok)
			continue;
		for (j = 0; j < i; j++)
			if (!checks->v[j].ok && strcmp(checks->v[j].name,
			    checks->v[i].name) == 0)
				break;
		if (j == i)
			joined = arena_printf(arena, "%s%s%s", joined,
			    *joined == '\0' ? "" : ";", checks->v[i].name);
	}
	return joined;
}

void
checks_free(struct checks *c)
{
	free(c->v);
	*c = (struct checks){ 0 };
}
