// Two loops for processors with AVX2 and FMA: Swift compiles all of a program for one processor, the
// oldest supported, and cannot compile a single function for a newer one. Without those instructions
// Swift's own loops are used, which say what is computed here; no library is linked.
#pragma once
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#define CHANCERY_AVX2 __attribute__((target("avx2,fma")))

// Whether this processor has both.
static inline int chancery_has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

typedef float chancery_lanes __attribute__((vector_size(32), aligned(4)));
typedef int32_t chancery_whole_lanes __attribute__((vector_size(32), aligned(4)));

CHANCERY_AVX2 static inline chancery_lanes chancery_clamped(
    chancery_lanes x, float least, float greatest) {
    chancery_lanes low = (chancery_lanes){0} + least;
    chancery_lanes high = (chancery_lanes){0} + greatest;
    return __builtin_elementwise_min(__builtin_elementwise_max(x, low), high);
}

// gelu(x + bias) of `count` values, a multiple of eight.
CHANCERY_AVX2 static void chancery_gelu(float *x, const float *bias, int64_t count) {
    for (int64_t place = 0; place < count; place += 8) {
        chancery_lanes value =
            *(const chancery_lanes *)(x + place) + *(const chancery_lanes *)(bias + place);
        chancery_lanes z = chancery_clamped(value * 0.70710677f, -3.92f, 3.92f);
        chancery_lanes t = z * z;
        chancery_lanes p = t * 2.0347274521e-06f + 0.000287480536f;
        p = p * t + 0.00386837521f;
        p = p * t + 0.0530606285f;
        p = p * t + 0.192765161f;
        p = p * t + 1.12837899f;
        chancery_lanes q = t * 3.80706224e-05f + 0.00118812686f;
        q = q * t + 0.0151723921f;
        q = q * t + 0.115085080f;
        q = q * t + 0.504165351f;
        q = q * t + 1;
        *(chancery_lanes *)(x + place) = value * 0.5f * (1 + z * p / q);
    }
}

// Replaces `count` values, a multiple of eight, by e to the power of value - greatest; returns the
// sum of the results.
CHANCERY_AVX2 static float chancery_exponentials(float *x, float greatest, int64_t count) {
    chancery_lanes sum = {0};
    for (int64_t place = 0; place < count; place += 8) {
        chancery_lanes value = *(const chancery_lanes *)(x + place) - greatest;
        chancery_lanes t = chancery_clamped(value, -87.0f, 87.0f) * 1.44269504f;
        chancery_lanes shifted = t + 12582912.0f;
        chancery_lanes f = t - (shifted - 12582912.0f);
        chancery_lanes p = f * 0.000154035304f + 0.00133335581f;
        p = p * f + 0.00961812911f;
        p = p * f + 0.055504109f;
        p = p * f + 0.240226507f;
        p = p * f + 0.693147181f;
        p = p * f + 1;
        chancery_whole_lanes bits = ((chancery_whole_lanes)shifted - 0x4B400000 + 127) << 23;
        p *= (chancery_lanes)bits;
        *(chancery_lanes *)(x + place) = p;
        sum += p;
    }
    return sum[0] + sum[1] + sum[2] + sum[3] + sum[4] + sum[5] + sum[6] + sum[7];
}
#else
static inline int chancery_has_avx2(void) { return 0; }
static inline void chancery_gelu(float *x, const float *bias, int64_t count) {
    (void)x, (void)bias, (void)count;
}
static inline float chancery_exponentials(float *x, float greatest, int64_t count) {
    (void)x, (void)greatest, (void)count;
    return 0;
}
#endif
