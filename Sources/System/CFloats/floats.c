#include "CFloats.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define CHANCERY_WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,fma")))

int chancery_floats_here(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
}

// The innermost loop is written out, so that it is the same in a build without optimisation: the
// sums of 14 rows and 32 columns stay in registers 0 to 27, 28 and 29 hold a row of the panel, 30
// and 31 a value of x, in turns. Rows 0 to 4, 5 to 9 and 10 to 13 are reached from three places, by
// once, twice, three times and four times the stride.
#define ROW(place, low, high, value)                     \
    "vbroadcastss " place ", %%zmm" value "\n\t"         \
    "vfmadd231ps %%zmm28, %%zmm" value ", %%zmm" low "\n\t" \
    "vfmadd231ps %%zmm29, %%zmm" value ", %%zmm" high "\n\t"
#define ROW_0 ROW("(%[x])", "0", "1", "30")
#define ROW_1 ROW("(%[x],%[s])", "2", "3", "31")
#define ROW_2 ROW("(%[x],%[s],2)", "4", "5", "30")
#define ROW_3 ROW("(%[x],%[t])", "6", "7", "31")
#define ROW_4 ROW("(%[x],%[s],4)", "8", "9", "30")
#define ROW_5 ROW("(%[y])", "10", "11", "31")
#define ROW_6 ROW("(%[y],%[s])", "12", "13", "30")
#define ROW_7 ROW("(%[y],%[s],2)", "14", "15", "31")
#define ROW_8 ROW("(%[y],%[t])", "16", "17", "30")
#define ROW_9 ROW("(%[y],%[s],4)", "18", "19", "31")
#define ROW_10 ROW("(%[z])", "20", "21", "30")
#define ROW_11 ROW("(%[z],%[s])", "22", "23", "31")
#define ROW_12 ROW("(%[z],%[s],2)", "24", "25", "30")
#define ROW_13 ROW("(%[z],%[t])", "26", "27", "31")

#define ZERO(low, high)                              \
    "vpxord %%zmm" low ", %%zmm" low ", %%zmm" low "\n\t" \
    "vpxord %%zmm" high ", %%zmm" high ", %%zmm" high "\n\t"
#define KEEP(low, high, place)                            \
    "vmovups %%zmm" low ", " place "(%[sums])\n\t"        \
    "vmovups %%zmm" high ", 64+" place "(%[sums])\n\t"

#define ROWS_1 ROW_0
#define ROWS_2 ROWS_1 ROW_1
#define ROWS_3 ROWS_2 ROW_2
#define ROWS_4 ROWS_3 ROW_3
#define ROWS_5 ROWS_4 ROW_4
#define ROWS_6 ROWS_5 ROW_5
#define ROWS_7 ROWS_6 ROW_6
#define ROWS_8 ROWS_7 ROW_7
#define ROWS_9 ROWS_8 ROW_8
#define ROWS_10 ROWS_9 ROW_9
#define ROWS_11 ROWS_10 ROW_10
#define ROWS_12 ROWS_11 ROW_11
#define ROWS_13 ROWS_12 ROW_12
#define ROWS_14 ROWS_13 ROW_13

#define ZERO_ALL                                                                                 \
    ZERO("0", "1") ZERO("2", "3") ZERO("4", "5") ZERO("6", "7") ZERO("8", "9") ZERO("10", "11")  \
    ZERO("12", "13") ZERO("14", "15") ZERO("16", "17") ZERO("18", "19") ZERO("20", "21")         \
    ZERO("22", "23") ZERO("24", "25") ZERO("26", "27")
#define KEEP_ALL                                                                                 \
    KEEP("0", "1", "0") KEEP("2", "3", "128") KEEP("4", "5", "256") KEEP("6", "7", "384")        \
    KEEP("8", "9", "512") KEEP("10", "11", "640") KEEP("12", "13", "768") KEEP("14", "15", "896") \
    KEEP("16", "17", "1024") KEEP("18", "19", "1152") KEEP("20", "21", "1280")                   \
    KEEP("22", "23", "1408") KEEP("24", "25", "1536") KEEP("26", "27", "1664")

