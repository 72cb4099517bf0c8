// A layer under SQLite for tests: notes every step by which the files of a folder change, so that
// a test can build what the disk would have held had the machine stopped between any two of them;
// and fails steps on demand.
//
// It is a VFS of SQLite, a small table of functions that only C can fill without a fight. It passes
// everything on to the system's own, and becomes the default one, so that the rooms under test open
// their files as they always do. Folders nobody watches are not touched by it.
#pragma once
#include <stddef.h>
#include <stdint.h>

// What a step did.
enum recorded_kind {
    RECORDED_CREATE,
    RECORDED_WRITE,
    RECORDED_TRUNCATE,
    RECORDED_SYNC,
    RECORDED_DELETE,          // the name may come back after a power cut
    RECORDED_DELETE_SYNCED,   // it cannot
    RECORDED_FAILED_SYNC,     // what was written since the last one may be lost for good
    RECORDED_NOTHING,         // any other step that failed
};

struct recorded_step {
    enum recorded_kind kind;
    char *path;
    int64_t offset;           // of a write; the new size for a truncation
    size_t length;
    unsigned char *bytes;
};

typedef struct recorder recorder;

// Watches the files whose paths begin with `folder`. Nothing in it is synced for real any more:
// what is on the disk is what the steps say.
recorder *recorder_watch(const char *folder);

// Ends the watch and frees the steps. Every file of the folder must be closed.
void recorder_end(recorder *recorder);

// How many steps there were.
size_t recorder_count(recorder *recorder);

// Step `index`, valid until the watch ends. What it points to does not change.
struct recorded_step recorder_step(recorder *recorder, size_t index);

// Fails the steps from the next but `after` on with SQLite's result `code`, `count` of them. A
// write that fails has been done by half.
void recorder_fail(recorder *recorder, size_t after, size_t count, int code);

// How many steps were failed.
size_t recorder_failures(recorder *recorder);
