#include "recording_disk.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct recorder {
    char *folder;
    struct recorded_step *steps;
    size_t count, room;
    size_t fail_from, fail_until, failures;
    int fail_code;
    struct recorder *next;
};

// What SQLite keeps for an open file: this, and behind it what the system's VFS keeps.
typedef struct {
    sqlite3_file base;
    struct recorder *recorder;
    char *path;
    sqlite3_file *real;
} recorded_file;

static sqlite3_vfs *system_vfs;
static sqlite3_vfs recording_vfs;
static struct recorder *recorders;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct recorder *recorder_of(const char *path) {
    if (path == NULL) return NULL;
    pthread_mutex_lock(&lock);
    struct recorder *found = recorders;
    while (found != NULL && strncmp(path, found->folder, strlen(found->folder)) != 0)
        found = found->next;
    pthread_mutex_unlock(&lock);
    return found;
}

// Notes a step; not 0 if it is to fail.
static int note(struct recorder *recorder, enum recorded_kind kind, const char *path,
                int64_t offset, const void *bytes, size_t length) {
    pthread_mutex_lock(&lock);
    size_t index = recorder->count++;
    int code = index >= recorder->fail_from && index < recorder->fail_until ? recorder->fail_code : 0;
    if (code != 0) {
        recorder->failures++;
        if (kind == RECORDED_SYNC) kind = RECORDED_FAILED_SYNC;
        if (kind == RECORDED_WRITE) length /= 2;
    }
    if (recorder->count > recorder->room) {
        recorder->room = recorder->room ? 2 * recorder->room : 1024;
        recorder->steps = realloc(recorder->steps, recorder->room * sizeof *recorder->steps);
        if (recorder->steps == NULL) abort();
    }
    if (code != 0 && kind != RECORDED_WRITE && kind != RECORDED_FAILED_SYNC)
        kind = RECORDED_NOTHING;
    struct recorded_step step = {kind, strdup(path), offset, length, NULL};
    if (kind == RECORDED_WRITE && length > 0) {
        step.bytes = malloc(length);
        if (step.bytes == NULL) abort();
        memcpy(step.bytes, bytes, length);
    }
    recorder->steps[index] = step;
    pthread_mutex_unlock(&lock);
    return code;
}

static sqlite3_file *real(sqlite3_file *file) { return ((recorded_file *)file)->real; }

static int file_close(sqlite3_file *file) {
    int code = real(file)->pMethods->xClose(real(file));
    free(((recorded_file *)file)->path);
    return code;
}

static int file_read(sqlite3_file *file, void *buffer, int count, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), buffer, count, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    recorded_file *mine = (recorded_file *)file;
    int code = note(mine->recorder, RECORDED_WRITE, mine->path, offset, bytes, (size_t)count);
    int wanted = code != 0 ? count / 2 : count;
    if (wanted > 0) {
        int done = mine->real->pMethods->xWrite(mine->real, bytes, wanted, offset);
        if (done != SQLITE_OK) return done;
    }
    return code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    recorded_file *mine = (recorded_file *)file;
    int code = note(mine->recorder, RECORDED_TRUNCATE, mine->path, size, NULL, 0);
    return code != 0 ? code : mine->real->pMethods->xTruncate(mine->real, size);
}

static int file_sync(sqlite3_file *file, int flags) {
    (void)flags;
    recorded_file *mine = (recorded_file *)file;
    return note(mine->recorder, RECORDED_SYNC, mine->path, 0, NULL, 0);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int file_lock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}

static int file_unlock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int file_reserved(sqlite3_file *file, int *result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int file_sector(sqlite3_file *file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

static int file_device(sqlite3_file *file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **map) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, map);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *file) {
    real(file)->pMethods->xShmBarrier(real(file));
}

