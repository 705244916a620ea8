#pragma once

#include <simdjson.h>

#include <memory>
#include <vector>

#include "csimdjson.h"

struct csj_parser {
  simdjson::dom::parser parser;
  // Room for a document whose lone surrogates are replaced.
  std::unique_ptr<char[]> patched;
  size_t patched_capacity = 0;
  std::vector<csj_text> texts;
  std::vector<csj_media> media;
  // Ids that the input writes as numbers.
  char digits[6][24];
};

csj_status csj_parse_element(
    csj_parser *parser, const char *bytes, size_t length, simdjson::dom::element *root);

inline csj_text csj_text_of(std::string_view view) { return {view.data(), view.size()}; }
