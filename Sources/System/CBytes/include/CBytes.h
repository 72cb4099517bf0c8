// Products of rows of floats with a matrix of whole numbers of one byte, for processors that
// multiply four pairs of bytes and add them up in one instruction: AVX-512 VNNI, or AVX-VNNI.
// Elsewhere there are none, and whoever asks computes with floats.
//
// A library would be oneDNN, which is as fast on these shapes; but it writes its code while it
// runs, which a hardened service is not allowed to, takes one scale for all rows, and is 40 MB.
//
// The matrix lies in panels of 16 columns: [columns / 16][inner / 4][16][4], columns and inner
// filled up with zeros. An input row becomes bytes by value = (byte - zero) * scale.
#pragma once
#include <stdint.h>

enum {
    chancery_bytes_none,
    chancery_bytes_avx_vnni,
    chancery_bytes_avx512_vnni,
    // Rows that are multiplied at a time; their bytes are filled up to that with anything.
    chancery_bytes_rows = 6,
    chancery_bytes_columns = 16,
};

typedef struct {
    // [columns / 16][inner / 4][16][4]
    const int8_t *panels;
    // Of each column, filled up to panels: what one unit is worth, and the sum of its bytes.
    const float *scales;
    const int32_t *sums;
    int64_t columns;
    // A multiple of four.
    int64_t inner;
} chancery_byte_matrix;

// Whether this processor has the instructions of a kind.
int chancery_bytes_has(int kind);

// Writes the bytes of a row of `count` floats, filled up to `inner`, what one unit is worth and
// which byte stands for 0. The range from the least value to the greatest, and 0 with them, takes
// all 256 bytes. For processors of some kind only, like the next.
void chancery_bytes_of(
    const float *x, int64_t count, int64_t inner, uint8_t *target, float *scale, int32_t *zero);

// Writes the bytes of a column of `count` weights where they stand in its panel, the first at
// `target`; what one unit is worth, and their sum. The greatest weight becomes 127. Nothing is written
// if all are 0, or as good as that.
void chancery_bytes_of_column(
    const float *x, int64_t count, int8_t *target, float *scale, int32_t *sum);

// Writes the products of `rows` rows of bytes, whose memory reaches to a multiple of six rows:
// [rows, columns]. `kind` is one that this processor has.
void chancery_bytes_multiply(
    int kind, const uint8_t *x, const float *scales, const int32_t *zeros, int64_t rows,
    const chancery_byte_matrix *m, float *target);
