/* SPDX-License-Identifier: MIT */
/* Days, the words of the calendar, time stamps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/date.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

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

static void
test_days(void **state)
{
	static const struct { struct date date; long days; int weekday; }
	cases[] = {
		{ { 1970, 1, 1 }, 0, 3 },
		{ { 1969, 12, 31 }, -1, 2 },
		{ { 2000, 2, 29 }, 11016, 1 },
		{ { 2000, 3, 1 }, 11017, 2 },
		{ { 1900, 3, 1 }, -25508, 3 },
		{ { 2024, 8, 8 }, 19943, 3 },
		{ { 2024, 12, 25 }, 20082, 2 },
	};
	size_t i;
	long days;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(date_days(cases[i].date), cases[i].days);
		assert_int_equal(date_weekday(cases[i].date),
		    cases[i].weekday);
	}
	/* Every day there is: there and back, one after another. */
	for (days = date_days((struct date){ DATE_MIN_YEAR, 1, 1 });
	    days <= date_days((struct date){ DATE_MAX_YEAR, 12, 31 }); days++) {
		struct date d = date_from_days(days);

		assert_true(date_is_valid(d));
		assert_int_equal(date_days(d), days);
	}
}

static void
test_is_valid(void **state)
{
	static const struct date bad[] = {
		{ 2023, 2, 29 }, { 1900, 2, 29 }, { 2024, 2, 30 },
		{ 2024, 4, 31 }, { 2024, 13, 1 }, { 2024, 0, 1 },
		{ 2024, 1, 0 }, { 2024, 1, 32 }, { 1899, 12, 31 },
		{ 2200, 1, 1 }, { 0, 8, 8 }, { 2024, -1, 1 },
	};
	static const struct date good[] = {
		{ 2024, 2, 29 }, { 2000, 2, 29 }, { 1900, 1, 1 },
		{ 2199, 12, 31 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(bad); i++)
		assert_false(date_is_valid(bad[i]));
	for (i = 0; i < COUNT(good); i++)
		assert_true(date_is_valid(good[i]));
}

/* The value of a word that is of one of two kinds; else -1. */
static int
value_of(const struct calendar *cal, enum calendar_kind one,
    enum calendar_kind other, struct slice word)
{
	int value = -1;
	enum calendar_kind kind = calendar_look(cal, word, &value);

	return kind == one || kind == other ? value : -1;
}

static void
test_words(void **state)
{
	static const struct { const char *word; int month, weekday, zone; }
	cases[] = {
		{ "Januari", 1, -1, DATE_NO_ZONE },
		{ "PEBRUARI", 2, -1, DATE_NO_ZONE },
		{ "March", 3, -1, DATE_NO_ZONE },
		{ "mei", 5, -1, DATE_NO_ZONE },
		{ "May", 5, -1, DATE_NO_ZONE },
		{ "Agt", 8, -1, DATE_NO_ZONE },
		{ "Ags", 8, -1, DATE_NO_ZONE },
		{ "Agust", 8, -1, DATE_NO_ZONE },
		{ "Agu", 8, -1, DATE_NO_ZONE },
		{ "Aug", 8, -1, DATE_NO_ZONE },
		{ "Sept", 9, -1, DATE_NO_ZONE },
		{ "Nop", 11, -1, DATE_NO_ZONE },
		{ "NOPEMBER", 11, -1, DATE_NO_ZONE },
		{ "Des", 12, -1, DATE_NO_ZONE },
		{ "Senin", -1, 0, DATE_NO_ZONE },
		{ "Jum'at", -1, 4, DATE_NO_ZONE },
		{ "Jum\xe2\x80\x99" "at", -1, 4, DATE_NO_ZONE },
		{ "jumat", -1, 4, DATE_NO_ZONE },
		{ "AHAD", -1, 6, DATE_NO_ZONE },
		{ "Sun", -1, 6, DATE_NO_ZONE },
		{ "WIB", -1, -1, 420 },
		{ "wita", -1, -1, 480 },
		{ "Wit", -1, -1, 540 },
		{ "UTC", -1, -1, 0 },
		{ "pukul", -1, -1, DATE_NO_ZONE },
		{ "Maretan", -1, -1, DATE_NO_ZONE },
		{ "Jum\xc3\xa1t", -1, -1, DATE_NO_ZONE },
		{ "agustusagustusagustus", -1, -1, DATE_NO_ZONE },
		{ "'", -1, -1, DATE_NO_ZONE },
		{ "", -1, -1, DATE_NO_ZONE },
	};
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		struct slice word = slice_str(cases[i].word);

		assert_int_equal(value_of(*state, CALENDAR_MONTH,
		    CALENDAR_MONTH_SHORT, word), cases[i].month);
		assert_int_equal(value_of(*state, CALENDAR_WEEKDAY,
		    CALENDAR_WEEKDAY_SHORT, word), cases[i].weekday);
		assert_int_equal(calendar_zone(*state, word), cases[i].zone);
	}
}

