/* SPDX-License-Identifier: MIT */
/*
 * The character set of a page: guessed from the bytes and the labels, then
 * turned into UTF-8.  Reads memory only; iconv(3) does the rarer sets.
 */
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/ascii.h"
#include "lib/charset.h"
#include "lib/utf8.h"
#include "lib/xalloc.h"

/* WHATWG Encoding, index windows-1252, bytes 80 to 9F. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
};

/* Labels that all mean windows-1252 (WHATWG Encoding, 4.2). */
static const char *const western[] = {
	"ascii", "cp1252", "cp819", "iso-8859-1", "iso8859-1", "iso_8859-1",
	"l1", "latin1", "us-ascii", "windows-1252", "x-cp1252",
};

/*
 * The other sets of the web: their names for iconv(3), and their labels
 * (WHATWG Encoding, 4.2).  No other label is believed: iconv knows hundreds
 * of sets that no page is in, and some of them can be abused.
 */
static const struct set {
	const char *name, *labels;
} sets[] = {
	{ "UTF-16", "unicode utf-16" },
	{ "UTF-16LE", "csunicode iso-10646-ucs-2 ucs-2 utf-16le" },
	{ "UTF-16BE", "unicodefffe utf-16be" },
	{ "IBM866", "866 cp866 csibm866 ibm866" },
	{ "ISO-8859-2", "csisolatin2 iso-8859-2 iso8859-2 iso88592 iso_8859-2 "
	    "l2 latin2" },
	{ "ISO-8859-3", "csisolatin3 iso-8859-3 iso8859-3 iso_8859-3 l3 "
	    "latin3" },
	{ "ISO-8859-4", "csisolatin4 iso-8859-4 iso8859-4 iso_8859-4 l4 "
	    "latin4" },
	{ "ISO-8859-5", "csisolatincyrillic cyrillic iso-8859-5 iso8859-5 "
	    "iso_8859-5" },
	{ "ISO-8859-6", "arabic asmo-708 csisolatinarabic ecma-114 iso-8859-6 "
	    "iso-8859-6-e iso-8859-6-i iso8859-6 iso_8859-6" },
	{ "ISO-8859-7", "csisolatingreek ecma-118 elot_928 greek greek8 "
	    "iso-8859-7 iso8859-7 iso_8859-7 sun_eu_greek" },
	{ "ISO-8859-8", "csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e "
	    "iso-8859-8-i iso8859-8 iso_8859-8 logical visual" },
	{ "ISO-8859-10", "csisolatin6 iso-8859-10 iso8859-10 l6 latin6" },
	{ "ISO-8859-13", "iso-8859-13 iso8859-13" },
	{ "ISO-8859-14", "iso-8859-14 iso8859-14" },
	{ "ISO-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso_8859-15 l9" },
	{ "ISO-8859-16", "iso-8859-16" },
	{ "KOI8-R", "cskoi8r koi koi8 koi8-r koi8_r" },
	{ "KOI8-U", "koi8-ru koi8-u" },
	{ "MACINTOSH", "csmacintosh mac macintosh x-mac-roman" },
	{ "WINDOWS-874", "dos-874 iso-8859-11 iso8859-11 tis-620 "
	    "windows-874" },
	{ "WINDOWS-1250", "cp1250 windows-1250 x-cp1250" },
	{ "WINDOWS-1251", "cp1251 windows-1251 x-cp1251" },
	{ "WINDOWS-1253", "cp1253 windows-1253 x-cp1253" },
	{ "WINDOWS-1254", "cp1254 csisolatin5 iso-8859-9 iso8859-9 iso_8859-9 "
	    "l5 latin5 windows-1254 x-cp1254" },
	{ "WINDOWS-1255", "cp1255 windows-1255 x-cp1255" },
	{ "WINDOWS-1256", "cp1256 windows-1256 x-cp1256" },
	{ "WINDOWS-1257", "cp1257 windows-1257 x-cp1257" },
	{ "WINDOWS-1258", "cp1258 windows-1258 x-cp1258" },
	{ "GB18030", "chinese csgb2312 csiso58gb231280 gb18030 gb2312 "
	    "gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk" },
	{ "BIG5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5" },
	{ "EUC-JP", "cseucpkdfmtjapanese euc-jp x-euc-jp" },
	{ "ISO-2022-JP", "csiso2022jp iso-2022-jp" },
	{ "CP932", "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis "
	    "windows-31j x-sjis" },
	{ "UHC", "cseuckr csksc56011987 euc-kr iso-ir-149 korean "
	    "ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949" },
};

