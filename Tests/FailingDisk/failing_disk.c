#define _GNU_SOURCE
#include "failing_disk.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

// The error number to fail with; 0 while the disk is well.
static int failure(void) {
    const char *name = getenv("CHANCERY_DISK_SWITCH");
    const char *number = getenv("CHANCERY_DISK_ERROR");
    if (name == NULL || number == NULL) return 0;
    int before = errno;
    int failing = access(name, F_OK) == 0;
    errno = before;
    return failing ? atoi(number) : 0;
}

static int concerns(const char *path) {
    const char *folder = getenv("CHANCERY_DISK_FOLDER");
    return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static int concerns_open(int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t count = readlink(link, path, sizeof path - 1);
    if (count < 0) return 0;
    path[count] = 0;
    return concerns(path);
}

static int fails(int descriptor) {
    int error = failure();
    if (error == 0 || !concerns_open(descriptor)) return 0;
    errno = error;
    return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void *bytes, size_t count) {
    return fails(descriptor) ? -1 : NEXT(write)(descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    return fails(descriptor) ? -1 : NEXT(pwrite)(descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    return fails(descriptor) ? -1 : NEXT(pwrite64)(descriptor, bytes, count, offset);
}

int ftruncate(int descriptor, off_t size) {
    return fails(descriptor) ? -1 : NEXT(ftruncate)(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) {
    return fails(descriptor) ? -1 : NEXT(ftruncate64)(descriptor, size);
}

int fsync(int descriptor) { return fails(descriptor) ? -1 : NEXT(fsync)(descriptor); }

int fdatasync(int descriptor) { return fails(descriptor) ? -1 : NEXT(fdatasync)(descriptor); }

int unlink(const char *path) {
    int error = failure();
    if (error != 0 && concerns(path)) {
        errno = error;
        return -1;
    }
    return NEXT(unlink)(path);
}

static int opening(const char *path, int flags) {
    int error = failure();
    if (error == 0 || (flags & (O_WRONLY | O_RDWR | O_CREAT)) == 0 || !concerns(path)) return 0;
    errno = error;
    return 1;
}

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return opening(path, flags) ? -1 : NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return opening(path, flags) ? -1 : NEXT(open64)(path, flags, mode);
}
