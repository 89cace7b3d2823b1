// floor N CHILD STAMPS: the least a supervisor has to do, as a measure for those that do more. Starts N
// children, starts each again as soon as it has ended, and ends with them at SIGTERM.
#define _GNU_SOURCE
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
    pid_t pid;
    int pidfd;
};

static struct child *children;
static int epoll;
static char *program, *stamps;
static posix_spawnattr_t attributes;

static void start(int id) {
    char number[16];
    snprintf(number, sizeof number, "%d", id);
    char *words[] = {program, stamps, number, NULL};
    if (posix_spawn(&children[id].pid, program, NULL, &attributes, words, environ) != 0) exit(1);
    children[id].pidfd = (int)syscall(SYS_pidfd_open, children[id].pid, 0);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (unsigned)id};
    epoll_ctl(epoll, EPOLL_CTL_ADD, children[id].pidfd, &event);
}

int main(int count, char **words) {
    if (count != 4) return 2;
    int wanted = atoi(words[1]), living = wanted, stopping = 0;
    program = words[2];
    stamps = words[3];
    children = calloc((size_t)wanted, sizeof *children);
    epoll = epoll_create1(EPOLL_CLOEXEC);

    sigset_t none, terminate;
    sigemptyset(&none);
    sigemptyset(&terminate);
    sigaddset(&terminate, SIGTERM);
    sigprocmask(SIG_BLOCK, &terminate, NULL);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (unsigned)wanted};
    epoll_ctl(epoll, EPOLL_CTL_ADD, signalfd(-1, &terminate, SFD_CLOEXEC), &event);

    for (int id = 0; id < wanted; id++) start(id);
    while (living > 0) {
        struct epoll_event events[64];
        int happened = epoll_wait(epoll, events, 64, -1);
        for (int i = 0; i < happened; i++) {
            int id = (int)events[i].data.u32;
            if (id == wanted) {
                if (!stopping)
                    for (int each = 0; each < wanted; each++) kill(children[each].pid, SIGTERM);
                stopping = 1;
                continue;
            }
            siginfo_t how;
            waitid(P_PIDFD, (id_t)children[id].pidfd, &how, WEXITED);
            close(children[id].pidfd);
            if (stopping) living--;
            else start(id);
        }
    }
    return 0;
}
