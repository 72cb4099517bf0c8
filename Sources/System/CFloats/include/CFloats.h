// Products of rows of floats with a matrix of weights that was laid out for it once, for processors
// with AVX-512. A library's product lays out both of its factors anew in every call, which takes an
// eighth of the time where one of them never changes; and it leaves what follows, adding a bias and
// bending the sum, to another walk through memory.
//
// The matrix lies in panels of 32 columns: [columns / 32][inner][32], columns filled up with zeros.
#pragma once
#include <stdint.h>

enum {
    chancery_floats_columns = 32,
    // Rows that are multiplied at a time.
    chancery_floats_rows = 14,
    // What is made of a sum and its bias.
    chancery_floats_plain = 0,
    // The larger of it and `slope` times it.
    chancery_floats_leaky,
    // The exact GELU, with the erf of Tensors/ErrorFunction.swift.
    chancery_floats_gelu,
};

typedef struct {
    const float *panels;
    // Floats from a row of a panel to the next, and from a panel to the next.
    int64_t panel_stride, panel_size;
    int64_t columns, inner;
    // Of each column; or NULL.
    const float *bias;
    int after;
    float slope;
} chancery_float_matrix;

// Whether this processor has AVX-512.
int chancery_floats_here(void);

// Writes the products of `rows` rows, which begin `stride` floats apart, to rows that begin
// `target_stride` floats apart. For processors that have AVX-512 only.
void chancery_floats_multiply(
    const float *x, int64_t stride, int64_t rows, const chancery_float_matrix *m, float *target,
    int64_t target_stride);

// The rest says in AVX-512 what Swift's own loops (Tensors/Kernel.swift) say for any processor,
// because Swift compiles all of a program for one: again for processors that have it only.

// Writes, or adds, factors[f] times x to each family's line of `count` floats.
void chancery_floats_mix(
    const float *x, int64_t count, const float *factors, int64_t families, int64_t factor_stride,
    float *target, int64_t target_stride, int adds);

// LayerNorm of x + bias + residual in each row; `width` is a multiple of 16, bias and residual may
// be NULL.
void chancery_floats_normalize(
    float *x, const float *bias, const float *residual, const float *weight, const float *offset,
    float epsilon, int64_t rows, int64_t width);

// Softmax over the first `width` values of each row.
void chancery_floats_softmax(float *x, int64_t rows, int64_t width, int64_t stride);
