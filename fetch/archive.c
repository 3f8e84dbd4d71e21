/* SPDX-License-Identifier: MIT */
/*
 * Reads earlier archives for the addresses they hold.  Holds what seen.h says
 * an address, sixteen bytes a redirect, with update what known.h says and
 * sixteen bytes an address that a killed run had reached, and one record at a
 * time; writes nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/archive.h"
#include "fetch/head.h"
#include "fetch/types.h"
#include "lib/ascii.h"
#include "lib/url.h"
#include "lib/warc.h"
#include "lib/xalloc.h"

struct archive_hop {
	uint64_t from, to;
};

/* What a record says, kept until the next one proves that it was whole. */
struct note {
	enum { SAYS_NOTHING, SAYS_DONE, SAYS_HOP, SAYS_BEGUN, SAYS_ENDED } says;
	uint64_t offset;
	struct archive_hop hop;		/* to: 0 unless SAYS_HOP */
	bool known;			/* noted in archive.known as well */
};

/* What an update that has not ended yet has reached. */
struct reached {
	bool open;
	struct archive_hop *hops;	/* owned */
	size_t n, cap;
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

/* Is the line among those of a block of `application/warc-fields`? */
static bool
has_line(struct slice block, const char *line)
{
	size_t n = strlen(line);

	while (block.n > 0) {
		const char *lf = memchr(block.p, '\n', block.n);
		size_t m = lf != NULL ? (size_t)(lf - block.p) + 1 : block.n;

		if (m > n && memcmp(block.p, line, n) == 0 &&
		    ascii_is_space(block.p[n]))
			return true;
		block = slice(block.p + m, block.n - m);
	}
	return false;
}

/* An answer: is its address done with it? */
static void
read_answer(const struct archive *a, struct note *note,
    const struct warc_record *r)
{
	struct slice head = head_of(r->block), location;
	int status = r->type == WARC_RESOURCE ? 200 : head_status(head);

	if (!is_final(a, r, head, status))
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
read_note(struct archive *a, struct note *note, const struct warc_reader *w,
    const struct warc_record *r)
{
	*note = (struct note){ .offset = r->offset };
	if (r->type == WARC_WARCINFO && has_line(r->block, ARCHIVE_BEGUN))
		note->says = SAYS_BEGUN;
	else if (r->type == WARC_METADATA && has_line(r->block, ARCHIVE_ENDED))
		note->says = SAYS_ENDED;
	if ((r->type != WARC_RESPONSE && r->type != WARC_REVISIT &&
	    r->type != WARC_RESOURCE) || r->uri.n == 0)
		return;
	note->hop.from = hash_of(slice("", 0), r->uri);
	if (note->hop.from == 0)
		return;
	read_answer(a, note, r);
	note->known = a->update && known_note(&a->known, w, r, note->hop.from);
}

static void
add_hop(struct archive *a, const struct archive_hop *hop)
{
	if (hop->to == 0) {
		(void)seen_add(&a->done, hop->from);
		return;
	}
	a->hops = xgrow(a->hops, a->nhops, &a->cap, sizeof(*a->hops));
	a->hops[a->nhops++] = *hop;
}

/* The note's record was whole. */
static void
believe(struct archive *a, struct reached *reached, const struct note *note)
{
	if (note->says == SAYS_BEGUN)
		reached->open = true;
	else if (note->says == SAYS_ENDED) {
		reached->open = false;
		reached->n = 0;
	} else if (note->says == SAYS_NOTHING)
		return;
	else if (!a->update)
		add_hop(a, &note->hop);
	else if (reached->open) {
		reached->hops = xgrow(reached->hops, reached->n,
		    &reached->cap, sizeof(*reached->hops));
		reached->hops[reached->n++] = note->hop;
	}
}

/* The damage begins with the last record: it is no whole one. */
static void
doubt(struct archive *a, const struct note *note)
{
	if (note->known)
		known_undo(&a->known);
}

/* Of the file: what counts as done after all. */
static void
settle_reached(struct archive *a, struct reached *reached)
{
	size_t i;

	for (i = 0; i < reached->n; i++)
		add_hop(a, &reached->hops[i]);
	free(reached->hops);
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
	struct reached reached = { .n = 0 };
	enum got got;

	*f = (struct archive_file){ .records = 0 };
	gzip_open(&in, fd, name);
	warc_open(&w, &in, WARC_MAX_BLOCK);
	while ((got = warc_next(&w, &r)) == GOT_RECORD || got == GOT_BAD) {
		believe(a, &reached, &last);
		last = (struct note){ .says = SAYS_NOTHING };
		if (got == GOT_BAD) {
			note_bad(f, &w);
			continue;
		}
		f->records++;
		read_note(a, &last, &w, &r);
	}
	if (got == GOT_BROKEN) {
		f->broken = true;
		f->whole_bytes = w.offset;
		(void)snprintf(f->why, sizeof(f->why), "%s", w.why);
	}
	/* The last record is no whole one when the damage begins with it. */
	if (!f->broken || last.offset < f->whole_bytes)
		believe(a, &reached, &last);
	else
		doubt(a, &last);
	settle_reached(a, &reached);
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

	known_settle(&a->known);
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
	known_free(&a->known);
	free(a->hops);
	*a = (struct archive){ .nhops = 0 };
}
