// SPDX-License-Identifier: MIT
//
// recipient-limit: how many recipients may one message have? For [rcpt], with the limit as argument:
//     :plugins/build-and-run recipient-limit 100
//
// Reads   SMTPRCPTCOUNT  how many recipients of this message were accepted before this one
//         SMTPRCPTTO     this recipient, for the log
//         MAIL_KIND      bounce or ordinary, set by sender-check; when unset, the sender counts as ordinary
// Prints  E   452 too many for now: the client sends the rest in another message
//         E   550 a bounce answers one message and goes to its one sender
// Ends    120  without a usable limit: the client gets a 451 and the mistake is seen at once
//
// Any other exit status would mean nothing, and every recipient would be accepted.

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { exitCannotRun = 120 };

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

// Returns -1 for anything but a plain decimal number.
static long parseCount(const char *text)
{
    char *end;
    if (!isdigit((unsigned char)*text))
        return -1;
    long count = strtol(text, &end, 10);
    return *end ? -1 : count;
}

// The recipient comes from the client: the log gets no control characters from it.
static void logRecipient(const char *recipient, const char *reason)
{
    fputs("recipient-limit: <", stderr);
    for (; *recipient; ++recipient)
        fputc(*recipient >= ' ' && *recipient <= '~' ? *recipient : '?', stderr);
    fprintf(stderr, ">: %s\n", reason);
}

int main(int argc, char **argv)
{
    long limit = argc == 2 ? parseCount(argv[1]) : -1;
    if (limit < 1) {
        fputs("recipient-limit: give the limit as the only argument, 1 or more\n", stderr);
        return exitCannotRun;
    }

    const char *recipient = variable("SMTPRCPTTO");
    long accepted = parseCount(variable("SMTPRCPTCOUNT"));
    int isBounce = strcmp(variable("MAIL_KIND"), "bounce") == 0;

    if (isBounce && accepted >= 1) {
        puts("E550 5.5.3 a bounce has one recipient");
        logRecipient(recipient, "second recipient of a bounce, refused");
    } else if (accepted >= limit) {
        puts("E452 4.5.3 too many recipients, send the rest in another message");
        logRecipient(recipient, "over the limit, deferred");
    } else {
        logRecipient(recipient, "within the limit");
    }
    return 0;
}
