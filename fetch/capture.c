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
#define DATE_BYTES	32
#define REVISIT	"http://netpreserve.org/warc/1.1/revisit/"
#define DIGEST_BYTES	48	/* `sha1:`, 32 characters, NUL */

int
capture_init(struct capture_writer *c, struct warcout *out)
{
	*c = (struct capture_writer){ .out = out };
	buf_init(&c->head, CAPTURE_MAX_HEAD);
	buf_init(&c->text, CAPTURE_MAX_HEAD);
	warcout_id(out, c->info);
	c->digest = EVP_MD_CTX_new();
	if (c->digest == NULL ||
	    EVP_DigestInit_ex(c->digest, EVP_sha1(), NULL) != 1)
		return -1;
	return 0;
}

void
capture_free(struct capture_writer *c)
{
	EVP_MD_CTX_free(c->digest);
	buf_free(&c->head);
	buf_free(&c->text);
}

static void
put_date(char date[DATE_BYTES], time_t when)
{
	struct tm tm;

	if (gmtime_r(&when, &tm) == NULL ||
	    strftime(date, DATE_BYTES, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		memcpy(date, "1970-01-01T00:00:00Z", 21);
}

/* The SHA-1 of a followed by b, in the Base32 of RFC 4648 that archives use;
   "" when there is none. */
static void
make_digest(struct capture_writer *c, char text[DIGEST_BYTES], struct slice a,
    struct slice b)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	unsigned char sum[EVP_MAX_MD_SIZE];
	size_t at = 5, i, bit;

	text[0] = '\0';
	if (EVP_DigestInit_ex(c->digest, NULL, NULL) != 1 ||
	    EVP_DigestUpdate(c->digest, a.p, a.n) != 1 ||
	    EVP_DigestUpdate(c->digest, b.p, b.n) != 1 ||
	    EVP_DigestFinal_ex(c->digest, sum, NULL) != 1)
		return;
	memcpy(text, "sha1:", at);
	for (i = 0; i < 160; i += 5) {
		unsigned value = 0;

		for (bit = i; bit < i + 5; bit++)
			value = value << 1 |
			    ((unsigned)sum[bit / 8] >> (7 - bit % 8) & 1u);
		text[at++] = digits[value];
	}
	text[at] = '\0';
}

static void
put_digest(struct capture_writer *c, const char *field, struct slice a,
    struct slice b)
{
	char text[DIGEST_BYTES];

	make_digest(c, text, a, b);
	if (text[0] != '\0')
		warcout_fields(c->out, field, text);
}

int
capture_info(struct capture_writer *c, time_t now, struct slice lines)
{
	char date[DATE_BYTES];

	put_date(date, now);
	warcout_begin(c->out, "warcinfo", "application/warc-fields");
	warcout_fields(c->out, "WARC-Record-ID", c->info);
	warcout_fields(c->out, "WARC-Date", date);
	put_digest(c, "WARC-Block-Digest", lines, slice("", 0));
	return warcout_end(c->out, lines, slice("", 0));
}

int
capture_end(struct capture_writer *c, time_t now, struct slice lines)
{
	char date[DATE_BYTES], id[WARCOUT_ID_BYTES];

	put_date(date, now);
	warcout_id(c->out, id);
	warcout_begin(c->out, "metadata", "application/warc-fields");
	warcout_fields(c->out, "WARC-Record-ID", id);
	warcout_fields(c->out, "WARC-Date", date);
	warcout_fields(c->out, "WARC-Warcinfo-ID", c->info);
	put_digest(c, "WARC-Block-Digest", lines, slice("", 0));
	return warcout_end(c->out, lines, slice("", 0));
}

/* Begin a record of this exchange; other is the record it goes with. */
static void
begin(struct capture_writer *c, const struct capture *cap, const char *type,
    const char *id, const char *other)
{
	char date[DATE_BYTES];

	put_date(date, cap->began);
	warcout_begin(c->out, type, strcmp(type, "metadata") == 0 ?
	    "application/warc-fields" : strcmp(type, "request") == 0 ?
	    "application/http; msgtype=request" :
	    "application/http; msgtype=response");
	warcout_fields(c->out, "WARC-Record-ID", id);
	warcout_fields(c->out, "WARC-Date", date);
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
	put_digest(c, "WARC-Block-Digest", cap->request, slice("", 0));
	return warcout_end(c->out, cap->request, slice("", 0));
}

static int
put_response(struct capture_writer *c, const struct capture *cap,
    const char *id, const char *payload)
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
	if (payload[0] != '\0')
		warcout_fields(c->out, "WARC-Payload-Digest", payload);
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
	put_digest(c, "WARC-Block-Digest", head, slice("", 0));
	if (cap->known->digest != NULL)
		warcout_fields(c->out, "WARC-Payload-Digest",
		    cap->known->digest);
	return warcout_end(c->out, head, slice("", 0));
}

/* Is all that there is to say that nothing has changed? */
static bool
is_revisit(const struct capture *cap, const char *payload)
{
	const struct known_page *known = cap->known;

	if (known == NULL || cap->truncated != NULL)
		return false;
	if (cap->status == 304)
		return known->etag != NULL || known->modified != NULL;
	return cap->status == 200 && known->digest != NULL &&
	    strcmp(known->digest, payload) == 0;
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
	put_digest(c, "WARC-Block-Digest", block, slice("", 0));
	return warcout_end(c->out, block, slice("", 0));
}

int
capture_put(struct capture_writer *c, struct capture *cap)
{
	size_t before = c->out->pending.len;
	char id[WARCOUT_ID_BYTES], payload[DIGEST_BYTES];

	warcout_id(c->out, id);
	make_digest(c, payload, cap->body, slice("", 0));
	cap->revisit = is_revisit(cap, payload);
	if (put_request(c, cap, id) == 0 && (cap->revisit ?
	    put_revisit(c, cap, id) :
	    put_response(c, cap, id, payload)) == 0 &&
	    put_metadata(c, cap, id) == 0)
		return 0;
	buf_cut(&c->out->pending, before);
	return -1;
}
