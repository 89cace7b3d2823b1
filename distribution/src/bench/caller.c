// caller SOCKET SECONDS REQUEST: sends the request in that file again and again over a unix socket, one after another
// on a kept connection, and prints how long each took until its answer was there, in ns, one a line; at last how
// often it had to connect. Ends with 1 where an answer is not 200.
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static char request[1 << 16], answer[1 << 20];

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, errno ? strerror(errno) : answer);
    exit(1);
}

static int connected(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    int socket_ = socket(AF_UNIX, SOCK_STREAM, 0);
    if (socket_ < 0 || connect(socket_, (struct sockaddr *)&address, sizeof address) < 0) fail(path);
    return socket_;
}

// Reads one answer; whether the connection is kept.
static int answered(int from) {
    size_t have = 0, whole = 0;
    int kept = 1;
    while (whole == 0 || have < whole) {
        ssize_t got = read(from, answer + have, sizeof answer - 1 - have);
        if (got <= 0) fail("the answer breaks off");
        answer[have += (size_t)got] = 0;
        char *end = whole == 0 ? strstr(answer, "\r\n\r\n") : NULL;
        if (end == NULL) continue;
        char *length = strcasestr(answer, "\r\nContent-Length:"), *close = strcasestr(answer, "\r\nConnection: close");
        if (strncmp(answer + strcspn(answer, " "), " 200", 4) != 0 || length == NULL) fail("not the answer");
        kept = close == NULL || close > end;
        whole = (size_t)(end + 4 - answer) + strtoul(length + 17, NULL, 10);
    }
    return kept;
}

int main(int count, char **words) {
    if (count != 4) return 2;
    FILE *file = fopen(words[3], "r");
    if (file == NULL) fail(words[3]);
    size_t size = fread(request, 1, sizeof request, file);
    int64_t end = now() + (int64_t)(atof(words[2]) * 1e9);
    int socket_ = connected(words[1]), connects = 1;
    for (int64_t at = now(); at < end; at = now()) {
        if (socket_ < 0) {
            socket_ = connected(words[1]);
            connects++;
        }
        if (write(socket_, request, size) != (ssize_t)size) fail("write");
        int kept = answered(socket_);
        printf("%lld\n", (long long)(now() - at));
        if (!kept) {
            close(socket_);
            socket_ = -1;
        }
    }
    printf("%d\n", connects);
    return 0;
}
