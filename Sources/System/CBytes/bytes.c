#include "CBytes.h"

#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

// Whether the operating system keeps these parts of the registers.
static inline int chancery_keeps(unsigned int parts) {
    unsigned int a, b, c, d, low, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (low & parts) == parts;
}

int chancery_bytes_has(int kind) {
    unsigned int a, b, c, d;
    // Bits 12 of leaf 1 and 5 of leaf 7: FMA and AVX2, which rounding rows takes in any case.
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & 1u << 12)) return 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & 1u << 5)) return 0;
    if (kind == chancery_bytes_avx512_vnni) {
        // Foundation, doublewords, bytes, vector lengths; VNNI.
        unsigned int wide = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31;
        return (b & wide) == wide && (c & 1u << 11) && chancery_keeps(0xe6);
    }
    return kind == chancery_bytes_avx_vnni && chancery_keeps(0x6)
        && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & 1u << 4);
}

#define CHANCERY_BYTES_512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))
#define CHANCERY_BYTES_256 __attribute__((target("avx2,avxvnni,fma")))
#define CHANCERY_INLINE static inline __attribute__((always_inline))

// Rounding needs no more than this, whatever multiplies.
#define CHANCERY_BYTES_ROUND __attribute__((target("avx2,fma")))

// Six rows with four or one panels; `rows` of them, and `columns` of each, are written.
#define CHANCERY_BLOCK_512(name, count)                                                          \
    CHANCERY_BYTES_512 CHANCERY_INLINE void name(                                                \
        const uint8_t *x, const int8_t *panel, const chancery_byte_matrix *m, int64_t column,    \
        const float *scales, const int32_t *zeros, float *target, int64_t rows) {                \
        __m512i sums[chancery_bytes_rows][count];                                                \
        int64_t inner = m->inner, size = inner * chancery_bytes_columns;                         \
        for (int row = 0; row < chancery_bytes_rows; row++)                                      \
            for (int part = 0; part < count; part++) sums[row][part] = _mm512_setzero_si512();   \
        for (int64_t place = 0; place < inner; place += 4) {                                     \
            __m512i weights[count];                                                              \
            for (int part = 0; part < count; part++)                                             \
                weights[part] = _mm512_loadu_si512(                                              \
                    panel + part * size + place * chancery_bytes_columns);                       \
            for (int row = 0; row < chancery_bytes_rows; row++) {                                \
                int32_t four;                                                                    \
                memcpy(&four, x + row * inner + place, 4);                                       \
                __m512i values = _mm512_set1_epi32(four);                                        \
                for (int part = 0; part < count; part++)                                         \
                    sums[row][part] =                                                            \
                        _mm512_dpbusd_epi32(sums[row][part], values, weights[part]);             \
            }                                                                                    \
        }                                                                                        \
        for (int part = 0; part < count; part++) {                                               \
            int64_t first = column + part * chancery_bytes_columns, left = m->columns - first;   \
            __mmask16 mask = left >= 16 ? 0xffff : (__mmask16)((1u << left) - 1);                \
            __m512 units = _mm512_loadu_ps(m->scales + first);                                   \
            __m512i of_column = _mm512_loadu_si512(m->sums + first);                             \
            for (int row = 0; row < chancery_bytes_rows; row++) {                                \
                if (row >= rows) break;                                                          \
                __m512i sum = _mm512_sub_epi32(                                                  \
                    sums[row][part],                                                             \
                    _mm512_mullo_epi32(of_column, _mm512_set1_epi32(zeros[row])));               \
                _mm512_mask_storeu_ps(                                                           \
                    target + row * m->columns + first, mask,                                     \
                    _mm512_mul_ps(                                                               \
                        _mm512_mul_ps(_mm512_cvtepi32_ps(sum), units),                           \
                        _mm512_set1_ps(scales[row])));                                           \
            }                                                                                    \
        }                                                                                        \
    }
CHANCERY_BLOCK_512(chancery_four_panels_512, 4)
CHANCERY_BLOCK_512(chancery_panel_512, 1)

