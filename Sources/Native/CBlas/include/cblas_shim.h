#pragma once
#include <stdint.h>

/// OpenBLAS, opened when it is first needed and not before: a program that never multiplies matrices
/// starts without it, and without the threads that it would start.
///
/// Before the program's own code runs, OPENBLAS_NUM_THREADS is set to 1, and OPENBLAS_CORETYPE, where
/// nobody has set it, to what the processor can do: OpenBLAS 0.3.21 takes a processor that is newer
/// than itself for the oldest one it knows and is then five times slower.

/// Opens the library once; 1 where it is there. Safe from several threads.
int cbl_open(void);

/// The kernels that OpenBLAS runs, such as "SkylakeX"; empty before it is open.
const char *cbl_core(void);

/// C = A B + beta C, all by rows: A is m × k, B is k × n (transposed: n × k), C is m × n.
/// `lda`, `ldb` and `ldc` are the lengths of rows in memory. Opens the library where nobody has;
/// without it the product is computed slowly.
void cbl_multiply(int32_t m, int32_t n, int32_t k, const float *a, int32_t lda, const float *b,
                  int32_t ldb, int b_is_transposed, float beta, float *c, int32_t ldc);
