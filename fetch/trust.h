/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_TRUST_H
#define KLIPING_TRUST_H

/*
 * The certificates that TLS connections are verified against, read once and
 * shared by all of them.
 */
struct trust;

/*
 * Those of file, which is read now; or, when file is NULL, those of
 * usual_file (NULL: where OpenSSL looks for them), which are read when the
 * first connection needs them.  NULL, with *why, when file holds none.
 */
struct trust *trust_open(const char *file, const char *usual_file,
	     const char **why);
void	 trust_close(struct trust *);	/* NULL is fine */

/* Let an OpenSSL context (SSL_CTX) verify against them, and hold no more memory
   than it needs while nothing comes.  0; -1 when there are none to be had. */
int	 trust_apply(struct trust *, void *context);

#endif
