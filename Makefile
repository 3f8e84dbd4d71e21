# kliping: build, run, test, install.  `make help` lists the targets.
#
# One Makefile, no recursion.  Objects go to build/VARIANT/, so that a release
# and a sanitizer build live side by side; release programs go to build/bin/.

VERSION = 0.1.0
PREFIX ?= /usr/local
PKG_CONFIG ?= pkg-config

ifeq ($(origin CC),default)
CC = gcc
endif
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL = all

VARIANT = $(if $(SAN),san,release)$(if $(findstring clang,$(CC)),-clang)
B = build/$(VARIANT)
BIN = $(if $(filter release,$(VARIANT)),build/bin,$(B)/bin)

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wcast-qual -Wwrite-strings -Wformat=2 -Wvla \
	-Wconversion $(if $(WERROR),-Werror)
CFLAGS ?= -O2 -g
# Fortified string functions need an optimizer.
OPTIMIZED = $(filter-out -O0,$(filter -O%,$(CFLAGS)))
HARDEN = -fPIE -fstack-protector-strong $(if $(SAN),,$(if $(OPTIMIZED),\
	-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))
# The same sources give the same programs, whatever folder they lie in.
quote = '$(subst ','\'',$(1))'
SAME = -ffile-prefix-map=$(call quote,$(CURDIR))=.
SANFLAGS = $(if $(SAN),-fsanitize=address -fsanitize=undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer)
ALL_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64 -I. \
	-DKLIPING_VERSION='"$(VERSION)"' $(WARNINGS) $(HARDEN) $(SANFLAGS) \
	$(SAME) $(CFLAGS) $(CPPFLAGS)
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(SANFLAGS) $(CFLAGS) \
	$(LDFLAGS)
# One short line for each thing made; V=1 shows the commands, -s nothing.
SILENT = $(findstring s,$(firstword -$(MAKEFLAGS)))
say = $(if $(V),,@$(if $(SILENT),,printf '  %-6s %s\n' $(1) $(call quote,$@);))
LINK = $(call say,link) $(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o %.a,$^)

# The only sources that may see libxml2's headers are links' and the tests'.
XML_CFLAGS := $(shell $(PKG_CONFIG) --cflags libxml-2.0 2>/dev/null)
$(B)/fetch/links_xml.o $(B)/fetch/page.o $(B)/tests/%.o: \
    ALL_CFLAGS += $(XML_CFLAGS)

# Codings of pages beside gzip, each where its library is; BROTLI= and ZSTD=
# leave them out.
have = $(shell $(PKG_CONFIG) --exists $(1) 2>/dev/null && echo yes)
BROTLI := $(call have,libbrotlidec)
ZSTD := $(call have,libzstd)
ALL_CFLAGS += $(if $(BROTLI),-DHAVE_BROTLI) $(if $(ZSTD),-DHAVE_ZSTD)
CODINGS = $(if $(BROTLI),-lbrotlidec) $(if $(ZSTD),-lzstd) -lz

LIBS_fetch = -lcurl -lssl -lcrypto -lz
LIBS_links = -lxml2 $(CODINGS)
LIBS_clean = -ljansson $(CODINGS) -lm
LIBS_extract =
LIBS_aggregate = -pthread
LIBS_test = -pthread -lcmocka -lcurl -lssl -lcrypto -lxml2 -ljansson $(CODINGS) -lm

STAGES = fetch clean extract aggregate
# Every program's main file, without its .c.
MAINS = $(foreach m,fetch/fetch fetch/links clean/clean extract/extract \
	aggregate/aggregate,$(if $(wildcard $(m).c),$(m)))
PROGRAMS = $(notdir $(MAINS))
SOURCES := $(wildcard lib/*.c $(STAGES:%=%/*.c) tests/*/*.c)

