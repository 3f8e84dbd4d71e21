/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_DATE_FORM_H
#define KLIPING_DATE_FORM_H

#include "lib/date.h"

/*
 * The orders in which a date is written, for the two readers of lib/date.h.
 * Each reads at the beginning of *s, and moves it on only on success.
 */

#define DATE_FORM_NO_YEAR 9	/* digits enough for a year, but none */

struct written {
	struct date	date;		/* year as written or completed; 0 */
	size_t		year_digits;	/* 4; 2; 0 none; else it is no year:
					   as many digits, or the one below */
	char		separator;	/* between numbers; 0 with a month's name */
	bool		short_month;	/* the month's name is a short one */
};

/* `2024-08-20`, `2024/8/20`: the day may be one that does not exist. */
bool	 date_form_ymd(struct slice *s, struct written *);

/* `20/08/2024`, `20-8-24`, `20/8`, `20 Agustus 2024`, `20 Agt`,
   `20 bulan Agustus tahun 2024`. */
bool	 date_form_dmy(struct slice *s, const struct calendar *,
	     struct written *);

/* `August 20, 2024`, `Aug 20th 2024`: always with its year. */
bool	 date_form_mdy(struct slice *s, const struct calendar *,
	     struct written *);

/* Whether day and month exist, in the year or, without one, in some year. */
bool	 date_form_is_valid(const struct written *);

#endif
