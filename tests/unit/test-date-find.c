/* SPDX-License-Identifier: MIT */
/* Dates in running text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "lib/date.h"
#include "lib/xalloc.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NBSP "\xc2\xa0"

static int
set_up(void **state)
{
	char why[256];

	*state = calendar_load(NULL, why, sizeof(why));
	return *state == NULL;
}

static int
tear_down(void **state)
{
	calendar_free(*state);
	return 0;
}

struct find_case {
	const char *text, *want;
};

/* Every hit as `raw=date/weekday `, the parts that are unknown as `-`. */
static void
list_hits(struct buf *out, const struct calendar *cal, struct slice text)
{
	struct date_hit hit;
	size_t at;

	for (at = 0; date_find(&hit, cal, text, at) == 1; at = hit.end) {
		assert_true(hit.begin >= at && hit.end > hit.begin);
		assert_true(hit.end <= text.n);
		(void)buf_addf(out, "%s[%.*s]", out->len > 0 ? " " : "",
		    (int)(hit.end - hit.begin), text.p + hit.begin);
		if (hit.form == DATE_FULL)
			(void)buf_addf(out, "%04d-%02d-%02d", hit.date.year,
			    hit.date.month, hit.date.day);
		else if (hit.form == DATE_DAY_MONTH) {
			assert_int_equal(hit.date.year, 0);
			(void)buf_addf(out, "%02d-%02d", hit.date.month,
			    hit.date.day);
		}
		if (hit.bare)
			(void)buf_adds(out, "?");
		if (hit.weekday >= 0)
			(void)buf_addf(out, "w%d", hit.weekday);
	}
}

static void
assert_hits(const struct calendar *cal, const struct find_case *cases, size_t n)
{
	struct buf out;
	size_t i;

	buf_init(&out, 4096);
	for (i = 0; i < n; i++) {
		buf_reset(&out);
		list_hits(&out, cal, slice_str(cases[i].text));
		if (strcmp(buf_str(&out), cases[i].want) != 0)
			fail_msg("in '%s' are '%s', not '%s'", cases[i].text,
			    buf_str(&out), cases[i].want);
	}
	buf_free(&out);
}

static void
test_with_weekday(void **state)
{
	static const struct find_case cases[] = {
		{ "pada Kamis (8/8) siang", "[Kamis (8/8)]08-08w3" },
		{ "Jumat (19/07).", "[Jumat (19/07)]07-19w4" },
		{ "Rabu (14/08) pagi", "[Rabu (14/08)]08-14w2" },
		{ "Senin (12/8/2024)", "[Senin (12/8/2024)]2024-08-12w0" },
		{ "Rabu (31/07/24)", "[Rabu (31/07/24)]2024-07-31w2" },
		{ "Selasa 20/08/2024 di", "[Selasa 20/08/2024]2024-08-20w1" },
		{ "Senin 26/8/2024 pukul 90.00 WITA",
		    "[Senin 26/8/2024]2024-08-26w0" },
		{ "Selasa 27/8/2024)", "[Selasa 27/8/2024]2024-08-27w1" },
		{ "(Selasa, 27/8/2024)", "[Selasa, 27/8/2024]2024-08-27w1" },
		{ "Jumat, 6/3/2026", "[Jumat, 6/3/2026]2026-03-06w4" },
		{ "hari Selasa, 9 Juli 2024,",
		    "[Selasa, 9 Juli 2024]2024-07-09w1" },
		{ "hari selasa, 9 juli 2024",
		    "[selasa, 9 juli 2024]2024-07-09w1" },
		{ "Senin, 26 Agustus 2024, pukul 08.00 WIB",
		    "[Senin, 26 Agustus 2024]2024-08-26w0" },
		{ "Rabu, 14 Agustus 2024 kemarin",
		    "[Rabu, 14 Agustus 2024]2024-08-14w2" },
		{ "Kamis(13/4/2023)", "[Kamis(13/4/2023)]2023-04-13w3" },
		{ "Jum'at, 2 Agustus", "[Jum'at, 2 Agustus]08-02w4" },
		{ "Jum\xe2\x80\x99" "at (2/8)",
		    "[Jum\xe2\x80\x99" "at (2/8)]08-02w4" },
		{ "Kamis" NBSP "(8/8)", "[Kamis" NBSP "(8/8)]08-08w3" },
		{ "Kamis pagi (8/8)", "[Kamis pagi (8/8)]08-08w3" },
		{ "Senin pagi tadi (12/8)", "[Senin pagi tadi (12/8)]08-12w0" },
		{ "Senin tanggal 12 Agustus 2024",
		    "[Senin tanggal 12 Agustus 2024]2024-08-12w0" },
		{ "Kamis (8/8/2024, 10.00 WIB)",
		    "[Kamis (8/8/2024]2024-08-08w3" },
		{ "Senin (4/11/205)", "[Senin (4/11/205)]11-04w0" },
		{ "Senin (26/8/2924)", "[Senin (26/8/2924)]08-26w0" },
		{ "Rabu (15/1/20201)", "[Rabu (15/1/20201)]01-15w2" },
		{ "Kam, 8 Agt 2024", "[Kam, 8 Agt 2024]2024-08-08w3" },
		{ "Sab 8 Jun", "[Sab 8 Jun]06-08w5" },
		{ "Monday, August 19, 2024",
		    "[Monday, August 19, 2024]2024-08-19w0" },
		{ "Senin (12/8) dan Rabu (14/8)",
		    "[Senin (12/8)]08-12w0 [Rabu (14/8)]08-14w2" },
	};

	assert_hits(*state, cases, COUNT(cases));
}