/* Load a calendar of the given text from a folder. */
static struct calendar *
load_text(const char *text, char why[256])
{
	char dir[] = "/tmp/kliping-calendar.XXXXXX", path[64];
	struct calendar *cal;
	FILE *fp;

	assert_non_null(mkdtemp(dir));
	(void)snprintf(path, sizeof(path), "%s/calendar.tsv", dir);
	fp = fopen(path, "w");
	assert_non_null(fp);
	assert_true(fputs(text, fp) >= 0);
	assert_int_equal(fclose(fp), 0);
	cal = calendar_load(dir, why, 256);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(dir), 0);
	return cal;
}

static void
test_bad_tables(void **state)
{
	static const struct { const char *rows, *why; } cases[] = {
		{ "mei\tmonth\t13\n", "'mei': value is out of range" },
		{ "mei\tmonth\t\n", "'mei': value is out of range" },
		{ "mei\tmonth\t5x\n", "'mei': value is out of range" },
		{ "mei\tmoon\t5\n", "'mei': no such kind" },
		{ "Mei\tmonth\t5\n",
		    "'Mei': word is not in lower case letters" },
		{ "jum'at\tweekday\t4\n",
		    "'jum'at': word is not in lower case letters" },
		{ "abcdefghijklmnop\tmonth\t5\n",
		    "'abcdefghijklmnop': no word, or a long one" },
		{ "sat\tweekday\t5\nsat\tzone\t0\n",
		    "'sat': word is there twice" },
	};
	char text[128], why[256], *at;
	struct calendar *cal;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		(void)snprintf(text, sizeof(text), "word\tkind\tvalue\n%s",
		    cases[i].rows);
		assert_null(load_text(text, why));
		at = strchr(why, '\'');
		assert_non_null(at);
		assert_string_equal(at, cases[i].why);
	}
	assert_null(load_text("word\tkind\n", why));
	cal = load_text("word\tkind\tvalue\nmagha\tmonth\t2\n", why);
	assert_non_null(cal);
	assert_int_equal(value_of(cal, CALENDAR_MONTH, CALENDAR_MONTH_SHORT,
	    slice_str("Magha")), 2);
	assert_int_equal(value_of(cal, CALENDAR_MONTH, CALENDAR_MONTH_SHORT,
	    slice_str("Mei")), -1);
	calendar_free(cal);
}

struct stamp_case {
	const char *text, *want;	/* want NULL: no stamp */
};

static void
assert_stamps(const struct calendar *cal, const struct stamp_case *cases,
    size_t n)
{
	struct buf out;
	size_t i;

	buf_init(&out, 64);
	for (i = 0; i < n; i++) {
		struct stamp stamp = { .hour = -2 };

		buf_reset(&out);
		if (date_read_stamp(&stamp, cal, slice_str(cases[i].text)) == 0)
			date_put_stamp(&out, &stamp);
		else if (stamp.date.year != 0 || stamp.hour != -2)
			fail_msg("'%s' leaves a stamp behind", cases[i].text);
		if (strcmp(buf_str(&out),
		    cases[i].want != NULL ? cases[i].want : "") != 0)
			fail_msg("'%s' is read as '%s'", cases[i].text,
			    buf_str(&out));
	}
	buf_free(&out);
}

