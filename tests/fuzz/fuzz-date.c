/* SPDX-License-Identifier: MIT */
/*
 * Dates over arbitrary bytes: a stamp that is read exists, and the hits in a
 * text follow one another and lie in it.
 */
#include <assert.h>

#include "lib/date.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
check_stamp(const struct calendar *cal, struct slice text)
{
	struct stamp s;

	if (date_read_stamp(&s, cal, text) != 0)
		return;
	assert(date_is_valid(s.date));
	assert(s.hour >= -1 && s.hour <= 23);
	assert(s.minute >= 0 && s.minute <= 59);
	assert(s.second >= 0 && s.second <= 60);
	assert(s.zone == DATE_NO_ZONE || (s.zone >= -840 && s.zone <= 840));
}

static void
check_hit(const struct date_hit *hit, size_t at, size_t n)
{
	struct date d = hit->date;

	assert(hit->begin >= at && hit->begin < hit->end && hit->end <= n);
	assert(hit->weekday >= -1 && hit->weekday <= 6);
	assert(hit->form != DATE_WEEKDAY || hit->weekday >= 0);
	assert((d.year == 0) == (hit->form != DATE_FULL));
	if (hit->form == DATE_WEEKDAY)
		return;
	if (d.year == 0)
		d.year = 2000;
	assert(date_is_valid(d));
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static struct calendar *cal;
	struct slice text = { (const char *)data, n };
	struct date_hit hit;
	char why[256];
	size_t at = 0;

	if (cal == NULL)
		cal = calendar_load(NULL, why, sizeof(why));
	assert(cal != NULL);
	check_stamp(cal, text);
	while (date_find(&hit, cal, text, at) == 1) {
		check_hit(&hit, at, n);
		at = hit.end;
	}
	return 0;
}
