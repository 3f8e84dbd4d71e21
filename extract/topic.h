/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_TOPIC_H
#define KLIPING_EXTRACT_TOPIC_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"

/*
 * A topic: a folder of data files that take the place of those of the same
 * names, or, named more-FILE, add rows to them.  Some are built in.
 */
struct topic {
	char		*dir;		/* owned: the folder it lies in; NULL:
					   built in */
	char		*name;		/* owned: of its own folder */
};

/*
 * Look up a topic: a path when it has a slash, else a folder in `topics`
 * beside `data` (--data's folder, or NULL), else a built-in one.  0; -1 when
 * there is none.  Free with topic_free in either case.
 */
int	 topic_find(struct topic *, const char *name, const char *data);
void	 topic_free(struct topic *);

/* Append the names of the topics that can be given, with blanks between. */
void	 topic_names(struct buf *, const char *data);

/* `NAME/FILE`, as data_load wants it with the topic's dir; owned by the
   caller.  prefix is put before the file's own name. */
char	*topic_file(const struct topic *, const char *prefix,
	     const char *file);

/* Does the folder hold a data file that `knows` does not?  Its path, for the
   caller to free; NULL when it does not.  Built-in topics hold none. */
char	*topic_stranger(const struct topic *, bool (*knows)(const char *));

#endif
