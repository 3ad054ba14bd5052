/* A disk that fails and remembers: loaded before the C library (LD_PRELOAD) in the tests of faults.

   DISK_FILES       only files whose name begins so
   DISK_LOG         a file that gets every write, cut, sync and removal, and what was said on
                    standard output, in their order
   DISK_SYNC_FAILS  each n-th sync fails (EIO)
   DISK_WRITE_FAILS each n-th write fails (ENOSPC)
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int due(const char *variable, int *count)
{
    const char *every = getenv(variable);
    return every && ++*count % atoi(every) == 0;
}

/* The last part of a path when the file is one of ours, else NULL. */
static const char *ours(const char *path)
{
    const char *prefix = getenv("DISK_FILES");
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    return prefix && strncmp(name, prefix, strlen(prefix)) == 0 ? name : NULL;
}

static const char *ours_open(int fd, char *buffer)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, buffer, PATH_MAX - 1);
    if (length < 0)
        return NULL;
    buffer[length] = 0;
    return ours(buffer);
}

static void note(char kind, const char *name, uint64_t offset, const void *data, uint32_t length)
{
    static int log_fd = -1;
    static ssize_t (*real_write)(int, const void *, size_t);
    const char *log = getenv("DISK_LOG");
    if (!log)
        return;
    if (log_fd < 0) {
        log_fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        real_write = dlsym(RTLD_NEXT, "write");
    }
    uint32_t name_length = strlen(name);
    uint32_t size = sizeof kind + sizeof name_length + sizeof offset + sizeof length;
    char *record = malloc(size + name_length + length), *end = record;
    *end++ = kind;
    end = mempcpy(end, &name_length, sizeof name_length);
    end = mempcpy(end, &offset, sizeof offset);
    end = mempcpy(end, &length, sizeof length);
    end = mempcpy(end, name, name_length);
    end = mempcpy(end, data, kind == 'W' || kind == 'A' ? length : 0);
    if (real_write(log_fd, record, end - record) < 0)
        abort();
    free(record);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset)
{
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    static int count;
    char path[PATH_MAX];
    const char *name = ours_open(fd, path);
    if (!real)
        real = dlsym(RTLD_NEXT, "pwrite64");
    if (name && due("DISK_WRITE_FAILS", &count)) {
        errno = ENOSPC;
        return -1;
    }
    if (name)
        note('W', name, offset, data, length);
    return real(fd, data, length, offset);
}

int ftruncate64(int fd, off64_t length)
{
    static int (*real)(int, off64_t);
    char path[PATH_MAX];
    const char *name = ours_open(fd, path);
    if (!real)
        real = dlsym(RTLD_NEXT, "ftruncate64");
    if (name)
        note('T', name, length, "", 0);
    return real(fd, length);
}

int fsync(int fd)
{
    static int (*real)(int);
    static int count;
    char path[PATH_MAX];
    const char *name = ours_open(fd, path);
    if (!real)
        real = dlsym(RTLD_NEXT, "fsync");
    if (name && due("DISK_SYNC_FAILS", &count)) {
        errno = EIO;
        return -1;
    }
    if (name)
        note('S', name, 0, "", 0);
    return real(fd);
}

int unlink(const char *path)
{
    static int (*real)(const char *);
    const char *name = ours(path);
    if (!real)
        real = dlsym(RTLD_NEXT, "unlink");
    if (name)
        note('U', name, 0, "", 0);
    return real(path);
}

ssize_t write(int fd, const void *data, size_t length)
{
    static ssize_t (*real)(int, const void *, size_t);
    if (!real)
        real = dlsym(RTLD_NEXT, "write");
    if (fd == STDOUT_FILENO)
        note('A', "", 0, data, length);
    return real(fd, data, length);
}
