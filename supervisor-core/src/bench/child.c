/* child.c: the smallest service there is, for measuring what starts it.
 *
 *   cc -O2 -static -o child child.c
 *   child [FILE]
 *
 * Takes the time it began at (CLOCK_MONOTONIC, which all processes of a machine share), appends to FILE
 * one line `PID NANOSECONDS` by a single write(2), and waits for a signal. FILE may be a named pipe or a
 * file that many children share; without one nothing is written. Exits with 3 if FILE cannot be opened.
 */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **words) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (count > 1) {
        char line[64];
        int file = open(words[1], O_WRONLY | O_APPEND | O_CREAT, 0600);
        if (file < 0) {
            return 3;
        }
        int length = snprintf(line, sizeof line, "%d %lld\n", getpid(),
                              now.tv_sec * 1000000000LL + now.tv_nsec);
        if (write(file, line, length) != length) {
            return 3;
        }
        close(file);
    }
    for (;;) {
        pause();
    }
}