#define SETS (sizeof(sets) / sizeof(sets[0]))

struct charsets {
	iconv_t	cd[SETS];	/* (iconv_t)-1: the system lacks it */
};

struct charsets *
charsets_open(void)
{
	struct charsets *c = xcalloc(1, sizeof(*c));
	size_t i;

	for (i = 0; i < SETS; i++) {
		c->cd[i] = iconv_open("UTF-8", sets[i].name);
		if (c->cd[i] == (iconv_t)-1 && errno == ENOMEM)
			xalloc_none();
	}
	return c;
}

void
charsets_close(struct charsets *c)
{
	size_t i;

	for (i = 0; c != NULL && i < SETS; i++)
		if (c->cd[i] != (iconv_t)-1)
			(void)iconv_close(c->cd[i]);
	free(c);
}

/* The case-insensitive place of word in text, or NULL. */
static const char *
find(struct slice text, const char *word)
{
	size_t n = strlen(word), i;

	for (i = 0; i + n <= text.n; i++)
		if (ascii_lower(text.p[i]) == word[0] &&
		    strncasecmp(text.p + i, word, n) == 0)
			return text.p + i;
	return NULL;
}

struct slice
charset_of_type(struct slice type)
{
	const char *end = type.p + type.n, *p, *start;

	if (type.n == 0 || (p = find(type, "charset")) == NULL)
		return slice(NULL, 0);
	p += 7;
	while (p < end && (ascii_is_space(*p) || *p == '='))
		p++;
	if (p < end && (*p == '"' || *p == '\''))
		p++;
	for (start = p; p < end && (ascii_is_alnum(*p) ||
	    strchr("-_.:+", *p) != NULL); p++)
		if (*p == '\0')
			break;
	return slice(start, (size_t)(p - start));
}

/* The label in the first bytes of a page: a meta, or an XML declaration. */
static struct slice
prescan(struct slice page)
{
	struct slice head = slice(page.p, page.n < CHARSET_PRESCAN ? page.n :
	    CHARSET_PRESCAN);
	const char *p = find(head, "<meta"), *end = head.p + head.n;
	struct slice label;

	while (p != NULL) {
		const char *close = memchr(p, '>', (size_t)(end - p));

		if (close == NULL)
			close = end;
		label = charset_of_type(slice(p, (size_t)(close - p)));
		if (label.n > 0)
			return label;
		p = find(slice(close, (size_t)(end - close)), "<meta");
	}
	if ((p = find(head, "<?xml")) != NULL &&
	    (p = find(slice(p, (size_t)(end - p)), "encoding=\"")) != NULL) {
		const char *start = p + 10, *close = memchr(start, '"',
		    (size_t)(end - start));

		if (close != NULL)
			return slice(start, (size_t)(close - start));
	}
	return slice(NULL, 0);
}

static int
from_windows_1252(struct buf *out, struct slice page)
{
	size_t i, start = 0;

	for (i = 0; i < page.n; i++) {
		unsigned char c = (unsigned char)page.p[i];

		if (c > 0 && c < 0x80)
			continue;
		if (buf_add(out, page.p + start, i - start) != 0)
			return -1;
		start = i + 1;
		if (c != 0 && utf8_encode(out, c < 0xa0 ?
		    windows_1252[c - 0x80] : c) != 0)
			return -1;
	}
	return buf_add(out, page.p + start, page.n - start);
}

/* Append UTF-8 without its NULs. */
static int
add_text(struct buf *out, const char *s, size_t n)
{
	const char *end = s + n, *nul;

	while ((nul = memchr(s, '\0', (size_t)(end - s))) != NULL) {
		if (buf_add(out, s, (size_t)(nul - s)) != 0)
			return -1;
		s = nul + 1;
	}
	return buf_add(out, s, (size_t)(end - s));
}