objects = $(patsubst %.c,$(B)/%.o,$(wildcard $(1)/*.c))
# A stage's modules without the files that hold a main().
modules = $(filter-out $(MAINS:%=$(B)/%.o),$(call objects,$(1)))
DATA_STAGES = $(foreach s,lib $(STAGES),$(if $(wildcard $(s)/data/*.tsv),$(s)))
ARCHIVES = $(STAGES:%=$(B)/lib%.a) $(B)/libkliping.a

# A change that leaves no newer file behind (another flag, a source file that
# is gone) would go unseen, so what a target was made with is kept in a file,
# which is written anew only when that is another.
define remember
$(1): FORCE
	@mkdir -p $$(@D)
	@printf '%s\n' $$(call quote,$(2)) | cmp -s - $$@ || \
	    printf '%s\n' $$(call quote,$(2)) > $$@
endef
.PHONY: FORCE
FLAGS := $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(XML_CFLAGS)
$(eval $(call remember,$(B)/flags,$$(FLAGS)))

.PHONY: all
all: $(PROGRAMS:%=$(BIN)/%)

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,cc) $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Data files are built into their stage's archive.
data_files = $(wildcard $(1)/data/*.tsv $(1)/data/*.css) \
	$(sort $(wildcard $(1)/topics/*/*.tsv))
define stage_data
$(call remember,$(B)/gen/$(1)_data.list,$(call data_files,$(1)))
$(B)/gen/$(1)_data.c: $(call data_files,$(1)) scripts/embed \
    $(B)/gen/$(1)_data.list
	$$(call say,embed) scripts/embed $(1)_data $(call data_files,$(1)) \
	    > $$@.tmp && mv $$@.tmp $$@
$(B)/gen/$(1)_data.o: $(B)/gen/$(1)_data.c $(B)/flags
	$$(call say,cc) $$(CC) $$(ALL_CFLAGS) -MMD -MP -c -o $$@ $$<
endef
$(foreach s,$(DATA_STAGES),$(eval $(call stage_data,$(s))))
data_object = $(if $(filter $(1),$(DATA_STAGES)),$(B)/gen/$(1)_data.o)

# An archive of the objects $(2).
define archive
$(call remember,$(1:.a=.list),$(2))
$(1): $(2) $(1:.a=.list)
	$$(call say,ar) rm -f $$@ && ar -rcs $$@ $$(filter %.o,$$^)
endef
$(eval $(call archive,$(B)/libkliping.a,$(call objects,lib) \
	$(call data_object,lib)))
$(foreach s,$(STAGES),$(eval $(call archive,$(B)/lib$(s).a,\
	$(call modules,$(s)) $(call data_object,$(s)))))

# $(1) is a stage, $(2) a program of it.
define program
$(BIN)/$(2): $(B)/$(1)/$(2).o $(B)/lib$(1).a $(B)/libkliping.a $(B)/flags
	@mkdir -p $$(@D)
	$$(LINK) $$(LIBS_$(2))
endef
stage_of = $(patsubst %/,%,$(dir $(1)))
$(foreach m,$(MAINS),$(eval $(call program,$(call stage_of,$(m)),$(notdir $(m)))))

# The demo, or the chain over a list of addresses of your own.
RUN = runs/demo
URLS =

# For the scripts: where this build variant is.
WHERE = BUILD=$(call quote,$(CURDIR)/$(B)) BIN=$(call quote,$(CURDIR)/$(BIN))

.PHONY: run
run: all $(B)/tests/site/serve
	@$(WHERE) scripts/run '$(RUN)' '$(URLS)'

# Tests.

UNIT_TESTS = $(patsubst %.c,$(B)/%,$(wildcard tests/unit/test-*.c))
FUZZ_TARGETS = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz-*.c))
REPLAYS = $(FUZZ_TARGETS:%=$(B)/tests/fuzz/%)

$(UNIT_TESTS): %: %.o $(ARCHIVES) $(B)/flags
	$(LINK) $(LIBS_test)

$(REPLAYS): %: %.o $(B)/tests/fuzz/replay.o $(ARCHIVES) $(B)/flags
	$(LINK) $(LIBS_test)

