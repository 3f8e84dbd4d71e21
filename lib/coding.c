/* SPDX-License-Identifier: MIT */
/*
 * Undoes content-codings.  Reads and writes memory only; holds what the
 * decoders of zlib, brotli and zstd hold: their windows.  Never believes a
 * coding that the bytes do not show.
 */
#define ZLIB_CONST
#include <limits.h>
#include <stdint.h>

#ifdef HAVE_BROTLI
#include <brotli/decode.h>
#endif
#include <zlib.h>
#ifdef HAVE_ZSTD
#include <zstd.h>
#endif

#include "lib/ascii.h"
#include "lib/coding.h"
#include "lib/xalloc.h"

#define STEP	((size_t)64 << 10)	/* bytes decoded at a time */
#define SNIFF	512			/* bytes that show what a body is */

#define WBITS_GZIP	(15 + 16)
#define WBITS_ZLIB	15
#define WBITS_RAW	(-15)

/* No control characters but those of text, as far as one looks. */
static bool
looks_like_text(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n && i < SNIFF; i++)
		if ((unsigned char)s.p[i] < ' ' && s.p[i] != '\x1b' &&
		    !ascii_is_space(s.p[i]))
			return false;
	return true;
}

static bool
is_gzip(struct slice s)
{
	return s.n >= 2 && memcmp(s.p, "\x1f\x8b", 2) == 0;
}

/* RFC 1950, 2.2: method 8, window of 32 KiB at most, divisible by 31. */
static bool
is_zlib(struct slice s)
{
	unsigned a, b;

	if (s.n < 2)
		return false;
	a = (unsigned char)s.p[0];
	b = (unsigned char)s.p[1];
	return (a & 0x8f) == 8 && (a << 8 | b) % 31 == 0;
}

/* Room for the next step, which out's ceiling may shorten. */
static size_t
make_room(struct buf *out)
{
	size_t room = out->max - out->len;

	if (room > STEP)
		room = STEP;
	(void)buf_reserve(out, room);
	return room;
}

/* So many bytes of it were filled. */
static void
take_room(struct buf *out, size_t n)
{
	out->len += n;
	out->data[out->len] = '\0';
}

/* Inflate one step of z into out.  What inflate(3) said. */
static int
inflate_step(z_stream *z, struct buf *out, struct slice *in)
{
	size_t room = make_room(out), n = in->n;
	int rc;

	if (n > UINT_MAX)
		n = UINT_MAX;
	z->next_in = (const Bytef *)in->p;
	z->avail_in = (uInt)n;
	z->next_out = (Bytef *)(out->data + out->len);
	z->avail_out = (uInt)room;
	rc = inflate(z, Z_NO_FLUSH);
	take_room(out, room - z->avail_out);
	*in = slice(in->p + (n - z->avail_in), in->n - (n - z->avail_in));
	return rc;
}

/*
 * Inflate in into out, of which max bytes may be filled; out's own ceiling is
 * higher, so that one byte too many can be seen.  Bytes behind the end that
 * are no further gzip member do not count.
 */
static enum http_answer
inflate_all(struct buf *out, struct slice in, int wbits, size_t max)
{
	enum http_answer answer = HTTP_WHOLE;
	z_stream z = { 0 };
	int rc = Z_OK;

	/* It fails for want of memory alone, and so may inflate. */
	if (inflateInit2(&z, wbits) != Z_OK)
		xalloc_none();
	for (;;) {
		rc = inflate_step(&z, out, &in);
		if (rc == Z_MEM_ERROR)
			xalloc_none();
		if (out->len > max) {
			answer = HTTP_TOO_LARGE;
			break;
		}
		if (rc == Z_STREAM_END) {
			if (wbits != WBITS_GZIP || !is_gzip(in))
				break;
			(void)inflateReset(&z);
		} else if (rc == Z_BUF_ERROR || (rc == Z_OK && in.n == 0 &&
		    z.avail_out > 0)) {
			answer = HTTP_CUT;
			break;
		} else if (rc != Z_OK) {
			answer = HTTP_DAMAGED;
			break;
		}
	}
	(void)inflateEnd(&z);
	return answer;
}

/* Some servers send zlib's format under this name too. */
static enum http_answer
undo_gzip(struct buf *out, struct slice in, size_t max)
{
	enum http_answer answer;

	if (is_gzip(in))
		return inflate_all(out, in, WBITS_GZIP, max);
	if (!is_zlib(in))
		return HTTP_NOT_CODED;
	answer = inflate_all(out, in, WBITS_ZLIB, max);
	return answer != HTTP_WHOLE && looks_like_text(in) ? HTTP_NOT_CODED :
	    answer;
}

