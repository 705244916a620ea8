#pragma once
#include <stddef.h>

/// How a paragraph looks.
typedef enum {
  CPANGO_TITLE,
  CPANGO_HEADING,
  CPANGO_BODY,
  CPANGO_SMALL,
  CPANGO_QUOTE,  // the text of a post, indented beside a line
  CPANGO_WARNING,
} cpango_style;

typedef struct cpango_paper cpango_paper;

/// Begins a PDF document on A4 in memory.
///
/// - title, time: what its metadata say; the time as RFC 3339, so that equal input gives equal bytes.
/// - foot: stands at the foot of every page, before the page's number.
/// - mark: stands at the head and, large and pale, across every page; NULL for none.
cpango_paper *cpango_begin(const char *title, const char *time, const char *foot, const char *mark);

/// Adds a paragraph of UTF-8 without zero bytes; places are pairs of byte offsets to underline.
void cpango_add(cpango_paper *paper, const char *text, size_t length, cpango_style style,
                const unsigned *places, size_t place_count);

/// Begins a new page, unless the page is empty.
void cpango_break(cpango_paper *paper);

/// Ends the document and frees it. The bytes are freed with cpango_free; NULL where cairo failed.
unsigned char *cpango_end(cpango_paper *paper, size_t *length);
void cpango_free(unsigned char *bytes);
