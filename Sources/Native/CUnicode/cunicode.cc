// Text folding on ICU. Nothing but the binding and the two tables that ICU lacks: Arabic letter
// forms, and which scripts' look-alike letters are replaced.
#include "cunicode.h"

#include <atomic>
#include <string>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/utf8.h>
#include <unicode/uversion.h>

namespace {

const icu::Normalizer2 *casefold() {
  static const icu::Normalizer2 *instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *made = icu::Normalizer2::getNFKCCasefoldInstance(status);
    return U_SUCCESS(status) ? made : nullptr;
  }();
  return instance;
}

bool is_ascii(const char *s, size_t n) {
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t word;
    __builtin_memcpy(&word, s + i, 8);
    if (word & 0x8080808080808080ULL) return false;
  }
  for (; i < n; ++i)
    if (static_cast<unsigned char>(s[i]) & 0x80) return false;
  return true;
}

// Arabic and Persian forms that writers exchange freely, to one of them; 0 drops the code point.
// Marks: harakat, superscript alef, Koranic signs. After Larkey, Ballesteros & Connell (2007),
// "Light Stemming for Arabic Information Retrieval", normalisation step, with Persian kaf, yeh and
// heh added.
UChar32 fold_arabic(UChar32 c) {
  if (c < 0x0610 || c > 0x06F9) return c;
  if ((c >= 0x064B && c <= 0x065F) || (c >= 0x0610 && c <= 0x061A) || c == 0x0670 ||
      (c >= 0x06D6 && c <= 0x06DC) || (c >= 0x06DF && c <= 0x06E8) ||
      (c >= 0x06EA && c <= 0x06ED) || c == 0x0640)
    return 0;
  if (c >= 0x0660 && c <= 0x0669) return '0' + (c - 0x0660);
  if (c >= 0x06F0 && c <= 0x06F9) return '0' + (c - 0x06F0);
  switch (c) {
  case 0x0622: case 0x0623: case 0x0625: case 0x0671: return 0x0627;  // alef
  case 0x0624: return 0x0648;                                         // waw with hamza
  case 0x0626: case 0x0649: case 0x06CC: case 0x06D2: return 0x064A;  // yeh
  case 0x0629: case 0x06C0: case 0x06C1: case 0x06C2: case 0x06BE: case 0x06D5:
    return 0x0647;                                                    // heh, teh marbuta
  case 0x06A9: case 0x06AA: return 0x0643;                            // kaf
  default: return c;
  }
}

// Look-alikes are replaced only in the scripts that evaders borrow letters from; a prototype is
// used only when it is a single code point. 0 in the cache means not yet known.
UChar32 fold_confusable(UChar32 c) {
  if (c < 0x80 || c > 0xFFFF) return c;
  static std::atomic<uint16_t> cache[0x10000];
  uint16_t known = cache[c].load(std::memory_order_relaxed);
  if (known != 0) return known;
  UErrorCode status = U_ZERO_ERROR;
  UChar32 result = c;
  switch (uscript_getScript(c, &status)) {
  case USCRIPT_LATIN: case USCRIPT_CYRILLIC: case USCRIPT_GREEK: case USCRIPT_ARMENIAN:
  case USCRIPT_CHEROKEE: case USCRIPT_COPTIC: case USCRIPT_LISU: {
    static USpoofChecker *checker = [] {
      UErrorCode opened = U_ZERO_ERROR;
      return uspoof_open(&opened);
    }();
    char one[8], skeleton[64];
    int32_t length = 0;
    U8_APPEND_UNSAFE(one, length, c);
    const int32_t n =
        uspoof_getSkeletonUTF8(checker, 0, one, length, skeleton, sizeof skeleton, &status);
    if (U_SUCCESS(status) && n > 0) {
      int32_t i = 0;
      UChar32 prototype;
      U8_NEXT(skeleton, i, n, prototype);
      if (i == n && prototype > 0 && prototype <= 0xFFFF)
        result = u_foldCase(prototype, U_FOLD_CASE_DEFAULT);
    }
    break;
  }
  default: break;
  }
  if (result <= 0 || result > 0xFFFF) result = c;
  cache[c].store(static_cast<uint16_t>(result), std::memory_order_relaxed);
  return result;
}

bool is_word(UChar32 c) {
  if (c < 0x80)
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
  return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK | U_GC_NL_MASK)) != 0;
}

bool is_unspaced(UChar32 c) {
  if (c < 0x0E00) return false;
  if (c <= 0x0EFF) return true;                   // Thai, Lao
  if (c >= 0x1000 && c <= 0x109F) return true;    // Myanmar
  if (c >= 0x1780 && c <= 0x17FF) return true;    // Khmer
  if (c >= 0x3041 && c <= 0x30FF) return true;    // Hiragana, Katakana
  if (c >= 0x3400 && c <= 0x9FFF) return true;    // Han
  return c >= 0x20000 && c <= 0x3FFFF;            // Han, supplementary
}

