/* SPDX-License-Identifier: MIT */
/*
 * Writes and reads states.  Holds one row beside the groups.  Prints nothing.
 */
#include <stdlib.h>

#include "aggregate/item.h"
#include "aggregate/state.h"
#include "lib/xalloc.h"

#define END_COLUMN 1	/* of the number of groups, in the last row */
#define PAUSE ((size_t)128 << 10)	/* bytes of states from one pause to
					   the next, as of rows */

static char
key_mark(const struct plan *plan, size_t i)
{
	return plan->keys[i].pair ? 'p' : 'g';
}

static void
write_header(const struct plan *plan, struct buf *row)
{
	size_t i;

	(void)buf_adds(row, STATE_VERSION);
	for (i = 0; i < plan->nkeys; i++)
		(void)buf_addf(row, "\t%c:%s", key_mark(plan, i),
		    plan->keys[i].spec);
	for (i = 0; i < plan->nmeasures; i++)
		(void)buf_addf(row, "\tc:%s", plan->measures[i].spec);
	(void)buf_addc(row, '\n');
}

static void
write_end(const struct plan *plan, uint64_t ngroups, struct buf *row)
{
	size_t i;

	(void)buf_adds(row, "end\t");
	item_put_number(row, ngroups);
	for (i = 1; i < plan->nkeys + plan->nmeasures; i++)
		(void)buf_addc(row, '\t');
	(void)buf_addc(row, '\n');
}

static void
put_row(struct buf *row, FILE *fp)
{
	(void)fwrite(row->data, 1, row->len, fp);
	buf_reset(row);
}

void
state_write(struct feed *f, FILE *fp)
{
	const struct group **sorted = groups_sorted(&f->groups);
	struct buf row;
	size_t i;

	buf_init(&row, SIZE_MAX);
	write_header(f->plan, &row);
	put_row(&row, fp);
	for (i = 0; i < f->groups.n; i++) {
		(void)buf_adds(&row, "group\t");
		feed_save(f, sorted[i], &row);
		(void)buf_addc(&row, '\n');
		put_row(&row, fp);
	}
	write_end(f->plan, f->groups.n, &row);
	put_row(&row, fp);
	buf_free(&row);
	free(sorted);
}

struct spilled {
	struct spill	*spill;
	FILE		*fp;
	struct buf	 row;
	uint64_t	 ngroups;
};

static int
write_spilled(struct spill_group *g, void *with)
{
	struct spilled *to = with;
	const struct plan *plan = to->spill->plan;
	size_t i;

	(void)buf_adds(&to->row, "group\t");
	feed_save_keys(plan, g->group.key, &to->row);
	put_row(&to->row, to->fp);
	for (i = 0; i < plan->nmeasures; i++) {
		if (i > 0 || plan->nkeys > 0)
			(void)putc('\t', to->fp);
		if (!spill_save(to->spill, g, i, to->fp))
			return -1;
	}
	(void)putc('\n', to->fp);
	to->ngroups++;
	return 0;
}

int
state_write_spilled(struct spill *s, FILE *fp)
{
	struct spilled to = { .spill = s, .fp = fp };
	int rc;

	buf_init(&to.row, SIZE_MAX);
	write_header(s->plan, &to.row);
	put_row(&to.row, fp);
	rc = spill_merge(s, write_spilled, &to);
	if (rc == 0) {
		write_end(s->plan, to.ngroups, &to.row);
		put_row(&to.row, fp);
	}
	buf_free(&to.row);
	return rc;
}

/* The first of the two brings both. */
static int
add_pairs(struct plan *plan, const char *spec, char *why)
{
	const char *mark = strrchr(spec, '=');

	if (plan->pairs != NULL)
		return 0;
	return mark == NULL || mark == spec ? -1 : plan_add_pairs(plan,
	    slice(spec, (size_t)(mark - spec)), why);
}

