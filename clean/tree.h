/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_TREE_H
#define KLIPING_CLEAN_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "clean/lexicon.h"
#include "clean/tags.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/slice.h"

/*
 * A page as two arrays: the boxes (nodes, in document order, so that a subtree
 * is a range) and the lines that a reader sees (segs, in reading order, so
 * that a box's text is a range too).  Inline markup leaves no node.  A plain
 * text has segs alone.  Nothing walks it by recursion.
 */

#define TREE_MAX_NODES	100000u	/* boxes; what follows has none */
#define TREE_MAX_SEGS	100000u	/* lines; what follows is one line */
#define TREE_MAX_LINKS	100000u
#define TREE_MAX_DEPTH	1024u		/* deeper elements have no box */
#define TREE_MAX_TEXT	((size_t)64 << 20)
#define TREE_MAX_METAS	512u

enum node_flag {
	NODE_HIDDEN = 1,	/* by style or attribute */
	NODE_INLINE = 2,	/* a span or the like, with a telling class */
	NODE_SHUT = 4		/* end is set */
};

/* How much of a thing is inside a box. */
struct counts {
	uint32_t img, input, p, li, head, embed;
};

struct node {
	uint32_t	parent;		/* the root is its own */
	uint32_t	end;		/* first node behind the subtree */
	uint32_t	seg, seg_end;	/* lines, half open */
	uint64_t	kinds;		/* what its class and id say */
	uint64_t	class_hash;	/* 0: it has no class */
	struct counts	has;
	int16_t		weight;		/* of class and id: -50 to 50 */
	uint16_t	depth;
	uint8_t		tag, flags;
	int8_t		score;
	struct slice	when;		/* datetime of a time element */
};

enum seg_flag {
	SEG_SOFT = 1,	/* the line before goes on: a br, a telling span */
	SEG_GLUED = 2,	/* no space between the line before and this */
	SEG_BOLD = 4,	/* all of it stands in bold */
	SEG_KEPT = 8	/* chosen (body.h) */
};

struct seg {
	struct slice	text;		/* white space runs are one space */
	size_t		at;		/* where it begins in the tree's text */
	uint32_t	node;		/* the innermost box */
	uint32_t	chars, link_chars;
	uint32_t	link;		/* its first link, in tree.links */
	uint16_t	links, commas, words;
	uint8_t		flags;
	uint8_t		rule;		/* enum rule that dropped it; 0 none */
};

struct link {
	struct slice	href;
	uint32_t	begin, end;	/* in its line's text */
};

struct meta {
	struct slice name, value;	/* name in lower case */
};

struct tree {
	struct node	*nodes;
	size_t		 nnodes, nodes_cap;
	struct seg	*segs;
	size_t		 nsegs, segs_cap;
	struct link	*links;
	size_t		 nlinks, links_cap;
	struct meta	 metas[TREE_MAX_METAS];
	size_t		 nmetas;
	struct slice	 title, lang, base;
	struct arena	 arena;		/* owns every slice but the segs' */
	struct buf	 text;		/* owns the segs' texts */
	/* what follows is the builder's own */
	struct open	*open;
	size_t		 nopen;
	size_t		 too_deep;
	unsigned	 hiding, in_link, in_bold, in_pre, breaks;
	bool		 in_title, space, soft, glued;
	struct slice	 href;
	struct looks	*looks;
	struct buf	 title_text;
	struct counts	 seen;
	struct seg	 now;		/* the line being read */
	size_t		 line;		/* where it begins in text */
	uint32_t	 bold_chars;
};

void	 tree_init(struct tree *, const struct lexicon *);
void	 tree_free(struct tree *);

/* Empty, with a root; what a huge page took is given back. */
void	 tree_reset(struct tree *);

/* Elements as they open and close, in balance (clean/balance.h), and text. */
void	 tree_open(struct tree *, const struct tag_info *,
	     const struct atts *);
void	 tree_close(struct tree *);
void	 tree_text(struct tree *, const char *s, size_t n);

/* A line of plain text, white space at its ends off; blank ones are left out. */
void	 tree_line(struct tree *, struct slice line);

/* No more comes: close what is open and settle the lines' texts. */
void	 tree_finish(struct tree *);

/* The first meta of that name with a value; n = 0 when there is none. */
struct slice tree_meta(const struct tree *, const char *name);

/* The text of a box, its lines joined by spaces, at most max bytes. */
void	 tree_text_of(struct buf *out, const struct tree *, uint32_t node,
	     size_t max);

#endif
