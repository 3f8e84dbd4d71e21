/* SPDX-License-Identifier: MIT */
/*
 * Character references, by the rules of the HTML standard (WHATWG, 13.2.5.72
 * and after) and its table of names.  Reads memory only.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "clean/entities.h"
#include "lib/ascii.h"
#include "lib/data.h"
#include "lib/utf8.h"
#include "lib/xalloc.h"

#define BARE_MAX	6	/* bytes of the longest name that may stand bare */
#define REPLACEMENT	0xfffdu

extern const struct data_file clean_data[];

struct entity {
	const char	*name;
	unsigned char	 name_n, n;
	bool		 bare;
	char		 bytes[ENTITY_MAX_BYTES];
};

struct entities {
	struct data_table	 table;	/* owns the names */
	struct entity		*list;	/* sorted by name */
};

/* WHATWG HTML, 13.2.5.80: numbers 80 to 9F mean windows-1252. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
};

/* The cell `3E 20D2`; 0, or -1. */
static int
read_points(struct entity *e, const char *cell)
{
	do {
		uint32_t c = 0;

		while (ascii_hex(*cell) >= 0 && c <= 0x10ffff)
			c = c * 16 + (uint32_t)ascii_hex(*cell++);
		if (c == 0 || c > 0x10ffff || e->n > ENTITY_MAX_BYTES - 4)
			return -1;
		e->n = (unsigned char)(e->n + utf8_put(e->bytes + e->n, c));
	} while (*cell++ == ' ');
	return cell[-1] == '\0' ? 0 : -1;
}

static int
read_row(struct entity *e, const struct data_table *table, size_t row)
{
	const char *bare = data_cell(table, row, 2);

	e->name = data_cell(table, row, 0);
	e->n = 0;
	e->bare = strcmp(bare, "yes") == 0;
	if (strlen(e->name) >= ENTITY_MAX_NAME || *e->name == '\0')
		return -1;
	e->name_n = (unsigned char)strlen(e->name);
	if (!e->bare && strcmp(bare, "no") != 0)
		return -1;
	if (e->bare && e->name_n > BARE_MAX)
		return -1;
	return read_points(e, data_cell(table, row, 1));
}

struct entities *
entities_load(const char *dir, char *why, size_t whysize)
{
	static const char *const columns[] = { "name", "points", "bare", NULL };
	struct entities *es = xcalloc(1, sizeof(*es));
	size_t i;

	if (data_load(&es->table, clean_data, dir, "entities.tsv", columns,
	    why, whysize) != 0) {
		entities_free(es);
		return NULL;
	}
	es->list = xcalloc(es->table.nrows + 1, sizeof(*es->list));
	for (i = 0; i < es->table.nrows; i++)
		if (read_row(&es->list[i], &es->table, i) != 0) {
			(void)data_refuse(&es->table, i, "no character "
			    "reference", why, whysize);
			entities_free(es);
			return NULL;
		}
	return es;
}

void
entities_free(struct entities *es)
{
	if (es == NULL)
		return;
	data_free(&es->table);
	free(es->list);
	free(es);
}

static int
compare(const void *key, const void *entry)
{
	const struct slice *name = key;
	const struct entity *e = entry;
	size_t n = name->n < e->name_n ? name->n : e->name_n;
	int order = memcmp(name->p, e->name, n);

	return order != 0 ? order : (name->n > n) - (e->name_n > n);
}

static const struct entity *
find(const struct entities *es, struct slice name)
{
	return bsearch(&name, es->list, es->table.nrows, sizeof(es->list[0]),
	    compare);
}

/* `&#8211;` or `&#x2013;`, with or without the semicolon. */
static size_t
read_number(struct slice text, char out[ENTITY_MAX_BYTES], size_t *n)
{
	uint32_t base = 10, c = 0;
	size_t i = 2, start;

	if (i < text.n && (text.p[i] == 'x' || text.p[i] == 'X')) {
		base = 16;
		i++;
	}
	for (start = i; i < text.n; i++) {
		int digit = ascii_hex(text.p[i]);

		if (digit < 0 || (uint32_t)digit >= base)
			break;
		if (c <= 0x10ffff)
			c = c * base + (uint32_t)digit;
	}
	if (i == start)
		return 0;
	if (i < text.n && text.p[i] == ';')
		i++;
	if (c >= 0x80 && c < 0xa0)
		c = windows_1252[c - 0x80];
	*n = utf8_put(out, c == 0 ? REPLACEMENT : c);
	return i;
}

/* The longest name that may stand bare and that text, behind its `&`, has. */
static const struct entity *
find_bare(const struct entities *es, struct slice name)
{
	size_t n;

	for (n = name.n < BARE_MAX ? name.n : BARE_MAX; n >= 2; n--) {
		const struct entity *e = find(es, slice(name.p, n));

		if (e != NULL && e->bare)
			return e;
	}
	return NULL;
}

size_t
entity_read(const struct entities *es, struct slice text, bool in_attribute,
    char out[ENTITY_MAX_BYTES], size_t *n)
{
	const struct entity *e;
	size_t i = 1;

	if (text.n < 3)
		return 0;
	if (text.p[1] == '#')
		return read_number(text, out, n);
	while (i < text.n && i <= ENTITY_MAX_NAME && ascii_is_alnum(text.p[i]))
		i++;
	if (i < text.n && text.p[i] == ';' &&
	    (e = find(es, slice(text.p + 1, i - 1))) != NULL)
		i++;
	else if ((e = find_bare(es, slice(text.p + 1, i - 1))) != NULL) {
		i = 1u + e->name_n;
		if (in_attribute && i < text.n && (text.p[i] == '=' ||
		    ascii_is_alnum(text.p[i])))
			return 0;
	} else
		return 0;
	memcpy(out, e->bytes, e->n);
	*n = e->n;
	return i;
}

size_t
entities_decode(const struct entities *es, struct slice text, char *to)
{
	const char *p = text.p, *end = text.p + text.n;
	char *at = to;

	while (p < end) {
		const char *amp = memchr(p, '&', (size_t)(end - p));
		char bytes[ENTITY_MAX_BYTES];
		size_t n = 0, taken;

		if (amp == NULL)
			amp = end;
		memcpy(at, p, (size_t)(amp - p));
		at += amp - p;
		if ((p = amp) == end)
			break;
		taken = entity_read(es, slice(p, (size_t)(end - p)), true,
		    bytes, &n);
		if (taken == 0) {
			*at++ = *p++;
			continue;
		}
		memcpy(at, bytes, n);
		at += n;
		p += taken;
	}
	return (size_t)(at - to);
}
