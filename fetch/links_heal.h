/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_LINKS_HEAL_H
#define KLIPING_FETCH_LINKS_HEAL_H

#include "lib/slice.h"

#define LINKS_MAX_ATTRIBUTES 64	/* of one tag in XML; parsers compare each with
				   each */

/*
 * XML as it is found made fit for a strict parser, piece by piece: control
 * characters, comments, declarations and processing instructions go, and so
 * does a document type (it is never loaded); a lone `&`, `<` or `>` in text
 * becomes a reference, as does the `&` of every entity that XML itself does
 * not know, so that none is ever expanded.  The document is in UTF-8.
 *
 * Each piece is handed to put, which answers NULL to go on, or why not; none
 * ends inside a character.  NULL; or the reason why the document was read no
 * further: put's, a document type with declarations of its own, or a tag with
 * too many attributes.
 */
const char *links_heal(struct slice document,
	     const char *(*put)(void *data, struct slice piece), void *data);

#endif
