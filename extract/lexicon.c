/* SPDX-License-Identifier: MIT */
/*
 * The list of lexicon files and what each row of them must be.
 */
#include <stddef.h>
#include <string.h>

#include "extract/counted.h"
#include "extract/knowledge.h"
#include "extract/lexicon.h"
#include "extract/unit.h"
#include "lib/ascii.h"

static const char *
check_command(const struct knowledge *k, size_t row)
{
	const char *rest = knowledge_cell(k, LEX_COMMAND, row, 1);
	struct slice s;

	if (*rest == '\0')
		return "no region";
	while ((s = knowledge_piece(&rest)).p != NULL) {
		char code[8] = "";

		if (s.n != 2 && s.n != 4)
			return "code is not 2 or 4 digits";
		memcpy(code, s.p, s.n);
		if (region_find(k->regions, code) == NULL)
			return "no such region";
	}
	return NULL;
}

static const char *
check_suffix(const struct knowledge *k, size_t row)
{
	if (*polda_region(k, knowledge_cell(k, LEX_SUFFIX, row, 1)) == '\0')
		return "no such polda";
	return NULL;
}

static const char *
check_number(const struct knowledge *k, size_t row)
{
	const char *s = knowledge_cell(k, LEX_NUMBER, row, 2);

	if (!ascii_is_digit(*s) || strspn(s, "0123456789") != strlen(s) ||
	    strlen(s) > 13)
		return "value is no number";
	s = knowledge_cell(k, LEX_NUMBER, row, 1);
	if (strcmp(s, "unit") != 0 && strcmp(s, "times") != 0 &&
	    strcmp(s, "teen") != 0)
		return "kind is not unit, teen or times";
	return NULL;
}

static const char *
check_event(const struct knowledge *k, size_t row)
{
	const char *s = knowledge_cell(k, LEX_EVENT, row, 2);

	if (!ascii_is_digit(s[0]) || s[1] != '\0')
		return "priority is not a digit";
	return NULL;
}

static const char *
check_unit_word(const struct knowledge *k, size_t row)
{
	if (unit_level(knowledge_cell(k, LEX_UNIT_WORD, row, 2)) == UNIT_NONE)
		return "level is not polsek, polres or polda";
	return NULL;
}

static const char *
check_setting(const struct knowledge *k, size_t row)
{
	const char *value = knowledge_cell(k, LEX_SETTING, row, 1);

	if (strcmp(knowledge_cell(k, LEX_SETTING, row, 0), "about") != 0)
		return "no such setting";
	if (strcmp(value, "unit") != 0 && strcmp(value, "region") != 0)
		return "value is not unit or region";
	return NULL;
}

/* Columns that hold one of a few words, which rules ask for by name. */
static const struct {
	enum lexicon	 lexicon;
	size_t		 column;
	const char	*words;		/* `;` around each; `;;`: may be empty */
	const char	*wrong;
} choices[] = {
	{ LEX_INSTITUTION, 2, ";penyelenggara;polri;tni;pemda;yudikatif;"
	    "intelijen;masyarakat;lain;", "no such kind of institution" },
	{ LEX_INSTITUTION, 3, ";;1;", "number is not 1" },
	{ LEX_TITLE, 1, ";title;cleric;part;particle;given;",
	    "no such kind of title" },
	{ LEX_SAYING, 2, ";says;weak;active;passive;",
	    "no such kind of verb" },
	{ LEX_ACTING, 2, ";holds;not;", "kind is not holds or not" },
	{ LEX_RANK, 2, ";polri;tni;", "force is not polri or tni" },
	{ LEX_COUNT_UNIT, 3, ";;own;", "whose is not own" },
	{ LEX_VENUE, 1, ";;weak;", "kind is not weak" },
	{ LEX_UNIT_WORD, 3, ";unit;officer;seat;group;",
	    "no such kind of unit's word" },
	{ LEX_HEAD, 3, ";;many;several;", "no such word of many" },
	{ LEX_ROLE, 4, ";;many;several;shared;", "no such word of many" },
	{ LEX_SUFFIX, 3, ";;older;", "years is not older" },
};

/* Is the word among those of a list? */
static bool
is_among(const char *words, const char *word)
{
	size_t n = strlen(word);
	const char *at = words;

	for (; (at = strchr(at, ';')) != NULL && at[1] != '\0'; at++)
		if (strncmp(at + 1, word, n) == 0 && at[n + 1] == ';')
			return true;
	return false;
}

