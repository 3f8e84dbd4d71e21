/* SPDX-License-Identifier: MIT */
/*
 * Turns exchanges with servers into WARC records with their digests.  Holds
 * the header of one answer; the records go to the WARC writer, which holds
 * them until they are flushed.
 */
#include <string.h>

#include "fetch/capture.h"
#include "fetch/head.h"

#define CAPTURE_MAX_HEAD ((size_t)2 << 20)	/* bytes of a header as stored */
#define REVISIT	"http://netpreserve.org/warc/1.1/revisit/"
#define NOTHING	slice("", 0)

int
capture_init(struct capture_writer *c, struct warcout *out)
{
	*c = (struct capture_writer){ .out = out };
	buf_init(&c->head, CAPTURE_MAX_HEAD);
	buf_init(&c->text, CAPTURE_MAX_HEAD);
	warcout_id(out, c->info);
	return digest_init(&c->digest);
}

void
capture_free(struct capture_writer *c)
{
	digest_free(&c->digest);
	buf_free(&c->head);
	buf_free(&c->text);
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

/* A field for the digest of block and body, which end the record. */
static void
put_digest(struct capture_writer *c, const char *field, struct slice block,
    struct slice body)
{
	char text[DIGEST_TEXT];

	if (digest_text(&c->digest, block, body, text) == 0)
		warcout_fields(c->out, field, text);
}

int
capture_info(struct capture_writer *c, time_t now, struct slice lines)
{
	warcout_begin(c->out, "warcinfo", "application/warc-fields");
	warcout_fields(c->out, "WARC-Record-ID", c->info);
	warcout_fields(c->out, "WARC-Date", date_text(c, now));
	put_digest(c, "WARC-Block-Digest", lines, NOTHING);
	return warcout_end(c->out, lines, NOTHING);
}

int
capture_end(struct capture_writer *c, time_t now, struct slice lines)
{
	char id[WARCOUT_ID_BYTES];

	warcout_id(c->out, id);
	warcout_begin(c->out, "metadata", "application/warc-fields");
	warcout_fields(c->out, "WARC-Record-ID", id);
	warcout_fields(c->out, "WARC-Date", date_text(c, now));
	warcout_fields(c->out, "WARC-Warcinfo-ID", c->info);
	put_digest(c, "WARC-Block-Digest", lines, NOTHING);
	return warcout_end(c->out, lines, NOTHING);
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
	put_digest(c, "WARC-Block-Digest", cap->request, NOTHING);
	return warcout_end(c->out, cap->request, NOTHING);
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
	put_digest(c, "WARC-Block-Digest", head, cap->body);
	put_digest(c, "WARC-Payload-Digest", cap->body, NOTHING);
	return warcout_end(c->out, head, cap->body);
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
	put_digest(c, "WARC-Block-Digest", head, NOTHING);
	if (cap->known->digest != NULL)
		warcout_fields(c->out, "WARC-Payload-Digest",
		    cap->known->digest);
	return warcout_end(c->out, head, NOTHING);
}

/* Is this what an archive says was there?  Its digest is in our form. */
static bool
has_digest(struct capture_writer *c, struct slice payload, const char *digest)
{
	char text[DIGEST_TEXT];

	return digest_text(&c->digest, payload, NOTHING, text) == 0 &&
	    strcmp(digest, text) == 0;
}

/* Is all that there is to say that nothing has changed? */
static bool
is_revisit(struct capture_writer *c, const struct capture *cap)
{
	const struct known_page *known = cap->known;

	if (known == NULL || cap->truncated != NULL)
		return false;
	if (cap->status == 304)
		return known->etag != NULL || known->modified != NULL;
	return cap->status == 200 && known->digest != NULL &&
	    has_digest(c, cap->body, known->digest);
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
	put_digest(c, "WARC-Block-Digest", block, NOTHING);
	return warcout_end(c->out, block, NOTHING);
}

int
capture_put(struct capture_writer *c, struct capture *cap)
{
	size_t before = c->out->pending.len;
	char id[WARCOUT_ID_BYTES];

	warcout_id(c->out, id);
	cap->revisit = is_revisit(c, cap);
	if (put_request(c, cap, id) == 0 &&
	    (cap->revisit ? put_revisit(c, cap, id) :
	    put_response(c, cap, id)) == 0 &&
	    put_metadata(c, cap, id) == 0)
		return 0;
	buf_cut(&c->out->pending, before);
	return -1;
}
