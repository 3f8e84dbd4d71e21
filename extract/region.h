/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_REGION_H
#define KLIPING_EXTRACT_REGION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/slice.h"

/*
 * Places and police commands: names to codes and back.  Read from regions.tsv
 * districts.tsv aliases.tsv seats.tsv units.tsv unitnames.tsv and commands.tsv;
 * their names are LEX_PLACE (all places), LEX_UNIT_NAME and LEX_COMMAND.  Codes
 * are those of kliping(5): 2 digits a province, 4 a kabupaten or kota, 6 a
 * kecamatan.  All strings live as long as the regions.
 */
struct region {
	const char	*code, *name;	/* `8109`, `Kabupaten Buru Selatan` */
	const char	*base;		/* `Buru Selatan`; of a province its name */
	long		 kecamatan, desa, kelurahan;	/* how many it has */
	bool		 is_kota;
	const char	*polda;		/* the command that covers it; "" */
	long		 parts;		/* a province's kabupaten and kota */
};

enum place_kind {
	PLACE_NAME,		/* of regions.tsv */
	PLACE_ALIAS,
	PLACE_SEAT,		/* a seat of government */
	PLACE_DISTRICT
};

/* What a name may mean.  A LEX_PLACE match's entry is the first of a chain. */
struct place {
	const char	*name, *code;
	enum place_kind	 kind;
	uint32_t	 next;		/* another meaning; 0: no more */
};

/* A unit of units.tsv; a LEX_UNIT_NAME match's entry is the first of a chain. */
struct unit_name {
	const char	*name;		/* canonical, without prefix */
	const char	*prefix;	/* it is read behind; empty: any */
	const char	*region;	/* code */
	const char	*polda;		/* as commands.tsv spells it */
	uint32_t	 next;		/* 0: no more */
};

struct regions;
struct knowledge;

/* Load the files and put their names into k's matcher.  LEX_COMMAND and
   LEX_MARK are loaded before.  NULL with why as by data_load. */
struct regions *regions_load(struct knowledge *, const char *dir, char *why,
	     size_t whysize);
void	 regions_free(struct regions *);

/* The region with that code of 2 or 4 digits; of a longer one, the kabupaten
   or kota it lies in.  NULL when there is none. */
const struct region *region_find(const struct regions *, const char *code);

/* How many kabupaten and kota a province (code) has. */
long	 region_count(const struct regions *, const char *province);

/* The province a region of any level lies in; NULL when there is none. */
const struct region *region_province(const struct regions *, const char *code);

const struct place *region_place(const struct regions *, uint32_t entry);
const struct unit_name *region_unit_name(const struct regions *,
	     uint32_t entry);

/* Does `code` lie in `whole` (or is it the same)?  An empty whole holds all. */
bool	 region_is_in(const char *code, const char *whole);

/*
 * What a place name most likely means: inside `within` first (a code of any
 * level, or empty), a region before a district, a kabupaten before the kota of
 * the same name.  Never a district unless it lies inside a 4-digit `within`.
 * NULL when `within` is a kabupaten or kota, nothing in the chain lies there,
 * and the name means two things elsewhere.
 */
const struct place *region_resolve(const struct regions *, uint32_t entry,
	     const char *within);

/* The name of the command that covers a region; "" when there is none. */
const char *region_polda(const struct knowledge *, const char *code);

/* The province (code) that a command belongs to, by its name as commands.tsv
   spells it; "" when there is none. */
const char *polda_region(const struct knowledge *, const char *polda);

#endif
