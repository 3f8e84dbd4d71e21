/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_TESTS_WARCTYPE_H
#define KLIPING_TESTS_WARCTYPE_H

#include "lib/warc.h"

/* What tests call a type of records. */
static const char *const warctype_names[] = {
	[WARC_OTHER] = "other",
	[WARC_WARCINFO] = "warcinfo",
	[WARC_REQUEST] = "request",
	[WARC_RESPONSE] = "response",
	[WARC_RESOURCE] = "resource",
	[WARC_METADATA] = "metadata",
	[WARC_REVISIT] = "revisit",
	[WARC_CONVERSION] = "conversion",
	[WARC_CONTINUATION] = "continuation",
};

#endif
