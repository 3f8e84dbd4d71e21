/* SPDX-License-Identifier: MIT */
/*
 * The order in which an article's facts are found: what it is about first,
 * because every other part may ask for it.
 */
#include "extract/facts.h"

static void
find_event(struct facts *f, struct article *a, const struct knowledge *k)
{
	struct event *e = &f->event;

	*e = (struct event){ .type = "" };
	event_find_type(e, a, &f->story, k);
	e->day = days_choose_event(&f->days, a, k);
	event_find_venue(e, a, &f->story, &f->days, k);
	e->operation = operation_of(&f->operations, &f->story);
	event_find_totals(e, a, &f->story, &f->counts, k);
}

static void
find_checks(struct facts *f, struct article *a, const struct knowledge *k)
{
	struct check_input in = { .article = a, .story = &f->story,
	    .counts = &f->counts, .days = &f->days,
	    .operations = &f->operations, .know = k };

	checks_find(&f->checks, &in);
}

void
facts_find(struct facts *f, struct article *a, const struct knowledge *k)
{
	units_find(&f->units, a, k);
	story_find(&f->story, a, &f->units, k);
	institutions_find(&f->institutions, a, &f->story, k);
	themes_find(&f->themes, a, k);
	operations_find(&f->operations, a, k);
	counts_find(&f->counts, a, k);
	days_find(&f->days, a, &f->story, k);
	find_event(f, a, k);
	find_checks(f, a, k);
	spots_find(&f->places, a, &f->story, k);
	people_find(&f->people, a, &f->story, k);
	quotes_find(&f->quotes, a, &f->story, &f->people, k);
	f->joined_institutions = mentions_join(&f->institutions, &a->arena);
	f->joined_themes = mentions_join(&f->themes, &a->arena);
	f->failed_checks = checks_failed(&f->checks, &a->arena);
}

void
facts_free(struct facts *f)
{
	units_free(&f->units);
	mentions_free(&f->institutions);
	mentions_free(&f->themes);
	operations_free(&f->operations);
	counts_free(&f->counts);
	days_free(&f->days);
	checks_free(&f->checks);
	spots_free(&f->places);
	people_free(&f->people);
	quotes_free(&f->quotes);
}
