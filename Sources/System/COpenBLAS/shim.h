// OpenBLAS 0.3.21: Debian package libopenblas-dev. Only the product of two matrices of floats
// (cblas_sgemm) and the number of threads are used.
#pragma once
#include <cblas.h>
