// child STAMPS ID: appends one record to STAMPS when it starts, and stays until it is ended.
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct stamp {
    int64_t nanos; // CLOCK_MONOTONIC, which all processes share
    int32_t pid, id;
};

int main(int count, char **words) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (count != 3) return 2;
    struct stamp stamp = {now.tv_sec * 1000000000LL + now.tv_nsec, getpid(), atoi(words[2])};
    int file = open(words[1], O_WRONLY | O_APPEND | O_CREAT, 0644);
    if (file < 0 || write(file, &stamp, sizeof stamp) != sizeof stamp) return 1;
    close(file);
    for (;;) pause();
}
