#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A tokenizer; encoding with it is safe from several threads.
typedef struct csp_model csp_model;

/// A tokenizer from the bytes of a model, which are copied; NULL where they are none.
csp_model *csp_load(const void *bytes, size_t length);

/// Frees a tokenizer.
void csp_free(csp_model *model);

/// Writes the first `capacity` ids of a text's tokens, without marks for its beginning and end.
/// Returns how many there are in all, which may be more; negative where the text cannot be encoded.
/// Bytes that are no UTF-8 are read as U+FFFD.
int64_t csp_encode(const csp_model *model, const char *utf8, size_t length, int32_t *ids,
                   size_t capacity);

/// How many tokens the model knows.
int32_t csp_size(const csp_model *model);

#ifdef __cplusplus
}
#endif