/* What papers print. */
static void
test_printed_stamps(void **state)
{
	static const struct stamp_case cases[] = {
		{ "Aug 20, 2024 - 12:40", "2024-08-20T12:40:00" },
		{ "Rabu, 14 Agustus 2024 - 13:03 WIB",
		    "2024-08-14T13:03:00+07:00" },
		{ "Rabu 21-08-2024,11:25 WIB", "2024-08-21T11:25:00+07:00" },
		{ "SELASA, 08 OKTOBER 2024 | 10:21 WIB",
		    "2024-10-08T10:21:00+07:00" },
		{ "Sabtu, 08 Jun 2024 10:10 WIB", "2024-06-08T10:10:00+07:00" },
		{ "Sabtu, 31/03/2018 23:44 WIB", "2018-03-31T23:44:00+07:00" },
		{ "Monday, August 19, 2024", "2024-08-19" },
		{ "27 August 2024 - 18:00 WIB", "2024-08-27T18:00:00+07:00" },
		{ "8/23/2024 05:28:00 PM", "2024-08-23T17:28:00" },
		{ "8/9/2024 05:28:00 AM", "2024-08-09T05:28:00" },
		{ "8/9/2024 05:28:00", "2024-09-08T05:28:00" },
		{ "13/8/2024 04:05 pm", "2024-08-13T16:05:00" },
		{ "13 Agustus 2024 at 04:05pm", "2024-08-13T16:05:00" },
		{ "13 Agustus 2024 at 12:05 am", "2024-08-13T00:05:00" },
		{ "Jum'at, 29 Maret 2024 - 17:30", "2024-03-29T17:30:00" },
		{ "Dibaca (96) \xe2\x80\xa2 3 Nopember 2024 \xc2\xb7 08.30 Wib",
		    "2024-11-03T08:30:00+07:00" },
		{ "Senin, 26 Agustus 2024, pukul 08.00 WITA",
		    "2024-08-26T08:00:00+08:00" },
		{ "Senin 26/8/2024 pukul 90.00 WITA", "2024-08-26" },
		{ "Kamis,\xc2\xa0" "8\xc2\xa0" "Agt. 2024 (19:05 WIT)",
		    "2024-08-08T19:05:00+09:00" },
		{ "Tayang:\n  Selasa, 20 Agu 2024\n  12:40 WIB",
		    "2024-08-20T12:40:00+07:00" },
		{ "20/08/24 12:40", "2024-08-20T12:40:00" },
		{ "20 Aug 24 12:40 GMT", "2024-08-20T12:40:00+00:00" },
		{ "Tue, 20 Aug 24 12:40:05 +0700",
		    "2024-08-20T12:40:05+07:00" },
		{ "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37+00:00" },
		{ "1 Jan 49 00:00 GMT", "2049-01-01T00:00:00+00:00" },
		{ "1 Jan 50 00:00 GMT", "1950-01-01T00:00:00+00:00" },
		{ "August 19th, 2024 7:05 PM", "2024-08-19T19:05:00" },
		{ "Ditulis oleh Redaksi pada 20 Agustus 2024 12 kali dibaca",
		    "2024-08-20" },
		{ "20 Agustus 2024 - 5 menit baca", "2024-08-20" },
		{ "20 Agustus 2024 12.500 kali dibaca", "2024-08-20" },
		{ "20 Agustus 2024 08:00-10:00 WIB", "2024-08-20T08:00:00" },
		{ "08:05, 20 Agustus 2024", "2024-08-20T08:05:00" },
		{ "Pukul 08.05 WITA, Selasa 20 Agustus 2024",
		    "2024-08-20T08:05:00+08:00" },
		{ "Tayang 8:05 PM EST, Tue August 20, 2024",
		    "2024-08-20T20:05:00-05:00" },
		{ "Mulai 08:05 sampai 20 Agustus 2024", "2024-08-20" },
		{ "August 20, 2024 at 8:05 p.m.", "2024-08-20T20:05:00" },
		{ "Sekar WulandariAug 20, 2024", "2024-08-20" },
		{ "8/23/2024", "2024-08-23" },
		{ "Fri, 08/23/2024 - 11:38", "2024-08-23T11:38:00" },
	};

	assert_stamps(*state, cases, COUNT(cases));
}

