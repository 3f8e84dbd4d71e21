/* SPDX-License-Identifier: MIT */
/* The reader of names: what it takes, how it is spelt, where it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "extract/name.h"
#include "lib/arena.h"

static struct knowledge *know;

static int
load(void **state)
{
	char why[256];

	(void)state;
	know = knowledge_load(NULL, NULL, why, sizeof(why));
	if (know == NULL)
		(void)fprintf(stderr, "%s\n", why);
	return know == NULL;
}

static int
unload(void **state)
{
	(void)state;
	knowledge_free(know);
	return 0;
}

/* What is read at the beginning of a text: the name, and the word that stands
   behind its degrees ("" at the end of the text); NULL: no name. */
struct sample {
	const char	*text, *name, *behind;
};

static void
check(const struct sample *s)
{
	struct passage p = { 0 };
	struct arena arena = { 0 };
	struct name n;
	struct slice behind;

	passage_read(&p, know->matcher, slice_str(s->text));
	if (s->name == NULL) {
		assert_int_equal(name_read(&n, &p, 0, know), 0);
	} else {
		assert_int_equal(name_read(&n, &p, 0, know), 1);
		assert_string_equal(name_text(&n, &p, &arena), s->name);
		behind = passage_words(&p, n.next, n.next + 1);
		assert_true(slice_is(behind, s->behind));
	}
	arena_free(&arena);
	passage_free(&p);
}

static void
check_all(const struct sample *s, size_t n)
{
	for (; n > 0; n--, s++)
		check(s);
}

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
test_plain(void **state)
{
	static const struct sample samples[] = {
		{ "Rudi Hartawan membuka", "Rudi Hartawan", "membuka" },
		{ "Nonsi, saat rapat", "Nonsi", "saat" },
		{ "Rudi  Hartawan", "Rudi Hartawan", "" },
		{ "Rudi\xc2\xa0Hartawan hadir", "Rudi Hartawan", "hadir" },
		{ "M. Agus Wirawan", "M. Agus Wirawan", "" },
		{ "M.Agus Wirawan", "M. Agus Wirawan", "" },
		{ "James H Simarmata", "James H Simarmata", "" },
		{ "Budi S. Kapolres", "Budi S", "Kapolres" },
		{ "Rudi. Rapat selesai", "Rudi", "Rapat" },
		{ "Andi Rudi. Sari datang", "Andi Rudi", "Sari" },
	};

	(void)state;
	check_all(samples, COUNT(samples));
}

static void
test_peoples(void **state)
{
	static const struct sample samples[] = {
		{ "I Wayan Suardana", "I Wayan Suardana", "" },
		{ "Ida Bagus Putu Oka", "Ida Bagus Putu Oka", "" },
		{ "Ni Luh Sekarwati hadir", "Ni Luh Sekarwati", "hadir" },
		{ "Muhammad bin Salim", "Muhammad bin Salim", "" },
		{ "Anton van der Meer,", "Anton van der Meer", "" },
		{ "Anton bin mengatakan", "Anton", "bin" },
		{ "Ma'ruf Amran", "Ma'ruf Amran", "" },
		{ "Ropi\xe2\x80\x99i Saleh", "Ropi\xe2\x80\x99i Saleh", "" },
		{ "Ali Al-Habsyi", "Ali Al-Habsyi", "" },
		{ "Zulhendri Dt. Bandaro", "Zulhendri Dt. Bandaro", "" },
	};

	(void)state;
	check_all(samples, COUNT(samples));
}

static void
test_titles(void **state)
{
	static const struct sample samples[] = {
		{ "H. Surya, S.H. hadir", "Surya", "hadir" },
		{ "Drs. H. Surya Darma", "Surya Darma", "" },
		{ "KH Ahmad Zaini", "Ahmad Zaini", "" },
		{ "drg. Yusuf Tola", "Yusuf Tola", "" },
		{ "Pdt. Yosep Walilo", "Yosep Walilo", "" },
		{ "(Purn) Drs. Surya", "Surya", "" },
	};

	(void)state;
	check_all(samples, COUNT(samples));
}

