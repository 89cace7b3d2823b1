// crowd SOCKET FOLLOWERS STALLED: so many follow messages by server-sent events, and the last few of them never read.
// Says "ready" when all have had their first frame. At a line on its standard input it prints for each that reads:
// the messages, the gaps it was told of, the events it was told to have missed; and ends.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { MOST = 4096, PREFIX = 256 };

struct ear {
    int socket;
    int in_head;       // of the answer
    long left;         // of the present chunk
    long size;         // of the next one, as far as it is known
    int digits;        // of that
    char line[PREFIX]; // its beginning
    size_t length;
    int gap, snapshot;
    long messages, gaps, lost;
};

static struct ear ears[MOST];
static char block[1 << 18];

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static void line(struct ear *ear) {
    ear->line[ear->length < PREFIX ? ear->length : PREFIX - 1] = 0;
    if (strncmp(ear->line, "event: ", 7) == 0) {
        ear->messages += strcmp(ear->line + 7, "message") == 0;
        ear->gap = strcmp(ear->line + 7, "gap") == 0;
        ear->gaps += ear->gap;
        ear->snapshot |= strcmp(ear->line + 7, "snapshot") == 0;
    } else if (ear->gap && strncmp(ear->line, "data: ", 6) == 0) {
        char *lost = strstr(ear->line, "\"lost\":");
        ear->lost += lost == NULL ? 0 : strtol(lost + 7, NULL, 10);
        ear->gap = 0;
    }
    ear->length = 0;
}

// Takes in bytes as far as they belong to one line; only its beginning is kept.
static const char *part(struct ear *ear, const char *from, const char *to, int *whole) {
    const char *end = memchr(from, '\n', (size_t)(to - from));
    size_t more = (size_t)((end == NULL ? to : end) - from);
    if (ear->length < PREFIX - 1) {
        size_t kept = more < PREFIX - 1 - ear->length ? more : PREFIX - 1 - ear->length;
        memcpy(ear->line + ear->length, from, kept);
        ear->length += kept;
    }
    *whole = end != NULL;
    return end == NULL ? to : end + 1;
}

static void hear(struct ear *ear, const char *at, const char *end) {
    int whole;
    while (at < end) {
        if (ear->in_head) {
            at = part(ear, at, end, &whole);
            if (whole) {
                ear->in_head = !(ear->length == 1 && ear->line[0] == '\r');
                ear->length = 0;
            }
        } else if (ear->left == 0) {
            // The end of a chunk's line, or the length of the next one.
            char letter = *at++;
            if (letter == '\n' && ear->digits > 0) {
                ear->left = ear->size;
                ear->size = ear->digits = 0;
            } else if (letter != '\r' && letter != '\n') {
                ear->size = ear->size * 16 + (letter <= '9' ? letter - '0' : (letter | 32) - 'a' + 10);
                ear->digits++;
            }
        } else {
            const char *to = end - at < ear->left ? end : at + ear->left, *before = at;
            at = part(ear, at, to, &whole);
            if (whole) line(ear);
            ear->left -= at - before;
        }
    }
}

int main(int count, char **words) {
    if (count != 4) return 2;
    int all = atoi(words[2]), stalled = atoi(words[3]), silent = all - stalled;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, words[1], sizeof address.sun_path - 1);
    int poller = epoll_create1(0);
    epoll_ctl(poller, EPOLL_CTL_ADD, 0, &(struct epoll_event){.events = EPOLLIN, .data.ptr = NULL});
    static const char request[] = "GET /v1/stream?type=message HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (int i = 0; i < all; i++) {
        ears[i].in_head = 1;
        ears[i].socket = socket(AF_UNIX, SOCK_STREAM, 0);
        if (connect(ears[i].socket, (struct sockaddr *)&address, sizeof address) < 0) fail(words[1]);
        if (write(ears[i].socket, request, sizeof request - 1) < 0) fail("write");
        if (i >= all - stalled) continue;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &ears[i]};
        epoll_ctl(poller, EPOLL_CTL_ADD, ears[i].socket, &event);
    }
    for (;;) {
        struct epoll_event ready[64];
        int some = epoll_wait(poller, ready, 64, -1);
        for (int i = 0; i < some; i++) {
            struct ear *ear = ready[i].data.ptr;
            if (ear == NULL) {
                for (int each = 0; each < all - stalled; each++)
                    printf("%ld %ld %ld\n", ears[each].messages, ears[each].gaps, ears[each].lost);
                return 0;
            }
            ssize_t got = read(ear->socket, block, sizeof block);
            if (got <= 0) fail("a follower was left");
            int knew = ear->snapshot;
            hear(ear, block, block + got);
            if (!knew && ear->snapshot && --silent == 0) {
                puts("ready");
                fflush(stdout);
            }
        }
    }
}
