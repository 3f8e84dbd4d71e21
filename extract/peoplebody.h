/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_PEOPLEBODY_H
#define KLIPING_EXTRACT_PEOPLEBODY_H

#include "extract/peopleoffice.h"

/* The inside of peopleoffice.c. */

/* An office being read. */
struct office_reader {
	struct office		*o;
	struct article		*a;
	const struct passage	*p;
	const struct story	*story;
	const struct knowledge	*k;
	size_t			 i;	/* the next word */
	const char		*body, *of;	/* as roles.tsv has them */
	const struct place	*place;	/* NULL: none is written */
	const char		*sub;	/* a place that the gazetteer lacks */
	const char		*number;
	const char		*unit;	/* a police unit's name, or NULL */
};

/* Set the body and the region of the office from what was read, and from the
   story where nothing was. */
void	 office_set_body(struct office_reader *);

#endif