CHANCERY_BYTES_512 static void chancery_bytes_multiply_512(
    const uint8_t *x, const float *scales, const int32_t *zeros, int64_t rows,
    const chancery_byte_matrix *m, float *target) {
    int64_t size = m->inner * chancery_bytes_columns;
    int64_t column = 0;
    while (column < m->columns) {
        const int8_t *panel = m->panels + column / chancery_bytes_columns * size;
        int is_wide = m->columns - column > 3 * chancery_bytes_columns;
        for (int64_t row = 0; row < rows; row += chancery_bytes_rows) {
            if (is_wide)
                chancery_four_panels_512(
                    x + row * m->inner, panel, m, column, scales + row, zeros + row,
                    target + row * m->columns, rows - row);
            else
                chancery_panel_512(
                    x + row * m->inner, panel, m, column, scales + row, zeros + row,
                    target + row * m->columns, rows - row);
        }
        column += (is_wide ? 4 : 1) * chancery_bytes_columns;
    }
}

CHANCERY_BYTES_256 static void chancery_bytes_multiply_256(
    const uint8_t *x, const float *scales, const int32_t *zeros, int64_t rows,
    const chancery_byte_matrix *m, float *target) {
    int64_t inner = m->inner, size = inner * chancery_bytes_columns;
    for (int64_t column = 0; column < m->columns; column += chancery_bytes_columns) {
        const int8_t *panel = m->panels + column / chancery_bytes_columns * size;
        int64_t left = m->columns - column;
        for (int64_t first = 0; first < rows; first += chancery_bytes_rows) {
            __m256i sums[chancery_bytes_rows][2];
            for (int row = 0; row < chancery_bytes_rows; row++)
                sums[row][0] = sums[row][1] = _mm256_setzero_si256();
            for (int64_t place = 0; place < inner; place += 4) {
                const int8_t *four_rows = panel + place * chancery_bytes_columns;
                __m256i low = _mm256_loadu_si256((const __m256i_u *)four_rows);
                __m256i high = _mm256_loadu_si256((const __m256i_u *)(four_rows + 32));
                for (int row = 0; row < chancery_bytes_rows; row++) {
                    int32_t four;
                    memcpy(&four, x + (first + row) * inner + place, 4);
                    __m256i values = _mm256_set1_epi32(four);
                    sums[row][0] = _mm256_dpbusd_avx_epi32(sums[row][0], values, low);
                    sums[row][1] = _mm256_dpbusd_avx_epi32(sums[row][1], values, high);
                }
            }
            for (int row = 0; row < chancery_bytes_rows; row++) {
                if (first + row >= rows) break;
                float values[chancery_bytes_columns];
                for (int half = 0; half < 2; half++) {
                    __m256i of_column =
                        _mm256_loadu_si256((const __m256i_u *)(m->sums + column + half * 8));
                    __m256i sum = _mm256_sub_epi32(
                        sums[row][half],
                        _mm256_mullo_epi32(of_column, _mm256_set1_epi32(zeros[first + row])));
                    __m256 units = _mm256_loadu_ps(m->scales + column + half * 8);
                    _mm256_storeu_ps(
                        values + half * 8,
                        _mm256_mul_ps(
                            _mm256_mul_ps(_mm256_cvtepi32_ps(sum), units),
                            _mm256_set1_ps(scales[first + row])));
                }
                memcpy(
                    target + (first + row) * m->columns + column, values,
                    (size_t)(left < chancery_bytes_columns ? left : chancery_bytes_columns) * 4);
            }
        }
    }
}

CHANCERY_BYTES_ROUND void chancery_bytes_of(
    const float *x, int64_t count, int64_t inner, uint8_t *target, float *scale, int32_t *zero) {
    __m256 low = _mm256_setzero_ps(), high = _mm256_setzero_ps();
    int64_t place = 0;
    for (; place + 8 <= count; place += 8) {
        __m256 values = _mm256_loadu_ps(x + place);
        low = _mm256_min_ps(low, values);
        high = _mm256_max_ps(high, values);
    }
    float lows[8], highs[8], least = 0, greatest = 0;
    _mm256_storeu_ps(lows, low);
    _mm256_storeu_ps(highs, high);
    for (int lane = 0; lane < 8; lane++) {
        if (lows[lane] < least) least = lows[lane];
        if (highs[lane] > greatest) greatest = highs[lane];
    }
    for (int64_t rest = place; rest < count; rest++) {
        if (x[rest] < least) least = x[rest];
        if (x[rest] > greatest) greatest = x[rest];
    }
    float unit = (greatest - least) / 255;
    // A row of zeros, or of numbers too small to divide by.
    if (!(unit > 1e-30f)) unit = 1;
    float factor = 1 / unit;
    int32_t offset = _mm_cvtss_si32(_mm_set_ss(-least * factor));
    *scale = unit;
    *zero = offset;
    __m256 factors = _mm256_set1_ps(factor);
    __m256i offsets = _mm256_set1_epi32(offset);
    for (place = 0; place + 8 <= count; place += 8) {
        __m256i whole = _mm256_add_epi32(
            _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(x + place), factors)), offsets);
        // To words and to bytes, each with what is beyond set to the end.
        __m128i words =
            _mm_packs_epi32(_mm256_castsi256_si128(whole), _mm256_extracti128_si256(whole, 1));
        _mm_storel_epi64((__m128i_u *)(target + place), _mm_packus_epi16(words, words));
    }
    for (; place < count; place++) {
        int32_t whole = _mm_cvtss_si32(_mm_set_ss(x[place] * factor)) + offset;
        target[place] = (uint8_t)(whole < 0 ? 0 : whole > 255 ? 255 : whole);
    }
    for (; place < inner; place++) target[place] = 0;
}

