/* SPDX-License-Identifier: MIT */
/*
 * Where the window of a stream stands: in the data as inflated, and in the file.
 * Reads nothing but the size of the file; holds nothing.
 */
#include <string.h>
#include <sys/stat.h>

#include "lib/gzip.h"

void
gzip_take(struct gzip_reader *g, size_t n)
{
	size_t drop = 0;

	if (n > gzip_avail(g))
		n = gzip_avail(g);
	g->out_at += n;
	g->position += n;
	while (drop + 1 < g->nmarks &&
	    g->mark[drop + 1].position <= g->position)
		drop++;
	if (drop > 0) {
		g->nmarks -= drop;
		memmove(g->mark, g->mark + drop, g->nmarks * sizeof(*g->mark));
	}
}

uint64_t
gzip_offset(const struct gzip_reader *g)
{
	bool plain = !g->is_gzip;
	size_t i = 0;

	if (g->nmarks == 0)
		return plain ? g->position : gzip_coded(g);
	while (i + 1 < g->nmarks && g->mark[i + 1].position <= g->position)
		i++;
	/* Behind the last mark of a plain file byte stands by byte. */
	return g->mark[i].offset + (plain && i + 1 == g->nmarks ?
	    g->position - g->mark[i].position : 0);
}

uint64_t
gzip_consumed(const struct gzip_reader *g)
{
	return g->is_gzip ? gzip_coded(g) : gzip_offset(g);
}

size_t
gzip_edge(const struct gzip_reader *g)
{
	size_t i;

	for (i = 0; i < g->nmarks; i++)
		if (g->mark[i].position > g->position)
			return g->mark[i].position - g->position <
			    gzip_avail(g) ?
			    (size_t)(g->mark[i].position - g->position) :
			    SIZE_MAX;
	return SIZE_MAX;
}

uint64_t
gzip_rest(const struct gzip_reader *g)
{
	uint64_t have = gzip_avail(g), size, read;
	struct stat st;

	if (fstat(g->fd, &st) != 0 || !S_ISREG(st.st_mode))
		return UINT64_MAX;
	size = (uint64_t)st.st_size;
	read = g->is_gzip ? gzip_coded(g) : gzip_offset(g) + have;
	if (read >= size)
		return have;
	if (!g->is_gzip)
		return have + (size - read);
	if (size - read > (UINT64_MAX - have) / GZIP_MAX_RATIO)
		return UINT64_MAX;
	/* What zlib holds back of bytes it has read is less than a window. */
	return have + GZIP_BLOCK + (size - read) * GZIP_MAX_RATIO;
}
