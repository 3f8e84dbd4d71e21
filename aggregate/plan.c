/* SPDX-License-Identifier: MIT */
/*
 * Reads what the command line asks for and finds its columns in the header.
 * Prints nothing.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/item.h"
#include "aggregate/plan.h"
#include "lib/xalloc.h"

#define ALIGN 16	/* of a state */

static int __attribute__((format(printf, 2, 3)))
fail(char *why, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(why, PLAN_MAX_WHY, fmt, ap);
	va_end(ap);
	return -1;
}

/* An item of a list: `WORD:COLUMN=NAME`; an absent part has p = NULL. */
struct item {
	struct slice whole, word, column, name;
};

static bool
next_item(const char **spec, struct item *item)
{
	const char *s = *spec, *end, *mark;

	if (s == NULL)
		return false;
	end = s + strcspn(s, ",");
	*spec = *end == ',' ? end + 1 : NULL;
	*item = (struct item){ .whole = slice(s, (size_t)(end - s)) };
	mark = memchr(s, '=', (size_t)(end - s));
	if (mark != NULL) {
		item->name = slice(mark + 1, (size_t)(end - mark) - 1);
		end = mark;
	}
	item->word = slice(s, (size_t)(end - s));
	mark = memchr(s, ':', (size_t)(end - s));
	if (mark != NULL) {
		item->word.n = (size_t)(mark - s);
		item->column = slice(mark + 1, (size_t)(end - mark) - 1);
	}
	return true;
}

static bool
is_whole(const struct item *item)
{
	return item->word.n > 0 && (item->column.p == NULL ||
	    item->column.n > 0) && (item->name.p == NULL || item->name.n > 0);
}

static char *
copy(struct slice s)
{
	return s.p != NULL ? xmemdup(s.p, s.n) : NULL;
}

/* The name of an output column: as given, or `word_column` (both, of two), or
   `word`. */
static char *
output_name(const struct item *item, bool two)
{
	char *name, *mark;
	size_t n = item->word.n;

	if (item->name.p != NULL)
		return copy(item->name);
	if (item->column.p == NULL)
		return copy(item->word);
	name = xmalloc(n + item->column.n + 2);
	memcpy(name, item->word.p, n);
	name[n] = '_';
	memcpy(name + n + 1, item->column.p, item->column.n);
	name[n + 1 + item->column.n] = '\0';
	if (two && (mark = strchr(name + n + 1, ':')) != NULL)
		*mark = '_';
	return name;
}

/* What was asked for, with the name that it has got. */
static char *
full_spec(const struct item *item, const char *name)
{
	size_t n = item->name.p != NULL ?
	    (size_t)(item->name.p - item->whole.p) - 1 : item->whole.n;
	size_t size = n + strlen(name) + 2;
	char *spec = xmalloc(size);

	(void)snprintf(spec, size, "%.*s=%s", (int)n, item->whole.p, name);
	return spec;
}

int
plan_add_keys(struct plan *plan, const char *spec, char *why)
{
	struct item item;

	while (next_item(&spec, &item)) {
		struct plan_key *key = &plan->keys[plan->nkeys];

		if (!is_whole(&item))
			return fail(why, "-g: '%.*s' is not COLUMN or "
			    "BUCKET:COLUMN", (int)item.whole.n, item.whole.p);
		if (plan->nkeys == PLAN_MAX_KEYS)
			return fail(why, "-g: more than %d columns",
			    PLAN_MAX_KEYS);
		*key = (struct plan_key){ 0 };
		if (item.column.p != NULL && (key->bucket =
		    bucket_find(item.word, &key->width)) == NULL)
			return fail(why, "-g: no bucket is called '%.*s'; "
			    "there are: day week month quarter year weekday "
			    "binWIDTH", (int)item.word.n, item.word.p);
		key->column = copy(item.column.p != NULL ? item.column :
		    item.word);
		key->name = output_name(&item, false);
		key->spec = full_spec(&item, key->name);
		plan->nkeys++;
	}
	return 0;
}

int
plan_add_pairs(struct plan *plan, struct slice column, char *why)
{
	size_t size = column.n + sizeof("_a"), i;

	if (plan->nkeys + PLAN_PAIR_KEYS > PLAN_MAX_KEYS)
		return fail(why, "-g: more than %d columns", PLAN_MAX_KEYS);
	for (i = 0; i < PLAN_PAIR_KEYS; i++) {
		struct plan_key *key = &plan->keys[plan->nkeys++];

		*key = (struct plan_key){ .pair = true };
		key->column = xmemdup(column.p, column.n);
		key->name = xmalloc(size);
		(void)snprintf(key->name, size, "%s_%c", key->column,
		    "ab"[i]);
		key->spec = xmalloc(size + column.n + 1);
		(void)snprintf(key->spec, size + column.n + 1, "%s=%s",
		    key->column, key->name);
	}
	plan->pairs = plan->keys[plan->nkeys - 1].column;
	return 0;
}

