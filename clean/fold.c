/* SPDX-License-Identifier: MIT */
/*
 * Folding of text, for looking phrases up.  Reads and writes memory only.
 */
#include <string.h>

#include "clean/lexicon.h"
#include "lib/ascii.h"
#include "lib/swar.h"
#include "lib/utf8.h"

/* What stands for a character over 127: 0 keeps it, 1 drops it. */
static char
plain(uint32_t c)
{
	if (c == 0x2018 || c == 0x2019 || c == 0x02bc || c == 0x201b)
		return '\'';
	if (c == 0x201c || c == 0x201d || c == 0x201e || c == 0x201f)
		return '"';
	if (c >= 0x2010 && c <= 0x2015)
		return '-';
	if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
	    c == 0x3000)
		return ' ';
	/* Bullets, arrows, shapes, dingbats, emoji, zero-width characters. */
	if (c == 0x2022 || c == 0xb7 || c == 0xbb || c == 0xab || c == 0xad ||
	    (c >= 0x200b && c <= 0x200f) || c == 0x203a || c == 0x2039 ||
	    (c >= 0x2190 && c <= 0x21ff) || (c >= 0x2300 && c <= 0x23ff) ||
	    (c >= 0x2500 && c <= 0x27bf) || (c >= 0x2900 && c <= 0x2bff) ||
	    c == 0xfe0f || c == 0xfeff || c >= 0x1f000)
		return 1;
	return 0;
}

/* Where text is folded to: from start to at. */
struct folded {
	char	*start, *at;
};

static void
put_char(struct folded *f, char c)
{
	if (c != ' ')
		*f->at++ = ascii_lower(c);
	else if (f->at > f->start && f->at[-1] != ' ')
		*f->at++ = ' ';
}

/* A character over 127 at p; how many bytes it has. */
static size_t
fold_wide(struct folded *f, const char *p, size_t n)
{
	uint32_t c;
	size_t len = utf8_decode(p, n, &c);
	char instead = plain(c);

	if (instead == 0) {
		memcpy(f->at, p, len);
		f->at += len;
	} else if (instead != 1)
		put_char(f, instead);
	return len;
}

void
fold(struct buf *out, struct slice text)
{
	struct folded f;
	size_t i = 0;

	/* No character becomes longer. */
	if (buf_reserve(out, text.n) != 0 || text.n == 0)
		return;
	f.start = f.at = out->data + out->len;
	while (i < text.n) {
		char c = text.p[i];
		size_t n;

		if (text.n - i >= SWAR_BYTES && (c != ' ' ||
		    (f.at > f.start && f.at[-1] != ' ')) &&
		    (n = swar_words(swar_load(text.p + i))) > 0) {
			swar_store(f.at, swar_lower(swar_load(text.p + i)));
			f.at += n;
			i += n;
		} else if ((unsigned char)c >= 0x80)
			i += fold_wide(&f, text.p + i, text.n - i);
		else {
			put_char(&f, ascii_is_space(c) ? ' ' : c);
			i++;
		}
	}
	if (f.at > f.start && f.at[-1] == ' ')
		f.at--;
	*f.at = '\0';
	out->len = (size_t)(f.at - out->data);
}
