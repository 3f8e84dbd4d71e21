/* SPDX-License-Identifier: MIT */
/*
 * Writes groups to sorted runs and merges these.  Holds one group and an item of
 * each run; what a measure has in many items passes through one by one.
 *
 * A run is, for each group: the length of its key, the key, and the states of
 * its measures, each as text with a TAB behind it.  When SPILL_FAN runs of a
 * level are there they become one of the next, so that no row is written more
 * often than there are levels, and runs keep the order of what they hold.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/item.h"
#include "aggregate/spill.h"
#include "lib/xalloc.h"

#define KEY_PART ((size_t)64 << 10)	/* bytes of a key read at once */
#define MAX_CURSORS ((size_t)SPILL_FAN * SPILL_LEVELS)

/* A run being read. */
struct cursor {
	FILE		*fp;
	bool		 live;		/* a group stands in key */
	struct buf	 key;
	bool		 here;		/* it is the group in work */
	bool		 more;		/* an item stands in text */
	struct buf	 raw, text;
	struct decimal	 number;
	uint64_t	 count;
};

struct merge {
	struct spill	*spill;
	struct cursor	*cursors;
	size_t		 n;
};

void
spill_init(struct spill *s, const struct plan *plan, const char *dir,
    size_t limit)
{
	size_t i;

	*s = (struct spill){ .plan = plan, .dir = dir, .limit = limit };
	(void)pthread_mutex_init(&s->lock, NULL);
	s->merged.group.states = xcalloc(1, plan->state_bytes + 1);
	s->merged.items = xcalloc(plan->nmeasures,
	    sizeof(*s->merged.items));
	for (i = 0; i < plan->nmeasures; i++)
		s->merged.items[i].dir = dir;
}

void
spill_free(struct spill *s)
{
	size_t i, j;

	for (i = 0; i < SPILL_LEVELS; i++)
		for (j = 0; j < s->level[i].n; j++)
			(void)fclose(s->level[i].runs[j]);
	for (i = 0; s->plan != NULL && i < s->plan->nmeasures; i++)
		items_free(&s->merged.items[i]);
	free(s->merged.items);
	free(s->merged.group.states);
	*s = (struct spill){ 0 };
}

static int
fail(struct spill *s, int error)
{
	if (s->error == 0)
		s->error = error != 0 ? error : EIO;
	return -1;
}

/* A run failed or ended too soon. */
static bool
cut(struct spill *s, FILE *fp)
{
	return fail(s, ferror(fp) ? errno : EIO) == 0;
}

static void
put_key(FILE *fp, struct slice key)
{
	uint64_t n = key.n;

	(void)fwrite(&n, sizeof(n), 1, fp);
	(void)fwrite(key.p, 1, key.n, fp);
}

/* Begin to read a run: what was written must all have arrived. */
static int
turn_round(struct spill *s, FILE *fp)
{
	errno = 0;
	if (fflush(fp) != 0 || ferror(fp))
		return fail(s, errno);
	rewind(fp);
	return 0;
}

/* A length that a damaged file tells wrong costs no more memory than there are
   bytes. */
static bool
read_key(struct merge *m, struct cursor *c)
{
	uint64_t n;
	size_t part;

	buf_reset(&c->key);
	part = fread(&n, 1, sizeof(n), c->fp);
	c->live = part == sizeof(n);
	if (!c->live)
		return (part == 0 && feof(c->fp)) || cut(m->spill, c->fp);
	for (; n > 0; n -= part) {
		part = n < KEY_PART ? (size_t)n : KEY_PART;
		if (buf_reserve(&c->key, part) != 0 ||
		    fread(c->key.data + c->key.len, 1, part, c->fp) != part)
			return cut(m->spill, c->fp);
		c->key.len += part;
	}
	return true;
}

/* Read up to a mark, or to the TAB; false when that came first. */
static bool
read_until(struct merge *m, struct cursor *c, int mark)
{
	int byte;

	buf_reset(&c->raw);
	while ((byte = getc_unlocked(c->fp)) != mark && byte != '\t') {
		if (byte == EOF)
			return cut(m->spill, c->fp);
		(void)buf_addc(&c->raw, (char)byte);
	}
	return byte == mark;
}

/* The next item of the cell. */
static void
read_item(struct merge *m, struct cursor *c, enum measure_items kind)
{
	struct slice item;

	c->more = read_until(m, c, ';');
	if (!c->more)
		return;
	item = slice(c->raw.data, c->raw.len);
	buf_reset(&c->text);
	if (!item_counted(&item, &c->count) || (kind == MEASURE_TEXTS ?
	    !item_text(&c->text, item) :
	    !decimal_load(&c->number, item)))
		c->more = fail(m->spill, EIO) == 0;
}

static int
by_bytes(const struct buf *a, const struct buf *b)
{
	return slice_compare(slice(a->data, a->len), slice(b->data, b->len));
}

static int
by_item(const struct cursor *a, const struct cursor *b,
    enum measure_items kind)
{
	return kind == MEASURE_TEXTS ? by_bytes(&a->text, &b->text) :
	    decimal_compare(&a->number, &b->number);
}

