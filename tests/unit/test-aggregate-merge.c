/* SPDX-License-Identifier: MIT */
/*
 * The law of states: a table cut into parts at any rows, each part counted
 * apart, the states added up in any grouping, gives byte for byte what one run
 * gives, for every measure.  Random tables, each from its own seed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "aggregate/result.h"
#include "aggregate/state.h"
#include "lib/xalloc.h"
#include "tests/unit/pick.h"

#define CASES 1000	/* or as many as $MERGE_CASES says */
#define MAX_ROWS 40
#define MAX_PARTS 6
#define COLUMNS 4	/* k, x, y, t */

static const char *const keys[] = { "", "k", "k,t", "bin5:x", "t,k",
	"bin0.5:y=b,k" };
static const char measures[] = "count,count:t,missing:x,numeric-missing:t,"
    "sum:x,mean:x,var:x,sd:x,min:x,max:x,range:x,median:x,p1:x,p37:x,p90:x,"
    "p99:y,share,share:y,wsum:x:y,wmean:x:y,corr:x:y,first:t,last:t,list:t,"
    "distinct:t,distinct:x,approx-distinct:t,mode:t,antimode:t,"
    "list-distinct:t,top2:t,histogram0.3:x,histogram100:y";
static const char pair_measures[] = "count,sum:x,median:y,list:k,distinct:x,"
    "approx-distinct:t";

struct table {
	char		text[MAX_ROWS][COLUMNS][48];
	struct slice	cells[MAX_ROWS][COLUMNS];
	size_t		n;
};

static void
random_number(char *out, size_t size)
{
	static const char *const edges[] = { "", "0", "-0", "+7",
	    "999999999999999999", "-999999999999999999.999999999999999999",
	    "0.000000000000000001", "-0.5", "00012.500" };

	switch (pick(4)) {
	case 0:
		(void)snprintf(out, size, "%s", edges[pick(9)]);
		break;
	case 1:
		(void)snprintf(out, size, "%d", (int)pick(9) - 4);
		break;
	case 2:
		(void)snprintf(out, size, "-%u.%02u", pick(1000), pick(100));
		break;
	default:
		(void)snprintf(out, size, "%u%06u.%u", pick(1000000),
		    pick(1000000), pick(1000000));
	}
}

static void
random_table(struct table *t)
{
	static const char *const texts[] = { "", "a", "b", "a;b", "\\x22",
	    "\"", "\x01", "3:a", "\\", "17", "Pemkab Paser", "\xc3\xa9", " ",
	    "\x7f;", "=", "group", "end" };
	size_t i, j;

	t->n = pick(MAX_ROWS + 1);
	for (i = 0; i < t->n; i++) {
		(void)snprintf(t->text[i][0], sizeof(t->text[i][0]), "%s",
		    texts[pick(4)]);
		random_number(t->text[i][1], sizeof(t->text[i][1]));
		random_number(t->text[i][2], sizeof(t->text[i][2]));
		if (pick(3) == 0)
			(void)snprintf(t->text[i][3], sizeof(t->text[i][3]),
			    "word %u", pick(500));
		else
			(void)snprintf(t->text[i][3], sizeof(t->text[i][3]),
			    "%s", texts[pick(17)]);
		for (j = 0; j < COLUMNS; j++)
			t->cells[i][j] = slice_str(t->text[i][j]);
	}
}

/* The state of rows from begin to end. */
static FILE *
count_rows(const struct plan *plan, const struct table *t, size_t begin,
    size_t end)
{
	struct feed feed = { 0 };
	FILE *fp = tmpfile();

	assert_non_null(fp);
	feed_init(&feed, plan);
	for (; begin < end; begin++)
		assert_null(feed_row(&feed, t->cells[begin]));
	state_write(&feed, fp);
	feed_free(&feed);
	return fp;
}

