/* SPDX-License-Identifier: MIT */
/*
 * Reads the bundle of certificates.  libcurl would read it for every new
 * connection where its build names a folder of certificates too, as Debian's
 * does, and for each of its multi handles elsewhere; that takes 20 ms of CPU,
 * and a handshake less than one.  Holds the store; never weakens what is
 * verified.
 */
#include <stddef.h>
#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include "fetch/trust.h"
#include "lib/xalloc.h"

struct trust {
	const char	*usual_file;
	X509_STORE	*store;		/* NULL: not read yet */
};

static X509_STORE *
read_store(const char *file)
{
	X509_STORE *store = X509_STORE_new();
	int ok;

	if (store == NULL)
		return NULL;
	ok = file != NULL ? X509_STORE_load_locations(store, file, NULL) :
	    X509_STORE_set_default_paths(store);
	ERR_clear_error();
	if (ok != 1) {
		X509_STORE_free(store);
		return NULL;
	}
	/* As libcurl has it: a chain may end at any certificate of the bundle,
	   and those of the bundle are preferred to those that were sent. */
	(void)X509_STORE_set_flags(store,
	    X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
	return store;
}

struct trust *
trust_open(const char *file, const char *usual_file, const char **why)
{
	struct trust *t = xcalloc(1, sizeof(*t));

	t->usual_file = usual_file;
	if (file == NULL || (t->store = read_store(file)) != NULL)
		return t;
	*why = "--ca-file holds no certificate that can be read";
	free(t);
	return NULL;
}

void
trust_close(struct trust *t)
{
	if (t == NULL)
		return;
	X509_STORE_free(t->store);
	free(t);
}

int
trust_apply(struct trust *t, void *context)
{
	SSL_CTX *ctx = context;

	if (t->store == NULL)
		t->store = read_store(t->usual_file);
	if (t->store == NULL)
		return -1;
	SSL_CTX_set1_cert_store(ctx, t->store);
	(void)SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
	return 0;
}
