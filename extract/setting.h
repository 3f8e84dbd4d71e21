/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_SETTING_H
#define KLIPING_EXTRACT_SETTING_H

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/story.h"

/*
 * Does what stands at a byte of the body speak of more than the story's own
 * unit and region: of its province, of the regional command?  Asks the sentence
 * and, while it names neither, the ones before it in the paragraph.  Never so
 * in a story about a regional command.
 */
bool	 setting_is_wide(const struct article *, size_t at,
	     const struct story *, const struct knowledge *);

#endif
