// simdjson behind a C interface: values of a parsed document, and the fields of one Tocsin post.
//
// All views point into the parser and are valid until it parses again or is freed.
// Where an object has a key twice, the last one counts.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct csj_parser csj_parser;

// Readable bytes that must follow whatever is parsed.
enum { CSJ_PADDING = 64 };

typedef enum {
  CSJ_OK = 0,
  CSJ_INVALID_JSON,
  CSJ_INVALID_UTF8,
  CSJ_TOO_DEEP,
  CSJ_TOO_LARGE,
  CSJ_BAD_NUMBER,
  CSJ_NOT_AN_OBJECT,
  CSJ_WRONG_TYPE,
} csj_status;

typedef enum {
  CSJ_NULL = 0,
  CSJ_BOOL,
  CSJ_INTEGER,
  CSJ_DOUBLE,
  CSJ_STRING,
  CSJ_ARRAY,
  CSJ_OBJECT,
} csj_kind;

// UTF-8, not terminated; bytes is null where there is no text.
typedef struct {
  const char *bytes;
  size_t length;
} csj_text;

typedef struct {
  const void *document;
  size_t index;
} csj_value;

csj_parser *csj_parser_new(void);
void csj_parser_free(csj_parser *parser);

// Parses one document. A lone surrogate in an escape is read as U+FFFD.
csj_status csj_parse(csj_parser *parser, const char *bytes, size_t length, csj_value *root);

csj_kind csj_kind_of(csj_value value);
csj_text csj_string(csj_value value);
// False where the value is no integer or does not fit.
bool csj_integer(csj_value value, int64_t *out);
bool csj_double(csj_value value, double *out);
bool csj_bool(csj_value value, bool *out);
// False where the value is no object or has no such key.
bool csj_get(csj_value object, const char *key, size_t length, csj_value *out);
// The number of elements or members; 0 for anything else.
size_t csj_count(csj_value value);
// Copies at most capacity elements; returns how many.
size_t csj_elements(csj_value array, csj_value *out, size_t capacity);
size_t csj_members(csj_value object, csj_text *keys, csj_value *out, size_t capacity);

// One post of Tocsin's own format.

typedef struct {
  csj_text type, path, url, sha256, pdq;
} csj_media;

typedef struct {
  const csj_text *first;
  size_t count;
  bool present;
} csj_list;

typedef enum { CSJ_TIME_NONE = 0, CSJ_TIME_TEXT, CSJ_TIME_INTEGER, CSJ_TIME_REAL } csj_time_kind;

typedef struct {
  csj_time_kind kind;
  csj_text text;
  int64_t integer;
  double real;
} csj_time;

typedef struct {
  csj_text platform, id, text, lang, client, reply_to, repost_of, reposted_from, quote_of;
  csj_text account_id, handle, name, bio;
  csj_time time, created;
  int64_t followers;
  bool has_account, has_followers, has_media;
  csj_list urls, hashtags, mentions;
  const csj_media *media;
  size_t media_count;
  // The field of the wrong type, a constant of the format.
  const char *problem;
} csj_post;

// Parses one record and takes it apart; integers are accepted where ids are expected.
csj_status csj_parse_post(csj_parser *parser, const char *bytes, size_t length, csj_post *out);

#ifdef __cplusplus
}
#endif
