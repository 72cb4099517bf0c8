#include "baseline.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

struct baseline_consumer {
    void *context;
    void *socket;
    pthread_t thread;
    atomic_int ready;
    atomic_int ending;
    atomic_llong received;
    int64_t capacity;
    int64_t *latencies;
    int follows;
    void *credit;
    size_t credit_size;
    int64_t step;
    int64_t granted;
};

static void note(baseline_consumer *consumer, const zmq_msg_t *body, int64_t now) {
    int64_t sent = 0;
    if (zmq_msg_size(body) < sizeof sent) return;
    memcpy(&sent, zmq_msg_data((zmq_msg_t *)body), sizeof sent);
    if (sent == 0) return;
    int64_t count = atomic_load_explicit(&consumer->received, memory_order_relaxed);
    if (count < consumer->capacity) consumer->latencies[count] = now - sent;
    atomic_store_explicit(&consumer->received, count + 1, memory_order_release);
}

static void grant(baseline_consumer *consumer) {
    while (atomic_load(&consumer->received) - consumer->granted >= consumer->step) {
        consumer->granted += consumer->step;
        zmq_send(consumer->socket, "CHF1", 4, ZMQ_SNDMORE);
        zmq_send(consumer->socket, "CREDIT", 6, ZMQ_SNDMORE);
        zmq_send(consumer->socket, consumer->credit, consumer->credit_size, 0);
    }
}

static void *consume(void *argument) {
    baseline_consumer *consumer = argument;
    zmq_msg_t part;
    zmq_msg_init(&part);
    while (!atomic_load_explicit(&consumer->ending, memory_order_relaxed)) {
        // Subscribers have the body in frame 2; followers an event in each from frame 3 on.
        if (zmq_msg_recv(&part, consumer->socket, 0) < 0) continue;
        int index = 0;
        int64_t now = baseline_now();
        for (;;) {
            if (consumer->follows ? index >= 3 : index == 2) note(consumer, &part, now);
            if (!zmq_msg_more(&part)) break;
            if (zmq_msg_recv(&part, consumer->socket, 0) < 0) break;
            index += 1;
        }
        atomic_store_explicit(&consumer->ready, 1, memory_order_release);
        if (consumer->follows) grant(consumer);
    }
    zmq_msg_close(&part);
    return NULL;
}

static baseline_consumer *make(int kind, int64_t capacity) {
    baseline_consumer *consumer = calloc(1, sizeof *consumer);
    consumer->capacity = capacity;
    consumer->latencies = calloc((size_t)capacity, sizeof(int64_t));
    consumer->context = zmq_ctx_new();
    consumer->socket = zmq_socket(consumer->context, kind);
    int zero = 0, limit = 1000, timeout = 50;
    zmq_setsockopt(consumer->socket, ZMQ_LINGER, &zero, sizeof zero);
    zmq_setsockopt(consumer->socket, ZMQ_RCVHWM, &limit, sizeof limit);
    zmq_setsockopt(consumer->socket, ZMQ_RCVTIMEO, &timeout, sizeof timeout);
    return consumer;
}

static baseline_consumer *begin(baseline_consumer *consumer) {
    // The socket changes hands here; pthread_create is the fence libzmq asks for.
    pthread_create(&consumer->thread, NULL, consume, consumer);
    return consumer;
}

baseline_consumer *baseline_subscribe(const char *endpoint, const char *topic, int64_t capacity) {
    baseline_consumer *consumer = make(ZMQ_SUB, capacity);
    zmq_setsockopt(consumer->socket, ZMQ_SUBSCRIBE, topic, strlen(topic));
    zmq_connect(consumer->socket, endpoint);
    return begin(consumer);
}

baseline_consumer *baseline_follow(
    const char *endpoint, const void *follow, size_t follow_size, const void *credit,
    size_t credit_size, int64_t step, int64_t capacity) {
    baseline_consumer *consumer = make(ZMQ_DEALER, capacity);
    consumer->follows = 1;
    consumer->step = step;
    consumer->credit_size = credit_size;
    consumer->credit = malloc(credit_size);
    memcpy(consumer->credit, credit, credit_size);
    zmq_connect(consumer->socket, endpoint);
    zmq_send(consumer->socket, "CHF1", 4, ZMQ_SNDMORE);
    zmq_send(consumer->socket, "FOLLOW", 6, ZMQ_SNDMORE);
    zmq_send(consumer->socket, follow, follow_size, 0);
    return begin(consumer);
}

int baseline_is_ready(const baseline_consumer *consumer) {
    return atomic_load_explicit(&((baseline_consumer *)consumer)->ready, memory_order_acquire);
}

int64_t baseline_received(const baseline_consumer *consumer) {
    return atomic_load_explicit(&((baseline_consumer *)consumer)->received, memory_order_acquire);
}

int64_t baseline_latency(const baseline_consumer *consumer, int64_t index) {
    return consumer->latencies[index];
}

int baseline_wait(baseline_consumer *const *consumers, int count, int64_t target) {
    int64_t end = baseline_now() + 10000000000;
    for (int index = 0; index < count; index++) {
        while (baseline_received(consumers[index]) < target) {
            if (baseline_now() > end) return -1;
            baseline_sleep(20000);
        }
    }
    return 0;
}

void baseline_end(baseline_consumer *consumer) {
    atomic_store(&consumer->ending, 1);
    pthread_join(consumer->thread, NULL);
    zmq_close(consumer->socket);
    zmq_ctx_term(consumer->context);
    free(consumer->latencies);
    free(consumer->credit);
    free(consumer);
}
