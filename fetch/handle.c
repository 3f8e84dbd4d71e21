/* SPDX-License-Identifier: MIT */
/*
 * What every handle of libcurl is told before its first transfer: which
 * protocols, which limits, and whom to trust.  Reads the certificates through
 * fetch/trust.c; holds nothing.
 */
#include <string.h>

#include "fetch/handle.h"

#define DNS_SECONDS	300L	/* a name once resolved is good for this long */

/* What libcurl is not to do.  Returns the number of options it refused. */
static int
set_safety(CURL *easy, const struct transfer_limits *limits)
{
	int bad = 0;

	bad += curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") !=
	    CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR,
	    "http,https") != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_NETRC,
	    (long)CURL_NETRC_IGNORED) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_PROXY,
	    limits->proxy != NULL ? limits->proxy : "") != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_NOPROXY, "") != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) !=
	    CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) != CURLE_OK;
	return bad;
}

static int
set_limits(CURL *easy, const struct transfer_limits *limits)
{
	int bad = 0;

	bad += curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)limits->connect_ms) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
	    (long)limits->total_ms) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT,
	    DNS_SECONDS) != CURLE_OK;
	return bad;
}

/* libcurl has made an OpenSSL context for a new connection. */
static CURLcode
on_context(CURL *easy, void *context, void *arg)
{
	(void)easy;
	return trust_apply(arg, context) == 0 ? CURLE_OK :
	    CURLE_SSL_CACERT_BADFILE;
}

/*
 * With a store of ours libcurl need read no certificates itself, and must not:
 * where a folder of them is set (Debian sets one), it reads the whole bundle
 * anew for every connection, 26 ms of CPU.
 */
static int
set_trust(CURL *easy, const struct transfer_limits *limits,
    struct trust *trust)
{
	int bad = 0;

	(void)curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	if (trust != NULL) {
		bad += curl_easy_setopt(easy, CURLOPT_CAINFO, NULL) !=
		    CURLE_OK;
		bad += curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION,
		    on_context) != CURLE_OK;
		bad += curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, trust) !=
		    CURLE_OK;
	} else if (limits->ca_file != NULL)
		bad += curl_easy_setopt(easy, CURLOPT_CAINFO,
		    limits->ca_file) != CURLE_OK;
	return bad;
}

int
handle_trust(struct trust **trust, const struct transfer_limits *limits,
    const char **why)
{
	const curl_version_info_data *info =
	    curl_version_info(CURLVERSION_NOW);

	*trust = NULL;
	/* The context is OpenSSL's only where libcurl was built with it. */
	if (info->ssl_version == NULL ||
	    strncmp(info->ssl_version, "OpenSSL/", 8) != 0)
		return 0;
	*trust = trust_open(limits->ca_file, info->cainfo, why);
	return *trust != NULL ? 0 : -1;
}

int
handle_set(CURL *easy, const struct transfer_limits *limits,
    struct trust *trust)
{
	return set_safety(easy, limits) == 0 &&
	    set_limits(easy, limits) == 0 &&
	    set_trust(easy, limits, trust) == 0 ? 0 : -1;
}
