/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_GOT_H
#define KLIPING_GOT_H

/*
 * What every reader answers.  One integer with three meanings is how a cut
 * file comes to look like a finished one, so the answers have names.
 */
enum got {
	GOT_END,	/* clean end of the stream; nothing was read */
	GOT_RECORD,	/* one whole record */
	GOT_BAD,	/* this record only; the reader has moved past it */
	GOT_BROKEN	/* the stream itself: cut, damaged, unreadable; stop */
};

#endif
