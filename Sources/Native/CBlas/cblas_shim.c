#define _GNU_SOURCE
#include "cblas_shim.h"

#include <cblas.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

static __typeof__(cblas_sgemm) *multiply;
static __typeof__(openblas_get_corename) *core_name;
static pthread_once_t once = PTHREAD_ONCE_INIT;

// The environment may only be changed while there is one thread.
__attribute__((constructor)) static void prepare(void) {
  setenv("OPENBLAS_NUM_THREADS", "1", 1);
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
    setenv("OPENBLAS_CORETYPE", "SkylakeX", 0);
  } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    setenv("OPENBLAS_CORETYPE", "Haswell", 0);
  }
#endif
}

static void open_library(void) {
  void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  __typeof__(openblas_set_num_threads) *set_threads = dlsym(library, "openblas_set_num_threads");
  core_name = dlsym(library, "openblas_get_corename");
  if (set_threads) set_threads(1);
  multiply = dlsym(library, "cblas_sgemm");
}

int cbl_open(void) {
  pthread_once(&once, open_library);
  return multiply != NULL;
}

const char *cbl_core(void) { return core_name ? core_name() : ""; }

// What stands in where the library is missing: the same product, slowly.
static void multiply_slowly(int32_t m, int32_t n, int32_t k, const float *a, int32_t lda,
                            const float *b, int32_t ldb, int b_is_transposed, float beta, float *c,
                            int32_t ldc) {
  for (int32_t i = 0; i < m; i++) {
    for (int32_t j = 0; j < n; j++) {
      float sum = 0;
      for (int32_t l = 0; l < k; l++) {
        sum += a[(size_t)i * lda + l] *
               (b_is_transposed ? b[(size_t)j * ldb + l] : b[(size_t)l * ldb + j]);
      }
      float *to = c + (size_t)i * ldc + j;
      *to = beta == 0 ? sum : sum + beta * *to;
    }
  }
}

void cbl_multiply(int32_t m, int32_t n, int32_t k, const float *a, int32_t lda, const float *b,
                  int32_t ldb, int b_is_transposed, float beta, float *c, int32_t ldc) {
  if (!cbl_open()) {
    multiply_slowly(m, n, k, a, lda, b, ldb, b_is_transposed, beta, c, ldc);
    return;
  }
  multiply(CblasRowMajor, CblasNoTrans, b_is_transposed ? CblasTrans : CblasNoTrans, m, n, k, 1, a,
           lda, b, ldb, beta, c, ldc);
}
