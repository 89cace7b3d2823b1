// copier FILE: the least that keeps what is printed: reads 64 KiB, writes them, until there is no more.
#include <fcntl.h>
#include <unistd.h>

static char block[64 * 1024];

int main(int count, char **words) {
    if (count != 2) return 2;
    int file = open(words[1], O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (file < 0) return 1;
    for (;;) {
        ssize_t size = read(0, block, sizeof block);
        if (size <= 0) return size < 0;
        for (ssize_t at = 0; at < size;) {
            ssize_t written = write(file, block + at, (size_t)(size - at));
            if (written < 0) return 1;
            at += written;
        }
    }
}
