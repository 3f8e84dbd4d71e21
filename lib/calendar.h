/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CALENDAR_H
#define KLIPING_CALENDAR_H

#include <stddef.h>

#include "lib/slice.h"

/*
 * The words of dates: lib/data/calendar.tsv.  A word is looked up in any case,
 * with an apostrophe in any of its shapes or without.
 */

#define CALENDAR_MAX_WORD 15	/* letters; longer words are no calendar words */
#define CALENDAR_NO_ZONE (-9999)	/* not known */

enum calendar_kind {
	CALENDAR_NONE,
	CALENDAR_MONTH,		/* value 1-12 */
	CALENDAR_MONTH_SHORT,
	CALENDAR_WEEKDAY,	/* value 0-6 */
	CALENDAR_WEEKDAY_SHORT,
	CALENDAR_ZONE,		/* value in minutes east of UTC */
	CALENDAR_HALF,		/* am: 0, pm: 12 */
	CALENDAR_CLOCK,		/* stands before a time: pukul */
	CALENDAR_DATE,		/* stands before a date: tanggal */
	CALENDAR_PART,		/* stands between weekday and date: pagi */
	CALENDAR_ORDINAL,	/* behind a day: th */
	CALENDAR_NAME_BEFORE,	/* makes a name of a weekday behind it: Pasar */
	CALENDAR_NAME_AFTER,	/* makes a name of one before it: Curhat */
	CALENDAR_LINK,		/* before a month or a year: bulan, tahun */
	CALENDAR_SPAN		/* between two days: dan, hingga */
};

/*
 * The words built in, or those of DIR/calendar.tsv when dir is not NULL and
 * the file is there.  NULL with the reason in why.
 */
struct calendar;
struct calendar *calendar_load(const char *dir, char *why, size_t whysize);
void	 calendar_free(struct calendar *);

/* What a word is; CALENDAR_NONE (and *value as it was) when it is none. */
enum calendar_kind calendar_look(const struct calendar *, struct slice word,
	     int *value);

/* Minutes east of UTC for WIB, WITA, WIT, UTC, EST ..., or CALENDAR_NO_ZONE. */
int	 calendar_zone(const struct calendar *, struct slice word);

#endif