static void
test_without_weekday(void **state)
{
	static const struct find_case cases[] = {
		{ "tanggal 24/09/2024", "[24/09/2024]2024-09-24" },
		{ "tgl. 24/9", "[24/9]09-24" },
		{ "Kemarin, 21 Agustus 2024", "[21 Agustus 2024]2024-08-21" },
		{ "Bandung 3 Nopember 2024", "[3 Nopember 2024]2024-11-03" },
		{ "kemarin (8/8)", "[(8/8)]08-08" },
		{ "hari ini (8/8/24)", "[(8/8/24)]2024-08-08" },
		{ "(24/09/2024)", "[(24/09/2024)]2024-09-24" },
		{ "KENDARI | 9 Juli 2024 \xe2\x80\x93 Polresta",
		    "[9 Juli 2024]2024-07-09" },
		{ "27 Agustus-25 Desember 2024",
		    "[27 Agustus]08-27 [25 Desember 2024]2024-12-25" },
		{ "24-26 Agustus 2024",
		    "[24]2024-08-24 [26 Agustus 2024]2024-08-26" },
		{ "1 \xe2\x80\x93 3 Mei", "[1]05-01 [3 Mei]05-03" },
		{ "(12-13/8/2024)", "[12]2024-08-12 [13/8/2024]2024-08-13" },
		{ "26-24 Agustus 2024", "[24 Agustus 2024]2024-08-24" },
		{ "20/08/2024-25/08/2024",
		    "[20/08/2024]2024-08-20 [25/08/2024]2024-08-25" },
		{ "21-08-2024", "[21-08-2024]2024-08-21" },
		{ "12.8.2024", "[12.8.2024]2024-08-12" },
		{ "2024-08-26", "[2024-08-26]2024-08-26" },
		{ "August 19, 2024", "[August 19, 2024]2024-08-19" },
		{ "19th August 2024", "[19th August 2024]2024-08-19" },
		{ "29 Februari", "[29 Februari]02-29" },
		{ "1 Mei 2024Polres", "[1 Mei 2024]2024-05-01" },
		{ "HUT RI 17 Agustus.", "[17 Agustus]08-17" },
		{ "27 Agustus 1200 personel", "[27 Agustus]08-27" },
		{ "di aula (26/8).", "[(26/8)]08-26?" },
		{ "26/8/ 2024", "[26/8/ 2024]2024-08-26" },
		{ "tanggal 26/8/ 24", "[26/8]08-26" },
		{ "22 Agst 2024", "[22 Agst 2024]2024-08-22" },
		{ "tanggal 22 bulan Agustus tahun 2024",
		    "[22 bulan Agustus tahun 2024]2024-08-22" },
		{ "22 Agustus tahun 2024",
		    "[22 Agustus tahun 2024]2024-08-22" },
		{ "pada bulan Agustus tahun 2024", "" },
		{ "tanggal 27 Agst s.d. 16 Des 2024",
		    "[27 Agst]08-27 [16 Des 2024]2024-12-16" },
		{ "26 Agustus 2924", "[26 Agustus]08-26" },
	};

	assert_hits(*state, cases, COUNT(cases));
}