# Programs that only tests use: one source file, or all in a folder of its name.
TEST_TOOLS = $(patsubst tests/tools/%.c,$(B)/tests/tools/%,\
	$(wildcard tests/tools/*.c)) \
	$(if $(wildcard tests/site/serve.c),$(B)/tests/site/serve)

$(B)/tests/tools/%: $(B)/tests/tools/%.o $(ARCHIVES) $(B)/flags
	$(LINK) $(LIBS_test)

# Two stages have an input.c.
$(B)/tests/tools/ways: $(B)/tests/tools/ways.o $(B)/libclean.a \
    $(B)/libkliping.a $(B)/flags
	$(LINK) $(LIBS_clean)

$(eval $(call archive,$(B)/libsite.a,\
	$(filter-out %/serve.o,$(call objects,tests/site))))
$(B)/tests/site/serve: $(B)/tests/site/serve.o $(B)/libsite.a \
    $(B)/libkliping.a $(B)/flags
	$(LINK) -lz

.PHONY: test
test: all $(UNIT_TESTS) $(REPLAYS) $(TEST_TOOLS)
	@$(WHERE) CC=$(call quote,$(CC)) tests/run $(call quote,$(T))

.PHONY: fuzz
fuzz:
	scripts/fuzz $(FUZZ_TARGETS)

.PHONY: bench
bench: all $(B)/tests/tools/table $(B)/tests/tools/hostfarm \
    $(B)/tests/tools/bareclient
	scripts/bench

.PHONY: lint
lint: all
	$(WHERE) scripts/lint

# Where things go; DESTDIR stands before it for packages.
INTO = $(call quote,$(DESTDIR)$(PREFIX))
LIBEXEC = $(PREFIX)/libexec/kliping
# Manuals are installed as kliping-fetch(1) and the like, and name each other so.
PAGES = scripts/kliping.1 $(wildcard $(MAINS:%=%.1)) lib/kliping.5
empty =
RENAMED = s/^(\.Xr )($(subst $(empty) ,|,$(strip $(PROGRAMS))) )/\1kliping-\2/
.PHONY: install
install: all
	install -d $(INTO)/bin $(INTO)/libexec/kliping \
	    $(INTO)/share/man/man1 $(INTO)/share/man/man5
	install -m 755 $(PROGRAMS:%=$(BIN)/%) $(INTO)/libexec/kliping
	sed "s|^libexec=.*|libexec='$(LIBEXEC)'|" scripts/kliping \
	    > $(INTO)/bin/kliping.tmp
	chmod 755 $(INTO)/bin/kliping.tmp
	mv $(INTO)/bin/kliping.tmp $(INTO)/bin/kliping
	for page in $(PAGES); do case $$page in \
	    *.5) to=man5/$${page##*/} ;; \
	    */kliping.1) to=man1/kliping.1 ;; \
	    *) to=man1/kliping-$${page##*/} ;; esac; \
	    sed -E '$(RENAMED)' $$page > $(INTO)/share/man/$$to && \
	    chmod 644 $(INTO)/share/man/$$to || exit 1; done
	for s in $(DATA_STAGES); do \
	    install -d $(INTO)/share/kliping/$$s && \
	    install -m 644 $$s/data/*.tsv $(INTO)/share/kliping/$$s || \
	    exit 1; done
	for t in $(wildcard $(STAGES:%=%/topics/*)); do \
	    install -d $(INTO)/share/kliping/topics/$${t##*/} && \
	    install -m 644 $$t/*.tsv \
	    $(INTO)/share/kliping/topics/$${t##*/} || exit 1; done

.PHONY: uninstall
uninstall:
	rm -rf $(INTO)/libexec/kliping $(INTO)/share/kliping
	rm -f $(INTO)/bin/kliping $(INTO)/share/man/man5/kliping.5 \
	    $(INTO)/share/man/man1/kliping.1 \
	    $(PROGRAMS:%=$(INTO)/share/man/man1/kliping-%.1)

.PHONY: clean
clean:
	rm -rf build

.PHONY: help
help:
	@printf '%s\n' \
	'make             build the programs into build/bin' \
	'make run         the demo: fetch the bundled site, count, print' \
	'                 (URLS=list.txt RUN=runs/name: your own addresses)' \
	'make test        every test (SAN=1: under ASan and UBSan; T=name: some)' \
	'make bench       quality and speed beside the peers' \
	'make lint        the house rules' \
	'make fuzz        every fuzz target for a minute (FUZZ_SECONDS=60)' \
	'make install     PREFIX=/usr/local DESTDIR= (make uninstall takes it back)' \
	'make clean       remove build/' \
	'' \
	'V=1 shows the commands, CC=clang takes another compiler.'

-include $(patsubst %.c,$(B)/%.d,$(SOURCES)) \
	$(DATA_STAGES:%=$(B)/gen/%_data.d)
