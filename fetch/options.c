/* SPDX-License-Identifier: MIT */
/*
 * The command line.  Part of the program file: it prints and exits.  Every
 * default stands in `defaults`, every range beside its option.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fetch/options.h"
#include "fetch/types.h"
#include "lib/cli.h"
#include "lib/url.h"
#include "lib/warc.h"
#include "lib/xalloc.h"

#define MAX_JOBS	4096
#define MAX_SECONDS	((uint64_t)3600 * 1000)	/* of any time, milliseconds */
#define MAX_BODY	((size_t)120 << 20)	/* our own reader takes 128 MB */
#define MAX_HEAD	((size_t)1 << 20)
#define MAX_MEMORY	((size_t)64 << 30)
#define MAX_READ_AHEAD	10000000
#define MIN_ADDRESS	16
#define MAX_AGENT	1024		/* bytes of the User-Agent field */

static const char help[] =
"usage: fetch [options] [FILE ...]\n"
"Fetch the addresses in FILEs or standard input, one a line, and write a web\n"
"archive (WARC/1.1) to standard output.\n"
"\n"
"  -o, --output=FILE        write to FILE; go on with it when it exists\n"
"  -a, --archive=FILE       skip what this earlier archive holds (repeatable)\n"
"  -u, --update             ask again for what it holds, if it has changed\n"
"  -z, --gzip               one gzip member a record\n"
"      --log=FILE           a TSV row for each address\n"
"\n"
"  -d, --delay=SECONDS      between two starts on a host (1)\n"
"      --max-delay=SECONDS  the longest Crawl-delay obeyed (60)\n"
"  -j, --jobs=N             requests at once, over all hosts (64)\n"
"      --tries=N            requests for an address that fails (3)\n"
"      --retry-wait=SECONDS before the second try; doubles (2)\n"
"      --host-failures=N    in a row until a host is set aside (9)\n"
"      --max-pages=N        pages of a host; 0 for no limit (0)\n"
"      --max-redirects=N    followed from one address (10)\n"
"      --agent=TEXT         the User-Agent (kliping/VERSION)\n"
"      --contact=TEXT       put ` (+TEXT)' behind the User-Agent\n"
"\n"
"      --connect-timeout=S  seconds for a connection (15)\n"
"      --idle-timeout=S     seconds without a byte (20)\n"
"      --timeout=S          seconds for a whole answer (60)\n"
"      --accept-types=LIST  media types whose bodies are taken (text/*,\n"
"                           application/*xml, *gzip, octet-stream)\n"
"      --max-address=BYTES  of an address (2048)\n"
"      --max-size=BYTES     of a body; k, M, G allowed (16M)\n"
"      --max-header=BYTES   of an answer's header (64k)\n"
"      --memory=BYTES       of all bodies in flight (256M)\n"
"      --read-ahead=N       addresses waiting (50000)\n"
"\n"
"      --ca-file=FILE       certificates to trust, in PEM (the system's)\n"
"      --allow-private      also private and loopback network addresses\n"
"      --connect-to=HOST:PORT:ADDRESS:PORT\n"
"                           connect there instead (repeatable)\n"
"      --proxy=ADDRESS      through a proxy; it then resolves the names, and\n"
"                           private addresses are its to refuse\n"
"      --max-rejects=N      more bad lines than this are a failure\n"
"  -q, --quiet              no progress, no summary\n"
"  -h, --help               this text\n"
"      --version            the version\n";

enum {
	OPT_LOG = 256, OPT_MAX_DELAY, OPT_TRIES, OPT_RETRY_WAIT,
	OPT_HOST_FAILURES, OPT_MAX_PAGES, OPT_MAX_REDIRECTS, OPT_AGENT,
	OPT_CONTACT, OPT_CONNECT_TIMEOUT, OPT_IDLE_TIMEOUT, OPT_TIMEOUT,
	OPT_ACCEPT_TYPES, OPT_MAX_ADDRESS, OPT_MAX_SIZE, OPT_MAX_HEADER,
	OPT_MEMORY, OPT_READ_AHEAD, OPT_ALLOW_PRIVATE, OPT_CA_FILE,
	OPT_CONNECT_TO, OPT_PROXY, OPT_MAX_REJECTS, OPT_VERSION
};

