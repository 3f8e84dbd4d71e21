/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_MAPPED_H
#define KLIPING_MAPPED_H

#include <stdbool.h>

/* Is this canonical address one that a list of HOST:PORT:ADDRESS:PORT, which
   ends with NULL, sends elsewhere?  Then where it goes is the user's word, and
   not the web's. */
bool	 mapped_has(char *const list[], const char *address);

#endif
