#include "cpango.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A4 in points, and its margins.
static const double page_width = 595.276, page_height = 841.89;
static const double margin = 56, head = 64, foot_height = 56;

struct cpango_paper {
  cairo_surface_t *surface;
  cairo_t *cairo;
  unsigned char *bytes;
  size_t length, capacity;
  double y;
  int page, is_empty;
  char *foot, *mark;
};

typedef struct {
  const char *font;
  double before, indent, red, green, blue;
} look;

static const look looks[] = {
    [CPANGO_TITLE] = {"DejaVu Sans Bold 17", 0, 0, 0.06, 0.12, 0.16},
    [CPANGO_HEADING] = {"DejaVu Sans Bold 11.5", 14, 0, 0.04, 0.36, 0.42},
    [CPANGO_BODY] = {"DejaVu Sans 9.5", 5, 0, 0.1, 0.13, 0.15},
    [CPANGO_SMALL] = {"DejaVu Sans 8", 3, 0, 0.33, 0.38, 0.42},
    [CPANGO_QUOTE] = {"DejaVu Sans 10", 7, 14, 0, 0, 0},
    [CPANGO_WARNING] = {"DejaVu Sans Bold 10", 8, 0, 0.65, 0.1, 0.05},
};

static cairo_status_t append(void *closure, const unsigned char *data, unsigned length) {
  cpango_paper *paper = closure;
  if (paper->length + length > paper->capacity) {
    size_t capacity = (paper->length + length) * 2 + 65536;
    unsigned char *bytes = realloc(paper->bytes, capacity);
    if (!bytes) return CAIRO_STATUS_NO_MEMORY;
    paper->bytes = bytes;
    paper->capacity = capacity;
  }
  memcpy(paper->bytes + paper->length, data, length);
  paper->length += length;
  return CAIRO_STATUS_SUCCESS;
}

static PangoLayout *layout(cpango_paper *paper, const char *font) {
  PangoLayout *result = pango_cairo_create_layout(paper->cairo);
  pango_cairo_context_set_resolution(pango_layout_get_context(result), 72);
  pango_context_set_round_glyph_positions(pango_layout_get_context(result), FALSE);
  PangoFontDescription *description = pango_font_description_from_string(font);
  pango_layout_set_font_description(result, description);
  pango_font_description_free(description);
  return result;
}

static void stamp(cpango_paper *paper, const char *text, const char *font, double x, double y) {
  PangoLayout *line = layout(paper, font);
  pango_layout_set_text(line, text, -1);
  cairo_move_to(paper->cairo, x, y);
  pango_cairo_show_layout(paper->cairo, line);
  g_object_unref(line);
}

/// What every page has: the mark across it and at its head.
static void begin_page(cpango_paper *paper) {
  paper->page++;
  paper->y = head;
  paper->is_empty = 1;
  if (!paper->mark) return;
  cairo_t *cairo = paper->cairo;
  cairo_save(cairo);
  cairo_set_source_rgb(cairo, 0.95, 0.9, 0.89);
  cairo_translate(cairo, page_width * 0.2, page_height * 0.62);
  cairo_rotate(cairo, -0.9);
  stamp(paper, paper->mark, "DejaVu Sans Bold 130", 0, 0);
  cairo_restore(cairo);
  cairo_set_source_rgb(cairo, 0.65, 0.1, 0.05);
  stamp(paper, paper->mark, "DejaVu Sans Bold 9", margin, 30);
}

static void end_page(cpango_paper *paper) {
  char number[32];
  snprintf(number, sizeof number, "%d", paper->page);
  cairo_set_source_rgb(paper->cairo, 0.33, 0.38, 0.42);
  stamp(paper, paper->foot, "DejaVu Sans 7", margin, page_height - 38);
  stamp(paper, number, "DejaVu Sans 7", page_width - margin - 16, page_height - 38);
  cairo_show_page(paper->cairo);
}

