/* SPDX-License-Identifier: MIT */
/*
 * Attributes of boxes: looks class, id and roles up among the class words, and
 * tells what is hidden.  Holds a table of the values met last, each in the one
 * place its hash gives it, so that memory is fixed and the answer is the same
 * whether it is remembered or looked up.
 */
#include <stdlib.h>
#include <string.h>

#include "clean/lexicon.h"
#include "clean/look.h"
#include "clean/treeint.h"
#include "lib/ascii.h"
#include "lib/url.h"
#include "lib/xalloc.h"

#define REMEMBERED	2048
#define KEEP_VALUE	72	/* longer values are not remembered */

struct memory {
	uint64_t	hash, kinds;
	size_t		n;		/* 0: nothing is here */
	char		value[KEEP_VALUE];
};

struct looks {
	const struct words	*classes;
	struct buf		 key;
	struct memory		 memory[REMEMBERED];
};

struct looks *
looks_new(const struct words *classes)
{
	struct looks *l = xcalloc(1, sizeof(*l));

	l->classes = classes;
	buf_init(&l->key, (size_t)LOOK_MAX_VALUE * 4 + 8);
	return l;
}

void
looks_free(struct looks *l)
{
	if (l == NULL)
		return;
	buf_free(&l->key);
	free(l);
}

/* Where a value is, or would be, remembered. */
static struct memory *
place_of(struct looks *l, uint64_t hash)
{
	return &l->memory[(hash ^ hash >> 32) % REMEMBERED];
}

static bool
is_there(const struct memory *m, uint64_t hash, struct slice value)
{
	return m->hash == hash && m->n == value.n &&
	    memcmp(m->value, value.p, value.n) == 0;
}

static void
remember(struct memory *m, uint64_t hash, struct slice value, uint64_t kinds)
{
	if (value.n > KEEP_VALUE)
		return;
	m->hash = hash;
	m->n = value.n;
	m->kinds = kinds;
	memcpy(m->value, value.p, value.n);
}

/* Of a class or an id, whose hash is given. */
static uint64_t
kinds_of(struct looks *l, struct slice value, uint64_t hash)
{
	struct memory *m = place_of(l, hash);
	uint64_t kinds;

	if (value.n == 0 || value.n > LOOK_MAX_VALUE)
		return 0;
	if (is_there(m, hash, value))
		return m->kinds;
	buf_reset(&l->key);
	lexicon_tokens(&l->key, value);
	kinds = words_mask(l->classes, slice(buf_str(&l->key), l->key.len));
	remember(m, hash, value, kinds);
	return kinds;
}

/* Of an attribute whose value counts together with its name: `role=main`. */
static uint64_t
named(struct looks *l, const char *name, const struct atts *atts,
    enum attribute a)
{
	struct slice value = atts->value[a];
	struct memory *m;
	uint64_t hash, kinds;
	size_t i;

	if (!has_att(atts, a) || value.n > LOOK_MAX_ROLE)
		return 0;
	hash = fnv1a(fnv1a(FNV1A_INIT, name, strlen(name)), value.p, value.n);
	m = place_of(l, hash);
	if (value.n > 0 && is_there(m, hash, value))
		return m->kinds;
	buf_reset(&l->key);
	(void)buf_addf(&l->key, " -%s=", name);
	for (i = 0; i < value.n; i++)
		(void)buf_addc(&l->key, ascii_lower(value.p[i]));
	(void)buf_adds(&l->key, "- ");
	kinds = words_mask(l->classes, slice(buf_str(&l->key), l->key.len));
	if (value.n > 0)
		remember(m, hash, value, kinds);
	return kinds;
}

/* Readability, _getClassWeight. */
static int
weight(uint64_t kinds)
{
	bool bad = (kinds & KIND(NEGATIVE)) != 0 && (kinds & KIND(SAFE)) == 0;

	return ((kinds & KIND(POSITIVE)) != 0 ? 25 : 0) - (bad ? 25 : 0);
}

static bool
begins(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(end - p) >= n && memcmp(p, word, n) == 0;
}

/* display: none and visibility: hidden. */
static bool
style_hides(struct slice style)
{
	const char *end = style.p + style.n, *p = slice_find(style, "display");

	if (p != NULL) {
		while (p < end && *p != ':')
			p++;
		while (p < end && (*p == ':' || *p == ' '))
			p++;
		if (begins(p, end, "none"))
			return true;
	}
	if ((p = slice_find(style, "visibility:")) == NULL)
		return false;
	p += strlen("visibility:");
	while (p < end && *p == ' ')
		p++;
	return begins(p, end, "hidden");
}

static bool
is_hidden(const struct atts *atts)
{
	if (has_att(atts, ATT_HIDDEN))
		return !slice_is(atts->value[ATT_HIDDEN], "until-found");
	if (has_att(atts, ATT_ARIA_HIDDEN) &&
	    slice_is(atts->value[ATT_ARIA_HIDDEN], "true"))
		return true;
	return has_att(atts, ATT_STYLE) && style_hides(atts->value[ATT_STYLE]);
}

void
look_at(struct looks *l, struct look *look, const struct atts *atts)
{
	uint64_t class = 0, id = 0;
	struct slice value;

	memset(look, 0, sizeof(*look));
	if (atts->has == 0)
		return;
	if (has_att(atts, ATT_CLASS) && atts->value[ATT_CLASS].n > 0) {
		value = atts->value[ATT_CLASS];
		look->class_hash = fnv1a(FNV1A_INIT, value.p, value.n);
		class = kinds_of(l, value, look->class_hash);
	}
	if (has_att(atts, ATT_ID)) {
		value = atts->value[ATT_ID];
		id = kinds_of(l, value, fnv1a(FNV1A_INIT, value.p, value.n));
	}
	look->weight = weight(class) + weight(id);
	look->kinds = class | id |
	    named(l, "itemprop", atts, ATT_ITEMPROP) |
	    named(l, "property", atts, ATT_PROPERTY) |
	    named(l, "role", atts, ATT_ROLE) | named(l, "rel", atts, ATT_REL);
	look->hidden = is_hidden(atts);
}