static const struct option long_options[] = {
	{ "output", required_argument, NULL, 'o' },
	{ "archive", required_argument, NULL, 'a' },
	{ "update", no_argument, NULL, 'u' },
	{ "gzip", no_argument, NULL, 'z' },
	{ "log", required_argument, NULL, OPT_LOG },
	{ "delay", required_argument, NULL, 'd' },
	{ "max-delay", required_argument, NULL, OPT_MAX_DELAY },
	{ "jobs", required_argument, NULL, 'j' },
	{ "tries", required_argument, NULL, OPT_TRIES },
	{ "retry-wait", required_argument, NULL, OPT_RETRY_WAIT },
	{ "host-failures", required_argument, NULL, OPT_HOST_FAILURES },
	{ "max-pages", required_argument, NULL, OPT_MAX_PAGES },
	{ "max-redirects", required_argument, NULL, OPT_MAX_REDIRECTS },
	{ "agent", required_argument, NULL, OPT_AGENT },
	{ "contact", required_argument, NULL, OPT_CONTACT },
	{ "connect-timeout", required_argument, NULL, OPT_CONNECT_TIMEOUT },
	{ "idle-timeout", required_argument, NULL, OPT_IDLE_TIMEOUT },
	{ "timeout", required_argument, NULL, OPT_TIMEOUT },
	{ "accept-types", required_argument, NULL, OPT_ACCEPT_TYPES },
	{ "max-address", required_argument, NULL, OPT_MAX_ADDRESS },
	{ "max-size", required_argument, NULL, OPT_MAX_SIZE },
	{ "max-header", required_argument, NULL, OPT_MAX_HEADER },
	{ "memory", required_argument, NULL, OPT_MEMORY },
	{ "read-ahead", required_argument, NULL, OPT_READ_AHEAD },
	{ "ca-file", required_argument, NULL, OPT_CA_FILE },
	{ "allow-private", no_argument, NULL, OPT_ALLOW_PRIVATE },
	{ "connect-to", required_argument, NULL, OPT_CONNECT_TO },
	{ "proxy", required_argument, NULL, OPT_PROXY },
	{ "max-rejects", required_argument, NULL, OPT_MAX_REJECTS },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 }
};

static const struct crawl_options defaults = {
	.limits = {
		.jobs = 64, .connect_ms = 15000, .idle_ms = 20000,
		.total_ms = 60000, .max_head = (size_t)64 << 10,
		.max_body = (size_t)16 << 20, .memory = (size_t)256 << 20,
		.types = TYPES_DEFAULT,
	},
	.delay_ms = 1000, .max_delay_ms = 60000, .retry_wait_ms = 2000,
	.tries = 3, .max_redirects = 10, .host_failures = 9,
	.read_ahead = 50000, .max_address = URL_MAX_BYTES,
};

/* A field that goes into a header: no control byte can begin another. */
static const char *
field_text(const char *text, const char *what)
{
	const char *p;

	for (p = text; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			cli_usage("%s holds a control byte", what);
	if (p == text || (size_t)(p - text) > MAX_AGENT)
		cli_usage("%s is empty or longer than %d bytes", what,
		    MAX_AGENT);
	return text;
}

static void
set_agent(struct options *o, const char *agent, const char *contact)
{
	struct buf text;

	buf_init(&text, 3 * MAX_AGENT);
	(void)buf_adds(&text, agent != NULL ? agent :
	    "kliping/" KLIPING_VERSION);
	if (contact != NULL)
		(void)buf_addf(&text, " (+%s)", contact);
	free(o->agent);
	o->agent = buf_take(&text);
	o->crawl.limits.agent = o->agent;
}

static uint64_t
seconds(const char *arg, const char *what)
{
	return cli_seconds(arg, MAX_SECONDS, what);
}

/* A time limit of nothing would be none. */
static uint64_t
time_limit(const char *arg, const char *what)
{
	uint64_t ms = seconds(arg, what);

	if (ms == 0)
		cli_usage("%s must be more than 0", what);
	return ms;
}

static void
add_string(char ***list, size_t *n, size_t *cap, char *s)
{
	/* One more for the NULL at the end. */
	*list = xgrow(*list, *n + 1, cap, sizeof(**list));
	(*list)[(*n)++] = s;
	(*list)[*n] = NULL;
}

/* A file that libcurl will read only when it needs it. */
static const char *
readable(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd == -1)
		cli_die(path, "%s", strerror(errno));
	(void)close(fd);
	return path;
}

static const char *
type_list(const char *arg)
{
	const char *why = types_fault(arg);

	if (why != NULL)
		cli_usage("--accept-types: %s", why);
	return arg;
}

/* Limits of time and size.  False when opt is none of them. */
static bool
set_limit(struct transfer_limits *l, int opt, const char *arg)
{
	switch (opt) {
	case OPT_CONNECT_TIMEOUT:
		l->connect_ms = time_limit(arg, "--connect-timeout");
		return true;
	case OPT_IDLE_TIMEOUT:
		l->idle_ms = time_limit(arg, "--idle-timeout");
		return true;
	case OPT_TIMEOUT:
		l->total_ms = time_limit(arg, "--timeout");
		return true;
	case OPT_MAX_SIZE:
		l->max_body = cli_size(arg, 1, MAX_BODY, "--max-size");
		return true;
	case OPT_ACCEPT_TYPES:
		l->types = type_list(arg);
		return true;
	case OPT_MAX_HEADER:
		l->max_head = cli_size(arg, 256, MAX_HEAD, "--max-header");
		return true;
	case OPT_MEMORY:
		l->memory = cli_size(arg, 1 << 20, MAX_MEMORY, "--memory");
		return true;
	case OPT_CA_FILE:
		l->ca_file = readable(arg);
		return true;
	case OPT_ALLOW_PRIVATE:
		l->allow_private = true;
		return true;
	case OPT_PROXY:
		l->proxy = field_text(arg, "--proxy");
		return true;
	default:
		return false;
	}
}

