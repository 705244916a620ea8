// Transliteration to Latin letters on ICU, so that a name in one script can be sought in another.
#include "cunicode.h"

#include <memory>
#include <mutex>
#include <string>

#include <unicode/bytestream.h>
#include <unicode/stringpiece.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace {

const icu::Transliterator *latin() {
  static const icu::Transliterator *instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    icu::Transliterator *made = icu::Transliterator::createInstance(
        "Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status);
    return U_SUCCESS(status) ? made : nullptr;
  }();
  return instance;
}

}  // namespace

extern "C" size_t cun_latinize(const char *utf8, size_t length, char *out, size_t capacity) {
  if (latin() == nullptr || length > INT32_MAX) return 0;
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8, static_cast<int32_t>(length)));
  // ICU's transliterators keep no state between calls; the lock makes that no assumption of ours.
  static std::mutex lock;
  {
    std::lock_guard<std::mutex> held(lock);
    latin()->transliterate(text);
  }
  std::string bytes;
  text.toUTF8String(bytes);
  if (bytes.size() <= capacity) bytes.copy(out, bytes.size());
  return bytes.size();
}