/* What pages say to machines. */
static void
test_machine_stamps(void **state)
{
	static const struct stamp_case cases[] = {
		{ "2024-08-20", "2024-08-20" },
		{ "2024-08-20T12:40:00+08:00", "2024-08-20T12:40:00+08:00" },
		{ "2024-08-20T12:40:00+0700", "2024-08-20T12:40:00+07:00" },
		{ "2024-08-20T12:40:00+07", "2024-08-20T12:40:00+07:00" },
		{ "2024-08-20T12:40:00-05:30", "2024-08-20T12:40:00-05:30" },
		{ "2024-08-20T12:40:00.123Z", "2024-08-20T12:40:00+00:00" },
		{ "2024-08-20T12:40Z", "2024-08-20T12:40:00+00:00" },
		{ "2024-08-20 12:40:07", "2024-08-20T12:40:07" },
		{ "2024-08-20 12:40:07 +0700", "2024-08-20T12:40:07+07:00" },
		{ "2024-08-20 12:40:07 WITA", "2024-08-20T12:40:07+08:00" },
		{ "2024/08/20 12:40", "2024-08-20T12:40:00" },
		{ "2023-11-02T20-59-53Z", "2023-11-02T20:59:53+00:00" },
		{ "2026-05-13WIB18:45:00+07:00", "2026-05-13T18:45:00+07:00" },
		{ "20240820", "2024-08-20" },
		{ "20240820T124007+0700", "2024-08-20T12:40:07+07:00" },
		{ "20240820T1240", "2024-08-20T12:40:00" },
		{ "20240820124007", "2024-08-20T12:40:07" },
		{ "Tue, 20 Aug 2024 12:40:00 +0700",
		    "2024-08-20T12:40:00+07:00" },
		{ "Tue, 20 Aug 2024 12:40:00 -0700",
		    "2024-08-20T12:40:00-07:00" },
		{ "Tue, 20 Aug 2024 12:40:00 GMT",
		    "2024-08-20T12:40:00+00:00" },
		{ "Tue Aug 20 2024 12:40:00 GMT+0700 (WIB)",
		    "2024-08-20T12:40:00+07:00" },
		{ "/2024/08/26/rakor/", "2024-08-26" },
	};

	assert_stamps(*state, cases, COUNT(cases));
}

static void
test_no_stamps(void **state)
{
	static const struct stamp_case cases[] = {
		{ "2025-25-09", NULL },
		{ "", NULL },
		{ "1849", NULL },
		{ "Agustus 2024", NULL },
		{ "12:40 WIB", NULL },
		{ "31/02/2024", NULL },
		{ "2024-13-01", NULL },
		{ "2023-02-29", NULL },
		{ "20/08", NULL },
		{ "8 Agustus", NULL },
		{ "20 Agustus 1789", NULL },
		{ "20240832", NULL },
		{ "id=20240820", NULL },
		{ "0812-3456-7890", NULL },
		{ "23/23/2024", NULL },
		{ "1234567890/08/2024", NULL },
		{ "12/8/20241", NULL },
	};

	assert_stamps(*state, cases, COUNT(cases));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_is_valid),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_bad_tables),
		cmocka_unit_test(test_printed_stamps),
		cmocka_unit_test(test_machine_stamps),
		cmocka_unit_test(test_no_stamps),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
