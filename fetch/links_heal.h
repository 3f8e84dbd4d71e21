/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_LINKS_HEAL_H
#define KLIPING_FETCH_LINKS_HEAL_H

#include "lib/buf.h"
#include "lib/slice.h"

#define LINKS_MAX_ATTRIBUTES 64	/* of one tag in XML; parsers compare each with
				   each */

/*
 * XML as it is found made fit for a strict parser, appended to out: control
 * characters, comments, declarations and processing instructions go, and so
 * does a document type (it is never loaded); a lone `&`, `<` or `>` in text
 * becomes a reference, as does the `&` of every entity that XML itself does
 * not know, so that none is ever expanded.  The document is in UTF-8.
 *
 * NULL; or the reason why it is refused: a document type with declarations of
 * its own, a tag with too many attributes, or out's ceiling.
 */
const char *links_heal(struct buf *out, struct slice document);

#endif
