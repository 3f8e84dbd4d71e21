/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_STR_H
#define KLIPING_CLEAN_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/slice.h"

/* Questions about short texts.  White space runs are one space in all. */

/* Without white space at the ends. */
struct slice str_trim(struct slice);

/* Without white space and any of the (ASCII) characters at the ends. */
struct slice str_strip(struct slice, const char *chars);

/* The bytes of text in lower case (ASCII), of the same length, into out. */
struct slice str_lower(struct buf *out, struct slice text);

size_t	 str_words(struct slice);

/* Does it end as sentences do, closing quotes and brackets aside? */
bool	 str_ends_sentence(struct slice);

/* Is there an end of a sentence inside, with more behind it? */
bool	 str_has_sentences(struct slice);

/* No letter and no digit. */
bool	 str_is_symbols(struct slice);

/* A person's name by its looks: one to six words, capitals, no digits. */
bool	 str_is_name(struct slice);

/* An internet host by its looks (`NTB.FPII.OR.ID`). */
bool	 str_is_host(struct slice);

#endif
