/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_REF_H
#define KLIPING_REF_H

#include "aggregate/groups.h"
#include "lib/buf.h"

/*
 * A reference table: every key that there could be, with names that go along;
 * or (--with) a table that has only names to give.
 * It is TSV; comment lines beginning with `#` may stand before its header.
 */

#define REF_MAX_NAMES	64
#define REF_MAX_WHY	1024

struct ref {
	char		*spec;			/* owned: what the rest points
						   into */
	const char	*path, *column;
	const char	*names[REF_MAX_NAMES];	/* columns taken along */
	size_t		 nnames;
	struct pool	 header;		/* of the names, where all */
	struct groups	 rows;			/* the states are the names */
	const char	*option;		/* `--ref` or `--with` */
	size_t		 key_at;		/* the group column it is of */
	struct groups	 unknown;		/* keys of the data it lacks */
};

/*
 * Read FILE:COLUMN[,NAME...] for an option; `--with` takes all other columns
 * when there is no NAME.  0; -1 when the spec or a column of it is wrong
 * (the command line), -2 when the file is, with why (REF_MAX_WHY bytes).  A
 * key that is there twice or empty is a fault of the file.
 */
int	 ref_load(struct ref *, const char *option, const char *spec,
	     char *why);

/* The i-th name of a key, empty when the table lacks the key. */
struct slice ref_name(const struct ref *, struct slice key, size_t i);

/* Whether the table has the key. */
bool	 ref_has(const struct ref *, struct slice key);

/* Append, a space before each, the first max of the keys that it lacks, by
   their bytes; returns how many there are. */
size_t	 ref_unknown(const struct ref *, struct buf *, size_t max);

void	 ref_free(struct ref *);

#endif