/* Manners.  False when opt is none of them. */
static bool
set_manner(struct crawl_options *c, int opt, const char *arg)
{
	switch (opt) {
	case 'd':
		c->delay_ms = seconds(arg, "--delay");
		return true;
	case OPT_MAX_DELAY:
		c->max_delay_ms = seconds(arg, "--max-delay");
		return true;
	case 'j':
		c->limits.jobs = (unsigned)cli_num(arg, 1, MAX_JOBS, "--jobs");
		return true;
	case OPT_TRIES:
		c->tries = (unsigned)cli_num(arg, 1, 100, "--tries");
		return true;
	case OPT_RETRY_WAIT:
		c->retry_wait_ms = seconds(arg, "--retry-wait");
		return true;
	case OPT_HOST_FAILURES:
		c->host_failures = (unsigned)cli_num(arg, 1, 1000000,
		    "--host-failures");
		return true;
	case OPT_MAX_PAGES:
		c->max_pages = (uint64_t)cli_num(arg, 0, INT64_MAX,
		    "--max-pages");
		return true;
	case OPT_MAX_REDIRECTS:
		c->max_redirects = (unsigned)cli_num(arg, 0, ARCHIVE_MAX_HOPS,
		    "--max-redirects");
		return true;
	case OPT_MAX_ADDRESS:
		c->max_address = cli_size(arg, MIN_ADDRESS, URL_MAX_BYTES,
		    "--max-address");
		return true;
	case OPT_READ_AHEAD:
		c->read_ahead = (size_t)cli_num(arg, 1, MAX_READ_AHEAD,
		    "--read-ahead");
		return true;
	default:
		return false;
	}
}

/* Files and talk. */
static void
set_rest(struct options *o, int opt, char *arg)
{
	switch (opt) {
	case 'o':
		o->output = strcmp(arg, "-") == 0 ? NULL : arg;
		break;
	case 'a':
		add_string(&o->archives, &o->narchives, &o->archives_cap, arg);
		break;
	case 'u':
		o->update = true;
		break;
	case 'z':
		o->gzip = true;
		break;
	case 'q':
		o->quiet = true;
		break;
	case OPT_LOG:
		o->log = cli_file(arg, "--log", "the archive's");
		break;
	case OPT_CONNECT_TO:
		add_string(&o->connect_to, &o->nconnect, &o->connect_cap,
		    arg);
		break;
	case OPT_MAX_REJECTS:
		o->max_rejects = (uint64_t)cli_num(arg, 0, INT64_MAX,
		    "--max-rejects");
		break;
	case 'h':
		cli_help(help);
	case OPT_VERSION:
		cli_version();
	default:
		cli_bad_option();
	}
}

/* A proxy's address may hold a password, which is not the archive's to keep. */
static void
keep_arguments(struct options *o, int argc, char **argv)
{
	int i;

	o->shown = xcalloc((size_t)argc + 1, sizeof(*o->shown));
	for (i = 1; i < argc; i++) {
		const char *arg = argv[i];

		if (i > 1 && strcmp(argv[i - 1], "--proxy") == 0)
			arg = "...";
		else if (strncmp(arg, "--proxy=", 8) == 0)
			arg = "--proxy=...";
		o->shown[o->nshown++] = xstrdup(arg);
	}
}

void
options_read(struct options *o, int argc, char **argv)
{
	static char dash[] = "-";
	static char *const standard_input[] = { dash, NULL };
	const char *agent = NULL, *contact = NULL;
	int opt;

	*o = (struct options){ .crawl = defaults, .max_rejects = UINT64_MAX };
	keep_arguments(o, argc, argv);
	add_string(&o->connect_to, &o->nconnect, &o->connect_cap, NULL);
	o->nconnect = 0;
	while ((opt = getopt_long(argc, argv, "o:a:uzd:j:qh", long_options,
	    NULL)) != -1)
		if (opt == OPT_AGENT)
			agent = field_text(optarg, "--agent");
		else if (opt == OPT_CONTACT)
			contact = field_text(optarg, "--contact");
		else if (!set_limit(&o->crawl.limits, opt, optarg) &&
		    !set_manner(&o->crawl, opt, optarg))
			set_rest(o, opt, optarg);
	if (o->crawl.limits.memory < o->crawl.limits.max_body)
		cli_usage("--memory is less than --max-size");
	if (o->update && o->output == NULL && o->narchives == 0)
		cli_usage("--update needs an archive: -o or -a");
	set_agent(o, agent, contact);
	o->files = optind < argc ? argv + optind : standard_input;
	o->nfiles = optind < argc ? (size_t)(argc - optind) : 1;
}

void
options_free(struct options *o)
{
	int i;

	for (i = 0; i < o->nshown; i++)
		free(o->shown[i]);
	free(o->shown);
	free(o->archives);
	free(o->connect_to);
	free(o->agent);
}
