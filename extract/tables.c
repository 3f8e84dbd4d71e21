/* SPDX-License-Identifier: MIT */
/*
 * The rows of every table, column by column as kliping(5) lists them.
 */
#include <inttypes.h>
#include <string.h>

#include "extract/table.h"
#include "lib/url.h"

#define RULE_MAX_JOINED	512	/* bytes: seven names of rules */

/* The table's rows stand behind one another in t->row, each with its line feed
   before it, until they are many. */
static void
begin_row(struct table *t, const struct article *a)
{
	t->begin = t->row.len;
	tsv_put(&t->row, a->cell[ARTICLE_DOC]);
	if (!t->row.over)
		t->row.data[t->begin] = '\n';
}

static void
begin_numbered(struct table *t, const struct article *a, size_t n)
{
	begin_row(t, a);
	tsv_putn(&t->row, (long long)n);
}

/* A row that is kept: whole, or not at all. */
static void
end_row(struct table *t)
{
	size_t n = t->row.len - t->begin;

	if (t->row.over || n >= TABLE_MAX_ROW ||
	    (t->rows != NULL && (buf_add(t->rows, t->row.data + t->begin + 1,
	    n - 1) != 0 || buf_addc(t->rows, '\n') != 0))) {
		t->lost++;
		t->row.over = false;
		buf_cut(&t->row, t->begin);
	}
	if (t->rows != NULL)
		buf_reset(&t->row);
	else if (t->row.len > TABLE_BUFFER)
		table_flush(t);
}

/* The bytes a row was read from end it; an empty range is none.  Behind them
   stands the rule, where it is wanted. */
static void
end_span(struct table *t, enum rule rule, size_t begin, size_t end)
{
	if (end > begin) {
		tsv_putn(&t->row, (long long)begin);
		tsv_putn(&t->row, (long long)end);
	} else {
		tsv_puts(&t->row, "");
		tsv_puts(&t->row, "");
	}
	if (t->explain)
		tsv_puts(&t->row, rule_names[rule].name);
	end_row(t);
}

static const char *
name_of(const struct knowledge *k, const char *code)
{
	const struct region *g = *code == '\0' ? NULL :
	    region_find(k->regions, code);

	return g == NULL ? "" : g->name;
}

static void
put_date(struct table *t, struct date d)
{
	char text[DATE_TEXT];

	date_text(text, d);
	tsv_puts(&t->row, text);
}

/* A number of the table, or an empty cell. */
static void
put_total(struct table *t, const struct total *total)
{
	if (total->count == NULL)
		tsv_puts(&t->row, "");
	else
		tsv_putn(&t->row, total->count->value);
}

/* FNV-1a of unit (or region), event and date, which must all be known. */
static void
put_event_id(struct table *t, const struct story *s, const struct event *e)
{
	const char *about = s->about_region ? s->region : s->unit;
	uint64_t hash = FNV1A_INIT;
	char text[32] = "";

	if (*about != '\0' && *e->type != '\0' && e->day != NULL) {
		date_text(text, e->day->date);
		hash = fnv1a(hash, about, strlen(about) + 1);
		hash = fnv1a(hash, e->type, strlen(e->type) + 1);
		hash = fnv1a(hash, text, strlen(text));
		(void)snprintf(text, sizeof(text), "%016" PRIx64, hash);
	}
	tsv_puts(&t->row, text);
}

static void
put_event(struct table *t, const struct event *e)
{
	tsv_puts(&t->row, e->type);
	if (e->day == NULL) {
		tsv_puts(&t->row, "");
		tsv_puts(&t->row, "");
	} else {
		put_date(t, e->day->date);
		tsv_puts(&t->row, day_basis_names[e->day->basis]);
	}
	tsv_put(&t->row, e->venue);
}

static void
put_tallies(struct table *t, const struct facts *f)
{
	tsv_putn(&t->row, (long long)f->people.n);
	tsv_puts(&t->row, f->joined_institutions);
	tsv_puts(&t->row, f->joined_themes);
	tsv_putn(&t->row, (long long)f->quotes.n);
	tsv_puts(&t->row, f->failed_checks);
}