// Writes the sums of `count` rows and the 32 columns of a panel: [14][32]. `inner` is not 0.
// Meanwhile the second cache fetches a line each step, from `next` on, `gap` bytes apart.
#define CHANCERY_ROWS(count)                                                                     \
    CHANCERY_WIDE static void chancery_rows_##count(                                             \
        const float *x, int64_t stride, const float *panel, int64_t panel_stride, int64_t inner, \
        float *sums, const float *next, int64_t gap) {                                           \
        const float *y = x + 5 * stride, *z = x + 10 * stride;                                   \
        __asm__ volatile(                                                                        \
            ZERO_ALL                                                                             \
            ".p2align 5\n\t"                                                                     \
            "1:\n\t"                                                                             \
            "vmovups (%[panel]), %%zmm28\n\t"                                                    \
            "vmovups 64(%[panel]), %%zmm29\n\t"                                                  \
            "add %[p], %[panel]\n\t"                                                             \
            "prefetcht1 (%[next])\n\t"                                                           \
            "add %[gap], %[next]\n\t"                                                            \
            ROWS_##count                                                                         \
            "add $4, %[x]\n\t"                                                                   \
            "add $4, %[y]\n\t"                                                                   \
            "add $4, %[z]\n\t"                                                                   \
            "dec %[inner]\n\t"                                                                   \
            "jnz 1b\n\t"                                                                         \
            KEEP_ALL                                                                             \
            : [x] "+r"(x), [y] "+r"(y), [z] "+r"(z), [panel] "+r"(panel), [inner] "+r"(inner),   \
              [next] "+r"(next)                                                                  \
            : [s] "r"(stride * 4), [t] "r"(stride * 12), [p] "r"(panel_stride * 4),              \
              [sums] "r"(sums), [gap] "r"(gap)                                                   \
            : "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",    \
              "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "xmm16",     \
              "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25",   \
              "xmm26", "xmm27", "xmm28", "xmm29", "xmm30", "xmm31");                             \
    }
CHANCERY_ROWS(1)
CHANCERY_ROWS(2)
CHANCERY_ROWS(3)
CHANCERY_ROWS(4)
CHANCERY_ROWS(5)
CHANCERY_ROWS(6)
CHANCERY_ROWS(7)
CHANCERY_ROWS(8)
CHANCERY_ROWS(9)
CHANCERY_ROWS(10)
CHANCERY_ROWS(11)
CHANCERY_ROWS(12)
CHANCERY_ROWS(13)
CHANCERY_ROWS(14)

typedef void (*chancery_rows)(
    const float *, int64_t, const float *, int64_t, int64_t, float *, const float *, int64_t);

static const chancery_rows chancery_by_rows[chancery_floats_rows + 1] = {
    0,
    chancery_rows_1,
    chancery_rows_2,
    chancery_rows_3,
    chancery_rows_4,
    chancery_rows_5,
    chancery_rows_6,
    chancery_rows_7,
    chancery_rows_8,
    chancery_rows_9,
    chancery_rows_10,
    chancery_rows_11,
    chancery_rows_12,
    chancery_rows_13,
    chancery_rows_14,
};

CHANCERY_WIDE static inline __m512 chancery_gelu_512(__m512 value) {
    __m512 z = _mm512_mul_ps(value, _mm512_set1_ps(0.70710677f));
    z = _mm512_min_ps(_mm512_max_ps(z, _mm512_set1_ps(-3.92f)), _mm512_set1_ps(3.92f));
    __m512 t = _mm512_mul_ps(z, z);
    __m512 p = _mm512_fmadd_ps(t, _mm512_set1_ps(2.0347274521e-06f), _mm512_set1_ps(0.000287480536f));
    p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(0.00386837521f));
    p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(0.0530606285f));
    p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(0.192765161f));
    p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(1.12837899f));
    __m512 q = _mm512_fmadd_ps(t, _mm512_set1_ps(3.80706224e-05f), _mm512_set1_ps(0.00118812686f));
    q = _mm512_fmadd_ps(q, t, _mm512_set1_ps(0.0151723921f));
    q = _mm512_fmadd_ps(q, t, _mm512_set1_ps(0.115085080f));
    q = _mm512_fmadd_ps(q, t, _mm512_set1_ps(0.504165351f));
    q = _mm512_fmadd_ps(q, t, _mm512_set1_ps(1));
    __m512 error = _mm512_div_ps(_mm512_mul_ps(z, p), q);
    __m512 half = _mm512_mul_ps(value, _mm512_set1_ps(0.5f));
    return _mm512_fmadd_ps(half, error, half);
}

