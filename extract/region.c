/* SPDX-License-Identifier: MIT */
/*
 * The gazetteer and the police commands in memory: seven data files, their
 * names in the matcher, and the questions that rules ask of them.  Names that
 * mean several places are chains; who asks says where the story plays.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/extract_data.h"
#include "extract/knowledge.h"
#include "extract/region.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

enum { T_REGIONS, T_DISTRICTS, T_ALIASES, T_SEATS, T_UNITS, T_UNITNAMES,
    REGION_TABLES };

/* Codes of 4 digits stand at their value, those of 2 behind them. */
#define REGION_CODES	(10000 + 100)

struct regions {
	struct data_table table[REGION_TABLES];
	struct region	*region;	/* sorted by code, as the file is */
	uint16_t	 by_code[REGION_CODES];	/* 1 + index of region; 0: none */
	struct place	*place;		/* 0 is none */
	struct unit_name *unit;		/* 0 is none */
	size_t		 nregions, nplaces, nunits, place_cap, unit_cap;
	char		*why;		/* while loading */
	size_t		 whysize;
};

static const struct {
	const char	*name;
	const char	*columns[6];
} files[REGION_TABLES] = {
	[T_REGIONS] = { "regions.tsv",
	    { "code", "name", "kecamatan", "desa", "kelurahan", NULL } },
	[T_DISTRICTS] = { "districts.tsv", { "code", "name", NULL } },
	[T_ALIASES] = { "aliases.tsv", { "alias", "code", NULL } },
	[T_SEATS] = { "seats.tsv", { "seat", "code", NULL } },
	[T_UNITS] = { "units.tsv",
	    { "name", "prefix", "region", "polda", NULL } },
	[T_UNITNAMES] = { "unitnames.tsv", { "alias", "name", NULL } },
};

static int
refuse(struct regions *r, int table, size_t row, const char *reason)
{
	return data_refuse(&r->table[table], row, reason, r->why, r->whysize);
}

static bool
is_code(const char *s, size_t n)
{
	return strlen(s) == n && strspn(s, "0123456789") == n;
}

/* A count of the file, or -1. */
static long
read_count(const char *s)
{
	char *end;
	long n;

	if (!ascii_is_digit(*s) || strlen(s) > 6)
		return -1;
	n = strtol(s, &end, 10);
	return *end == '\0' ? n : -1;
}

/* Where a code of 2 or 4 digits stands in by_code, a longer one as its first 4;
   REGION_CODES when it is none. */
static size_t
place_of_code(const char *code)
{
	size_t at = 0, i;

	for (i = 0; i < 4 && ascii_is_digit(code[i]); i++)
		at = at * 10 + (size_t)(code[i] - '0');
	if (i == 4)
		return at;
	return i == 2 && code[2] == '\0' ? 10000 + at : REGION_CODES;
}

static int
read_region(struct regions *r, size_t row)
{
	const struct data_table *t = &r->table[T_REGIONS];
	struct region *g = &r->region[row];
	const char *space;

	*g = (struct region){ data_cell(t, row, 0), data_cell(t, row, 1),
	    data_cell(t, row, 1), read_count(data_cell(t, row, 2)),
	    read_count(data_cell(t, row, 3)), read_count(data_cell(t, row, 4)),
	    false, "", 0 };
	if (!is_code(g->code, 2) && !is_code(g->code, 4))
		return refuse(r, T_REGIONS, row, "code is not 2 or 4 digits");
	if (g->kecamatan < 0 || g->desa < 0 || g->kelurahan < 0)
		return refuse(r, T_REGIONS, row, "count is no number");
	if (row > 0 && strcmp(g[-1].code, g->code) == 0)
		return refuse(r, T_REGIONS, row, "code is there twice");
	r->by_code[place_of_code(g->code)] = (uint16_t)(row + 1);
	if (strlen(g->code) == 2)
		return 0;
	/* The files' names begin with a word for the kind of region, and the
	   codes of cities with 71 (Kemendagri). */
	g->is_kota = g->code[2] >= '7';
	if ((space = strchr(g->name, ' ')) != NULL)
		g->base = space + 1;
	return 0;
}

static void
add_place(struct regions *r, struct matcher *m, struct place place,
    struct slice name, unsigned flags)
{
	uint32_t first;

	r->place = xgrow(r->place, r->nplaces, &r->place_cap,
	    sizeof(*r->place));
	place.next = 0;
	r->place[r->nplaces] = place;
	first = matcher_add(m, LEX_PLACE, (uint32_t)r->nplaces, name, flags);
	if (first != r->nplaces) {
		while (r->place[first].next != 0)
			first = r->place[first].next;
		if (strcmp(r->place[first].code, place.code) == 0)
			return;
		r->place[first].next = (uint32_t)r->nplaces;
	}
	r->nplaces++;
}

