#include "baseline.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

static int least(int64_t sent, int64_t lead, baseline_consumer **consumers, int count) {
    return baseline_wait(consumers, count, sent - lead);
}

static void *bound(void *context, int kind, const char *endpoint, int limit) {
    void *socket = zmq_socket(context, kind);
    int zero = 0, second = 1000;
    zmq_setsockopt(socket, ZMQ_LINGER, &zero, sizeof zero);
    zmq_setsockopt(socket, ZMQ_SNDHWM, &limit, sizeof limit);
    zmq_setsockopt(socket, ZMQ_RCVTIMEO, &second, sizeof second);
    if (zmq_bind(socket, endpoint) != 0) {
        zmq_close(socket);
        return NULL;
    }
    return socket;
}

/// Has libzmq take note of what was read from its queues, as polling does; it looks by itself only
/// every millisecond or so, and would drop meanwhile.
static void look(void *socket) {
    int events = 0;
    size_t size = sizeof events;
    zmq_getsockopt(socket, ZMQ_EVENTS, &events, &size);
}

static void publish(
    void *socket, const char *topic, int64_t sequence, const void *body, size_t size) {
    char position[80];
    int length = snprintf(
        position, sizeof position, "{\"epoch\":\"k3v9x2k3v9\",\"sequence\":%lld}",
        (long long)sequence);
    zmq_send(socket, topic, strlen(topic), ZMQ_SNDMORE);
    zmq_send(socket, position, (size_t)length, ZMQ_SNDMORE);
    zmq_send(socket, body, size, 0);
}

int64_t baseline_broadcast(
    const char *endpoint, const char *topic, size_t size, int64_t count, int64_t group,
    int64_t pause, int64_t lead, baseline_consumer **consumers, int consumer_count) {
    void *context = zmq_ctx_new();
    void *socket = bound(context, ZMQ_XPUB, endpoint, 1000);
    if (socket == NULL) return -1;
    char *body = calloc(1, size);
    for (int index = 0; index < consumer_count; index++) {
        consumers[index] = baseline_subscribe(endpoint, "event.", count);
    }
    for (int index = 0; index < consumer_count; index++) {
        while (!baseline_is_ready(consumers[index])) {
            char message[64];
            while (zmq_recv(socket, message, sizeof message, ZMQ_DONTWAIT) >= 0) {}
            publish(socket, topic, 0, body, size);
            baseline_sleep(1000000);
        }
    }
    int64_t start = baseline_now(), sent = 0;
    int failed = 0;
    while (sent < count && !failed) {
        for (int64_t member = 0; member < group && sent < count; member++) {
            int64_t now = baseline_now();
            memcpy(body, &now, sizeof now);
            publish(socket, topic, ++sent, body, size);
        }
        if (pause > 0) baseline_sleep(pause);
        failed = least(sent, lead, consumers, consumer_count);
        look(socket);
    }
    if (!failed) failed = least(count, 0, consumers, consumer_count);
    int64_t elapsed = baseline_now() - start;
    zmq_close(socket);
    zmq_ctx_term(context);
    free(body);
    return failed ? -1 : elapsed;
}

/// The one follower of a server.
struct service {
    void *socket;
    unsigned char identity[256];
    size_t identity_size;
    int64_t credit;
    char header[96];
};

/// Takes what the follower said; waits for it if `block`.
static int hear(struct service *service, int64_t step, int block) {
    char frame[512];
    int flags = block ? 0 : ZMQ_DONTWAIT;
    for (;;) {
        int size = zmq_recv(service->socket, service->identity, 255, flags);
        if (size < 0) return block ? -1 : 0;
        service->identity_size = (size_t)size;
        zmq_recv(service->socket, frame, sizeof frame, 0);
        zmq_recv(service->socket, frame, sizeof frame, 0);
        service->credit += frame[0] == 'F' ? step * 2 : step;
        zmq_recv(service->socket, frame, sizeof frame, 0);
        flags = ZMQ_DONTWAIT;
        block = 0;
    }
}