CHANCERY_BYTES_ROUND void chancery_bytes_of_column(
    const float *x, int64_t count, int8_t *target, float *scale, int32_t *sum) {
    const __m128 positive = _mm_castsi128_ps(_mm_set1_epi32(0x7fffffff));
    __m128 high = _mm_setzero_ps();
    int64_t place = 0;
    for (; place + 4 <= count; place += 4)
        high = _mm_max_ps(high, _mm_and_ps(_mm_loadu_ps(x + place), positive));
    float highs[4], greatest = 0;
    _mm_storeu_ps(highs, high);
    for (int lane = 0; lane < 4; lane++)
        if (highs[lane] > greatest) greatest = highs[lane];
    for (int64_t rest = place; rest < count; rest++) {
        float size = x[rest] < 0 ? -x[rest] : x[rest];
        if (size > greatest) greatest = size;
    }
    if (!(greatest > 1e-30f)) return;
    float factor = 127 / greatest;
    __m128 factors = _mm_set1_ps(factor);
    __m128i sums = _mm_setzero_si128();
    for (place = 0; place + 4 <= count; place += 4) {
        __m128i whole = _mm_cvtps_epi32(_mm_mul_ps(_mm_loadu_ps(x + place), factors));
        sums = _mm_add_epi32(sums, whole);
        __m128i words = _mm_packs_epi32(whole, whole);
        int32_t four = _mm_cvtsi128_si32(_mm_packs_epi16(words, words));
        memcpy(target + place * chancery_bytes_columns, &four, 4);
    }
    int32_t parts[4];
    _mm_storeu_si128((__m128i_u *)parts, sums);
    int32_t total = parts[0] + parts[1] + parts[2] + parts[3];
    for (int64_t rest = 0; place + rest < count; rest++) {
        int32_t whole = _mm_cvtss_si32(_mm_set_ss(x[place + rest] * factor));
        target[place * chancery_bytes_columns + rest] = (int8_t)whole;
        total += whole;
    }
    *scale = greatest / 127;
    *sum = total;
}

void chancery_bytes_multiply(
    int kind, const uint8_t *x, const float *scales, const int32_t *zeros, int64_t rows,
    const chancery_byte_matrix *m, float *target) {
    if (kind == chancery_bytes_avx512_vnni)
        chancery_bytes_multiply_512(x, scales, zeros, rows, m, target);
    else
        chancery_bytes_multiply_256(x, scales, zeros, rows, m, target);
}
#else
int chancery_bytes_has(int kind) {
    (void)kind;
    return 0;
}
void chancery_bytes_of(
    const float *x, int64_t count, int64_t inner, uint8_t *target, float *scale, int32_t *zero) {
    (void)x, (void)count, (void)inner, (void)target, (void)scale, (void)zero;
}
void chancery_bytes_of_column(
    const float *x, int64_t count, int8_t *target, float *scale, int32_t *sum) {
    (void)x, (void)count, (void)target, (void)scale, (void)sum;
}
void chancery_bytes_multiply(
    int kind, const uint8_t *x, const float *scales, const int32_t *zeros, int64_t rows,
    const chancery_byte_matrix *m, float *target) {
    (void)kind, (void)x, (void)scales, (void)zeros, (void)rows, (void)m, (void)target;
}
#endif
