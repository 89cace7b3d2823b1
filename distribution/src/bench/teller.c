// teller SOCKET SECONDS RATE CONNECTIONS: says so many messages a second, from s0 to s1, over so many kept connections,
// each of which waits for the answer before it says more. Prints how many were taken and how many refused, and how long
// an answer took, the median and the 99th of a hundred, in µs; first of all waits for a line on its standard input.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 64, KEPT = 1 << 22 };
static struct { int64_t asked; size_t have; char answer[4096]; } state[MOST];
static struct pollfd sockets[MOST];
static uint32_t took[KEPT];

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static int compare(const void *one, const void *other) {
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return a < b ? -1 : a > b;
}

static void say(int which, long number) {
    char body[256], request[512];
    int length = snprintf(body, sizeof body,
        "{\"from\":\"s0\",\"to\":\"s1\",\"payload_type\":\"figure\",\"payload\":{\"n\":%ld,\"of\":\"the bench\"},"
        "\"thread\":\"bench-%d\"}", number, which);
    int size = snprintf(request, sizeof request,
        "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
        length, body);
    state[which].asked = now();
    state[which].have = 0;
    if (write(sockets[which].fd, request, (size_t)size) != size) fail("write");
}

// The status of the answer when it is whole, else 0.
static int answered(int which) {
    char *answer = state[which].answer;
    ssize_t got = read(sockets[which].fd, answer + state[which].have, sizeof state[which].answer - 1 - state[which].have);
    if (got <= 0) fail("read");
    answer[state[which].have += (size_t)got] = 0;
    char *end = strstr(answer, "\r\n\r\n"), *length = strcasestr(answer, "\r\nContent-Length:");
    if (end == NULL || length == NULL) return 0;
    return state[which].have < (size_t)(end + 4 - answer) + strtoul(length + 17, NULL, 10) ? 0 : atoi(answer + 9);
}

int main(int count, char **words) {
    if (count != 5 || atoi(words[4]) > MOST) return 2;
    int connections = atoi(words[4]);
    double rate = atof(words[3]);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, words[1], sizeof address.sun_path - 1);
    for (int i = 0; i < connections; i++) {
        sockets[i] = (struct pollfd){.fd = socket(AF_UNIX, SOCK_STREAM, 0), .events = POLLIN};
        if (connect(sockets[i].fd, (struct sockaddr *)&address, sizeof address) < 0) fail(words[1]);
    }
    if (getchar() < 0) return 1;
    long said = 0, taken = 0, refused = 0;
    int64_t begun = now(), end = begun + (int64_t)(atof(words[2]) * 1e9);
    for (int64_t at = begun;; at = now()) {
        long due = at < end ? (long)((double)(at - begun) * rate / 1e9) : said, busy = 0;
        for (int i = 0; i < connections; i++) {
            if (state[i].asked == 0 && said < due) say(i, ++said);
            busy += state[i].asked != 0;
        }
        if (busy == 0 && at >= end) break;
        if (poll(sockets, (nfds_t)connections, 1) < 0) fail("poll");
        for (int i = 0; i < connections; i++) {
            int status = sockets[i].revents ? answered(i) : 0;
            if (status == 0) continue;
            took[(taken + refused) % KEPT] = (uint32_t)((now() - state[i].asked) / 1000);
            status == 201 ? taken++ : refused++;
            if (status != 201 && refused == 1) fprintf(stderr, "%s\n", state[i].answer);
            state[i].asked = 0;
        }
    }
    long all = taken + refused < KEPT ? taken + refused : KEPT;
    qsort(took, (size_t)all, sizeof *took, compare);
    printf("%ld %ld %u %u %.3f\n", taken, refused, all ? took[all / 2] : 0, all ? took[all * 99 / 100] : 0,
           (double)(now() - begun) / 1e9);
    return 0;
}
