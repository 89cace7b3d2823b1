// writer BEGUN LINES LENGTH BLOCK: writes down the time in BEGUN, then prints numbered lines of LENGTH bytes as fast
// as it can, BLOCK bytes a write; 0 is a write for each line.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char block[1 << 20];

static void out(size_t size) {
    for (size_t at = 0; at < size;) {
        ssize_t written = write(1, block + at, size - at);
        if (written < 0) exit(1);
        at += (size_t)written;
    }
}

int main(int count, char **words) {
    if (count != 5) return 2;
    FILE *begun = fopen(words[1], "a");
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (begun == NULL || fprintf(begun, "%lld\n", now.tv_sec * 1000000000LL + now.tv_nsec) < 0) return 1;
    fclose(begun);
    long lines = atol(words[2]);
    size_t length = (size_t)atol(words[3]), most = (size_t)atol(words[4]), held = 0;
    if (most < length) most = length;
    if (length < 16 || most > sizeof block) return 2;
    memset(block, 'x', sizeof block);
    for (long line = 0; line < lines; line++) {
        long rest = line;
        for (int digit = 9; digit >= 0; digit--, rest /= 10) block[held + (size_t)digit] = (char)('0' + rest % 10);
        block[held + length - 1] = '\n';
        held += length;
        if (held + length > most) {
            out(held);
            memset(block, 'x', held);
            held = 0;
        }
    }
    out(held);
    return 0;
}
