/* SPDX-License-Identifier: MIT */
/*
 * Turns exchanges with servers into WARC records with their digests.  Holds
 * the header of one answer; the records go to the WARC writer, which holds
 * them until they are flushed.  Their digests are filled in there, many at
 * once, because that is what SHA-1 is fast at.
 */
#include <string.h>

#include "fetch/capture.h"
#include "fetch/digest.h"
#include "fetch/head.h"

#define CAPTURE_MAX_HEAD ((size_t)2 << 20)	/* bytes of a header as stored */
#define REVISIT	"http://netpreserve.org/warc/1.1/revisit/"
#define ALGORITHM	"sha1:"
#define UNKNOWN_DIGEST	ALGORITHM "................................"

void
capture_init(struct capture_writer *c, struct warcout *out)
{
	*c = (struct capture_writer){ .out = out };
	buf_init(&c->head, CAPTURE_MAX_HEAD);
	buf_init(&c->text, CAPTURE_MAX_HEAD);
	buf_init(&c->block, WARCOUT_MAX_PENDING);
	warcout_id(out, c->info);
}

void
capture_free(struct capture_writer *c)
{
	buf_free(&c->head);
	buf_free(&c->text);
	buf_free(&c->block);
}

/* Records of one second share the text. */
static const char *
date_text(struct capture_writer *c, time_t when)
{
	struct tm tm;

	if (c->date[0] != '\0' && c->date_of == when)
		return c->date;
	c->date_of = when;
	if (gmtime_r(&when, &tm) == NULL || strftime(c->date,
	    sizeof(c->date), "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		memcpy(c->date, "1970-01-01T00:00:00Z", 21);
	return c->date;
}

/* A field for the digest of the block of this record, or of what is behind its
   first bytes. */
static void
put_digest(struct capture_writer *c, const char *field, size_t skip)
{
	warcout_fields(c->out, field, UNKNOWN_DIGEST);
	c->due[c->ndue++] = (struct capture_due){ .skip = skip,
	    .at = c->out->head.len - 2 - DIGEST_CHARS };
}

/* Fill in the digests of the records that are pending. */
static void
settle(struct capture_writer *c)
{
	struct digest_job jobs[CAPTURE_MAX_DEBTS];
	char *pending = c->out->pending.data;
	size_t i;

	for (i = 0; i < c->ndebts; i++)
		jobs[i] = (struct digest_job){
		    slice(pending + c->debts[i].from, c->debts[i].n),
		    pending + c->debts[i].text };
	digest_sha1(jobs, c->ndebts);
	c->ndebts = 0;
}

/* A compressed record cannot be changed any more: its digests come first. */
static int
end_coded(struct capture_writer *c, struct slice a, struct slice b)
{
	struct digest_job jobs[CAPTURE_MAX_DUE];
	size_t i, skip;

	buf_reset(&c->block);
	if (buf_add(&c->block, a.p, a.n) != 0 ||
	    buf_add(&c->block, b.p, b.n) != 0 || c->out->head.over)
		return -1;
	for (i = 0; i < c->ndue; i++) {
		skip = c->due[i].skip;
		jobs[i] = (struct digest_job){
		    slice(buf_str(&c->block) + skip, c->block.len - skip),
		    c->out->head.data + c->due[i].at };
	}
	digest_sha1(jobs, c->ndue);
	return warcout_end(c->out, a, b);
}

/* End the record; its digests stay owed. */
static int
end_plain(struct capture_writer *c, struct slice a, struct slice b)
{
	const struct buf *pending = &c->out->pending;
	size_t from = pending->len, n = a.n + b.n, i, block;

	if (warcout_end(c->out, a, b) != 0)
		return -1;
	block = pending->len - n - WARCOUT_END_BYTES;
	for (i = 0; i < c->ndue; i++)
		c->debts[c->ndebts++] = (struct capture_debt){
		    .text = from + c->due[i].at,
		    .from = block + c->due[i].skip,
		    .n = n - c->due[i].skip };
	return 0;
}

/* Begin what at most CAPTURE_MAX_DUE digests are needed for. */
static void
make_room(struct capture_writer *c)
{
	if (c->ndebts + CAPTURE_MAX_DUE > CAPTURE_MAX_DEBTS)
		settle(c);
}

static int
end(struct capture_writer *c, struct slice a, struct slice b)
{
	int rc = c->out->gzip ? end_coded(c, a, b) : end_plain(c, a, b);

	c->ndue = 0;
	return rc;
}

int
capture_info(struct capture_writer *c, time_t now, struct slice lines)
{
	make_room(c);
	warcout_begin(c->out, "warcinfo", "application/warc-fields");
	warcout_fields(c->out, "WARC-Record-ID", c->info);
	warcout_fields(c->out, "WARC-Date", date_text(c, now));
	put_digest(c, "WARC-Block-Digest", 0);
	return end(c, lines, slice("", 0));
}

int
capture_end(struct capture_writer *c, time_t now, struct slice lines)
{
	char id[WARCOUT_ID_BYTES];

	make_room(c);
	warcout_id(c->out, id);
	warcout_begin(c->out, "metadata", "application/warc-fields");
	warcout_fields(c->out, "WARC-Record-ID", id);
	warcout_fields(c->out, "WARC-Date", date_text(c, now));
	warcout_fields(c->out, "WARC-Warcinfo-ID", c->info);
	put_digest(c, "WARC-Block-Digest", 0);
	return end(c, lines, slice("", 0));
}

/* Begin a record of this exchange; other is the record it goes with. */
static void
begin(struct capture_writer *c, const struct capture *cap, const char *type,
    const char *id, const char *other)
{
	warcout_begin(c->out, type, strcmp(type, "metadata") == 0 ?
	    "application/warc-fields" : strcmp(type, "request") == 0 ?
	    "application/http; msgtype=request" :
	    "application/http; msgtype=response");
	warcout_fields(c->out, "WARC-Record-ID", id);
	warcout_fields(c->out, "WARC-Date", date_text(c, cap->began));
	warcout_fields(c->out, "WARC-Target-URI", cap->url);
	if (other != NULL)
		warcout_fields(c->out, "WARC-Concurrent-To", other);
	warcout_fields(c->out, "WARC-Warcinfo-ID", c->info);
}

static void
put_connection(struct capture_writer *c, const struct capture *cap)
{
	if (cap->ip != NULL && *cap->ip != '\0')
		warcout_fields(c->out, "WARC-IP-Address", cap->ip);
	if (cap->protocol != NULL)
		warcout_fields(c->out, "WARC-Protocol", cap->protocol);
}

static int
put_request(struct capture_writer *c, const struct capture *cap,
    const char *response)
{
	char id[WARCOUT_ID_BYTES];

	warcout_id(c->out, id);
	begin(c, cap, "request", id, response);
	put_connection(c, cap);
	put_digest(c, "WARC-Block-Digest", 0);
	return end(c, cap->request, slice("", 0));
}

static int
put_response(struct capture_writer *c, const struct capture *cap,
    const char *id)
{
	struct slice head;

	buf_reset(&c->head);
	if (head_store(&c->head, cap->head, cap->body.n) != 0)
		return -1;
	head = slice(c->head.data, c->head.len);
	begin(c, cap, "response", id, NULL);
	put_connection(c, cap);
	if (cap->truncated != NULL)
		warcout_fields(c->out, "WARC-Truncated", cap->truncated);
	put_digest(c, "WARC-Block-Digest", 0);
	put_digest(c, "WARC-Payload-Digest", head.n);
	return end(c, head, cap->body);
}

/*
 * The page is as it was (ISO 28500, 6.7): its header, and where its body lies.
 * The payload's digest is that of the record referred to, never that of the
 * empty body of a 304, or readers would take all such answers for one page.
 */
static int
put_revisit(struct capture_writer *c, const struct capture *cap,
    const char *id)
{
	bool same = cap->status != 304;
	struct slice head;

	buf_reset(&c->head);
	if (head_store(&c->head, cap->head, cap->body.n) != 0)
		return -1;
	head = slice(c->head.data, c->head.len);
	begin(c, cap, "revisit", id, NULL);
	put_connection(c, cap);
	warcout_fields(c->out, "WARC-Profile", same ?
	    REVISIT "identical-payload-digest" :
	    REVISIT "server-not-modified");
	if (cap->known->id != NULL)
		warcout_fields(c->out, "WARC-Refers-To", cap->known->id);
	warcout_fields(c->out, "WARC-Refers-To-Target-URI", cap->url);
	if (cap->known->date != NULL)
		warcout_fields(c->out, "WARC-Refers-To-Date",
		    cap->known->date);
	if (same)
		warcout_fields(c->out, "WARC-Truncated", "length");
	put_digest(c, "WARC-Block-Digest", 0);
	if (cap->known->digest != NULL)
		warcout_fields(c->out, "WARC-Payload-Digest",
		    cap->known->digest);
	return end(c, head, slice("", 0));
}

/* Is this what an archive says was there?  Its digest is in our form. */
static bool
has_digest(struct slice payload, const char *digest)
{
	char text[] = UNKNOWN_DIGEST;
	struct digest_job job = { payload, text + sizeof(ALGORITHM) - 1 };

	digest_sha1(&job, 1);
	return strcmp(digest, text) == 0;
}

/* Is all that there is to say that nothing has changed? */
static bool
is_revisit(const struct capture *cap)
{
	const struct known_page *known = cap->known;

	if (known == NULL || cap->truncated != NULL)
		return false;
	if (cap->status == 304)
		return known->etag != NULL || known->modified != NULL;
	return cap->status == 200 && known->digest != NULL &&
	    has_digest(cap->body, known->digest);
}

static int
put_metadata(struct capture_writer *c, const struct capture *cap,
    const char *response)
{
	char id[WARCOUT_ID_BYTES];
	struct slice block;

	buf_reset(&c->text);
	if (cap->via != NULL)
		(void)buf_addf(&c->text, "via: %s\r\n", cap->via);
	if (*cap->hops != '\0')
		(void)buf_addf(&c->text, "hopsFromSeed: %s\r\n", cap->hops);
	(void)buf_addf(&c->text, "fetchTimeMs: %llu\r\n",
	    (unsigned long long)cap->ms);
	block = slice(c->text.data, c->text.len);
	warcout_id(c->out, id);
	begin(c, cap, "metadata", id, response);
	put_digest(c, "WARC-Block-Digest", 0);
	return end(c, block, slice("", 0));
}

int
capture_put(struct capture_writer *c, struct capture *cap)
{
	size_t before = c->out->pending.len, debts;
	char id[WARCOUT_ID_BYTES];

	make_room(c);
	debts = c->ndebts;
	warcout_id(c->out, id);
	cap->revisit = is_revisit(cap);
	if (put_request(c, cap, id) == 0 &&
	    (cap->revisit ? put_revisit(c, cap, id) :
	    put_response(c, cap, id)) == 0 &&
	    put_metadata(c, cap, id) == 0)
		return 0;
	buf_cut(&c->out->pending, before);
	c->ndebts = debts;
	return -1;
}

int
capture_flush(struct capture_writer *c)
{
	settle(c);
	return warcout_flush(c->out);
}

int
capture_push(struct capture_writer *c)
{
	settle(c);
	return warcout_push(c->out);
}
