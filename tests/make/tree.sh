# Make a small tree with the project's Makefile: the library's first modules, a
# data file, and a program that shows both.
unset SAN WERROR CFLAGS CPPFLAGS LDFLAGS
small_tree() {
	local folder=$1 module
	mkdir -p "$folder/lib/data" "$folder/aggregate" "$folder/scripts"
	cp "$ROOT/Makefile" "$folder"
	cp "$ROOT/scripts/embed" "$folder/scripts"
	cp "$ROOT"/lib/*.h "$folder/lib"
	for module in buf cli data progress utf8 xalloc; do
		cp "$ROOT/lib/$module.c" "$folder/lib"
	done
	printf 'word\na\nb\n' > "$folder/lib/data/words.tsv"
	cat > "$folder/aggregate/aggregate.c" <<-'END'
		#include <stdio.h>
		#include "aggregate/answer.h"
		#include "lib/cli.h"
		#include "lib/data.h"

		int
		main(void)
		{
			const char *const columns[] = { "word", NULL };
			struct data_table t;
			char why[256];

			cli_init("aggregate");
			if (data_load(&t, lib_data, NULL, "words.tsv", columns,
			    why, sizeof(why)) != 0)
				cli_die(NULL, "%s", why);
			(void)printf("%zu rows, %d\n", t.nrows, ANSWER);
			data_free(&t);
			cli_close_stdout();
			return CLI_OK;
		}
	END
	echo '#define ANSWER 1' > "$folder/aggregate/answer.h"
}