static int
add_column(struct plan *plan, struct slice name, char *why)
{
	char *spec;
	int rc = -1;

	(void)snprintf(why, PLAN_MAX_WHY, "not the header of a state");
	if (name.n < 3 || name.p[1] != ':' ||
	    memchr(name.p, ',', name.n) != NULL)
		return -1;
	spec = xmemdup(name.p + 2, name.n - 2);
	if (*name.p == 'p' && plan->nmeasures == 0)
		rc = add_pairs(plan, spec, why);
	else if (*name.p == 'g' && plan->nmeasures == 0 &&
	    plan->pairs == NULL)
		rc = plan_add_keys(plan, spec, why);
	else if (*name.p == 'c')
		rc = plan_add_measures(plan, spec, why);
	free(spec);
	return rc;
}

static bool
is_spec(struct slice name, char mark, const char *spec)
{
	return name.n > 2 && *name.p == mark && name.p[1] == ':' &&
	    slice_is(slice(name.p + 2, name.n - 2), spec);
}

/* Whether cells are those of the header. */
static bool
is_header(const struct plan *plan, const struct slice *cells, size_t n)
{
	size_t i;

	if (n != 1 + plan->nkeys + plan->nmeasures ||
	    !slice_is(cells[0], STATE_VERSION))
		return false;
	cells++;
	for (i = 0; i < plan->nkeys; i++)
		if (!is_spec(*cells++, key_mark(plan, i), plan->keys[i].spec))
			return false;
	for (i = 0; i < plan->nmeasures; i++)
		if (!is_spec(*cells++, 'c', plan->measures[i].spec))
			return false;
	return true;
}

bool
state_is_like(const struct plan *plan, const struct tsv *t)
{
	return is_header(plan, t->names, t->nnames);
}

int
state_plan(struct plan *plan, const struct tsv *t, char *why)
{
	size_t i;

	if (!slice_is(t->names[0], STATE_VERSION)) {
		(void)snprintf(why, PLAN_MAX_WHY, "not a state: its header "
		    "does not begin with %s", STATE_VERSION);
		return -1;
	}
	for (i = 1; i < t->nnames; i++)
		if (add_column(plan, t->names[i], why) != 0)
			return -1;
	if (plan->nmeasures == 0) {
		(void)snprintf(why, PLAN_MAX_WHY, "a state without measures");
		return -1;
	}
	/* Support and lift come from the rows that are counted. */
	if (state_is_like(plan, t) && (plan->pairs == NULL ||
	    plan_row_count(plan) < plan->nmeasures))
		return 0;
	(void)snprintf(why, PLAN_MAX_WHY, "not the header of a state");
	return -1;
}

/* One row; NULL, or why it is wrong.  open: between a header and its end. */
static const char *
take_row(struct feed *f, const struct tsv *t, bool *open, uint64_t *groups)
{
	uint64_t n;

	if (*open && slice_is(t->field[0], "group")) {
		++*groups;
		return feed_load(f, t->field + 1) ? NULL :
		    "a state that no run wrote";
	}
	if (*open && slice_is(t->field[0], "end")) {
		*open = false;
		return item_number(t->field[END_COLUMN], &n) && n == *groups ?
		    NULL : "rows of the state are lost";
	}
	if (*open || !is_header(f->plan, t->field, t->nfields))
		return "not a row of a state";
	*open = true;
	*groups = 0;
	return NULL;
}

static size_t
row_bytes(const struct tsv *t)
{
	const struct slice *last = &t->field[t->nfields - 1];

	return (size_t)(last->p + last->n - t->field[0].p) + 1;
}

enum got
state_read(struct feed *f, struct tsv *t)
{
	uint64_t groups = 0;
	bool open = true;
	const char *why;
	enum got got;

	while ((got = tsv_next(t)) == GOT_RECORD) {
		why = take_row(f, t, &open, &groups);
		f->unpaused += row_bytes(t);
		if (why == NULL && f->pause != NULL && f->unpaused >= PAUSE) {
			f->unpaused = 0;
			if (f->pause(f, f->with) != 0)
				why = "no room for what memory does not hold";
		}
		if (why != NULL) {
			t->why = why;
			return GOT_BROKEN;
		}
	}
	if (got == GOT_END && open) {
		t->why = "the state has no end";
		return GOT_BROKEN;
	}
	return got == GOT_END ? GOT_END : GOT_BROKEN;
}
