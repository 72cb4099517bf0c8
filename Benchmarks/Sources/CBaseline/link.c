#include "baseline.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

enum { stages = 4, frames = 6 };

struct hub {
    void *socket;
    int64_t articles;
    int64_t passes;
    size_t header_size;
    size_t body_size;
};

/// Sends a message's frames; those in `parts` are given away.
static void forward(void *socket, const char *command, zmq_msg_t *parts) {
    zmq_send(socket, "CHY1", 4, ZMQ_SNDMORE);
    zmq_send(socket, command, 4, ZMQ_SNDMORE);
    for (int index = 2; index < frames; index++) {
        zmq_msg_send(&parts[index], socket, index + 1 < frames ? ZMQ_SNDMORE : 0);
    }
}

static int take(void *socket, zmq_msg_t *parts) {
    for (int index = 0; index < frames; index++) {
        if (zmq_msg_recv(&parts[index], socket, 0) < 0) return -1;
    }
    return 0;
}

static void *route(void *argument) {
    struct hub *hub = argument;
    char *bytes = calloc(1, hub->header_size + hub->body_size + 16);
    zmq_msg_t parts[frames];
    for (int index = 0; index < frames; index++) zmq_msg_init(&parts[index]);
    char stage, frame[16];
    for (int index = 0; index < stages; index++) {
        zmq_recv(hub->socket, &stage, 1, 0);
        zmq_recv(hub->socket, frame, sizeof frame, 0);
    }
    for (int64_t pass = 0; pass < hub->passes; pass++) {
        for (int64_t article = 0; article < hub->articles; article++) {
            zmq_send(hub->socket, "0", 1, ZMQ_SNDMORE);
            zmq_send(hub->socket, "CHY1", 4, ZMQ_SNDMORE);
            zmq_send(hub->socket, "TASK", 4, ZMQ_SNDMORE);
            zmq_send(hub->socket, bytes, 16, ZMQ_SNDMORE);
            zmq_send(hub->socket, bytes, 4, ZMQ_SNDMORE);
            zmq_send(hub->socket, bytes, hub->header_size, ZMQ_SNDMORE);
            zmq_send(hub->socket, bytes, hub->body_size, 0);
        }
        for (int64_t done = 0; done < hub->articles * stages;) {
            if (zmq_recv(hub->socket, &stage, 1, 0) != 1) break;
            if (take(hub->socket, parts) != 0) break;
            done += 1;
            if (stage == '3') continue;
            stage += 1;
            zmq_send(hub->socket, &stage, 1, ZMQ_SNDMORE);
            forward(hub->socket, "TASK", parts);
        }
    }
    for (int index = 0; index < frames; index++) zmq_msg_close(&parts[index]);
    free(bytes);
    return NULL;
}

/// Holds what comes to `stage` until all of a pass are there.
static zmq_msg_t *collect(void *socket, int64_t articles) {
    zmq_msg_t *held = calloc((size_t)(articles * frames), sizeof(zmq_msg_t));
    for (int64_t index = 0; index < articles * frames; index++) zmq_msg_init(&held[index]);
    for (int64_t article = 0; article < articles; article++) {
        if (take(socket, &held[article * frames]) != 0) break;
    }
    return held;
}

static void give(void *socket, zmq_msg_t *held, int64_t articles) {
    for (int64_t article = 0; article < articles; article++) {
        forward(socket, "DONE", &held[article * frames]);
    }
    for (int64_t index = 0; index < articles * frames; index++) zmq_msg_close(&held[index]);
    free(held);
}

static int64_t work(void **sockets, int64_t articles) {
    zmq_msg_t *held = collect(sockets[0], articles);
    zmq_msg_t *last = calloc((size_t)(articles * frames), sizeof(zmq_msg_t));
    for (int64_t index = 0; index < articles * frames; index++) zmq_msg_init(&last[index]);
    zmq_msg_t parts[frames];
    for (int index = 0; index < frames; index++) zmq_msg_init(&parts[index]);
    int64_t start = baseline_now();
    give(sockets[0], held, articles);
    int64_t arrived = 0;
    zmq_pollitem_t items[stages - 1];
    for (int index = 1; index < stages; index++) {
        items[index - 1] = (zmq_pollitem_t){sockets[index], 0, ZMQ_POLLIN, 0};
    }
    while (arrived < articles) {
        if (zmq_poll(items, stages - 1, 5000) <= 0) return -1;
        for (int index = 1; index < stages; index++) {
            if (!(items[index - 1].revents & ZMQ_POLLIN)) continue;
            for (int budget = 64; budget > 0; budget--) {
                zmq_msg_t *into = index == stages - 1 ? &last[arrived * frames] : parts;
                if (zmq_msg_recv(&into[0], sockets[index], ZMQ_DONTWAIT) < 0) break;
                for (int part = 1; part < frames; part++) {
                    zmq_msg_recv(&into[part], sockets[index], 0);
                }
                if (index < stages - 1) {
                    forward(sockets[index], "DONE", parts);
                } else if (++arrived == articles) {
                    break;
                }
            }
        }
    }
    int64_t elapsed = baseline_now() - start;
    give(sockets[stages - 1], last, articles);
    for (int index = 0; index < frames; index++) zmq_msg_close(&parts[index]);
    return elapsed;
}

