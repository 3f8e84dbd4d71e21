/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_DATE_H
#define KLIPING_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/calendar.h"
#include "lib/slice.h"

/*
 * Dates as Indonesian papers write them.  The words are lib/calendar.h.
 * Gregorian calendar, years 1900 to 2199.
 */

#define DATE_NO_ZONE	CALENDAR_NO_ZONE	/* struct stamp.zone: not known */
#define DATE_MIN_YEAR	1900
#define DATE_MAX_YEAR	2199
#define DATE_MAX_GAP	16	/* characters between the parts of a stamp */

struct date {
	int year, month, day;	/* year 0: not written */
};

struct stamp {
	struct date	date;
	int		hour, minute, second;	/* hour -1: no time of day */
	int		zone;	/* minutes east of UTC, or DATE_NO_ZONE */
};

/* Days since 1970-01-01 and back. */
long	 date_days(struct date);
struct date date_from_days(long days);

/* A day that exists: month 1-12, day within it, year 1900-2199. */
bool	 date_is_valid(struct date);

/* 0 = Monday ... 6 = Sunday (ISO 8601 less one). */
int	 date_weekday(struct date);

#define DATE_TEXT	11	/* bytes of `2024-08-08`, the NUL included */

/* Write `2024-08-08`; a year of up to four digits. */
void	 date_text(char text[DATE_TEXT], struct date);

/* Append `2024-08-08T12:40:00+08:00`, without zone or time where not known
   (kliping(5), articles.published). */
void	 date_put_stamp(struct buf *, const struct stamp *);

/*
 * The first time stamp in a short text (a meta tag, a dateline): ISO 8601 in
 * its common spellings and what papers print: `Aug 20, 2024 - 12:40`,
 * `Rabu, 14 Agustus 2024 - 13:03 WIB`, `Rabu 21-08-2024,11:25 WIB`,
 * `13 Agustus 2024 at 04:05pm`, `2026-05-13WIB18:45:00+07:00`, and with the
 * time first `07:26 WIB, Sabtu 24 Agustus 2024`.  Days stand before months, but
 * for `8/23/2024`, which can be read in no other way, and `8/9/2024 05:28 PM`:
 * with AM or PM the month stands first where that gives a day.  A time that cannot be is left out, a
 * date that cannot be is none.  `Z` is taken at its word.  0; -1 when there is
 * no stamp, and the caller's is as it was.
 */
int	 date_read_stamp(struct stamp *, const struct calendar *,
	     struct slice text);

/* How a date in running text was written. */
enum date_form {
	DATE_FULL,		/* day, month, year */
	DATE_DAY_MONTH,		/* day and month: the year is to be inferred */
	DATE_WEEKDAY		/* a weekday alone */
};

/* A date found in running text. */
struct date_hit {
	enum date_form	form;
	struct date	date;	/* year 0 for DATE_DAY_MONTH, all 0 for WEEKDAY */
	int		weekday;	/* written beside it, 0-6; -1 when none */
	bool		bare;		/* nothing but brackets says that `(8/8)`
					   is a date */
	size_t		begin, end;	/* bytes in text, half open, weekday and
					   both brackets included */
};

/*
 * Find the first date in text at or after byte `from`, which is 0, the end of
 * the hit before or the beginning of a word: `Kamis (8/8)`, `Selasa 20/08/2024`, `Rabu (31/07/24)`,
 * `hari Selasa, 9 Juli 2024`, `tanggal 24/09/2024`, `3 Nopember 2024`,
 * `8 Agustus`, `August 19, 2024`, `2024-08-26`.  Numbers are day first.
 *
 * A day and month in numbers alone (`8/8`) needs a weekday or a word like
 * `tanggal` before it, or brackets of its own, when it is `bare` but behind a
 * word like `kemarin`; a year of two digits needs a weekday, such a word or
 * brackets.  A year that cannot be (`4/11/205`) behind a weekday counts as not
 * written.  Of a span of days (`24-26 Agustus 2024`, `20 dan 21 Agustus`) both
 * ends are hits, the first as `24`; of two weekdays before one each has its
 * day (`Selasa-Rabu (20-21/8)`: `Selasa` and `Rabu (20-21/8)`).  A weekday
 * alone is a hit only when it is a whole one (no `Sen`) that begins with a
 * capital and is no part of a name (`Jumat Curhat`).
 *
 * 1, or 0 when there is none.  Takes time in the length of the text that it
 * passes.
 */
int	 date_find(struct date_hit *, const struct calendar *,
	     struct slice text, size_t from);

#endif