/* Decode with cd; 0, or -1 when out is full. */
static int
convert(struct buf *out, struct slice page, iconv_t cd)
{
	union { const char *from; char *to; } in;
	size_t left = page.n, start = out->len;
	int rc = 0;

	(void)iconv(cd, NULL, NULL, NULL, NULL);
	in.from = page.p;
	while (left > 0 && rc == 0) {
		char piece[4096], *to = piece;
		size_t room = sizeof(piece);
		size_t n = iconv(cd, &in.to, &left, &to, &room);

		rc = add_text(out, piece, (size_t)(to - piece));
		if (n != (size_t)-1 || errno == E2BIG)
			continue;
		if (utf8_encode(out, 0xfffd) != 0)
			rc = -1;
		in.to++;
		left--;
	}
	if (rc != 0)
		buf_cut(out, start);
	return rc;
}

/* 0; -1 when the system lacks the set or out is full. */
static int
from_set(struct charsets *c, struct buf *out, struct slice page, size_t set)
{
	iconv_t cd = c != NULL ? c->cd[set] :
	    iconv_open("UTF-8", sets[set].name);
	int rc;

	if (cd == (iconv_t)-1)
		return -1;
	rc = convert(out, page, cd);
	if (c == NULL)
		(void)iconv_close(cd);
	return rc;
}

static bool
is_label(struct slice label, const char *name)
{
	return label.n == strlen(name) &&
	    strncasecmp(label.p, name, label.n) == 0;
}

static bool
is_western(struct slice label)
{
	size_t i;

	for (i = 0; i < sizeof(western) / sizeof(western[0]); i++)
		if (is_label(label, western[i]))
			return true;
	return false;
}

/* Broken UTF-8 rather than another set: most of what is not ASCII is well. */
static bool
mostly_utf8(struct slice page)
{
	size_t good = 0, bad = 0;
	const char *p = page.p, *end = p + page.n;

	while (p < end) {
		uint32_t c;
		size_t n;

		if ((unsigned char)*p < 0x80) {
			p++;
			continue;
		}
		n = utf8_decode(p, (size_t)(end - p), &c);
		if (c == 0xfffd)
			bad++;
		else
			good++;
		p += n;
	}
	return good > bad;
}

/* The set of a label by its number; SETS: windows-1252, UTF-8 or unknown. */
static size_t
find_set(struct slice label)
{
	size_t i, n;
	const char *p;

	for (i = 0; i < SETS; i++)
		for (p = sets[i].labels; *p != '\0'; p += n + (p[n] == ' ')) {
			n = strcspn(p, " ");
			if (n == label.n && strncasecmp(p, label.p, n) == 0)
				return i;
		}
	return SETS;
}

/* The set to go by: of the HTTP header, when it says one, or of the page. */
static size_t
choose(struct slice page, struct slice label)
{
	if (find_set(label) == SETS && !is_western(label) &&
	    !is_label(label, "utf-8") && !is_label(label, "utf8"))
		label = prescan(page);
	return find_set(label);
}

/* Decode by the labels, or by what the bytes look like; 0, or -1. */
static int
decode(struct charsets *c, struct buf *out, struct slice page, size_t set)
{
	if (set != SETS && from_set(c, out, page, set) == 0)
		return 0;
	if (mostly_utf8(page))
		return utf8_repair(out, page.p, page.n);
	return from_windows_1252(out, page);
}

struct slice
charset_decode(struct charsets *c, struct buf *out, struct slice page,
    struct slice label)
{
	size_t start = out->len, set;
	int rc;

	if (page.n >= 2 && (memcmp(page.p, "\xff\xfe", 2) == 0 ||
	    memcmp(page.p, "\xfe\xff", 2) == 0)) {
		rc = from_set(c, out, page, 0);
		return rc != 0 ? slice(NULL, 0) :
		    slice(buf_str(out) + start, out->len - start);
	}
	if (page.n >= 3 && memcmp(page.p, "\xef\xbb\xbf", 3) == 0)
		page = slice(page.p + 3, page.n - 3);
	set = choose(page, label);
	/* Valid UTF-8 beats a label, but for a set of seven bits. */
	if (utf8_invalid(page.p, page.n) == NULL && (set == SETS ||
	    strcmp(sets[set].name, "ISO-2022-JP") != 0)) {
		if (page.n == 0 || memchr(page.p, '\0', page.n) == NULL)
			return page;
		rc = utf8_repair(out, page.p, page.n);
	} else
		rc = decode(c, out, page, set);
	return rc != 0 ? slice(NULL, 0) :
	    slice(buf_str(out) + start, out->len - start);
}
