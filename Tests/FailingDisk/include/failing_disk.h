// Preloaded into a daemon by tests: a disk that cannot be written for a while.
//
// While the file that CHANCERY_DISK_SWITCH names is there, whatever changes a file below the folder
// CHANCERY_DISK_FOLDER fails with the error number in CHANCERY_DISK_ERROR, as on a file system that
// the kernel made read-only after an error. A test cannot have that for real: the kernel refuses to
// remount a file system read-only while a file on it is open for writing.
#pragma once
