/* SPDX-License-Identifier: MIT */
/*
 * Folding of text and the search for phrases in it.  Reads memory only.
 */
#include "clean/lexicon.h"
#include "lib/ascii.h"
#include "lib/utf8.h"

#define HITS_MAX 256	/* phrases found in one line; what follows is left */

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

static void
put_folded(struct buf *out, char c, size_t start)
{
	if (c != ' ')
		(void)buf_addc(out, ascii_lower(c));
	else if (out->len > start && out->data[out->len - 1] != ' ')
		(void)buf_addc(out, ' ');
}

void
fold(struct buf *out, struct slice text)
{
	size_t start = out->len, i = 0;

	while (i < text.n) {
		uint32_t c;
		size_t n;
		char p;

		if ((unsigned char)text.p[i] < 0x80) {
			char a = text.p[i++];

			put_folded(out, ascii_is_space(a) ? ' ' : a, start);
			continue;
		}
		n = utf8_decode(text.p + i, text.n - i, &c);
		p = plain(c);
		if (p == 0)
			(void)buf_add(out, text.p + i, n);
		else if (p != 1)
			put_folded(out, p, start);
		i += n;
	}
	if (out->len > start && out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
}

static bool
is_word_byte(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* A hit that neither begins nor ends inside a word. */
static bool
is_whole(struct slice text, const struct words_hit *hit)
{
	if (hit->begin > 0 && is_word_byte(text.p[hit->begin]) &&
	    is_word_byte(text.p[hit->begin - 1]))
		return false;
	return hit->end == text.n || !is_word_byte(text.p[hit->end]) ||
	    !is_word_byte(text.p[hit->end - 1]);
}

int
phrase_at_start(const struct phrases *list, struct slice text, unsigned mask)
{
	struct words_hit hits[HITS_MAX];
	size_t n = words_at_start(list->words, text, hits, HITS_MAX), i,
	    longest = 0;
	int found = -1;

	for (i = 0; i < n; i++) {
		if (hits[i].end <= longest ||
		    (1u << list->list[hits[i].id].what & mask) == 0 ||
		    !is_whole(text, &hits[i]))
			continue;
		longest = hits[i].end;
		found = (int)hits[i].id;
	}
	return found;
}

int
phrase_within(const struct phrases *list, struct slice text, unsigned mask,
    struct words_hit *hit)
{
	struct words_hit hits[HITS_MAX];
	size_t n = words_find(list->words, text, hits, HITS_MAX), i;

	for (i = 0; i < n; i++) {
		if ((1u << list->list[hits[i].id].what & mask) == 0 ||
		    !is_whole(text, &hits[i]))
			continue;
		if (hit != NULL)
			*hit = hits[i];
		return (int)hits[i].id;
	}
	return -1;
}