/* How many kabupaten and kota each province has. */
static void
count_parts(struct regions *r)
{
	size_t i, at;

	for (i = 0; i < r->nregions; i++) {
		const char *code = r->region[i].code;

		at = 10000 + (size_t)(code[0] - '0') * 10 +
		    (size_t)(code[1] - '0');
		if (code[2] != '\0' && r->by_code[at] != 0)
			r->region[r->by_code[at] - 1].parts++;
	}
}

static int
load_regions(struct regions *r, struct matcher *m)
{
	const struct data_table *t = &r->table[T_REGIONS];
	size_t i;

	if (t->nrows >= REGION_CODES)
		return refuse(r, T_REGIONS, t->nrows - 1, "too many regions");
	r->nregions = t->nrows;
	r->region = xcalloc(t->nrows + 1, sizeof(*r->region));
	for (i = 0; i < t->nrows; i++) {
		const struct region *g = &r->region[i];
		struct place place = { .kind = PLACE_NAME };

		if (read_region(r, i) != 0)
			return -1;
		place.name = g->base;
		place.code = g->code;
		add_place(r, m, place, slice_str(g->name), 0);
		if (g->base != g->name)
			add_place(r, m, place, slice_str(g->base), 0);
	}
	count_parts(r);
	return 0;
}

/* aliases.tsv and seats.tsv: a name and a code. */
static int
load_names(struct regions *r, struct matcher *m, int table,
    enum place_kind kind)
{
	const struct data_table *t = &r->table[table];
	size_t i;

	for (i = 0; i < t->nrows; i++) {
		struct place place = { .name = data_cell(t, i, 0),
		    .code = data_cell(t, i, 1), .kind = kind };

		if (region_find(r, place.code) == NULL)
			return refuse(r, table, i, "no such region");
		add_place(r, m, place, slice_str(place.name),
		    MATCH_AS_WRITTEN);
	}
	return 0;
}

static int
load_districts(struct regions *r, struct matcher *m)
{
	const struct data_table *t = &r->table[T_DISTRICTS];
	size_t i;

	for (i = 0; i < t->nrows; i++) {
		struct place place = { .name = data_cell(t, i, 1),
		    .code = data_cell(t, i, 0), .kind = PLACE_DISTRICT };

		if (!is_code(place.code, 6) ||
		    region_find(r, place.code) == NULL)
			return refuse(r, T_DISTRICTS, i,
			    "not the code of a kecamatan in regions.tsv");
		if (i > 0 && strcmp(data_cell(t, i - 1, 0), place.code) == 0)
			return refuse(r, T_DISTRICTS, i, "code is there twice");
		add_place(r, m, place, slice_str(place.name), MATCH_CAPITAL);
	}
	return 0;
}

/* The name to print for a name of units.tsv. */
static const char *
printed_name(const struct regions *r, const char *name)
{
	const struct data_table *t = &r->table[T_UNITNAMES];
	size_t low = 0, high = t->nrows;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(data_cell(t, mid, 0), name);

		if (order == 0)
			return data_cell(t, mid, 1);
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return name;
}

static int
load_units(struct regions *r, struct knowledge *k)
{
	const struct data_table *t = &r->table[T_UNITS];
	size_t i;
	uint32_t at;

	for (i = 0; i < t->nrows; i++) {
		const char *name = data_cell(t, i, 0);
		struct unit_name unit = { printed_name(r, name),
		    data_cell(t, i, 1), data_cell(t, i, 2), data_cell(t, i, 3),
		    0 };

		if (region_find(r, unit.region) == NULL)
			return refuse(r, T_UNITS, i, "no such region");
		if (*polda_region(k, unit.polda) == '\0')
			return refuse(r, T_UNITS, i, "no such polda");
		r->unit = xgrow(r->unit, r->nunits, &r->unit_cap,
		    sizeof(*r->unit));
		r->unit[r->nunits] = unit;
		at = matcher_add(k->matcher, LEX_UNIT_NAME,
		    (uint32_t)r->nunits, slice_str(name), MATCH_AS_WRITTEN);
		while (at != r->nunits && r->unit[at].next != 0)
			at = r->unit[at].next;
		if (at != r->nunits)
			r->unit[at].next = (uint32_t)r->nunits;
		r->nunits++;
	}
	return 0;
}

/* The command that covers a code: one that names it, else its province's. */
static const char *
find_polda(const struct knowledge *k, const char *code)
{
	const struct data_table *t = &k->table[LEX_COMMAND];
	const char *found = "", *rest;
	size_t i;
	struct slice s;

	for (i = 0; i < t->nrows; i++)
		for (rest = data_cell(t, i, 1);
		    (s = knowledge_piece(&rest)).p != NULL;) {
			if (strncmp(s.p, code, s.n) != 0)
				continue;
			if (s.n == 4)
				return data_cell(t, i, 0);
			if (*found == '\0')
				found = data_cell(t, i, 0);
		}
	return found;
}

