// Linux calls that the Glibc module does not carry.
#pragma once
#include <errno.h>
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
