#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a folded text consists of.
typedef struct {
  /// Bytes written to the output.
  size_t length;
  /// Words: runs of letters, marks, digits and `_` between other characters.
  uint32_t words;
  /// Letters of scripts that are written without spaces between words.
  uint32_t unspaced;
} cun_folded;

/// Folds a tag or another short key: NFKC_Casefold, then Arabic and Persian letter forms.
/// Writes at most `capacity` bytes; returns the length needed (larger than `capacity`: nothing of
/// use was written). Input must be valid UTF-8.
size_t cun_fold_key(const char *utf8, size_t length, char *out, size_t capacity);

/// Folds a text to its normal form: as cun_fold_key, confusable letters replaced by their Latin
/// prototypes, then words joined by one space and everything else dropped.
/// `folded.length` is the length needed; larger than `capacity`: call again with more room.
cun_folded cun_fold_text(const char *utf8, size_t length, char *out, size_t capacity);

/// Whether the code point can stand in a tag or a word: letters, marks, digits, `_`.
int cun_is_word(uint32_t code_point);

/// Whether the code point is a letter (and not a digit, mark or sign).
int cun_is_letter(uint32_t code_point);

/// The letter without the marks that its canonical decomposition adds, such as e for é; any other
/// code point as it is.
uint32_t cun_base_letter(uint32_t code_point);

/// Transliterates to small Latin letters without marks, such as "Марина" to "marina".
/// Writes at most `capacity` bytes; returns the length needed (larger than `capacity`: nothing of
/// use was written). Input must be valid UTF-8.
size_t cun_latinize(const char *utf8, size_t length, char *out, size_t capacity);

/// ICU's version, such as "72.1".
const char *cun_icu_version(void);

#ifdef __cplusplus
}
#endif