/* The rules that decided the cells of an article's row, once each. */
static void
put_event_rules(struct table *t, const struct story *s, const struct event *e)
{
	enum rule rules[5 + TOTALS_MAX] = { s->unit_rule, s->region_rule,
	    e->type_rule, e->day == NULL ? RULE_NONE : RULE_EVENT_DAY,
	    e->venue.n == 0 ? RULE_NONE : e->venue_rule };
	const char *between = "";
	char cell[RULE_MAX_JOINED] = "";
	size_t i, j, n = 0;

	for (i = 0; i < TOTALS_MAX; i++)
		rules[5 + i] = e->total[i].rule;
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		for (j = 0; j < i && rules[j] != rules[i]; j++)
			continue;
		if (j < i || rules[i] == RULE_NONE)
			continue;
		n += (size_t)snprintf(cell + n, sizeof(cell) - n, "%s%s",
		    between, rule_names[rules[i]].name);
		between = ";";
	}
	tsv_puts(&t->row, cell);
}

static void
put_events(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	const struct story *s = &f->story;
	size_t i;

	begin_row(t, a);
	tsv_put(&t->row, a->cell[ARTICLE_URL]);
	tsv_put(&t->row, a->cell[ARTICLE_OUTLET]);
	tsv_put(&t->row, a->title.text);
	tsv_put(&t->row, a->cell[ARTICLE_PUBLISHED]);
	tsv_put(&t->row, a->cell[ARTICLE_AUTHOR]);
	tsv_put(&t->row, a->cell[ARTICLE_EDITOR]);
	tsv_puts(&t->row, s->dateline_name);
	put_event(t, &f->event);
	tsv_puts(&t->row, s->unit);
	tsv_puts(&t->row, s->polda);
	tsv_puts(&t->row, s->region);
	tsv_puts(&t->row, name_of(k, s->region));
	tsv_puts(&t->row, s->province);
	tsv_puts(&t->row, name_of(k, s->province));
	tsv_puts(&t->row, s->basis);
	tsv_puts(&t->row, f->event.operation == NULL ? "" :
	    f->event.operation->name);
	for (i = 0; i < totals_count(k); i++)
		put_total(t, &f->event.total[i]);
	put_tallies(t, f);
	put_event_id(t, s, &f->event);
	if (t->explain)
		put_event_rules(t, s, &f->event);
	end_row(t);
}

static void
put_institutions(struct table *t, const struct article *a,
    const struct facts *f, const struct knowledge *k)
{
	size_t i;

	(void)k;
	for (i = 0; i < f->institutions.n; i++) {
		const struct mention *m = &f->institutions.v[i];

		begin_numbered(t, a, i + 1);
		tsv_puts(&t->row, m->value);
		tsv_puts(&t->row, m->kind);
		tsv_putn(&t->row, (long long)m->n);
		end_span(t, m->rule, m->begin, m->end);
	}
}

static void
put_themes(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	size_t i;

	(void)k;
	for (i = 0; i < f->themes.n; i++) {
		const struct mention *m = &f->themes.v[i];

		begin_numbered(t, a, i + 1);
		tsv_puts(&t->row, m->value);
		tsv_putn(&t->row, (long long)m->n);
		end_span(t, m->rule, m->begin, m->end);
	}
}

static void
put_operations(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	size_t i;

	(void)k;
	for (i = 0; i < f->operations.n; i++) {
		const struct operation *op = &f->operations.v[i];

		begin_numbered(t, a, i + 1);
		tsv_puts(&t->row, op->name);
		tsv_puts(&t->row, op->series);
		tsv_puts(&t->row, op->suffix);
		tsv_puts(&t->row, op->polda);
		tsv_puts(&t->row, op->stage);
		tsv_puts(&t->row, op->year);
		tsv_put(&t->row, op->raw);
		end_span(t, op->rule, op->begin, op->end);
	}
}

static void
put_counts(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	size_t i, n = 0;

	(void)k;
	for (i = 0; i < f->counts.n; i++) {
		const struct count *c = &f->counts.v[i];

		if (c->hidden)
			continue;
		begin_numbered(t, a, ++n);
		tsv_putn(&t->row, c->value);
		tsv_puts(&t->row, c->of);
		tsv_puts(&t->row, c->scope);
		tsv_puts(&t->row, c->approx);
		end_span(t, c->rule, c->begin, c->end);
	}
}

