/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_DATE_H
#define KLIPING_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * Dates as Indonesian papers write them.  Words (months, weekdays, zones) are
 * data: lib/data/calendar.tsv.  Gregorian calendar, years 1900 to 2199.
 */

#define DATE_NO_ZONE (-9999)	/* struct stamp.zone: not known */

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

/* Append `2024-08-08`. */
void	 date_put(struct buf *, struct date);

/* Append `2024-08-08T12:40:00+08:00`, without zone or time where not known
   (kliping(5), articles.published). */
void	 date_put_stamp(struct buf *, const struct stamp *);

/* The words of the calendar, loaded once. */
struct calendar;
struct calendar *calendar_load(const char *dir, char *why, size_t whysize);
void	 calendar_free(struct calendar *);

/* A word, any case: 1-12 and 0-6; -1 when it is none. */
int	 calendar_month(const struct calendar *, struct slice word);
int	 calendar_weekday(const struct calendar *, struct slice word);
/* Minutes east of UTC for WIB, WITA, WIT, UTC, GMT; DATE_NO_ZONE otherwise. */
int	 calendar_zone(const struct calendar *, struct slice word);

/*
 * A time stamp of a page: ISO 8601 in all common spellings and everything in
 * the list of publish stamps in the notes (`Aug 20, 2024 - 12:40`,
 * `Rabu, 14 Agustus 2024 - 13:03 WIB`, `8/23/2024 05:28:00 PM` ...).  Reads the
 * first stamp in text.  0; -1 when there is none.
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
	size_t		begin, end;	/* bytes in text, half open, weekday and
					   closing bracket included */
};

/*
 * Find the first date in text at or after byte `from`, in the forms of
 * `Kamis (8/8)`, `Selasa 20/08/2024`, `hari Selasa, 9 Juli 2024`,
 * `Rabu (31/07/24)`, `tanggal 24/09/2024`, `3 Nopember 2024`, `Jum'at`.
 * Numbers are day first.  1, or 0 when there is none.  A weekday alone is a
 * hit only when it begins with a capital.
 */
int	 date_find(struct date_hit *, const struct calendar *,
	     struct slice text, size_t from);

#endif
