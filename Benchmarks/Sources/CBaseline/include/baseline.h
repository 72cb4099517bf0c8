// What plain C calls of libzmq and SQLite do where Chancery's rooms do the same work.
//
// Times are nanoseconds of CLOCK_MONOTONIC. Functions return a negative number on failure. A
// message's body begins with the time it was sent at (8 bytes, the machine's order), or with zero
// if it only shows that a connection stands.
#pragma once

#include <stddef.h>
#include <stdint.h>

int64_t baseline_now(void);
/// User and system time of this process so far.
int64_t baseline_cpu(void);
void baseline_sleep(int64_t nanoseconds);
/// A port of 127.0.0.1 that nobody listens at now.
int baseline_free_port(void);

/// A thread with a SUB or DEALER socket that counts what arrives.
typedef struct baseline_consumer baseline_consumer;

baseline_consumer *baseline_subscribe(const char *endpoint, const char *topic, int64_t capacity);

/// A follower: sends `follow`, then `credit` each time `step` events came.
baseline_consumer *baseline_follow(
    const char *endpoint, const void *follow, size_t follow_size, const void *credit,
    size_t credit_size, int64_t step, int64_t capacity);

/// Whether anything came yet.
int baseline_is_ready(const baseline_consumer *consumer);
/// Events that came, those without a time not counted.
int64_t baseline_received(const baseline_consumer *consumer);
/// How long the event `index` was under way.
int64_t baseline_latency(const baseline_consumer *consumer, int64_t index);
/// Waits until each of the consumers has `target` events; 0, or -1 after ten seconds.
int baseline_wait(baseline_consumer *const *consumers, int count, int64_t target);
/// Ends the thread and frees what it had.
void baseline_end(baseline_consumer *consumer);

/// Publishes `count` events of `size` bytes in groups of `group` over XPUB to `consumers`
/// subscribers, `pause` apart; `lead` is how far the slowest may be behind. Returns the time until
/// the last one had them all, and leaves the consumers running.
int64_t baseline_broadcast(
    const char *endpoint, const char *topic, size_t size, int64_t count, int64_t group,
    int64_t pause, int64_t lead, baseline_consumer **consumers, int consumer_count);

/// Serves one follower from a ROUTER with `count` events of `size` bytes in batches of at most
/// `group`. With `path`, events are read from that event log instead.
int64_t baseline_serve(
    const char *endpoint, const char *path, size_t size, int64_t count, int64_t group,
    int64_t pause, int64_t lead, baseline_consumer **consumer, const void *follow,
    size_t follow_size, const void *credit, size_t credit_size, int64_t step);

/// Moves `articles` messages from stage to stage (three hops each) through a ROUTER, `passes`
/// times; returns the sum of the passes' times. With `curve`, connections are encrypted, and every
/// key is let in.
int64_t baseline_link(
    const char *endpoint, int64_t articles, int64_t passes, size_t header_size, size_t body_size,
    int curve);

/// Pushes `count` messages with the same frames from a PUSH to a PULL socket, which acknowledges
/// nothing and loses what is under way when it ends; returns the time from the first to the last.
int64_t baseline_push(
    const char *endpoint, int64_t count, size_t header_size, size_t body_size);

/// Closes the database that the next two keep open between calls.
void baseline_close(void);

/// Inserts `count` accepted articles in transactions of `group` into an existing journal.
int64_t baseline_accept(
    const char *path, int64_t group, int64_t count, int64_t first, const void *header,
    size_t header_size, const void *body, size_t body_size);

/// Inserts `count` events in transactions of `group` into an existing event log.
int64_t baseline_log(
    const char *path, int64_t group, int64_t count, int64_t first, const void *json,
    size_t json_size);