// Bytes to an output of limited size, counting what did not fit.
struct Writer {
  char *out;
  size_t capacity, length = 0;
  void byte(char b) {
    if (length < capacity) out[length] = b;
    ++length;
  }
  void code_point(UChar32 c) {
    if (c < 0x80) return byte(static_cast<char>(c));
    char buffer[4];
    int32_t n = 0;
    U8_APPEND_UNSAFE(buffer, n, c);
    for (int32_t i = 0; i < n; ++i) byte(buffer[i]);
  }
};

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// NFKC_Casefold of the input in a buffer of this thread's; valid until the next call.
const std::string &folded(const char *utf8, size_t length) {
  thread_local std::string buffer;
  buffer.clear();
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&buffer, static_cast<int32_t>(length));
  const icu::Normalizer2 *form = casefold();
  if (form != nullptr)
    form->normalizeUTF8(0, icu::StringPiece(utf8, static_cast<int32_t>(length)), sink, nullptr,
                        status);
  if (form == nullptr || U_FAILURE(status)) buffer.assign(utf8, length);
  return buffer;
}

}  // namespace

extern "C" size_t cun_fold_key(const char *utf8, size_t length, char *out, size_t capacity) {
  Writer writer{out, capacity};
  if (is_ascii(utf8, length)) {
    for (size_t i = 0; i < length; ++i) writer.byte(lower_ascii(utf8[i]));
    return writer.length;
  }
  const std::string &text = folded(utf8, length);
  const int32_t n = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < n;) {
    UChar32 c;
    U8_NEXT(text.data(), i, n, c);
    if (c < 0) c = 0xFFFD;
    c = fold_arabic(c);
    if (c != 0) writer.code_point(c);
  }
  return writer.length;
}

extern "C" cun_folded cun_fold_text(const char *utf8, size_t length, char *out, size_t capacity) {
  Writer writer{out, capacity};
  cun_folded result{0, 0, 0};
  bool inside = false;
  const bool ascii = is_ascii(utf8, length);
  const std::string *text = ascii ? nullptr : &folded(utf8, length);
  const char *bytes = ascii ? utf8 : text->data();
  const int32_t n = static_cast<int32_t>(ascii ? length : text->size());
  for (int32_t i = 0; i < n;) {
    UChar32 c = static_cast<unsigned char>(bytes[i]);
    if (c < 0x80) {
      ++i;
      if (ascii) c = lower_ascii(static_cast<char>(c));
    } else {
      U8_NEXT(bytes, i, n, c);
      if (c < 0) c = 0xFFFD;
      c = fold_arabic(c);
      if (c == 0) continue;
      c = fold_confusable(c);
    }
    if (!is_word(c)) {
      inside = false;
      continue;
    }
    if (!inside) {
      if (result.words++ > 0) writer.byte(' ');
      inside = true;
    }
    if (is_unspaced(c)) ++result.unspaced;
    writer.code_point(c);
  }
  result.length = writer.length;
  return result;
}

extern "C" int cun_is_word(uint32_t code_point) {
  return is_word(static_cast<UChar32>(code_point)) ? 1 : 0;
}

extern "C" int cun_is_letter(uint32_t code_point) {
  return u_isalpha(static_cast<UChar32>(code_point)) ? 1 : 0;
}

extern "C" uint32_t cun_base_letter(uint32_t code_point) {
  const UChar32 c = static_cast<UChar32>(code_point);
  if (c < 0xC0 || c > 0xFFFF) return code_point;
  static std::atomic<uint16_t> cache[0x10000];
  const uint16_t known = cache[c].load(std::memory_order_relaxed);
  if (known != 0) return known;
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2 *form = [] {
    UErrorCode opened = U_ZERO_ERROR;
    const icu::Normalizer2 *made = icu::Normalizer2::getNFDInstance(opened);
    return U_SUCCESS(opened) ? made : nullptr;
  }();
  UChar32 result = c;
  icu::UnicodeString parts;
  if (U_SUCCESS(status) && form != nullptr && form->getDecomposition(c, parts)) {
    const UChar32 first = parts.char32At(0);
    int32_t i = U16_LENGTH(first);
    bool marks = first > 0 && first <= 0xFFFF;
    for (; marks && i < parts.length(); i = parts.moveIndex32(i, 1))
      marks = (U_GET_GC_MASK(parts.char32At(i)) & U_GC_M_MASK) != 0;
    if (marks) result = first;
  }
  cache[c].store(static_cast<uint16_t>(result), std::memory_order_relaxed);
  return static_cast<uint32_t>(result);
}

extern "C" const char *cun_icu_version(void) { return U_ICU_VERSION; }
