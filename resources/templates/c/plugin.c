// SPDX-License-Identifier: MIT
//
// @NAME@: refuses @WHAT@, and lets another pass at once. For [@SECTION@].
//
// build: cc -std=c11 -O2 -Wall -Wextra -o @NAME@ @NAME@.c
//
// Reads   @VARIABLE@   @MEANING@
// Prints  E   refuses, with a reply of its own: codes with 5 mean never, those with 4 later
//         N   accepts; the plugins behind it in this section are not asked (A: no plugin is, to the session's end)
//         nothing   no opinion: the next plugin is asked, and at last the server itself decides

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char refused[] = "@REFUSED@";
static const char passed[] = "@PASSED@";

// Standard output is for commands; what is for people goes to standard error, and from there into the server's log. The client chose the
// value: the log gets no control characters from it.
static void logAbout(const char *value, const char *what)
{
    fputs("@NAME@: ", stderr);
    for (; *value; ++value)
        fputc(*value >= ' ' && *value <= '~' ? *value : '?', stderr);
    fprintf(stderr, ": %s\n", what);
}

int main(void)
{
    const char *value = getenv("@VARIABLE@");
    if (!value)
        value = "";

    if (strcmp(value, refused) == 0) {
        puts("E@REPLY@");
        logAbout(value, "refused");
    } else if (strcmp(value, passed) == 0) {
        puts("N");
        logAbout(value, "passes at once");
    } else {
        logAbout(value, "no opinion");
    }
    return 0;
}
