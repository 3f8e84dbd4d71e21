/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_HANDLE_H
#define KLIPING_HANDLE_H

#include <curl/curl.h>

#include "fetch/transfer.h"
#include "fetch/trust.h"

/* What all handles of libcurl have in common. */

/* The certificates for all handles, to be closed by the caller: *trust is NULL
   where libcurl has to read them itself.  0; -1 with *why when limits->ca_file
   holds none. */
int	 handle_trust(struct trust **trust, const struct transfer_limits *,
	     const char **why);

/* Tell a new handle what is safe, how long it may take, and whom it may trust;
   trust must live as long.  0, or -1 when libcurl lacks an option. */
int	 handle_set(CURL *, const struct transfer_limits *, struct trust *);

#endif
