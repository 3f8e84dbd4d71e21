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
HARDEN = -fPIE -fstack-protector-strong $(if $(SAN),,-D_FORTIFY_SOURCE=2)
CFLAGS ?= -O2 -g
SANFLAGS = $(if $(SAN),-fsanitize=address -fsanitize=undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer)
ALL_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -I. \
	-DKLIPING_VERSION='"$(VERSION)"' $(WARNINGS) $(HARDEN) $(SANFLAGS) \
	$(CFLAGS) $(CPPFLAGS)
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(SANFLAGS) $(LDFLAGS)

# The only folder that may see libxml2's headers is clean/ (and fetch/links).
XML_CFLAGS := $(shell $(PKG_CONFIG) --cflags libxml-2.0 2>/dev/null)
$(B)/clean/%.o $(B)/tests/%.o: ALL_CFLAGS += $(XML_CFLAGS)

LIBS_fetch = -lcurl -lcrypto -lz
LIBS_clean = -lxml2 -ljansson -lz
LIBS_extract =
LIBS_aggregate =
LIBS_test = -lcmocka -lcurl -lcrypto -lxml2 -ljansson -lz

STAGES = fetch clean extract aggregate
PROGRAMS = $(foreach s,$(STAGES),$(if $(wildcard $(s)/$(s).c),$(s)))
SOURCES := $(wildcard lib/*.c $(STAGES:%=%/*.c) tests/*/*.c)

objects = $(patsubst %.c,$(B)/%.o,$(wildcard $(1)/*.c))
# A stage's modules without the files that hold a main().
modules = $(filter-out $(PROGRAMS:%=$(B)/$(1)/%.o),$(call objects,$(1)))
DATA_STAGES = $(foreach s,lib $(STAGES),$(if $(wildcard $(s)/data/*.tsv),$(s)))
ARCHIVES = $(STAGES:%=$(B)/lib%.a) $(B)/libkliping.a

.PHONY: all
all: $(PROGRAMS:%=$(BIN)/%)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Data files are built into their stage's archive.
define stage_data
build/gen/$(1)_data.c: $$(wildcard $(1)/data/*.tsv) scripts/embed
	@mkdir -p $$(@D)
	scripts/embed $(1)_data $$(filter %.tsv,$$^) > $$@.tmp
	mv $$@.tmp $$@
$(B)/gen/$(1)_data.o: build/gen/$(1)_data.c
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_CFLAGS) -c -o $$@ $$<
endef
$(foreach s,$(DATA_STAGES),$(eval $(call stage_data,$(s))))
data_object = $(if $(filter $(1),$(DATA_STAGES)),$(B)/gen/$(1)_data.o)

$(B)/libkliping.a: $(call objects,lib) $(call data_object,lib)
	rm -f $@
	ar -rcs $@ $^

define stage_archive
$(B)/lib$(1).a: $$(call modules,$(1)) $$(call data_object,$(1))
	@mkdir -p $$(@D)
	rm -f $$@
	ar -rcs $$@ $$^
endef
$(foreach s,$(STAGES),$(eval $(call stage_archive,$(s))))

define program
$(BIN)/$(1): $(B)/$(1)/$(1).o $(B)/lib$(1).a $(B)/libkliping.a
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_LDFLAGS) -o $$@ $$^ $$(LIBS_$(1))
endef
$(foreach p,$(PROGRAMS),$(eval $(call program,$(p))))

# --version must never lie.
$(B)/lib/cli.o: Makefile

# The demo, or the chain over a list of addresses of your own.
RUN = runs/demo
URLS =

.PHONY: run
run: all $(B)/tests/site/serve
	@BUILD=$(abspath $(B)) BIN=$(abspath $(BIN)) \
	    scripts/run '$(RUN)' '$(URLS)'

# Tests.

UNIT_TESTS = $(patsubst %.c,$(B)/%,$(wildcard tests/unit/test-*.c))
FUZZ_TARGETS = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz-*.c))
REPLAYS = $(FUZZ_TARGETS:%=$(B)/tests/fuzz/%)

$(UNIT_TESTS): %: %.o $(ARCHIVES)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS_test)

$(REPLAYS): %: %.o $(B)/tests/fuzz/replay.o $(ARCHIVES)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS_test)

# Programs that only tests use: one source file, or all in a folder of its name.
TEST_TOOLS = $(patsubst tests/tools/%.c,$(B)/tests/tools/%,\
	$(wildcard tests/tools/*.c)) \
	$(if $(wildcard tests/site/serve.c),$(B)/tests/site/serve)

$(B)/tests/tools/%: $(B)/tests/tools/%.o $(ARCHIVES)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS_test)

$(B)/tests/site/serve: $(call objects,tests/site) $(B)/libkliping.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ -lz

.PHONY: test
test: all $(UNIT_TESTS) $(REPLAYS) $(TEST_TOOLS)
	@BUILD=$(abspath $(B)) BIN=$(abspath $(BIN)) CC='$(CC)' tests/run $(T)

.PHONY: fuzz
fuzz:
	scripts/fuzz $(FUZZ_TARGETS)

.PHONY: bench
bench: all
	scripts/bench

.PHONY: lint
lint: all
	BIN=$(abspath $(BIN)) scripts/lint

.PHONY: install
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/libexec/kliping \
	    $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 755 $(PROGRAMS:%=$(BIN)/%) \
	    $(DESTDIR)$(PREFIX)/libexec/kliping
	sed 's|^libexec=.*|libexec=$(PREFIX)/libexec/kliping|' scripts/kliping \
	    > $(DESTDIR)$(PREFIX)/bin/kliping
	chmod 755 $(DESTDIR)$(PREFIX)/bin/kliping
	for p in $(PROGRAMS); do install -m 644 $$p/$$p.1 \
	    $(DESTDIR)$(PREFIX)/share/man/man1/kliping-$$p.1 || exit 1; done
	install -m 644 lib/kliping.5 $(DESTDIR)$(PREFIX)/share/man/man5
	for s in $(DATA_STAGES); do \
	    install -d $(DESTDIR)$(PREFIX)/share/kliping/$$s && \
	    install -m 644 $$s/data/*.tsv \
	    $(DESTDIR)$(PREFIX)/share/kliping/$$s || exit 1; done

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
	'make install     PREFIX=/usr/local DESTDIR=' \
	'make clean       remove build/'

-include $(patsubst %.c,$(B)/%.d,$(SOURCES))
