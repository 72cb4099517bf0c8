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

int64_t baseline_link(
    const char *endpoint, int64_t articles, int64_t passes, size_t header_size, size_t body_size) {
    void *context = zmq_ctx_new();
    struct hub hub = {zmq_socket(context, ZMQ_ROUTER), articles, passes, header_size, body_size};
    int wait = 5000, limit = 10000;
    zmq_setsockopt(hub.socket, ZMQ_RCVTIMEO, &wait, sizeof wait);
    zmq_setsockopt(hub.socket, ZMQ_SNDHWM, &limit, sizeof limit);
    zmq_setsockopt(hub.socket, ZMQ_RCVHWM, &limit, sizeof limit);
    if (zmq_bind(hub.socket, endpoint) != 0) return -1;
    void *sockets[stages];
    for (int index = 0; index < stages; index++) {
        char name = (char)('0' + index);
        sockets[index] = zmq_socket(context, ZMQ_DEALER);
        zmq_setsockopt(sockets[index], ZMQ_ROUTING_ID, &name, 1);
        zmq_setsockopt(sockets[index], ZMQ_RCVTIMEO, &wait, sizeof wait);
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
