// chatter STAMPS ID LENGTH MILLISECONDS: as `child`, and prints a line of LENGTH bytes every so often, until it is ended.
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct stamp {
    int64_t nanos; // CLOCK_MONOTONIC, which all processes share
    int32_t pid, id;
};

int main(int count, char **words) {
    if (count != 5) return 2;
    size_t length = (size_t)atol(words[3]);
    long pause = atol(words[4]) * 1000000;
    char *line = malloc(length + 1);
    memset(line, 'x', length);
    line[length - 1] = '\n';
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    struct stamp stamp = {next.tv_sec * 1000000000LL + next.tv_nsec, getpid(), atoi(words[2])};
    int file = open(words[1], O_WRONLY | O_APPEND | O_CREAT, 0644);
    if (file < 0 || write(file, &stamp, sizeof stamp) != sizeof stamp) return 1;
    close(file);
    for (;;) {
        next.tv_nsec += pause;
        next.tv_sec += next.tv_nsec / 1000000000;
        next.tv_nsec %= 1000000000;
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
        if (write(1, line, length) < 0) return 1;
    }
}