// Sixteen columns of `rows` rows of sums, with what comes after them.
CHANCERY_WIDE static void chancery_finish(
    const float *sums, int64_t rows, const chancery_float_matrix *m, int64_t column,
    float *target, int64_t target_stride) {
    int64_t left = m->columns - column;
    if (left <= 0) return;
    __mmask16 mask = left >= 16 ? 0xffff : (__mmask16)((1u << left) - 1);
    __m512 bias = m->bias ? _mm512_maskz_loadu_ps(mask, m->bias + column) : _mm512_setzero_ps();
    for (int64_t row = 0; row < rows; row++) {
        __m512 value =
            _mm512_add_ps(_mm512_loadu_ps(sums + row * chancery_floats_columns), bias);
        if (m->after == chancery_floats_leaky)
            value = _mm512_max_ps(value, _mm512_mul_ps(value, _mm512_set1_ps(m->slope)));
        else if (m->after == chancery_floats_gelu)
            value = chancery_gelu_512(value);
        _mm512_mask_storeu_ps(target + row * target_stride + column, mask, value);
    }
}

// Times 14 rows, which stay in the second cache with what is made of them while all panels pass by.
enum { chancery_floats_turns = 5 };

CHANCERY_WIDE void chancery_floats_multiply(
    const float *x, int64_t stride, int64_t rows, const chancery_float_matrix *m, float *target,
    int64_t target_stride) {
    float sums[chancery_floats_rows * chancery_floats_columns] __attribute__((aligned(64)));
    if (rows <= 0 || m->columns <= 0 || m->inner <= 0) return;
    int64_t most = chancery_floats_turns * chancery_floats_rows;
    for (int64_t top = 0; top < rows; top += most) {
        int64_t here = rows - top < most ? rows - top : most;
        // As few turns as can be, of rows as even as can be.
        int64_t blocks = (here + chancery_floats_rows - 1) / chancery_floats_rows;
        for (int64_t column = 0; column < m->columns; column += chancery_floats_columns) {
            const float *panel = m->panels + column / chancery_floats_columns * m->panel_size;
            for (int64_t block = 0; block < blocks; block++) {
                int64_t first = top + here * block / blocks;
                int64_t count = top + here * (block + 1) / blocks - first;
                // The first two turns fetch both halves of the next panel's rows; behind the last
                // panel stands nothing, and nothing comes of that.
                int is_fetching = block < 2 && m->panel_size > 0;
                chancery_by_rows[count](
                    x + first * stride, stride, panel, m->panel_stride, m->inner, sums,
                    is_fetching ? panel + m->panel_size + 16 * block : panel,
                    is_fetching ? 4 * chancery_floats_columns : 0);
                for (int half = 0; half < chancery_floats_columns; half += 16)
                    chancery_finish(
                        sums + half, count, m, column + half, target + first * target_stride,
                        target_stride);
            }
        }
    }
}

CHANCERY_WIDE void chancery_floats_mix(
    const float *x, int64_t count, const float *factors, int64_t families, int64_t factor_stride,
    float *target, int64_t target_stride, int adds) {
    for (int64_t place = 0; place < count; place += 16) {
        int64_t left = count - place;
        __mmask16 mask = left >= 16 ? 0xffff : (__mmask16)((1u << left) - 1);
        __m512 value = _mm512_maskz_loadu_ps(mask, x + place);
        for (int64_t family = 0; family < families; family++) {
            float *line = target + family * target_stride + place;
            __m512 sum = adds ? _mm512_maskz_loadu_ps(mask, line) : _mm512_setzero_ps();
            sum = _mm512_fmadd_ps(value, _mm512_set1_ps(factors[family * factor_stride]), sum);
            _mm512_mask_storeu_ps(line, mask, sum);
        }
    }
}

CHANCERY_WIDE void chancery_floats_normalize(
    float *x, const float *bias, const float *residual, const float *weight, const float *offset,
    float epsilon, int64_t rows, int64_t width) {
    for (int64_t row = 0; row < rows; row++) {
        float *line = x + row * width;
        const float *other = residual ? residual + row * width : 0;
        __m512 sum = _mm512_setzero_ps(), squares = _mm512_setzero_ps();
        for (int64_t place = 0; place < width; place += 16) {
            __m512 value = _mm512_loadu_ps(line + place);
            if (bias) value = _mm512_add_ps(value, _mm512_loadu_ps(bias + place));
            if (other) value = _mm512_add_ps(value, _mm512_loadu_ps(other + place));
            _mm512_storeu_ps(line + place, value);
            sum = _mm512_add_ps(sum, value);
        }
        __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum) / (float)width);
        for (int64_t place = 0; place < width; place += 16) {
            __m512 value = _mm512_sub_ps(_mm512_loadu_ps(line + place), mean);
            squares = _mm512_fmadd_ps(value, value, squares);
        }
        float variance = _mm512_reduce_add_ps(squares) / (float)width;
        __m512 scale = _mm512_set1_ps(1 / __builtin_sqrtf(variance + epsilon));
        for (int64_t place = 0; place < width; place += 16) {
            __m512 value =
                _mm512_mul_ps(_mm512_sub_ps(_mm512_loadu_ps(line + place), mean), scale);
            value = _mm512_fmadd_ps(
                value, _mm512_loadu_ps(weight + place), _mm512_loadu_ps(offset + place));
            _mm512_storeu_ps(line + place, value);
        }
    }
}