static void
test_degrees(void **state)
{
	static const struct sample samples[] = {
		{ "Rudi Hartawan, S.I.K., M.Si., dan", "Rudi Hartawan", "dan" },
		{ "Rudi Hartawan SIK MH dan", "Rudi Hartawan", "dan" },
		{ "Rudi Hartawan SIK., mengikuti", "Rudi Hartawan",
		    "mengikuti" },
		{ "Rudi H, S. Sos., M.Tr.Opsla hadir", "Rudi H", "hadir" },
		{ "Rudi, S.Qwe. hadir", "Rudi", "hadir" },
		{ "RUDI MA'RUF, SE", "Rudi Ma'ruf", "" },
		{ "Ma Sri", "Ma Sri", "" },
	};

	(void)state;
	check_all(samples, COUNT(samples));
}

static void
test_capitals(void **state)
{
	static const struct sample samples[] = {
		{ "RENDI SUANGI, S.Si hadir", "Rendi Suangi", "hadir" },
		{ "S. SONDAKH, S.I.K.", "S. Sondakh", "" },
		{ "RENDI SUANGI Hadir", "Rendi Suangi", "Hadir" },
		{ "Rendi SUANGI", "Rendi", "SUANGI" },
		{ "Zulkifli HS, hadir", "Zulkifli HS", "hadir" },
	};

	(void)state;
	check_all(samples, COUNT(samples));
}

static void
test_no_names(void **state)
{
	static const struct sample samples[] = {
		{ "rudi hartawan", NULL, NULL },
		{ "Senin (12/8)", NULL, NULL },
		{ "Polres Bangka", NULL, NULL },
		{ "Kapolres", NULL, NULL },
		{ "AKBP", NULL, NULL },
		{ "2024 Rudi", NULL, NULL },
		{ "M. H.", NULL, NULL },
		{ "Satu Dua Tiga Empat Lima Enam Tujuh Delapan Sembilan", NULL,
		    NULL },
	};

	(void)state;
	check_all(samples, COUNT(samples));
}

/* The words of a rank and its form. */
static void
check_rank(const char *text, size_t words, const char *want)
{
	struct passage p = { 0 };
	struct arena arena = { 0 };
	const char *rank = "";

	passage_read(&p, know->matcher, slice_str(text));
	assert_int_equal(name_rank(&p, 0, &rank, &arena, know), words);
	assert_string_equal(rank, want);
	arena_free(&arena);
	passage_free(&p);
}

static void
test_ranks(void **state)
{
	(void)state;
	check_rank("AKBP Rudi", 1, "AKBP");
	check_rank("Akbp. Rudi", 1, "AKBP");
	check_rank("Kombes pol. Rudi", 2, "Kombes Pol");
	check_rank("Irjen. Pol. Rudi", 2, "Irjen Pol");
	check_rank("Kombespol Rudi", 1, "Kombes Pol");
	check_rank("Ajun Komisaris Besar Polisi Rudi", 4, "AKBP");
	check_rank("Brigjen TNI Rudi", 2, "Brigjen");
	check_rank("LETKOL INF RUDI", 2, "Letkol Inf");
	check_rank("Kapten Infr. Rudi", 2, "Kapten Inf");
	check_rank("Letkol Laut (P) Rudi", 3, "Letkol Laut (P)");
	check_rank("Mayor Rudi", 1, "Mayor");
	check_rank("Kapolres Rudi", 0, "");
	check_rank("mayor kecil", 0, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_peoples),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_degrees),
		cmocka_unit_test(test_capitals),
		cmocka_unit_test(test_no_names),
		cmocka_unit_test(test_ranks),
	};

	return cmocka_run_group_tests_name("people", tests, load, unload);
}