size_t
plan_row_count(const struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->nmeasures; i++)
		if (plan->measures[i].column == NULL &&
		    strcmp(plan->measures[i].type->name, "count") == 0)
			break;
	return i;
}

bool
plan_is_ordered(const struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->nmeasures; i++)
		if (plan->measures[i].type->ordered)
			return true;
	return false;
}

static int
fail_measure(char *why, struct slice name)
{
	static const char *const params[] = { "", "N", "WIDTH" };
	const struct measure_type *type;
	size_t i;
	int at = snprintf(why, PLAN_MAX_WHY, "-c: no measure is called '%.*s'; "
	    "there are:", name.n < 100 ? (int)name.n : 100, name.p);

	for (i = 0; (type = measure_at(i)) != NULL; i++)
		at += snprintf(why + at, PLAN_MAX_WHY - (size_t)at, " %s%s",
		    type->name, params[type->params]);
	return -1;
}

/* Whether the measure has the columns that it wants. */
static int
check_columns(const struct item *item, const struct measure_type *type,
    char *why)
{
	int n = (int)item->word.n;
	const char *mark;

	if (type->needs == MEASURE_NOTHING ||
	    type->needs == MEASURE_ROW_OR_NUMBER)
		return 0;
	if (type->needs != MEASURE_TWO_NUMBERS)
		return item->column.p != NULL ? 0 : fail(why,
		    "-c: %.*s wants a column: %.*s:COLUMN", n, item->word.p, n,
		    item->word.p);
	mark = item->column.p != NULL ?
	    memchr(item->column.p, ':', item->column.n) : NULL;
	if (mark == NULL || mark == item->column.p ||
	    mark + 1 == item->column.p + item->column.n)
		return fail(why, "-c: %.*s wants two columns: "
		    "%.*s:COLUMN:COLUMN", n, item->word.p, n, item->word.p);
	return 0;
}

/* A place for one more state: longer ones have fields of 16 bytes. */
static size_t
place_state(struct plan *plan, const struct measure_type *type)
{
	size_t align = type->state_bytes <= sizeof(uint64_t) ?
	    sizeof(uint64_t) : ALIGN;
	size_t offset = (plan->state_bytes + align - 1) / align * align;

	plan->state_bytes = offset + type->state_bytes;
	return offset;
}

static void
add_measure(struct plan *plan, const struct item *item,
    const struct measure_type *type, const struct measure_param *param)
{
	struct plan_measure *m = &plan->measures[plan->nmeasures++];
	bool two = type->needs == MEASURE_TWO_NUMBERS;

	*m = (struct plan_measure){ .type = type, .param = *param,
	    .column = copy(item->column), .name = output_name(item, two),
	    .owner = plan->nmeasures - 1, .offset = place_state(plan, type) };
	m->spec = full_spec(item, m->name);
	if (two) {
		char *mark = strchr(m->column, ':');

		m->second = xstrdup(mark + 1);
		*mark = '\0';
	}
}

int
plan_add_measures(struct plan *plan, const char *spec, char *why)
{
	struct measure_param param;
	struct item item;

	while (next_item(&spec, &item)) {
		const struct measure_type *type =
		    measure_find(item.word, &param);

		if (!is_whole(&item))
			return fail(why, "-c: '%.*s' is not MEASURE:COLUMN",
			    (int)item.whole.n, item.whole.p);
		if (plan->nmeasures == PLAN_MAX_MEASURES)
			return fail(why, "-c: more than %d measures",
			    PLAN_MAX_MEASURES);
		if (type == NULL)
			return fail_measure(why, item.word);
		if (check_columns(&item, type, why) != 0)
			return -1;
		add_measure(plan, &item, type, &param);
	}
	return 0;
}

/* A number of a column, from 1, as its place; -1 when it is none. */
static int
column_number(const struct tsv *t, const char *name)
{
	struct slice text = slice_str(name);
	uint64_t n;

	return item_number(text, &n) && n >= 1 && n <= t->nnames ?
	    (int)n - 1 : -1;
}

/* A column by name or number; -1 with why, naming those there are. */
static int
find_column(const struct tsv *t, const char *name, size_t *at, char *why)
{
	int column = tsv_column(t, name);
	struct buf names;
	size_t i;

	if (column == -1)
		column = column_number(t, name);
	if (column >= 0) {
		*at = (size_t)column;
		return 0;
	}
	buf_init(&names, PLAN_MAX_WHY / 2);
	for (i = 0; i < t->nnames && !names.over; i++) {
		(void)buf_addc(&names, ' ');
		(void)buf_add(&names, t->names[i].p, t->names[i].n);
	}
	(void)fail(why, "%s: no column is called '%.200s'; there are:%s%s",
	    t->name, name, buf_str(&names), names.over ? " ..." : "");
	buf_free(&names);
	return -1;
}

