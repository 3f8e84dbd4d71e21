/* SPDX-License-Identifier: MIT */
/* The matcher and the passages it reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "extract/match.h"

/* Phrases of two lexicons, an abbreviation and a clitic. */
static struct matcher *
phrases(void)
{
	static const char *const places[] = { "Bangka", "Bangka Barat",
	    "Buru Selatan", "Kep. Riau", "Bau-Bau", "PALI", "Fak'Fak" };
	struct matcher *m = matcher_new();
	uint32_t i;

	for (i = 0; i < sizeof(places) / sizeof(*places); i++)
		assert_int_equal(matcher_add(m, LEX_PLACE, i,
		    slice_str(places[i]), MATCH_AS_WRITTEN), i);
	(void)matcher_add(m, LEX_INSTITUTION, 0, slice_str("Kodim"), 0);
	(void)matcher_add(m, LEX_INSTITUTION, 1, slice_str("Kodim Bangka"), 0);
	(void)matcher_add(m, LEX_ABBREVIATION, 0, slice_str("Drs"), 0);
	matcher_add_clitic(m, slice_str("nya"));
	return m;
}

/* All matches of a text as `begin-end:lexicon.entry`, blanks between. */
static const char *
matches(const char *text)
{
	static char out[512];
	struct matcher *m = phrases();
	struct passage p = { 0 };
	size_t i, n = 0;

	passage_read(&p, m, slice_str(text));
	out[0] = '\0';
	for (i = 0; i < p.nmatches; i++)
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%u-%u:%c%u",
		    n > 0 ? " " : "", p.match[i].begin, p.match[i].end,
		    p.match[i].lexicon == LEX_PLACE ? 'p' : 'i',
		    p.match[i].entry);
	passage_free(&p);
	matcher_free(m);
	return out;
}

static void
longest_wins(void **state)
{
	(void)state;
	assert_string_equal(matches("di Bangka Barat"), "3-15:p1");
	assert_string_equal(matches("di Bangka Timur"), "3-9:p0");
	assert_string_equal(matches("Bangka Bangka Barat"), "0-6:p0 7-19:p1");
}

static void
lexicons_may_overlap(void **state)
{
	(void)state;
	assert_string_equal(matches("Kodim Bangka Barat"),
	    "0-12:i1 6-18:p1");
}

static void
words_are_whole(void **state)
{
	(void)state;
	assert_string_equal(matches("Bangkai Sebangka"), "");
	assert_string_equal(matches("Kodims"), "");
}

static void
case_and_signs_do_not_matter(void **state)
{
	(void)state;
	assert_string_equal(matches("BURU SELATAN"), "0-12:p2");
	assert_string_equal(matches("buru\xc2\xa0selatan"), "0-13:p2");
	assert_string_equal(matches("Buru  Selatan"), "0-13:p2");
	assert_string_equal(matches("Bau Bau"), "0-7:p4");
	assert_string_equal(matches("Bau\xe2\x80\x93" "Bau"), "0-9:p4");
	assert_string_equal(matches("Fak Fak"), "0-7:p6");
	assert_string_equal(matches("Kep Riau"), "0-8:p3");
	assert_string_equal(matches("Kep.Riau"), "0-8:p3");
}

static void
commas_and_paragraphs_part(void **state)
{
	(void)state;
	assert_string_equal(matches("Buru, Selatan"), "");
	assert_string_equal(matches("Buru\nSelatan"), "");
	assert_string_equal(matches("Buru (Selatan)"), "");
	/* The full stop of a sentence parts, the one of a short word not. */
	assert_string_equal(matches("di Bangka. Barat"), "3-9:p0");
}

static void
capitals_ask_for_capitals(void **state)
{
	(void)state;
	assert_string_equal(matches("PALI"), "0-4:p5");
	assert_string_equal(matches("pali Pali"), "");
}

static void
clitics_fall_off(void **state)
{
	(void)state;
	assert_string_equal(matches("Kodimnya"), "0-5:i0");
	assert_string_equal(matches("Kodimlah"), "");
	/* Nothing goes on behind a clitic. */
	assert_string_equal(matches("Kodimnya Bangka"), "0-5:i0 9-15:p0");
}

static void
the_same_phrase_is_one_entry(void **state)
{
	struct matcher *m = phrases();

	(void)state;
	assert_int_equal(matcher_add(m, LEX_PLACE, 77, slice_str("bau bau"),
	    0), 4);
	assert_int_equal(matcher_add(m, LEX_PLACE, 78, slice_str("..."), 0),
	    78);
	matcher_free(m);
}

/* How many sentences and paragraphs. */
static void
spans(const char *text, size_t sentences, size_t paragraphs)
{
	struct matcher *m = phrases();
	struct passage p = { 0 };
	size_t i;

	passage_read(&p, m, slice_str(text));
	assert_int_equal(p.nsentences, sentences);
	assert_int_equal(p.nparagraphs, paragraphs);
	for (i = 0; i < p.nsentences; i++) {
		assert_true(p.sentence[i].begin < p.sentence[i].end);
		assert_true(p.sentence[i].end <= p.text.n);
		assert_ptr_equal(passage_sentence(&p, p.sentence[i].begin),
		    &p.sentence[i]);
	}
	passage_free(&p);
	matcher_free(m);
}

static void
sentences_end_where_they_end(void **state)
{
	(void)state;
	spans("", 0, 0);
	spans("...\n\n", 0, 0);
	spans("Satu. Dua! Tiga? empat.", 3, 1);
	spans("Drs. Anu dan A. Contoh hadir.", 1, 1);
	spans("Ada 10. 785 orang.", 1, 1);
	spans("\xe2\x80\x9cSatu.\xe2\x80\x9d Dua.", 2, 1);
	spans("Satu\nDua\n\nTiga", 3, 3);
}

/* Words without a full stop are no reason for work without an end. */
static void
long_sentences_are_cut(void **state)
{
	static char text[2 * PASSAGE_MAX_SENTENCE * 2 + 3];
	size_t i;

	(void)state;
	for (i = 0; i < 2 * PASSAGE_MAX_SENTENCE; i++)
		memcpy(text + 2 * i, "a ", 2);
	spans(text, 2, 1);
	memcpy(text + 2 * i, "a", 1);
	spans(text, 3, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(longest_wins),
		cmocka_unit_test(lexicons_may_overlap),
		cmocka_unit_test(words_are_whole),
		cmocka_unit_test(case_and_signs_do_not_matter),
		cmocka_unit_test(commas_and_paragraphs_part),
		cmocka_unit_test(capitals_ask_for_capitals),
		cmocka_unit_test(clitics_fall_off),
		cmocka_unit_test(the_same_phrase_is_one_entry),
		cmocka_unit_test(sentences_end_where_they_end),
		cmocka_unit_test(long_sentences_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
