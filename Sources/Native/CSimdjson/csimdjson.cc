#include "csimdjson.h"

#include <cstring>

#include "parser.h"

using namespace simdjson;

static_assert(sizeof(csj_value) == sizeof(dom::element), "a value is a document and an index");
static_assert(std::is_trivially_copyable<dom::element>::value, "a value can be copied as bytes");
static_assert(CSJ_PADDING >= SIMDJSON_PADDING, "what is parsed must be padded");

static dom::element element_of(csj_value value) {
  dom::element element;
  std::memcpy(static_cast<void *>(&element), &value, sizeof value);
  return element;
}

static csj_value value_of(dom::element element) {
  csj_value value;
  std::memcpy(&value, static_cast<const void *>(&element), sizeof value);
  return value;
}

static csj_status status_of(error_code code) {
  switch (code) {
    case SUCCESS: return CSJ_OK;
    case UTF8_ERROR: return CSJ_INVALID_UTF8;
    case DEPTH_ERROR: return CSJ_TOO_DEEP;
    case CAPACITY:
    case MEMALLOC: return CSJ_TOO_LARGE;
    case NUMBER_ERROR:
    case NUMBER_OUT_OF_RANGE: return CSJ_BAD_NUMBER;
    default: return CSJ_INVALID_JSON;
  }
}

extern "C" csj_parser *csj_parser_new(void) { return new csj_parser; }
extern "C" void csj_parser_free(csj_parser *parser) { delete parser; }

// Four hexadecimal digits; -1 where they are not.
static int hex4(const char *bytes) {
  int value = 0;
  for (int i = 0; i < 4; i++) {
    const char c = bytes[i];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

static bool is_low_surrogate_escape(const char *bytes, size_t left) {
  if (left < 6 || bytes[0] != '\\' || bytes[1] != 'u') return false;
  const int unit = hex4(bytes + 2);
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

// Writes U+FFFD over each escape of a surrogate that has no partner; returns how many.
static size_t replace_lone_surrogates(char *bytes, size_t length) {
  size_t replaced = 0;
  for (size_t i = 0; i + 1 < length; i++) {
    if (bytes[i] != '\\') continue;
    const int unit = bytes[i + 1] == 'u' && length - i >= 6 ? hex4(bytes + i + 2) : -1;
    if (unit < 0xD800 || unit > 0xDFFF) {
      i += 1;
    } else if (unit < 0xDC00 && is_low_surrogate_escape(bytes + i + 6, length - i - 6)) {
      i += 11;
    } else {
      std::memcpy(bytes + i, "\\ufffd", 6);
      i += 5;
      replaced++;
    }
  }
  return replaced;
}

csj_status csj_parse_element(
    csj_parser *parser, const char *bytes, size_t length, dom::element *root) {
  auto result = parser->parser.parse(bytes, length, false);
  if (result.error() == STRING_ERROR) {
    if (parser->patched_capacity < length + CSJ_PADDING) {
      parser->patched_capacity = length * 2 + CSJ_PADDING;
      parser->patched.reset(new char[parser->patched_capacity]());
    }
    std::memcpy(parser->patched.get(), bytes, length);
    if (replace_lone_surrogates(parser->patched.get(), length) > 0) {
      result = parser->parser.parse(parser->patched.get(), length, false);
    }
  }
  if (result.error()) return status_of(result.error());
  *root = result.value_unsafe();
  return CSJ_OK;
}

extern "C" csj_status csj_parse(
    csj_parser *parser, const char *bytes, size_t length, csj_value *root) {
  dom::element element;
  const csj_status status = csj_parse_element(parser, bytes, length, &element);
  if (status == CSJ_OK) *root = value_of(element);
  return status;
}

extern "C" csj_kind csj_kind_of(csj_value value) {
  switch (element_of(value).type()) {
    case dom::element_type::ARRAY: return CSJ_ARRAY;
    case dom::element_type::OBJECT: return CSJ_OBJECT;
    case dom::element_type::INT64:
    case dom::element_type::UINT64: return CSJ_INTEGER;
    case dom::element_type::DOUBLE: return CSJ_DOUBLE;
    case dom::element_type::STRING: return CSJ_STRING;
    case dom::element_type::BOOL: return CSJ_BOOL;
    default: return CSJ_NULL;
  }
}

extern "C" csj_text csj_string(csj_value value) {
  std::string_view view;
  if (element_of(value).get_string().get(view)) return {nullptr, 0};
  return csj_text_of(view);
}

extern "C" bool csj_integer(csj_value value, int64_t *out) {
  return element_of(value).get_int64().get(*out) == SUCCESS;
}

extern "C" bool csj_double(csj_value value, double *out) {
  return element_of(value).get_double().get(*out) == SUCCESS;
}

extern "C" bool csj_bool(csj_value value, bool *out) {
  return element_of(value).get_bool().get(*out) == SUCCESS;
}

extern "C" bool csj_get(csj_value value, const char *key, size_t length, csj_value *out) {
  dom::object object;
  if (element_of(value).get_object().get(object)) return false;
  const std::string_view wanted(key, length);
  bool found = false;
  for (auto member : object) {
    if (member.key != wanted) continue;
    *out = value_of(member.value);
    found = true;
  }
  return found;
}

extern "C" size_t csj_count(csj_value value) {
  const auto element = element_of(value);
  dom::array array;
  dom::object object;
  size_t count = 0;
  // The size that the tape keeps saturates at 2^24 - 1, so the elements are counted.
  if (element.get_array().get(array) == SUCCESS) {
    for (auto item : array) {
      (void)item;
      count++;
    }
  } else if (element.get_object().get(object) == SUCCESS) {
    for (auto member : object) {
      (void)member;
      count++;
    }
  }
  return count;
}

extern "C" size_t csj_elements(csj_value value, csj_value *out, size_t capacity) {
  dom::array array;
  if (element_of(value).get_array().get(array)) return 0;
  size_t count = 0;
  for (auto item : array) {
    if (count == capacity) break;
    out[count++] = value_of(item);
  }
  return count;
}

extern "C" size_t csj_members(csj_value value, csj_text *keys, csj_value *out, size_t capacity) {
  dom::object object;
  if (element_of(value).get_object().get(object)) return 0;
  size_t count = 0;
  for (auto member : object) {
    if (count == capacity) break;
    keys[count] = csj_text_of(member.key);
    out[count++] = value_of(member.value);
  }
  return count;
}
