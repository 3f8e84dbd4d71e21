/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_SHOWN_H
#define KLIPING_CLEAN_SHOWN_H

#include <stdbool.h>

#include "clean/page.h"

/*
 * The days that a page shows its readers.  The body is chosen before.
 */
struct shown {
	struct stamp	dateline;	/* date.year 0: none */
	struct stamp	updated;	/* of a line that tells of a change */
	bool		in_head;	/* the dateline stands by the headline */
};

void	 shown_read(const struct cleaner *, struct shown *);

/*
 * Does the dateline count for more than a day that the page's data tell?  It
 * does where it alone is shown in the head: no line there tells another day,
 * no line and no time element the day of the data.
 */
bool	 shown_beats(const struct cleaner *, const struct shown *,
	     const struct stamp *data);

/* The datetime of a time element near the top of the body. */
bool	 shown_time_element(const struct cleaner *, struct stamp *);

/* The one day that dated lines anywhere tell; false when they tell several. */
bool	 shown_anywhere(const struct cleaner *, struct stamp *);

/* A stamp in a short text; what it is not leaves the caller's as it was. */
bool	 shown_stamp_in(const struct cleaner *, struct stamp *, struct slice);

bool	 shown_same_day(const struct stamp *, const struct stamp *);

/* No stamp at all. */
void	 shown_no_stamp(struct stamp *);

#endif
