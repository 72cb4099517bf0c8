// OpenBLAS 0.3.21: Debian package libopenblas-dev. Only the product of two matrices of floats
// (cblas_sgemm) and the number of threads are used.
#pragma once
#include <cblas.h>
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef __typeof__(&cblas_sgemm) chancery_sgemm;

// OpenBLAS knows processors by their model numbers, and makes products for one of 2004 on a model
// that is younger than itself: a third of the speed. If the processor has AVX2, or AVX-512, but
// OpenBLAS did not notice, it is told once more what to choose. Whoever has set OPENBLAS_CORETYPE
// knows better.
static inline void chancery_openblas_choose(void *library) {
    const char *(*core)(void) = (const char *(*)(void))dlsym(library, "openblas_get_corename");
    if (core == NULL) return;
#if defined(__x86_64__)
    static const char *const old[] = {
        "Katmai", "Coppermine", "Northwood", "Prescott", "Banias", "Core2", "Penryn", "Dunnington",
        "Nehalem", "Sandybridge", "Atom", "Athlon", "Opteron", "Opteron_SSE3", "Barcelona", "Nano",
        "Bobcat", "Unknown",
    };
    int is_old = 0;
    for (size_t place = 0; place < sizeof old / sizeof *old; place++)
        if (strcmp(core(), old[place]) == 0) is_old = 1;
    void (*quit)(void) = (void (*)(void))dlsym(library, "gotoblas_dynamic_quit");
    void (*init)(void) = (void (*)(void))dlsym(library, "gotoblas_dynamic_init");
    if (!is_old || quit == NULL || init == NULL || getenv("OPENBLAS_CORETYPE") != NULL
        || !__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
        return;
    int is_wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512cd");
    setenv("OPENBLAS_CORETYPE", is_wide ? "SkylakeX" : "Haswell", 1);
    quit();
    init();
    unsetenv("OPENBLAS_CORETYPE");
#endif
}

// Loaded when the first model is opened, not linked: OpenBLAS starts a thread a core as soon as it
// is loaded, which would be before main can block the signals that the daemon reads, and such a
// thread would take a SIGTERM and end the process. So all signals are blocked meanwhile.
// Gives the product, set to the calling thread alone; else NULL, and dlerror says why.
static inline chancery_sgemm chancery_openblas(void) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    if (library != NULL) chancery_openblas_choose(library);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (library == NULL) return NULL;
    void (*threads)(int) = (void (*)(int))dlsym(library, "openblas_set_num_threads");
    chancery_sgemm product = (chancery_sgemm)dlsym(library, "cblas_sgemm");
    if (threads == NULL || product == NULL) return NULL;
    threads(1);
    return product;
}

// What OpenBLAS calls the processor that its products are made for; NULL before it is loaded.
static inline const char *chancery_openblas_core(void) {
    void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
    if (library == NULL) return NULL;
    const char *(*core)(void) = (const char *(*)(void))dlsym(library, "openblas_get_corename");
    const char *name = core == NULL ? NULL : core();
    dlclose(library);
    return name;
}

static inline const char *chancery_openblas_error(void) { return dlerror(); }
