/* SPDX-License-Identifier: MIT */
/*
 * Gathers what archives say about pages, in the order of their records, and
 * sorts it by address once all are read.  Holds what known.h says; writes
 * nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "fetch/head.h"
#include "fetch/known.h"
#include "lib/xalloc.h"

/* A value that may go into a request or a record as it is, or NULL. */
static const char *
keep(struct known *k, struct slice value)
{
	size_t i;

	if (value.n == 0 || value.n > KNOWN_MAX_VALUE)
		return NULL;
	for (i = 0; i < value.n; i++)
		if ((unsigned char)value.p[i] < ' ' || value.p[i] == 0x7f)
			return NULL;
	return arena_string(&k->strings, value);
}

/* Only digests that we can make ourselves can be compared with. */
static const char *
keep_digest(struct known *k, struct slice digest)
{
	return digest.n > 5 && memcmp(digest.p, "sha1:", 5) == 0 ?
	    keep(k, digest) : NULL;
}

bool
known_note(struct known *k, const struct warc_reader *w,
    const struct warc_record *r, uint64_t hash)
{
	struct slice head = head_of(r->block);
	struct known_page *p;
	bool revisit = r->type == WARC_REVISIT;

	if (!revisit && (r->type != WARC_RESPONSE || r->truncated.n > 0 ||
	    head_status(head) != 200))
		return false;
	k->pages = xgrow(k->pages, k->n, &k->cap, sizeof(*k->pages));
	p = &k->pages[k->n];
	*p = (struct known_page){ .hash = hash, .order = k->n++,
	    .is_revisit = revisit,
	    .etag = keep(k, head_field(head, "ETag")),
	    .modified = keep(k, head_field(head, "Last-Modified")),
	    .digest = keep_digest(k, warc_field(w, "WARC-Payload-Digest")),
	    .id = keep(k, revisit ? warc_field(w, "WARC-Refers-To") : r->id),
	    .date = keep(k, revisit ? warc_field(w, "WARC-Refers-To-Date") :
	    r->date) };
	return true;
}

void
known_undo(struct known *k)
{
	k->n--;
}

static int
compare(const void *a, const void *b)
{
	const struct known_page *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* The later record about a page, completed by the earlier: only a revisit,
   which refers to it, leaves something out. */
static void
merge(struct known_page *late, const struct known_page *early)
{
	if (late->etag == NULL && late->modified == NULL) {
		late->etag = early->etag;
		late->modified = early->modified;
	}
	if (late->digest == NULL)
		late->digest = early->digest;
	if (late->id == NULL) {
		late->id = early->id;
		late->date = early->date;
	}
}

void
known_settle(struct known *k)
{
	size_t i, kept = 0;

	if (k->n > 0)
		qsort(k->pages, k->n, sizeof(*k->pages), compare);
	for (i = 0; i < k->n; i++) {
		struct known_page *p = &k->pages[i];

		if (kept > 0 && k->pages[kept - 1].hash == p->hash) {
			if (p->is_revisit)
				merge(p, &k->pages[kept - 1]);
			kept--;
		}
		k->pages[kept++] = *p;
	}
	k->n = kept;
}

const struct known_page *
known_find(const struct known *k, uint64_t hash)
{
	size_t low = 0, high = k->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (k->pages[middle].hash == hash)
			return &k->pages[middle];
		if (k->pages[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

void
known_free(struct known *k)
{
	free(k->pages);
	arena_free(&k->strings);
	*k = (struct known){ 0 };
}