/* The state or the result of a few states, which are closed. */
static FILE *
add_states(struct plan *plan, FILE *const *states, size_t n, int print)
{
	struct feed feed = { 0 };
	struct result result = { .feed = &feed, .plan = plan, .digits = 6 };
	char why[RESULT_MAX_WHY];
	FILE *fp = tmpfile();
	struct tsv t;
	size_t i;

	assert_non_null(fp);
	feed_init(&feed, plan);
	for (i = 0; i < n; i++) {
		rewind(states[i]);
		tsv_open(&t, fileno(states[i]), "state");
		assert_int_equal(tsv_header(&t), GOT_RECORD);
		assert_true(state_is_like(plan, &t));
		assert_int_equal(state_read(&feed, &t), GOT_END);
		tsv_close(&t);
		(void)fclose(states[i]);
	}
	if (print) {
		assert_int_equal(result_prepare(&result, why), 0);
		result_write(&result, fp);
		result_free(&result);
	} else
		state_write(&feed, fp);
	feed_free(&feed);
	return fp;
}

static FILE *
print_rows(struct plan *plan, const struct table *t)
{
	struct feed feed = { 0 };
	struct result result = { .feed = &feed, .plan = plan, .digits = 6 };
	char why[RESULT_MAX_WHY];
	FILE *fp = tmpfile();
	size_t i;

	assert_non_null(fp);
	feed_init(&feed, plan);
	for (i = 0; i < t->n; i++)
		assert_null(feed_row(&feed, t->cells[i]));
	assert_int_equal(result_prepare(&result, why), 0);
	result_write(&result, fp);
	result_free(&result);
	feed_free(&feed);
	return fp;
}

static void
assert_same(FILE *a, FILE *b)
{
	int c;

	rewind(a);
	rewind(b);
	while ((c = getc(a)) != EOF)
		assert_int_equal(getc(b), c);
	assert_int_equal(getc(b), EOF);
	(void)fclose(a);
	(void)fclose(b);
}

/* Cut into parts, add neighbours up until few are left. */
static size_t
random_parts(struct plan *plan, const struct table *t, FILE **parts)
{
	size_t n = 0, at = 0, end, i;

	do {
		end = n == MAX_PARTS - 1 ? t->n :
		    at + pick((unsigned)(t->n - at) + 1);
		parts[n++] = count_rows(plan, t, at, end);
		at = end;
	} while (at < t->n);
	while (n > 1 && pick(3) > 0) {
		i = pick((unsigned)n - 1);
		parts[i] = add_states(plan, parts + i, 2, 0);
		n--;
		for (i++; i < n; i++)
			parts[i] = parts[i + 1];
	}
	return n;
}

static void
make_plan(struct plan *plan)
{
	static const char header[] = "k\tx\ty\tt\n";
	const char *key = keys[pick(sizeof(keys) / sizeof(keys[0]))];
	char why[PLAN_MAX_WHY];
	FILE *fp = tmpfile();
	struct tsv t;

	*plan = (struct plan){ .read = decimal_read };
	if (*key != '\0')
		assert_int_equal(plan_add_keys(plan, key, why), 0);
	if (pick(4) == 0)
		assert_int_equal(plan_add_pairs(plan, slice_str("t"), why),
		    0);
	assert_int_equal(plan_add_measures(plan, plan->pairs != NULL ?
	    pair_measures : measures, why), 0);
	assert_non_null(fp);
	assert_true(fputs(header, fp) >= 0);
	rewind(fp);
	tsv_open(&t, fileno(fp), "header");
	assert_int_equal(tsv_header(&t), GOT_RECORD);
	assert_int_equal(plan_bind(plan, &t, why), 0);
	tsv_close(&t);
	(void)fclose(fp);
}

static void
test_merge_is_one_run(void **state)
{
	static struct table t;
	FILE *parts[MAX_PARTS], *whole;
	struct plan plan;
	const char *cases = getenv("MERGE_CASES");
	long i, ncases = cases != NULL ? strtol(cases, NULL, 10) : CASES;
	size_t n;

	(void)state;
	assert_true(ncases > 0);
	for (i = 0; i < ncases; i++) {
		seed = (uint64_t)i;
		make_plan(&plan);
		random_table(&t);
		n = random_parts(&plan, &t, parts);
		if (i % 2 == 0) {
			whole = print_rows(&plan, &t);
			assert_same(whole, add_states(&plan, parts, n, 1));
		} else {
			whole = count_rows(&plan, &t, 0, t.n);
			assert_same(whole, add_states(&plan, parts, n, 0));
		}
		plan_free(&plan);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_merge_is_one_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
