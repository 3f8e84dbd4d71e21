/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_ITEM_H
#define KLIPING_ITEM_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * The cells of a state: items, a `;` behind each.  Text keeps its bytes: `\\`
 * is a backslash, `\s` a semicolon, `\xHH` a control character or the double
 * quote, which no cell of kliping(5) holds.
 */

void	 item_put_text(struct buf *, struct slice text);
void	 item_put_number(struct buf *, uint64_t);

/* End an item. */
void	 item_end(struct buf *);

/* Append the text that item_put_text wrote; false when it did not. */
bool	 item_text(struct buf *, struct slice item);

/* A whole number without zeros in front; false when it is none. */
bool	 item_number(struct slice item, uint64_t *number);

/* The next item of a cell; false at its end, and when no `;` ends the item:
   rest is then not empty. */
bool	 item_next(struct slice *rest, struct slice *item);

/* An item `NUMBER:REST`: the number, over nought, and what is behind it. */
bool	 item_counted(struct slice *item, uint64_t *number);

#endif
