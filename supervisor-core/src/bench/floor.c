/* floor.c: what starting and restarting children costs at the least on this machine, now.
 *
 *   cc -O2 -static -o floor floor.c
 *   floor start N CHILD           starts N children one after the other, then ends them
 *   floor restart N KILLS CHILD   starts N children, then KILLS times kills one and starts it anew
 *
 * It does what a supervisor has to do and nothing else, by the same system calls as Reeve's kernel port:
 * posix_spawn (own session, default signals, empty standard input, no other descriptors), a pidfd for each
 * child in one epoll, waitid. CHILD is the program of child.c; it is given a pipe to stamp its start into.
 *
 * Prints one line `NAME VALUE` for each figure, times in milliseconds with three digits:
 *   start:    spawn_ms     all N calls of posix_spawn, with pidfd and epoll
 *             started_ms   until the last of the N children has stamped its start
 *             ended_ms     from killing all until the last is reaped
 *   restart:  restart_p50_ms  restart_p99_ms   from kill(2) until the new child's stamp
 *             exit_p50_ms     exit_p99_ms      from kill(2) until the old one is reaped
 * Exits with 1 and a line on standard error if anything goes wrong.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

extern char **environ;

static int epoll;
static int stamps;
static char pipe_path[64];
static char *program;

struct child {
    pid_t pid;
    int pidfd;
};

static void fail(const char *what, int error) {
    fprintf(stderr, "cannot %s: %s\n", what, strerror(error));
    if (pipe_path[0]) {
        unlink(pipe_path);
    }
    exit(1);
}

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void figure(const char *name, double nanoseconds) {
    printf("%s %.3f\n", name, nanoseconds / 1e6);
}

static void start(struct child *child, int index) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t all, none;
    char *words[] = {program, pipe_path, NULL};
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    posix_spawn_file_actions_addchdir_np(&actions, "/");
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    int error = posix_spawn(&child->pid, program, &actions, &attributes, words, environ);
    if (error != 0) {
        fail("spawn", error);
    }
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    child->pidfd = syscall(SYS_pidfd_open, child->pid, 0);
    if (child->pidfd < 0) {
        fail("open a pidfd", errno);
    }
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = index};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, child->pidfd, &event) != 0) {
        fail("watch", errno);
    }
}

/* Waits for one end. */
static int reap(struct child *children) {
    struct epoll_event event;
    siginfo_t how;
    int count;
    do {
        count = epoll_wait(epoll, &event, 1, -1);
    } while (count < 0 && errno == EINTR);
    struct child *child = &children[event.data.u64];
    if (waitid(P_PIDFD, child->pidfd, &how, WEXITED | WNOHANG) != 0) {
        fail("reap", errno);
    }
    epoll_ctl(epoll, EPOLL_CTL_DEL, child->pidfd, NULL);
    close(child->pidfd);
    return event.data.u64;
}

/* Reads this many stamps; gives the latest. */
static long long stamped(int count) {
    static char held[65536];
    static size_t length;
    long long latest = 0;
    while (count > 0) {
        char *end = memchr(held, '\n', length);
        if (end == NULL) {
            ssize_t got = read(stamps, held + length, sizeof held - length);
            if (got < 0 && errno != EINTR) {
                fail("read stamps", errno);
            }
            length += got > 0 ? got : 0;
            continue;
        }
        long long stamp = atoll(strchr(held, ' ') + 1);
        latest = stamp > latest ? stamp : latest;
        length -= end + 1 - held;
        memmove(held, end + 1, length);
        count--;
    }
    return latest;
}

static void end_all(struct child *children, int count) {
    for (int index = 0; index < count; index++) {
        kill(-children[index].pid, SIGKILL);
    }
    for (int index = 0; index < count; index++) {
        reap(children);
    }
}

static int by_value(const void *one, const void *other) {
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

static void figures(const char *name, double *values, int count) {
    char line[64];
    qsort(values, count, sizeof *values, by_value);
    snprintf(line, sizeof line, "%s_p50_ms", name);
    figure(line, values[count / 2]);
    snprintf(line, sizeof line, "%s_p99_ms", name);
    figure(line, values[(int)(count * 0.99)]);
}

static int number(const char *text) {
    int value = atoi(text);
    if (value < 1) {
        fail("count to that", EINVAL);
    }
    return value;
}

int main(int count, char **words) {
    int restart = count == 5 && strcmp(words[1], "restart") == 0;
    if (!restart && (count != 4 || strcmp(words[1], "start") != 0)) {
        fprintf(stderr, "usage: floor start N CHILD | floor restart N KILLS CHILD\n");
        return 1;
    }
    int children = number(words[2]);
    program = words[count - 1];
    struct child *all = calloc(children, sizeof *all);
    snprintf(pipe_path, sizeof pipe_path, "/tmp/floor.%d", getpid());
    if (mkfifo(pipe_path, 0600) != 0) {
        fail("make a pipe", errno);
    }
    stamps = open(pipe_path, O_RDWR | O_CLOEXEC);
    fcntl(stamps, F_SETPIPE_SZ, 1 << 20);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    prctl(PR_SET_CHILD_SUBREAPER, 1);

    long long began = now();
    for (int index = 0; index < children; index++) {
        start(&all[index], index);
    }
    long long spawned = now();
    long long started = stamped(children);
    if (restart) {
        int kills = number(words[3]);
        double *restarts = calloc(kills, sizeof *restarts);
        double *exits = calloc(kills, sizeof *exits);
        for (int round = 0; round < kills; round++) {
            long long killed = now();
            kill(all[round % children].pid, SIGKILL);
            int index = reap(all);
            exits[round] = now() - killed;
            start(&all[index], index);
            restarts[round] = stamped(1) - killed;
        }
        end_all(all, children);
        figures("restart", restarts, kills);
        figures("exit", exits, kills);
    } else {
        long long killed = now();
        end_all(all, children);
        figure("spawn_ms", spawned - began);
        figure("started_ms", started - began);
        figure("ended_ms", now() - killed);
    }
    unlink(pipe_path);
    return 0;
}