/* `deflate` means zlib and is often raw; text is neither. */
static enum http_answer
undo_deflate(struct buf *out, struct slice in, size_t max)
{
	enum http_answer answer = HTTP_DAMAGED;

	if (is_gzip(in))
		return inflate_all(out, in, WBITS_GZIP, max);
	if (is_zlib(in))
		answer = inflate_all(out, in, WBITS_ZLIB, max);
	if (answer != HTTP_DAMAGED || out->len > 0)
		return answer;
	answer = inflate_all(out, in, WBITS_RAW, max);
	return (answer == HTTP_DAMAGED || answer == HTTP_CUT) &&
	    looks_like_text(in) ? HTTP_NOT_CODED : answer;
}

#ifdef HAVE_BROTLI
/* Decode to the end; *in is then what lies behind it. */
static enum http_answer
brotli_all(struct buf *out, struct slice *in, size_t max)
{
	BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL,
	    NULL);
	const uint8_t *next_in = (const uint8_t *)in->p;
	BrotliDecoderResult rc = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
	enum http_answer answer = HTTP_DAMAGED;

	if (state == NULL)
		xalloc_none();
	while (rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT &&
	    out->len <= max) {
		size_t room = make_room(out), left = room;
		uint8_t *next_out = (uint8_t *)out->data + out->len;

		rc = BrotliDecoderDecompressStream(state, &in->n, &next_in,
		    &left, &next_out, NULL);
		take_room(out, room - left);
	}
	in->p = (const char *)next_in;
	if (out->len > max)
		answer = HTTP_TOO_LARGE;
	else if (rc == BROTLI_DECODER_RESULT_SUCCESS)
		answer = HTTP_WHOLE;
	else if (rc == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
		answer = HTTP_CUT;
	BrotliDecoderDestroyInstance(state);
	return answer;
}

/* Nothing marks these data: what looks like text is taken for them only when
   they decode to the last byte. */
static enum http_answer
undo_brotli(struct buf *out, struct slice in, size_t max)
{
	struct slice rest = in;
	enum http_answer answer = brotli_all(out, &rest, max);

	if (answer != HTTP_TOO_LARGE && looks_like_text(in) &&
	    (answer != HTTP_WHOLE || rest.n > 0))
		return HTTP_NOT_CODED;
	return answer;
}
#endif

#ifdef HAVE_ZSTD
/* A frame, or one that is skipped (RFC 8878, 3.1). */
static bool
is_zstd(struct slice s)
{
	return s.n >= 4 && (memcmp(s.p, "\x28\xb5\x2f\xfd", 4) == 0 ||
	    (((unsigned char)s.p[0] & 0xf0) == 0x50 &&
	    memcmp(s.p + 1, "\x2a\x4d\x18", 3) == 0));
}

static enum http_answer
zstd_all(ZSTD_DCtx *z, struct buf *out, struct slice in, size_t max)
{
	ZSTD_inBuffer from = { in.p, in.n, 0 };
	size_t rc;

	for (;;) {
		size_t room = make_room(out);
		ZSTD_outBuffer to = { out->data + out->len, room, 0 };

		rc = ZSTD_decompressStream(z, &to, &from);
		take_room(out, to.pos);
		if (out->len > max)
			return HTTP_TOO_LARGE;
		if (ZSTD_isError(rc))
			return HTTP_DAMAGED;
		if (rc == 0 && !is_zstd(slice(in.p + from.pos,
		    in.n - from.pos)))
			return HTTP_WHOLE;
		/* All is read, and the decoder holds nothing back. */
		if (rc > 0 && from.pos == in.n && to.pos < to.size)
			return HTTP_CUT;
	}
}

static enum http_answer
undo_zstd(struct buf *out, struct slice in, size_t max)
{
	ZSTD_DCtx *z = ZSTD_createDCtx();
	enum http_answer answer = HTTP_DAMAGED;

	if (z == NULL)
		xalloc_none();
	if (!ZSTD_isError(ZSTD_DCtx_setParameter(z,
	    ZSTD_d_windowLogMax, CODING_MAX_WINDOW_LOG)))
		answer = zstd_all(z, out, in, max);
	(void)ZSTD_freeDCtx(z);
	return answer;
}
#endif

enum http_answer
coding_undo(struct buf *out, struct slice word, struct slice in, size_t max)
{
	if (slice_is_nocase(word, "gzip") || slice_is_nocase(word, "x-gzip"))
		return undo_gzip(out, in, max);
	if (slice_is_nocase(word, "deflate"))
		return undo_deflate(out, in, max);
#ifdef HAVE_BROTLI
	if (slice_is_nocase(word, "br"))
		return undo_brotli(out, in, max);
#endif
#ifdef HAVE_ZSTD
	if (slice_is_nocase(word, "zstd"))
		return is_zstd(in) ? undo_zstd(out, in, max) : HTTP_NOT_CODED;
#endif
	return looks_like_text(in) ? HTTP_NOT_CODED : HTTP_UNKNOWN;
}