static void
test_spans(void **state)
{
	static const struct find_case cases[] = {
		{ "20 dan 21 Agustus 2024",
		    "[20]2024-08-20 [21 Agustus 2024]2024-08-21" },
		{ "(20-21/8)", "[20]08-20? [21/8]08-21?" },
		{ "Selasa (20-21/8)", "[Selasa (20]08-20w1 [21/8]08-21?" },
		{ "Selasa-Rabu (20-21/8)",
		    "[Selasa]08-20w1 [Rabu (20-21/8)]08-21w2" },
		{ "Jum'at dan Sabtu, 23 dan 24 Agustus 2024",
		    "[Jum'at]2024-08-23w4 "
		    "[Sabtu, 23 dan 24 Agustus 2024]2024-08-24w5" },
		{ "Senin hingga Rabu (26\xe2\x80\x93" "28/8/24)",
		    "[Senin]2024-08-26w0 "
		    "[Rabu (26\xe2\x80\x93" "28/8/24)]2024-08-28w2" },
		{ "Senin-Selasa di Kendari", "[Senin]w0 [Selasa]w1" },
		{ "Senin-Selasa (27/8)", "[Senin]w0 [Selasa (27/8)]08-27w1" },
		{ "0812-10/8", "" },
		{ "1-2-3/4", "" },
	};

	assert_hits(*state, cases, COUNT(cases));
}

static void
test_weekday_alone(void **state)
{
	static const struct find_case cases[] = {
		{ "di Kendari Selasa, mengatakan", "[Selasa]w1" },
		{ "Senin pagi", "[Senin]w0" },
		{ "SENIN", "[SENIN]w0" },
		{ "setiap senin", "" },
		{ "Sat Reskrim, Sel 3, Min", "" },
		{ "dua minggu, Pasar Minggu", "" },
		{ "Jumat Curhat dan Jum'at Berkah", "" },
		{ "Masa Minggu Tenang", "" },
		{ "Kamis 8 personel", "[Kamis]w3" },
		{ "Kamis\n8 Agustus 2024",
		    "[Kamis]w3 [8 Agustus 2024]2024-08-08" },
	};

	assert_hits(*state, cases, COUNT(cases));
}

static void
test_no_dates(void **state)
{
	static const struct find_case cases[] = {
		{ "", "" },
		{ "1/2 jam", "" },
		{ "buka 24/7", "" },
		{ "2/3 kekuatan", "" },
		{ "Pasal 10/2016", "" },
		{ "foto 1/3", "" },
		{ "Korem 143/HO", "" },
		{ "0812-3456-7890", "" },
		{ "08-12-34567", "" },
		{ "Rp 1.234.567", "" },
		{ "31 Juni 2024", "" },
		{ "31/4/2024 dan 0/8/2024", "" },
		{ "30 Februari", "" },
		{ "2023-02-29", "" },
		{ "192.168.12.8.2024", "" },
		{ "tahun 2024/2025", "" },
		{ "STR/12/8/2024", "" },
		{ "123/8/2024", "" },
		{ "12/8/2024/45", "" },
		{ "A12/8/2024", "" },
		{ "12/8/24", "" },
		{ "81 Des. dan 4 Mar", "" },
		{ "1. Maret ramai", "" },
		{ "pukul 08.30 WIB, 10.15", "" },
		{ "skor 2-1, 10-12", "" },
		{ "0-3-4-5, 12-24-26", "" },
	};

	assert_hits(*state, cases, COUNT(cases));
}

/* The time grows with the text and no faster: ten times the text is far from
   a hundred times the work. */
static void
test_is_linear(void **state)
{
	static const char *const seeds[] = { "1", "Senin ", "(", "1/", "1 ",
	    "a", "\xc2\xa0", "Senin,,,,(((", "1 Mei ", "Mei ", "'a" };
	static const size_t size = 1 << 20;
	char *text = xmalloc(size);
	size_t i, j;

	for (i = 0; i < COUNT(seeds); i++) {
		size_t n = strlen(seeds[i]);
		struct date_hit hit;
		clock_t began = clock();
		size_t at = 0;

		for (j = 0; j < size; j++)
			text[j] = seeds[i][j % n];
		while (date_find(&hit, *state, slice(text, size), at) == 1)
			at = hit.end;
		assert_true((double)(clock() - began) / CLOCKS_PER_SEC < 5);
	}
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_with_weekday),
		cmocka_unit_test(test_without_weekday),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_weekday_alone),
		cmocka_unit_test(test_no_dates),
		cmocka_unit_test(test_is_linear),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