/* Merge the items of one measure of the group in work. */
static void
merge_items(struct merge *m, size_t measure)
{
	enum measure_items kind =
	    m->spill->plan->measures[measure].type->items;
	struct items *out = &m->spill->merged.items[measure];
	struct cursor *least, *c, *end = m->cursors + m->n;
	uint64_t count;

	items_reset(out);
	for (c = m->cursors; c < end; c++)
		if (c->here)
			read_item(m, c, kind);
	for (;;) {
		least = NULL;
		for (c = m->cursors; c < end; c++)
			if (c->here && c->more && (least == NULL ||
			    by_item(c, least, kind) < 0))
				least = c;
		if (least == NULL)
			break;
		count = 0;
		/* Behind it are those that are not less, in any case. */
		for (c = end - 1; c >= least; c--) {
			if (!c->here || !c->more || by_item(c, least, kind))
				continue;
			count += c->count;
			if (c > least)
				read_item(m, c, kind);
		}
		items_add(out, kind == MEASURE_TEXTS ?
		    slice(buf_str(&least->text), least->text.len) :
		    slice((const char *)&least->number,
		    sizeof(least->number)), count);
		read_item(m, least, kind);
	}
	if (out->error != 0)
		(void)fail(m->spill, out->error);
}

/* Add up the states of one measure. */
static void
merge_states(struct merge *m, size_t measure)
{
	const struct plan *plan = m->spill->plan;
	const struct plan_measure *p = &plan->measures[measure];
	const struct measure_aid aid = { .read = plan->read,
	    .param = &p->param, .loose = &(size_t){ 0 } };
	char *state = (char *)m->spill->merged.group.states + p->offset;
	struct cursor *c;

	for (c = m->cursors; c < m->cursors + m->n; c++) {
		if (!c->here)
			continue;
		(void)read_until(m, c, '\t');
		if (c->raw.len > 0 && !p->type->load(state,
		    slice(c->raw.data, c->raw.len), &aid))
			(void)fail(m->spill, EIO);
	}
}

static void
free_states(struct spill *s)
{
	const struct plan *plan = s->plan;
	size_t i;

	for (i = 0; i < plan->nmeasures; i++)
		if (plan->measures[i].owner == i &&
		    plan->measures[i].type->items == MEASURE_NO_ITEMS &&
		    plan->measures[i].type->free != NULL)
			plan->measures[i].type->free((char *)
			    s->merged.group.states +
			    plan->measures[i].offset);
	memset(s->merged.group.states, 0, plan->state_bytes);
}

/* Find the least key among the cursors and mark those that have it. */
static bool
find_group(struct merge *m, struct buf *key)
{
	struct cursor *least = NULL, *c, *end = m->cursors + m->n;

	for (c = m->cursors; c < end; c++)
		if (c->live && (least == NULL ||
		    by_bytes(&c->key, &least->key) < 0))
			least = c;
	if (least == NULL)
		return false;
	buf_reset(key);
	(void)buf_add(key, least->key.data, least->key.len);
	for (c = m->cursors; c < end; c++)
		c->here = c->live && by_bytes(&c->key, key) == 0;
	return true;
}

static int
merge_groups(struct merge *m, spill_visit *visit, void *with)
{
	struct spill *s = m->spill;
	struct spill_group *g = &s->merged;
	struct buf key;
	size_t i;
	int rc = 0;

	buf_init(&key, SIZE_MAX);
	while (rc == 0 && s->error == 0 && find_group(m, &key)) {
		for (i = 0; i < s->plan->nmeasures; i++) {
			if (s->plan->measures[i].owner != i)
				continue;
			if (s->plan->measures[i].type->items ==
			    MEASURE_NO_ITEMS)
				merge_states(m, i);
			else
				merge_items(m, i);
		}
		g->group.key = slice(buf_str(&key), key.len);
		for (i = 0; i < m->n; i++)
			if (m->cursors[i].here)
				(void)read_key(m, &m->cursors[i]);
		if (s->error == 0)
			rc = visit(g, with);
		free_states(s);
	}
	buf_free(&key);
	return rc == 0 && s->error == 0 ? 0 : -1;
}

/* Merge some runs. */
static int
merge_runs(struct spill *s, FILE *const *runs, size_t n, spill_visit *visit,
    void *with)
{
	struct merge m = { s, xcalloc(n, sizeof(*m.cursors)), n };
	size_t i;
	int rc = 0;

	for (i = 0; i < n; i++) {
		m.cursors[i].fp = runs[i];
		buf_init(&m.cursors[i].key, SIZE_MAX);
		buf_init(&m.cursors[i].raw, SIZE_MAX);
		buf_init(&m.cursors[i].text, SIZE_MAX);
		if (rc == 0)
			rc = turn_round(s, runs[i]);
		if (rc == 0 && !read_key(&m, &m.cursors[i]))
			rc = -1;
	}
	if (rc == 0)
		rc = merge_groups(&m, visit, with);
	for (i = 0; i < n; i++) {
		buf_free(&m.cursors[i].key);
		buf_free(&m.cursors[i].raw);
		buf_free(&m.cursors[i].text);
	}
	free(m.cursors);
	return rc;
}

