/* SPDX-License-Identifier: MIT */
/* The choice of addresses: patterns, host and date.  Reads memory only. */
#include <stdio.h>

#include "fetch/links_filter.h"
#include "lib/url.h"

#define DAY_SECONDS	86400

int
filter_pattern(struct patterns *p, const char *expression, char *why,
    size_t whysize)
{
	int error;

	if (p->n == LINKS_MAX_PATTERNS) {
		(void)snprintf(why, whysize, "more than %d patterns",
		    LINKS_MAX_PATTERNS);
		return -1;
	}
	error = regcomp(&p->compiled[p->n], expression,
	    REG_EXTENDED | REG_NOSUB);
	if (error != 0) {
		(void)regerror(error, &p->compiled[p->n], why, whysize);
		return -1;
	}
	p->n++;
	return 0;
}

static bool
any_matches(const struct patterns *p, const char *address)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (regexec(&p->compiled[i], address, 0, NULL, 0) == 0)
			return true;
	return false;
}

static struct slice
bare_host(const char *address)
{
	struct slice host = url_host(slice_str(address));

	if (host.n > 4 && memcmp(host.p, "www.", 4) == 0)
		host = slice(host.p + 4, host.n - 4);
	return host;
}

/* Seconds on the clock of its place; of its day's begin without a time. */
static long long
seconds(const struct stamp *s)
{
	long long t = (long long)date_days(s->date) * DAY_SECONDS;

	return s->hour < 0 ? t : t + s->hour * 3600 + s->minute * 60 +
	    s->second;
}

/* Days are compared as written; with times on both sides, moments are. */
static bool
is_before(const struct stamp *a, const struct stamp *b)
{
	long long x = seconds(a), y = seconds(b);

	if (a->hour < 0 || b->hour < 0)
		return date_days(a->date) < date_days(b->date);
	if (a->zone != DATE_NO_ZONE && b->zone != DATE_NO_ZONE) {
		x -= a->zone * 60LL;
		y -= b->zone * 60LL;
	}
	return x < y;
}

bool
filter_wants(const struct filter *f, const char *address, const char *source,
    const struct stamp *date)
{
	if (f->same_host && !slice_eq(bare_host(address), bare_host(source)))
		return false;
	if (f->has_since && date != NULL && is_before(date, &f->since))
		return false;
	if (f->match.n > 0 && !any_matches(&f->match, address))
		return false;
	return !any_matches(&f->exclude, address);
}

static void
free_patterns(struct patterns *p)
{
	while (p->n > 0)
		regfree(&p->compiled[--p->n]);
}

void
filter_free(struct filter *f)
{
	free_patterns(&f->match);
	free_patterns(&f->exclude);
}