CHANCERY_WIDE static inline __m512 chancery_exponential_512(__m512 value) {
    value = _mm512_min_ps(_mm512_max_ps(value, _mm512_set1_ps(-87)), _mm512_set1_ps(87));
    __m512 t = _mm512_mul_ps(value, _mm512_set1_ps(1.44269504f));
    __m512 shifted = _mm512_add_ps(t, _mm512_set1_ps(12582912.0f));
    __m512 f = _mm512_sub_ps(t, _mm512_sub_ps(shifted, _mm512_set1_ps(12582912.0f)));
    __m512 p = _mm512_fmadd_ps(f, _mm512_set1_ps(0.000154035304f), _mm512_set1_ps(0.00133335581f));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(0.00961812911f));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(0.055504109f));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(0.240226507f));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(0.693147181f));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(1));
    __m512i power = _mm512_sub_epi32(
        _mm512_castps_si512(shifted), _mm512_set1_epi32(0x4B400000 - 127));
    return _mm512_mul_ps(p, _mm512_castsi512_ps(_mm512_slli_epi32(power, 23)));
}

CHANCERY_WIDE void chancery_floats_softmax(float *x, int64_t rows, int64_t width, int64_t stride) {
    for (int64_t row = 0; row < rows; row++) {
        float *line = x + row * stride;
        __m512 low = _mm512_set1_ps(-__builtin_inff()), high = low, sum = _mm512_setzero_ps();
        for (int64_t place = 0; place < width; place += 16) {
            int64_t left = width - place;
            __mmask16 mask = left >= 16 ? 0xffff : (__mmask16)((1u << left) - 1);
            high = _mm512_max_ps(high, _mm512_mask_loadu_ps(low, mask, line + place));
        }
        __m512 greatest = _mm512_set1_ps(_mm512_reduce_max_ps(high));
        for (int64_t place = 0; place < width; place += 16) {
            int64_t left = width - place;
            __mmask16 mask = left >= 16 ? 0xffff : (__mmask16)((1u << left) - 1);
            __m512 value = chancery_exponential_512(
                _mm512_sub_ps(_mm512_maskz_loadu_ps(mask, line + place), greatest));
            _mm512_mask_storeu_ps(line + place, mask, value);
            sum = _mm512_mask_add_ps(sum, mask, sum, value);
        }
        __m512 scale = _mm512_set1_ps(1 / _mm512_reduce_add_ps(sum));
        for (int64_t place = 0; place < width; place += 16) {
            int64_t left = width - place;
            __mmask16 mask = left >= 16 ? 0xffff : (__mmask16)((1u << left) - 1);
            __m512 value = _mm512_mul_ps(_mm512_maskz_loadu_ps(mask, line + place), scale);
            _mm512_mask_storeu_ps(line + place, mask, value);
        }
    }
}
#else
int chancery_floats_here(void) { return 0; }
void chancery_floats_multiply(
    const float *x, int64_t stride, int64_t rows, const chancery_float_matrix *m, float *target,
    int64_t target_stride) {
    (void)x, (void)stride, (void)rows, (void)m, (void)target, (void)target_stride;
}
void chancery_floats_mix(
    const float *x, int64_t count, const float *factors, int64_t families, int64_t factor_stride,
    float *target, int64_t target_stride, int adds) {
    (void)x, (void)count, (void)factors, (void)families, (void)factor_stride;
    (void)target, (void)target_stride, (void)adds;
}
void chancery_floats_normalize(
    float *x, const float *bias, const float *residual, const float *weight, const float *offset,
    float epsilon, int64_t rows, int64_t width) {
    (void)x, (void)bias, (void)residual, (void)weight, (void)offset;
    (void)epsilon, (void)rows, (void)width;
}
void chancery_floats_softmax(float *x, int64_t rows, int64_t width, int64_t stride) {
    (void)x, (void)rows, (void)width, (void)stride;
}
#endif
