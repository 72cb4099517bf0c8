// OpenBLAS 0.3.21: Debian package libopenblas-dev. Only the product of two matrices of floats
// (cblas_sgemm) and the number of threads are used.
#pragma once
#include <cblas.h>
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

typedef __typeof__(&cblas_sgemm) chancery_sgemm;

// Loaded when the first model is opened, not linked: OpenBLAS starts a thread a core as soon as it
// is loaded, which would be before main can block the signals that the daemon reads, and such a
// thread would take a SIGTERM and end the process. So all signals are blocked meanwhile.
// Gives the product, set to the calling thread alone; else NULL, and dlerror says why.
static inline chancery_sgemm chancery_openblas(void) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (library == NULL) return NULL;
    void (*threads)(int) = (void (*)(int))dlsym(library, "openblas_set_num_threads");
    chancery_sgemm product = (chancery_sgemm)dlsym(library, "cblas_sgemm");
    if (threads == NULL || product == NULL) return NULL;
    threads(1);
    return product;
}

static inline const char *chancery_openblas_error(void) { return dlerror(); }