static void head(struct service *service, const char *kind, int64_t through, int64_t count) {
    int length = snprintf(
        service->header, sizeof service->header,
        "{\"count\":%lld,\"epoch\":\"k3v9x2k3v9\",\"through\":%lld}", (long long)count,
        (long long)through);
    zmq_send(service->socket, service->identity, service->identity_size, ZMQ_SNDMORE);
    zmq_send(service->socket, "CHF1", 4, ZMQ_SNDMORE);
    zmq_send(service->socket, kind, strlen(kind), ZMQ_SNDMORE);
    zmq_send(service->socket, service->header, (size_t)length, count > 0 ? ZMQ_SNDMORE : 0);
}

static int64_t room(const struct service *service, int64_t group, int64_t left) {
    int64_t room = group < left ? group : left;
    return room < service->credit ? room : service->credit;
}

/// Sends from memory.
static int64_t live(
    struct service *service, char *body, size_t size, int64_t count, int64_t group, int64_t pause,
    int64_t lead, int64_t step, baseline_consumer **consumer) {
    int64_t sent = 0;
    while (sent < count) {
        hear(service, step, 0);
        int64_t members = room(service, group, count - sent);
        if (members == 0) {
            if (hear(service, step, 1) < 0) return -1;
            continue;
        }
        head(service, "BATCH", sent + members, members);
        for (int64_t member = 0; member < members; member++) {
            int64_t now = baseline_now();
            memcpy(body, &now, sizeof now);
            zmq_send(service->socket, body, size, member + 1 < members ? ZMQ_SNDMORE : 0);
        }
        sent += members;
        service->credit -= members;
        if (pause > 0) baseline_sleep(pause);
        if (least(sent, lead, consumer, 1) != 0) return -1;
        look(service->socket);
    }
    return least(count, 0, consumer, 1);
}

/// Sends from an event log.
static int64_t replay(
    struct service *service, const char *path, int64_t count, int64_t group, int64_t step,
    baseline_consumer **consumer) {
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL)
        || sqlite3_prepare_v2(
            database, "SELECT sequence, json FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?",
            -1, &statement, NULL)) {
        return -1;
    }
    int64_t sent = 0;
    while (sent < count) {
        hear(service, step, 0);
        int64_t members = room(service, group, count - sent);
        if (members == 0) {
            if (hear(service, step, 1) < 0) break;
            continue;
        }
        head(service, "BATCH", sent + members, members);
        sqlite3_bind_int64(statement, 1, sent);
        sqlite3_bind_int64(statement, 2, members);
        for (int64_t member = 0; member < members; member++) {
            if (sqlite3_step(statement) != SQLITE_ROW) break;
            const void *json = sqlite3_column_blob(statement, 1);
            size_t size = (size_t)sqlite3_column_bytes(statement, 1);
            zmq_send(service->socket, json, size, member + 1 < members ? ZMQ_SNDMORE : 0);
        }
        sqlite3_reset(statement);
        sent += members;
        service->credit -= members;
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return sent < count ? -1 : least(count, 0, consumer, 1);
}

int64_t baseline_serve(
    const char *endpoint, const char *path, size_t size, int64_t count, int64_t group,
    int64_t pause, int64_t lead, baseline_consumer **consumer, const void *follow,
    size_t follow_size, const void *credit, size_t credit_size, int64_t step) {
    void *context = zmq_ctx_new();
    struct service service = {.socket = bound(context, ZMQ_ROUTER, endpoint, 256)};
    if (service.socket == NULL) return -1;
    int64_t start = baseline_now();
    *consumer = baseline_follow(
        endpoint, follow, follow_size, credit, credit_size, step, count);
    if (hear(&service, step, 1) < 0) return -1;
    head(&service, "FOLLOWING", 0, 0);
    int64_t failed;
    if (path != NULL) {
        failed = replay(&service, path, count, group, step, consumer);
    } else {
        char *body = calloc(1, size);
        start = baseline_now();
        failed = live(&service, body, size, count, group, pause, lead, step, consumer);
        free(body);
    }
    int64_t elapsed = baseline_now() - start;
    zmq_close(service.socket);
    zmq_ctx_term(context);
    return failed ? -1 : elapsed;
}