/* The place of a column in a list, at its end when it is not there yet. */
static size_t
place_in(size_t *list, size_t *n, size_t at)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (list[i] == at)
			return i;
	list[*n] = at;
	return (*n)++;
}

/* A column that is read as cells. */
static int
bind_column(struct plan *plan, const struct tsv *t, const char *name,
    size_t *place, char *why)
{
	size_t at;

	if (find_column(t, name, &at, why) != 0)
		return -1;
	*place = place_in(plan->columns, &plan->ncolumns, at);
	return 0;
}

static int
bind_keys(struct plan *plan, const struct tsv *t, char *why)
{
	size_t i;

	for (i = 0; i < plan->nkeys; i++) {
		struct plan_key *key = &plan->keys[i];

		if (bind_column(plan, t, key->column, &key->at, why) != 0)
			return -1;
		if (key->bucket != NULL && plan->split != NULL &&
		    key->at == plan->split_at)
			return fail(why, "--split: '%s' is put in buckets",
			    key->column);
	}
	return 0;
}

/* A column that is read as a number: its place among those. */
static int
bind_number(struct plan *plan, const struct tsv *t, const char *column,
    size_t *number, char *why)
{
	size_t at;

	if (find_column(t, column, &at, why) != 0)
		return -1;
	if (plan->split != NULL && at == plan->columns[plan->split_at])
		return fail(why, "--split: '%s' is measured as a number",
		    column);
	*number = place_in(plan->numbers, &plan->nnumbers, at);
	return 0;
}

static int
bind_measure(struct plan *plan, struct plan_measure *m, const struct tsv *t,
    char *why)
{
	if (m->column == NULL)
		return 0;
	if (m->type->needs == MEASURE_NOTHING ||
	    m->type->needs == MEASURE_TEXT)
		return bind_column(plan, t, m->column, &m->at, why);
	if (bind_number(plan, t, m->column, &m->number, why) != 0)
		return -1;
	return m->second == NULL ? 0 :
	    bind_number(plan, t, m->second, &m->second_number, why);
}

static bool
is_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Whether one measure can read the state that another adds to with add. */
static bool
can_share(const struct plan_measure *m, const struct plan_measure *other,
    void (*add)(const struct measure_rows *))
{
	return other->type->add == add && is_same(m->column, other->column) &&
	    is_same(m->second, other->second) &&
	    (m->type->params != MEASURE_WIDTH ||
	    decimal_compare(&m->param.width, &other->param.width) == 0);
}

static size_t
find_owner(const struct plan *plan, const struct plan_measure *m)
{
	size_t i;

	for (i = 0; m->type->wider != NULL && i < plan->nmeasures; i++)
		if (can_share(m, &plan->measures[i], m->type->wider))
			return i;
	for (i = 0; !can_share(m, &plan->measures[i], m->type->add);)
		i++;
	return i;
}

/* The mean, the sum and the deviation of a column are of one state. */
static void
share_states(struct plan *plan)
{
	struct plan_measure *m = plan->measures;
	size_t i;

	plan->state_bytes = 0;
	for (i = 0; i < plan->nmeasures; i++) {
		m[i].owner = find_owner(plan, &m[i]);
		if (m[i].owner != i)
			continue;
		m[i].offset = place_state(plan, m[i].type);
	}
	for (i = 0; i < plan->nmeasures; i++)
		m[i].offset = m[m[i].owner].offset;
}

int
plan_bind(struct plan *plan, const struct tsv *t, char *why)
{
	size_t i;

	plan->nnumbers = plan->ncolumns = 0;
	if (plan->split != NULL &&
	    bind_column(plan, t, plan->split, &plan->split_at, why) != 0)
		return -1;
	if (bind_keys(plan, t, why) != 0)
		return -1;
	for (i = 0; i < plan->nmeasures; i++)
		if (bind_measure(plan, &plan->measures[i], t, why) != 0)
			return -1;
	share_states(plan);
	return 0;
}

void
plan_wants(const struct plan *plan, bool *wanted)
{
	size_t i;

	for (i = 0; i < plan->ncolumns; i++)
		wanted[plan->columns[i]] = true;
	for (i = 0; i < plan->nnumbers; i++)
		wanted[plan->numbers[i]] = true;
}

void
plan_free(struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->nkeys; i++) {
		free(plan->keys[i].column);
		free(plan->keys[i].name);
		free(plan->keys[i].spec);
	}
	for (i = 0; i < plan->nmeasures; i++) {
		free(plan->measures[i].column);
		free(plan->measures[i].second);
		free(plan->measures[i].name);
		free(plan->measures[i].spec);
	}
	*plan = (struct plan){ 0 };
}
