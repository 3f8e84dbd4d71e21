/* SPDX-License-Identifier: MIT */
/*
 * Reads earlier archives for the addresses they hold.  Holds eight bytes an
 * address, sixteen a redirect, and one record at a time; writes nothing.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fetch/archive.h"
#include "fetch/head.h"
#include "fetch/types.h"
#include "lib/url.h"
#include "lib/warc.h"
#include "lib/xalloc.h"

struct archive_hop {
	uint64_t from, to;
};

/* What a record says, kept until the next one proves that it was whole. */
struct note {
	enum { SAYS_NOTHING, SAYS_DONE, SAYS_HOP } says;
	uint64_t offset;
	struct archive_hop hop;
};

/* The hash of an address as it stands in a record; 0 when it has no canonical
   form. */
static uint64_t
hash_of(struct slice base, struct slice address)
{
	struct buf joined, canonical;
	const char *why;
	uint64_t hash = 0;

	buf_init(&joined, 2 * URL_MAX_BYTES);
	buf_init(&canonical, URL_MAX_BYTES);
	if (base.n > 0 && url_join(&joined, base, address) == 0)
		address = slice(buf_str(&joined), joined.len);
	if (url_canon(&canonical, address, &why) == 0)
		hash = seen_hash(slice(canonical.data, canonical.len));
	buf_free(&joined);
	buf_free(&canonical);
	return hash;
}

/* Is this an answer that another run would only get again? */
static bool
is_final(const struct archive *a, const struct warc_record *r,
    struct slice head, int status)
{
	if (slice_is(r->truncated, "unspecified"))
		return !types_accept(a->types, head_field(head,
		    "Content-Type"));
	if (r->truncated.n > 0 && !slice_is(r->truncated, "length"))
		return false;
	return status != 429 && status < 500;
}

static void
read_note(const struct archive *a, struct note *note,
    const struct warc_record *r)
{
	struct slice head, location;
	int status;

	*note = (struct note){ .offset = r->offset };
	if ((r->type != WARC_RESPONSE && r->type != WARC_REVISIT &&
	    r->type != WARC_RESOURCE) || r->uri.n == 0)
		return;
	head = head_of(r->block);
	status = r->type == WARC_RESOURCE ? 200 : head_status(head);
	if (!is_final(a, r, head, status))
		return;
	note->hop.from = hash_of(slice("", 0), r->uri);
	if (note->hop.from == 0)
		return;
	note->says = SAYS_DONE;
	if (status < 300 || status >= 400 || status == 304)
		return;
	location = head_field(head, "Location");
	if (location.n == 0)
		return;
	note->hop.to = hash_of(r->uri, location);
	note->says = note->hop.to != 0 ? SAYS_HOP : SAYS_DONE;
}

static void
believe(struct archive *a, const struct note *note)
{
	if (note->says == SAYS_DONE)
		(void)seen_add(&a->done, note->hop.from);
	else if (note->says == SAYS_HOP) {
		a->hops = xgrow(a->hops, a->nhops, &a->cap, sizeof(*a->hops));
		a->hops[a->nhops++] = note->hop;
	}
}

static void
note_bad(struct archive_file *f, const struct warc_reader *w)
{
	if (f->bad++ > 0)
		return;
	f->bad_at = w->offset;
	(void)snprintf(f->why, sizeof(f->why), "%s", w->why);
}

void
archive_read(struct archive *a, struct archive_file *f, int fd,
    const char *name)
{
	struct gzip_reader in;
	struct warc_reader w;
	struct warc_record r;
	struct note last = { .says = SAYS_NOTHING };
	enum got got;

	*f = (struct archive_file){ .records = 0 };
	gzip_open(&in, fd, name);
	warc_open(&w, &in, WARC_MAX_BLOCK);
	while ((got = warc_next(&w, &r)) == GOT_RECORD || got == GOT_BAD) {
		believe(a, &last);
		last.says = SAYS_NOTHING;
		if (got == GOT_BAD) {
			note_bad(f, &w);
			continue;
		}
		f->records++;
		read_note(a, &last, &r);
	}
	if (got == GOT_BROKEN) {
		f->broken = true;
		f->whole_bytes = w.offset;
		(void)snprintf(f->why, sizeof(f->why), "%s", w.why);
	}
	/* The last record is no whole one when the damage begins with it. */
	if (!f->broken || last.offset < f->whole_bytes)
		believe(a, &last);
	f->is_gzip = in.is_gzip;
	warc_close(&w);
	gzip_close(&in);
}

void
archive_settle(struct archive *a)
{
	unsigned round;
	size_t i;
	bool changed = true;

	/* Every round carries `done` back over one more redirect. */
	for (round = 0; round < ARCHIVE_MAX_HOPS && changed; round++) {
		changed = false;
		for (i = 0; i < a->nhops; i++)
			if (seen_has(&a->done, a->hops[i].to))
				changed |= seen_add(&a->done,
				    a->hops[i].from);
	}
	free(a->hops);
	a->hops = NULL;
	a->nhops = a->cap = 0;
}

void
archive_free(struct archive *a)
{
	seen_free(&a->done);
	free(a->hops);
	*a = (struct archive){ .nhops = 0 };
}