/* An item as text: what item_counted and its kind read. */
static void
put_item(struct buf *out, struct slice text, uint64_t count,
    enum measure_items kind)
{
	struct decimal number;

	item_put_number(out, count);
	(void)buf_addc(out, ':');
	if (kind == MEASURE_TEXTS)
		item_put_text(out, text);
	else {
		memcpy(&number, text.p, sizeof(number));
		decimal_put(out, &number);
	}
	item_end(out);
}

bool
spill_save(struct spill *s, struct spill_group *g, size_t measure, FILE *fp)
{
	const struct plan_measure *m = &s->plan->measures[measure];
	struct items *items = &g->items[m->owner];
	struct slice text;
	struct buf out;
	uint64_t count;

	buf_init(&out, SIZE_MAX);
	if (m->type->items == MEASURE_NO_ITEMS) {
		m->type->save(&out, (char *)g->group.states + m->offset);
		(void)fwrite(buf_str(&out), 1, out.len, fp);
	} else {
		items_rewind(items);
		while (items_next(items, &text, &count)) {
			/* A set's strings are counted once each. */
			put_item(&out, text, m->type->is_set ? 1 : count,
			    m->type->items);
			(void)fwrite(out.data, 1, out.len, fp);
			buf_reset(&out);
		}
		if (items->error != 0)
			(void)fail(s, items->error);
	}
	buf_free(&out);
	return s->error == 0;
}

struct target {
	struct spill	*spill;
	FILE		*fp;
};

static int
write_group(struct spill_group *g, void *with)
{
	const struct target *to = with;
	size_t i;

	put_key(to->fp, g->group.key);
	for (i = 0; i < to->spill->plan->nmeasures; i++) {
		if (to->spill->plan->measures[i].owner != i)
			continue;
		(void)spill_save(to->spill, g, i, to->fp);
		(void)putc('\t', to->fp);
	}
	return ferror(to->fp) ? fail(to->spill, errno) : 0;
}

static int add_run(struct spill *, size_t level, FILE *);

/* A level that is full becomes one run of the next. */
static int
merge_level(struct spill *s, size_t level)
{
	struct target to = { s, items_open_file(s->dir) };
	size_t i;

	if (to.fp == NULL)
		return fail(s, errno);
	errno = 0;
	if (merge_runs(s, s->level[level].runs, s->level[level].n,
	    write_group, &to) != 0) {
		(void)fclose(to.fp);
		return -1;
	}
	for (i = 0; i < s->level[level].n; i++)
		(void)fclose(s->level[level].runs[i]);
	s->level[level].n = 0;
	return add_run(s, level + 1, to.fp);
}

/* The recursion ends at the last level, which is never full: SPILL_FAN to the
   power of SPILL_LEVELS runs are more than there are bytes on a disk. */
static int
add_run(struct spill *s, size_t level, FILE *fp)
{
	s->level[level].runs[s->level[level].n++] = fp;
	if (s->level[level].n == SPILL_FAN && level + 1 < SPILL_LEVELS)
		return merge_level(s, level);
	return 0;
}

static void
write_feed(const struct feed *f, FILE *fp)
{
	const struct group **sorted = groups_sorted(&f->groups);
	const struct plan *plan = f->plan;
	struct buf cell;
	size_t i, j;

	buf_init(&cell, SIZE_MAX);
	for (i = 0; i < f->groups.n; i++) {
		put_key(fp, sorted[i]->key);
		for (j = 0; j < plan->nmeasures; j++) {
			if (plan->measures[j].owner != j)
				continue;
			buf_reset(&cell);
			plan->measures[j].type->save(&cell,
			    feed_state(f, sorted[i], j));
			(void)buf_addc(&cell, '\t');
			(void)fwrite(cell.data, 1, cell.len, fp);
		}
	}
	buf_free(&cell);
	free(sorted);
}

int
spill_feed(struct spill *s, struct feed *f)
{
	FILE *fp = NULL;
	int rc = -1;

	(void)pthread_mutex_lock(&s->lock);
	if (s->error == 0 && (fp = items_open_file(s->dir)) == NULL)
		(void)fail(s, errno);
	if (fp != NULL) {
		if (s->before != NULL)
			s->before(f, s->with);
		errno = 0;
		write_feed(f, fp);
		s->nruns++;
		if (fflush(fp) != 0 || ferror(fp)) {
			(void)fail(s, errno);
			(void)fclose(fp);
		} else
			rc = add_run(s, 0, fp);
	}
	feed_reset(f);
	(void)pthread_mutex_unlock(&s->lock);
	return rc;
}

int
spill_merge(struct spill *s, spill_visit *visit, void *with)
{
	FILE *runs[MAX_CURSORS];
	size_t n = 0, i, j;

	/* Higher levels hold what came first. */
	for (i = SPILL_LEVELS; i > 0; i--)
		for (j = 0; j < s->level[i - 1].n; j++)
			runs[n++] = s->level[i - 1].runs[j];
	return merge_runs(s, runs, n, visit, with);
}
