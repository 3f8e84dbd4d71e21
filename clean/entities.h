/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_ENTITIES_H
#define KLIPING_CLEAN_ENTITIES_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/slice.h"

/* Character references of HTML: `&amp;`, `&#8211;`, `&nbsp` (entities.tsv). */

#define ENTITY_MAX_NAME		32	/* bytes; the longest has 31 */
#define ENTITY_MAX_BYTES	8	/* of the UTF-8 that one stands for */

struct entities;

/* NULL with the reason in why. */
struct entities *entities_load(const char *dir, char *why, size_t whysize);
void	 entities_free(struct entities *);

/*
 * The reference that text begins with (its `&`): how many bytes it has, and in
 * out what it stands for, *n bytes of UTF-8.  0: it is none.  In the value of
 * an attribute a name without its semicolon counts less often (WHATWG HTML,
 * 13.2.5.73).
 */
size_t	 entity_read(const struct entities *, struct slice text,
	     bool in_attribute, char out[ENTITY_MAX_BYTES], size_t *n);

/*
 * Write text to `to`, which has room for twice its bytes, with the references
 * of an attribute's value read.  How many bytes that are.
 */
size_t	 entities_decode(const struct entities *, struct slice text, char *to);

#endif
