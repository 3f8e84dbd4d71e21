/* SPDX-License-Identifier: MIT */
/* The words for what became of an address.  Reads and writes nothing. */
#include "fetch/outcome.h"

static const char *const names[OUTCOME_COUNT] = {
	[OUTCOME_OK] = "ok",
	[OUTCOME_UNCHANGED] = "unchanged",
	[OUTCOME_DUPLICATE] = "duplicate",
	[OUTCOME_ARCHIVED] = "archived",
	[OUTCOME_ROBOTS] = "robots",
	[OUTCOME_NOT_FOUND] = "not-found",
	[OUTCOME_HTTP_ERROR] = "http-error",
	[OUTCOME_PRIVATE] = "private-address",
	[OUTCOME_TYPE] = "unwanted-type",
	[OUTCOME_TOO_LARGE] = "too-large",
	[OUTCOME_TOO_MANY] = "too-many-pages",
	[OUTCOME_BAD_REDIRECT] = "bad-redirect",
	[OUTCOME_REDIRECT_LOOP] = "redirect-loop",
	[OUTCOME_REDIRECT_LIMIT] = "redirect-limit",
	[OUTCOME_BAD_ADDRESS] = "bad-address",
	[OUTCOME_RATE_LIMITED] = "rate-limited",
	[OUTCOME_SERVER_ERROR] = "server-error",
	[OUTCOME_DNS] = "dns",
	[OUTCOME_CONNECT] = "connect",
	[OUTCOME_TLS] = "tls",
	[OUTCOME_TIMEOUT] = "timeout",
	[OUTCOME_DISCONNECT] = "disconnect",
	[OUTCOME_PROTOCOL] = "protocol",
	[OUTCOME_GAVE_UP] = "gave-up",
};

const char *
outcome_name(enum outcome outcome)
{
	return names[outcome];
}

bool
outcome_is_failure(enum outcome outcome)
{
	return outcome >= OUTCOME_RATE_LIMITED;
}