cpango_paper *cpango_begin(const char *title, const char *time, const char *foot,
                           const char *mark) {
  cpango_paper *paper = calloc(1, sizeof *paper);
  if (!paper) return NULL;
  paper->foot = strdup(foot);
  paper->mark = mark ? strdup(mark) : NULL;
  paper->surface = cairo_pdf_surface_create_for_stream(append, paper, page_width, page_height);
  cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_CREATE_DATE, time);
  cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_MOD_DATE, time);
  paper->cairo = cairo_create(paper->surface);
  begin_page(paper);
  return paper;
}

static void show_line(cpango_paper *paper, PangoLayoutLine *line, double height, double left,
                      double base, const look *look, cpango_style style) {
  if (paper->y + height > page_height - foot_height) {
    end_page(paper);
    begin_page(paper);
  }
  cairo_set_source_rgb(paper->cairo, look->red, look->green, look->blue);
  cairo_move_to(paper->cairo, margin + look->indent + left, paper->y + base);
  pango_cairo_show_layout_line(paper->cairo, line);
  if (style == CPANGO_QUOTE) {
    cairo_set_source_rgb(paper->cairo, 0.7, 0.75, 0.78);
    cairo_rectangle(paper->cairo, margin + 2, paper->y, 2, height);
    cairo_fill(paper->cairo);
  }
  paper->y += height;
  paper->is_empty = 0;
}

void cpango_add(cpango_paper *paper, const char *text, size_t length, cpango_style style,
                const unsigned *places, size_t place_count) {
  const look *look = &looks[style];
  PangoLayout *lines = layout(paper, look->font);
  pango_layout_set_width(lines, (int)((page_width - 2 * margin - look->indent) * PANGO_SCALE));
  pango_layout_set_wrap(lines, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir(lines, TRUE);
  pango_layout_set_text(lines, text, (int)length);
  PangoAttrList *attributes = pango_attr_list_new();
  for (size_t i = 0; i < place_count; i++) {
    PangoAttribute *line = pango_attr_underline_new(PANGO_UNDERLINE_SINGLE);
    line->start_index = places[2 * i];
    line->end_index = places[2 * i + 1];
    pango_attr_list_insert(attributes, line);
  }
  pango_layout_set_attributes(lines, attributes);
  pango_attr_list_unref(attributes);
  // A heading stands with what it heads.
  if (style == CPANGO_HEADING && paper->y + 90 > page_height - foot_height) cpango_break(paper);
  if (!paper->is_empty) paper->y += look->before;
  PangoLayoutIter *place = pango_layout_get_iter(lines);
  do {
    PangoRectangle box;
    int top, bottom;
    pango_layout_iter_get_line_extents(place, NULL, &box);
    pango_layout_iter_get_line_yrange(place, &top, &bottom);
    double base = (double)(pango_layout_iter_get_baseline(place) - top) / PANGO_SCALE;
    show_line(paper, pango_layout_iter_get_line_readonly(place),
              (double)(bottom - top) / PANGO_SCALE * 1.12, (double)box.x / PANGO_SCALE, base, look,
              style);
  } while (pango_layout_iter_next_line(place));
  pango_layout_iter_free(place);
  g_object_unref(lines);
}

void cpango_break(cpango_paper *paper) {
  if (paper->is_empty) return;
  end_page(paper);
  begin_page(paper);
}

unsigned char *cpango_end(cpango_paper *paper, size_t *length) {
  end_page(paper);
  cairo_destroy(paper->cairo);
  cairo_surface_finish(paper->surface);
  int is_done = cairo_surface_status(paper->surface) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy(paper->surface);
  unsigned char *bytes = paper->bytes;
  *length = paper->length;
  free(paper->foot);
  free(paper->mark);
  free(paper);
  if (is_done) return bytes;
  free(bytes);
  return NULL;
}

void cpango_free(unsigned char *bytes) { free(bytes); }