/// A server's and its clients' keys, in Z85.
struct keys {
    char server[41], server_secret[41], client[41], client_secret[41];
};

static int encrypt_server(void *socket, const struct keys *keys) {
    int one = 1;
    return zmq_setsockopt(socket, ZMQ_CURVE_SERVER, &one, sizeof one) == 0
        && zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, keys->server_secret, 41) == 0;
}

static int encrypt_client(void *socket, const struct keys *keys) {
    return zmq_setsockopt(socket, ZMQ_CURVE_SERVERKEY, keys->server, 41) == 0
        && zmq_setsockopt(socket, ZMQ_CURVE_PUBLICKEY, keys->client, 41) == 0
        && zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, keys->client_secret, 41) == 0;
}

int64_t baseline_link(
    const char *endpoint, int64_t articles, int64_t passes, size_t header_size, size_t body_size,
    int curve) {
    void *context = zmq_ctx_new();
    struct keys keys;
    if (curve
        && (zmq_curve_keypair(keys.server, keys.server_secret) != 0
            || zmq_curve_keypair(keys.client, keys.client_secret) != 0)) {
        return -1;
    }
    struct hub hub = {zmq_socket(context, ZMQ_ROUTER), articles, passes, header_size, body_size};
    int wait = 5000, limit = 10000;
    zmq_setsockopt(hub.socket, ZMQ_RCVTIMEO, &wait, sizeof wait);
    zmq_setsockopt(hub.socket, ZMQ_SNDHWM, &limit, sizeof limit);
    zmq_setsockopt(hub.socket, ZMQ_RCVHWM, &limit, sizeof limit);
    if (curve && !encrypt_server(hub.socket, &keys)) return -1;
    if (zmq_bind(hub.socket, endpoint) != 0) return -1;
    void *sockets[stages];
    for (int index = 0; index < stages; index++) {
        char name = (char)('0' + index);
        sockets[index] = zmq_socket(context, ZMQ_DEALER);
        zmq_setsockopt(sockets[index], ZMQ_ROUTING_ID, &name, 1);
        zmq_setsockopt(sockets[index], ZMQ_RCVTIMEO, &wait, sizeof wait);
        if (curve && !encrypt_client(sockets[index], &keys)) return -1;
        zmq_connect(sockets[index], endpoint);
        zmq_send(sockets[index], "HELLO", 5, 0);
    }
    pthread_t thread;
    pthread_create(&thread, NULL, route, &hub);
    int64_t sum = 0;
    for (int64_t pass = 0; pass < passes && sum >= 0; pass++) {
        int64_t elapsed = work(sockets, articles);
        sum = elapsed < 0 ? -1 : sum + elapsed;
    }
    pthread_join(thread, NULL);
    for (int index = 0; index < stages; index++) zmq_close(sockets[index]);
    zmq_close(hub.socket);
    zmq_ctx_term(context);
    return sum;
}

struct push {
    void *socket;
    int64_t count;
    size_t header_size;
    size_t body_size;
};

static void *push(void *argument) {
    struct push *push = argument;
    char *bytes = calloc(1, push->header_size + push->body_size + 16);
    for (int64_t index = 0; index < push->count; index++) {
        zmq_send(push->socket, "CHY1", 4, ZMQ_SNDMORE);
        zmq_send(push->socket, "TASK", 4, ZMQ_SNDMORE);
        zmq_send(push->socket, bytes, 16, ZMQ_SNDMORE);
        zmq_send(push->socket, bytes, 4, ZMQ_SNDMORE);
        zmq_send(push->socket, bytes, push->header_size, ZMQ_SNDMORE);
        zmq_send(push->socket, bytes, push->body_size, 0);
    }
    free(bytes);
    return NULL;
}

int64_t baseline_push(
    const char *endpoint, int64_t count, size_t header_size, size_t body_size) {
    void *context = zmq_ctx_new();
    int wait = 5000;
    void *pull = zmq_socket(context, ZMQ_PULL);
    zmq_setsockopt(pull, ZMQ_RCVTIMEO, &wait, sizeof wait);
    struct push sender = {zmq_socket(context, ZMQ_PUSH), count, header_size, body_size};
    zmq_setsockopt(sender.socket, ZMQ_SNDTIMEO, &wait, sizeof wait);
    if (zmq_bind(pull, endpoint) != 0 || zmq_connect(sender.socket, endpoint) != 0) return -1;
    pthread_t thread;
    pthread_create(&thread, NULL, push, &sender);
    zmq_msg_t parts[frames];
    for (int index = 0; index < frames; index++) zmq_msg_init(&parts[index]);
    int64_t start = 0, elapsed = -1;
    for (int64_t index = 0; index < count; index++) {
        if (take(pull, parts) != 0) break;
        if (index == 0) start = baseline_now();
        if (index == count - 1) elapsed = baseline_now() - start;
    }
    for (int index = 0; index < frames; index++) zmq_msg_close(&parts[index]);
    pthread_join(thread, NULL);
    zmq_close(sender.socket);
    zmq_close(pull);
    zmq_ctx_term(context);
    return elapsed;
}
