/* A disk that fails when it is told to: for LD_PRELOAD under a process.
 *
 * Writes and forces of files below QIAO_DISK_HOME fail while the file QIAO_DISK_FAULT exists. It says how, and after
 * how many calls: "EIO 3", "ENOSPC 0" or "EROFS 0". */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int calls;

static int is_below_home(int fd) {
    char name[64], path[4096];
    const char *home = getenv("QIAO_DISK_HOME");
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = home ? readlink(name, path, sizeof path - 1) : -1;
    if (length < 0) {
        return 0;
    }
    path[length] = 0;
    return strncmp(path, home, strlen(home)) == 0;
}

/* The error of this call; 0 when it is to succeed. */
static int fault(int fd) {
    char text[32] = {0};
    const char *control = getenv("QIAO_DISK_FAULT");
    int saved = errno;
    int file = control && is_below_home(fd) ? open(control, O_RDONLY) : -1;
    ssize_t length = file < 0 ? 0 : read(file, text, sizeof text - 1);
    if (file >= 0) {
        close(file);
    }
    errno = saved;
    char *space = length > 0 ? strchr(text, ' ') : NULL;
    if (!space || atomic_fetch_add(&calls, 1) < atoi(space + 1)) {
        return 0;
    }
    if (strncmp(text, "EROFS", 5) == 0) {
        return EROFS; /* as after errors=remount-ro */
    }
    return strncmp(text, "ENOSPC", 6) == 0 ? ENOSPC : EIO;
}

#define FAILING(result, name, parameters, arguments)                       \
    result name parameters {                                               \
        static result(*real) parameters;                                   \
        int error = fault(fd);                                             \
        if (error) {                                                       \
            errno = error;                                                 \
            return -1;                                                     \
        }                                                                  \
        if (!real) {                                                       \
            real = (result(*) parameters)dlsym(RTLD_NEXT, #name);          \
        }                                                                  \
        return real arguments;                                             \
    }

FAILING(ssize_t, write, (int fd, const void *bytes, size_t count), (fd, bytes, count))
FAILING(ssize_t, pwrite, (int fd, const void *bytes, size_t count, off_t at), (fd, bytes, count, at))
FAILING(ssize_t, pwrite64, (int fd, const void *bytes, size_t count, off64_t at), (fd, bytes, count, at))
FAILING(ssize_t, writev, (int fd, const struct iovec *parts, int count), (fd, parts, count))
FAILING(int, fsync, (int fd), (fd))
FAILING(int, fdatasync, (int fd), (fd))
