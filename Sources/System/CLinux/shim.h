// Linux calls that the Glibc module does not carry.
#pragma once
#include <errno.h>
#include <iconv.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

// Declared by <pthread.h> only under _GNU_SOURCE, which a module map cannot set.
extern int pthread_setname_np(pthread_t thread, const char *name);

// Atomic access to memory that another process may map, and that a signal handler may touch:
// Swift's Atomic owns its storage and cannot be laid over a mapped file.
static inline void chancery_store_release(unsigned char *address, unsigned char value) {
    __atomic_store_n(address, value, __ATOMIC_RELEASE);
}

static inline unsigned char chancery_load_acquire(const unsigned char *address) {
    return __atomic_load_n(address, __ATOMIC_ACQUIRE);
}

// Async-signal-safe: one instruction on every machine this is built for.
static inline int chancery_replace(unsigned char *address, unsigned char old, unsigned char value) {
    return __atomic_compare_exchange_n(address, &old, value, 0, __ATOMIC_ACQ_REL,
                                       __ATOMIC_RELAXED);
}