static void
put_dates(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	size_t i, n = 0;

	(void)k;
	for (i = 0; i < f->days.n; i++) {
		const struct day *d = &f->days.v[i];

		if (d->hidden)
			continue;
		begin_numbered(t, a, ++n);
		put_date(t, d->date);
		tsv_puts(&t->row, "day");
		tsv_puts(&t->row, day_basis_names[d->basis]);
		tsv_puts(&t->row, day_kind_names[d->kind]);
		tsv_puts(&t->row, d->weekday < 0 ? "" : d->weekday_ok ? "1" :
		    "0");
		tsv_put(&t->row, slice(a->body.text.p + d->begin,
		    d->end - d->begin));
		end_span(t, d->rule, d->begin, d->end);
	}
}

static void
put_places(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	size_t i;

	(void)k;
	for (i = 0; i < f->places.n; i++) {
		const struct spot *s = &f->places.v[i];

		begin_numbered(t, a, i + 1);
		tsv_puts(&t->row, s->name);
		tsv_puts(&t->row, s->place->code);
		tsv_puts(&t->row, place_level(s->place));
		tsv_puts(&t->row, place_basis(s->place));
		end_span(t, place_rule(s->place), s->begin, s->end);
	}
}

static void
put_checks(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	size_t i;

	(void)k;
	for (i = 0; i < f->checks.n; i++) {
		const struct check *c = &f->checks.v[i];

		begin_numbered(t, a, i + 1);
		tsv_puts(&t->row, c->name);
		tsv_puts(&t->row, c->ok ? "1" : "0");
		tsv_puts(&t->row, c->claimed);
		tsv_puts(&t->row, c->computed);
		end_span(t, c->rule, c->begin, c->end);
	}
}

static void
put_people(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	size_t i;

	(void)k;
	for (i = 0; i < f->people.n; i++) {
		const struct person *q = &f->people.v[i];

		begin_numbered(t, a, i + 1);
		tsv_puts(&t->row, q->name);
		tsv_puts(&t->row, q->rank);
		tsv_puts(&t->row, q->role);
		tsv_puts(&t->row, q->body);
		tsv_puts(&t->row, q->region);
		end_span(t, q->rule, q->begin, q->end);
	}
}

static void
put_quotes(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	size_t i;

	(void)k;
	for (i = 0; i < f->quotes.n; i++) {
		const struct quote *q = &f->quotes.v[i];

		begin_numbered(t, a, i + 1);
		tsv_puts(&t->row, q->speaker == QUOTE_NOBODY ? "" :
		    f->people.v[q->speaker].name);
		tsv_puts(&t->row, q->role);
		tsv_puts(&t->row, q->verb);
		tsv_putn(&t->row, q->direct);
		tsv_put(&t->row, q->text);
		end_span(t, q->rule, q->begin, q->end);
	}
}

const struct table_kind table_kinds[] = {
	{ "events", "doc\turl\toutlet\ttitle\tpublished\tauthor\teditor\t"
	    "dateline\tevent\tevent_date\tdate_basis\tvenue\tunit\tpolda\t"
	    "region\tregion_name\tprovince\tprovince_name\tregion_basis\t"
	    "operation\t*\tpeople\tinstitutions\tthemes\t"
	    "quotes\tchecks\tevent_id", put_events },
	{ "people", "doc\tn\tname\trank\trole\tbody\tregion\tbegin\tend",
	    put_people },
	{ "institutions", "doc\tn\tinstitution\tkind\tmentions\tbegin\tend",
	    put_institutions },
	{ "counts", "doc\tn\tvalue\tof\tscope\tapprox\tbegin\tend",
	    put_counts },
	{ "quotes", "doc\tn\tspeaker\trole\tverb\tdirect\ttext\tbegin\tend",
	    put_quotes },
	{ "operations", "doc\tn\toperation\tseries\tsuffix\tpolda\tstage\t"
	    "year\traw\tbegin\tend", put_operations },
	{ "dates", "doc\tn\tdate\tprecision\tbasis\tkind\tweekday_ok\traw\t"
	    "begin\tend", put_dates },
	{ "places", "doc\tn\tname\tcode\tlevel\tbasis\tbegin\tend",
	    put_places },
	{ "themes", "doc\tn\ttheme\tmentions\tbegin\tend", put_themes },
	{ "checks", "doc\tn\tcheck\tok\tclaimed\tcomputed\tbegin\tend",
	    put_checks },
	{ NULL, NULL, NULL }
};