const char *
lexicon_check(const struct knowledge *k, enum lexicon lexicon, size_t row)
{
	size_t i;

	for (i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		if (choices[i].lexicon == lexicon &&
		    !is_among(choices[i].words, knowledge_cell(k, lexicon, row,
		    choices[i].column)))
			return choices[i].wrong;
	return lexicon_files[lexicon].check == NULL ? NULL :
	    lexicon_files[lexicon].check(k, row);
}

const struct lexicon_file lexicon_files[] = {
	[LEX_CLITIC] = { "clitics.tsv", { "clitic" }, -1, -1, 0, NULL },
	[LEX_ABBREVIATION] = { "abbreviations.tsv", { "abbreviation" }, 0, -1,
	    0, NULL },
	[LEX_EVENT] = { "events.tsv", { "phrase", "event", "priority" }, 0, -1,
	    0, check_event },
	[LEX_INSTITUTION] = { "institutions.tsv",
	    { "phrase", "institution", "kind", "number" }, 0, -1,
	    MATCH_AS_WRITTEN, NULL },
	[LEX_THEME] = { "themes.tsv", { "phrase", "theme" }, 0, -1,
	    MATCH_AS_WRITTEN, NULL },
	[LEX_SERIES] = { "operations.tsv", { "series", "aliases" }, 0, 1,
	    MATCH_AS_WRITTEN, NULL },
	[LEX_SUFFIX] = { "suffixes.tsv",
	    { "suffix", "polda", "aliases", "years" }, 0, 2, MATCH_AS_WRITTEN,
	    check_suffix },
	[LEX_OPERATION_WORD] = { "operationwords.tsv", { "phrase" }, 0, -1, 0,
	    NULL },
	[LEX_COUNT_UNIT] = { "countunits.tsv",
	    { "phrase", "of", "scope", "whose" }, 0, -1, 0, NULL },
	[LEX_COUNT_KIND] = { "countkinds.tsv",
	    { "phrase", "of", "scope", "behind", "before" }, 0, -1, 0,
	    counted_check_kind },
	[LEX_COUNTED] = { "counted.tsv", { "of", "role" }, -1, -1, 0,
	    counted_check_role },
	[LEX_TOTAL] = { "totals.tsv", { "column", "of", "scope", "least" }, -1, -1, 0,
	    counted_check_total },
	[LEX_SETTING] = { "settings.tsv", { "setting", "value" }, -1, -1, 0,
	    check_setting },
	[LEX_NUMBER] = { "numberwords.tsv", { "phrase", "kind", "value" }, 0,
	    -1, 0, check_number },
	[LEX_MARK] = { "marks.tsv", { "phrase", "mark", "value" }, 0, -1, 0,
	    NULL },
	[LEX_VENUE] = { "venues.tsv", { "phrase", "kind" }, 0, -1, 0, NULL },
	[LEX_UNIT_WORD] = { "unitwords.tsv",
	    { "phrase", "prefix", "level", "kind" }, 0, -1, 0, check_unit_word },
	[LEX_COMMAND] = { "commands.tsv", { "polda", "regions", "aliases" }, 0,
	    2, MATCH_AS_WRITTEN, check_command },
	[LEX_RANK] = { "ranks.tsv", { "rank", "aliases", "force", "heads" }, 0,
	    1, MATCH_CAPITAL, NULL },
	[LEX_CORPS] = { "corps.tsv", { "corps", "aliases" }, 0, 1,
	    MATCH_CAPITAL, NULL },
	[LEX_TITLE] = { "titles.tsv", { "title", "kind" }, 0, -1, 0, NULL },
	[LEX_DEGREE] = { "degrees.tsv", { "degree" }, -1, -1, 0, NULL },
	[LEX_ACTING] = { "acting.tsv", { "acting", "aliases", "kind" }, 0, 1, 0,
	    NULL },
	[LEX_ROLE] = { "roles.tsv",
	    { "role", "aliases", "body", "of", "many", "family" }, 0, 1,
	    MATCH_AS_WRITTEN, NULL },
	[LEX_HEAD] = { "heads.tsv",
	    { "head", "aliases", "role", "many", "wide" }, 0, 1, 0, NULL },
	[LEX_OFFICE] = { "offices.tsv", { "office", "aliases", "body", "of" },
	    0, 1, MATCH_AS_WRITTEN, NULL },
	[LEX_NOT_NAME] = { "notnames.tsv", { "word" }, 0, -1, MATCH_CAPITAL,
	    NULL },
	[LEX_CUE] = { "cues.tsv", { "cue", "class" }, 0, -1, 0, NULL },
	[LEX_SAYING] = { "verbs.tsv", { "verb", "root", "kind" }, 0, -1, 0,
	    NULL },
};