/* The commands were read before the regions that they name. */
static int
join_commands(const struct knowledge *k, char *why, size_t whysize)
{
	const struct data_table *t = &k->table[LEX_COMMAND];
	const char *wrong;
	size_t i;

	for (i = 0; i < t->nrows; i++)
		if ((wrong = lexicon_files[LEX_COMMAND].check(k, i)) != NULL)
			return data_refuse(t, i, wrong, why, whysize);
	for (i = 0; i < k->regions->nregions; i++)
		k->regions->region[i].polda = find_polda(k,
		    k->regions->region[i].code);
	return 0;
}

struct regions *
regions_load(struct knowledge *k, const char *dir, char *why, size_t whysize)
{
	struct regions *r = xcalloc(1, sizeof(*r));
	size_t i;

	/* The checks below ask for regions while they are read. */
	k->regions = r;
	r->why = why;
	r->whysize = whysize;
	r->place = xgrow(NULL, 0, &r->place_cap, sizeof(*r->place));
	r->unit = xgrow(NULL, 0, &r->unit_cap, sizeof(*r->unit));
	r->nplaces = r->nunits = 1;
	for (i = 0; i < REGION_TABLES; i++)
		if (data_load(&r->table[i], extract_data, dir, files[i].name,
		    files[i].columns, why, whysize) != 0)
			goto fail;
	if (load_regions(r, k->matcher) != 0 ||
	    join_commands(k, why, whysize) != 0 ||
	    load_names(r, k->matcher, T_ALIASES, PLACE_ALIAS) != 0 ||
	    load_names(r, k->matcher, T_SEATS, PLACE_SEAT) != 0 ||
	    load_districts(r, k->matcher) != 0 || load_units(r, k) != 0)
		goto fail;
	return r;
fail:
	regions_free(r);
	return NULL;
}

void
regions_free(struct regions *r)
{
	size_t i;

	if (r == NULL)
		return;
	for (i = 0; i < REGION_TABLES; i++)
		data_free(&r->table[i]);
	free(r->region);
	free(r->place);
	free(r->unit);
	free(r);
}

const struct region *
region_find(const struct regions *r, const char *code)
{
	size_t at = place_of_code(code);

	if (at == REGION_CODES || r->by_code[at] == 0)
		return NULL;
	return &r->region[r->by_code[at] - 1];
}

long
region_count(const struct regions *r, const char *province)
{
	const struct region *g = region_find(r, province);

	return g == NULL ? 0 : g->parts;
}

const struct region *
region_province(const struct regions *r, const char *code)
{
	char province[3] = "";

	if (code[0] != '\0') {
		province[0] = code[0];
		province[1] = code[1];
	}
	return region_find(r, province);
}

const struct place *
region_place(const struct regions *r, uint32_t entry)
{
	return &r->place[entry];
}

const struct unit_name *
region_unit_name(const struct regions *r, uint32_t entry)
{
	return &r->unit[entry];
}

bool
region_is_in(const char *code, const char *whole)
{
	while (*whole != '\0')
		if (*code++ != *whole++)
			return false;
	return true;
}

/* How well a place fits into `within`: more is better, 0 not at all. */
static int
fitness(const struct place *p, const char *within, size_t n)
{
	if (p->kind == PLACE_DISTRICT)
		return n == 4 && region_is_in(p->code, within) ? 4 : 0;
	if (n > 0 && region_is_in(p->code, within))
		return p->code[n] == '\0' ? 6 : 5;
	/* The province that `within` lies in. */
	if (n > 0 && p->code[2] == '\0' && region_is_in(within, p->code))
		return 4;
	if (n > 2 && p->code[0] == within[0] && p->code[1] == within[1])
		return 3;
	return p->kind == PLACE_SEAT ? 1 : 2;
}

const struct place *
region_resolve(const struct regions *r, uint32_t entry, const char *within)
{
	const struct place *best = NULL, *p = &r->place[entry];
	size_t length = strlen(within);
	int most = 0, n;
	bool twice = false;

	for (;; p = &r->place[p->next]) {
		n = fitness(p, within, length);
		if (n > most || (n == most && n > 0 && best != NULL &&
		    strlen(p->code) < strlen(best->code))) {
			best = p;
			most = n;
			twice = false;
		} else if (n == most && n > 0 && best != NULL &&
		    (p->code[0] != best->code[0] ||
		    p->code[1] != best->code[1]))
			twice = true;
		if (p->next == 0)
			break;
	}
	return twice && length == 4 && most < 3 ? NULL : best;
}

const char *
region_polda(const struct knowledge *k, const char *code)
{
	const struct region *g = region_find(k->regions, code);

	return g == NULL ? "" : g->polda;
}

const char *
polda_region(const struct knowledge *k, const char *polda)
{
	const struct data_table *t = &k->table[LEX_COMMAND];
	size_t i;

	for (i = 0; i < t->nrows; i++)
		if (strcmp(data_cell(t, i, 0), polda) == 0) {
			const char *regions = data_cell(t, i, 1);
			const struct region *g = region_province(k->regions,
			    regions);

			return g == NULL ? "" : g->code;
		}
	return "";
}