static int file_shm_unmap(sqlite3_file *file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

static const sqlite3_io_methods methods = {
    2, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock,
    file_unlock, file_reserved, file_control, file_sector, file_device, file_shm_map,
    file_shm_lock, file_shm_barrier, file_shm_unmap, NULL, NULL,
};

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *given) {
    (void)vfs;
    struct recorder *recorder = recorder_of(path);
    if (recorder == NULL) return system_vfs->xOpen(system_vfs, path, file, flags, given);
    recorded_file *mine = (recorded_file *)file;
    memset(mine, 0, sizeof *mine);
    mine->real = (sqlite3_file *)(mine + 1);
    int there = 1;
    system_vfs->xAccess(system_vfs, path, SQLITE_ACCESS_EXISTS, &there);
    if (!there && (flags & SQLITE_OPEN_CREATE)) {
        int failed = note(recorder, RECORDED_CREATE, path, 0, NULL, 0);
        if (failed != 0) return SQLITE_CANTOPEN;
    }
    int code = system_vfs->xOpen(system_vfs, path, mine->real, flags, given);
    if (code != SQLITE_OK) return code;
    mine->recorder = recorder;
    mine->path = strdup(path);
    mine->base.pMethods = &methods;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync) {
    (void)vfs;
    struct recorder *recorder = recorder_of(path);
    if (recorder != NULL) {
        int there = 0;
        system_vfs->xAccess(system_vfs, path, SQLITE_ACCESS_EXISTS, &there);
        if (there) {
            int code = note(recorder, sync ? RECORDED_DELETE_SYNCED : RECORDED_DELETE, path, 0,
                            NULL, 0);
            if (code != 0) return SQLITE_IOERR_DELETE;
        }
        sync = 0;
    }
    return system_vfs->xDelete(system_vfs, path, sync);
}

static void install(void) {
    system_vfs = sqlite3_vfs_find(NULL);
    if (system_vfs == NULL) abort();
    // The rest of the system's functions do not look at the VFS they are given.
    recording_vfs = *system_vfs;
    recording_vfs.pNext = NULL;
    recording_vfs.zName = "recording-disk";
    recording_vfs.szOsFile = (int)sizeof(recorded_file) + system_vfs->szOsFile;
    recording_vfs.xOpen = vfs_open;
    recording_vfs.xDelete = vfs_delete;
    if (sqlite3_vfs_register(&recording_vfs, 1) != SQLITE_OK) abort();
}

recorder *recorder_watch(const char *folder) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    struct recorder *fresh = calloc(1, sizeof *fresh);
    if (fresh == NULL) abort();
    fresh->folder = strdup(folder);
    fresh->fail_from = fresh->fail_until = SIZE_MAX;
    pthread_mutex_lock(&lock);
    fresh->next = recorders;
    recorders = fresh;
    pthread_mutex_unlock(&lock);
    return fresh;
}

void recorder_end(recorder *ended) {
    pthread_mutex_lock(&lock);
    struct recorder **place = &recorders;
    while (*place != ended) place = &(*place)->next;
    *place = ended->next;
    pthread_mutex_unlock(&lock);
    for (size_t index = 0; index < ended->count; index++) {
        free(ended->steps[index].path);
        free(ended->steps[index].bytes);
    }
    free(ended->steps);
    free(ended->folder);
    free(ended);
}

size_t recorder_count(recorder *recorder) {
    pthread_mutex_lock(&lock);
    size_t count = recorder->count;
    pthread_mutex_unlock(&lock);
    return count;
}

struct recorded_step recorder_step(recorder *recorder, size_t index) {
    pthread_mutex_lock(&lock);
    struct recorded_step step = recorder->steps[index];
    pthread_mutex_unlock(&lock);
    return step;
}

void recorder_fail(recorder *recorder, size_t after, size_t count, int code) {
    pthread_mutex_lock(&lock);
    recorder->fail_from = recorder->count + after;
    recorder->fail_until = count > SIZE_MAX - recorder->fail_from ? SIZE_MAX
                                                                  : recorder->fail_from + count;
    recorder->fail_code = code;
    pthread_mutex_unlock(&lock);
}

size_t recorder_failures(recorder *recorder) {
    pthread_mutex_lock(&lock);
    size_t failures = recorder->failures;
    pthread_mutex_unlock(&lock);
    return failures;
}
