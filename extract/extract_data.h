/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_DATA_H
#define KLIPING_EXTRACT_DATA_H

#include "lib/data.h"

/* extract/data/ as built in by scripts/embed. */
extern const struct data_file extract_data[];

#endif
