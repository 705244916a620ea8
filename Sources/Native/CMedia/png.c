#include "picture.h"
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  png_structp png;
  png_infop info;
  FILE *file;
  cmedia_status status;
  uint8_t *pixels;  // the whole picture where rows come interlaced, one row otherwise
  uint32_t width, height, next;
  int is_interlaced;
} png_decoder;

static void fail(png_structp png, png_const_charp message) {
  png_decoder *decoder = png_get_error_ptr(png);
  if (strstr(message, "Out of memory") || strstr(message, "out of memory"))
    decoder->status = CMEDIA_NO_MEMORY;
  else
    decoder->status = feof(decoder->file) ? CMEDIA_TRUNCATED : CMEDIA_CORRUPT;
  png_longjmp(png, 1);
}

static void say_nothing(png_structp png, png_const_charp message) { (void)png, (void)message; }

static void close_png(void *pointer) {
  png_decoder *decoder = pointer;
  png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
  if (decoder->file) fclose(decoder->file);
  free(decoder->pixels);
  free(decoder);
}

static cmedia_status row_of_png(void *pointer, const uint8_t **row) {
  png_decoder *decoder = pointer;
  if (decoder->next >= decoder->height) return CMEDIA_TRUNCATED;
  if (setjmp(png_jmpbuf(decoder->png))) return decoder->status;
  size_t stride = (size_t)decoder->width * 3;
  if (decoder->is_interlaced) {
    *row = decoder->pixels + decoder->next * stride;
  } else {
    png_read_row(decoder->png, decoder->pixels, NULL);
    *row = decoder->pixels;
  }
  decoder->next++;
  return CMEDIA_OK;
}

/// Eight bits of red, green and blue, whatever is stored; alpha is dropped.
static void choose_output(png_decoder *decoder) {
  png_structp png = decoder->png;
  png_set_expand(png);
  png_set_strip_16(png);
  png_set_strip_alpha(png);
  png_set_gray_to_rgb(png);
  decoder->is_interlaced = png_set_interlace_handling(png) > 1;
  png_read_update_info(png, decoder->info);
}

static cmedia_status read_interlaced(png_decoder *decoder) {
  if (setjmp(png_jmpbuf(decoder->png))) return decoder->status;
  size_t stride = (size_t)decoder->width * 3;
  for (int pass = 0; pass < 7; pass++)
    for (uint32_t y = 0; y < decoder->height; y++)
      png_read_row(decoder->png, decoder->pixels + y * stride, NULL);
  return CMEDIA_OK;
}

static cmedia_status start(png_decoder *decoder, int64_t most_pixels) {
  if (setjmp(png_jmpbuf(decoder->png))) return decoder->status;
  png_init_io(decoder->png, decoder->file);
  png_set_user_limits(decoder->png, 1 << 24, 1 << 24);
  png_set_chunk_malloc_max(decoder->png, 8 << 20);
  png_read_info(decoder->png, decoder->info);
  decoder->width = png_get_image_width(decoder->png, decoder->info);
  decoder->height = png_get_image_height(decoder->png, decoder->info);
  if (!cmedia_fits(decoder->width, decoder->height, most_pixels)) return CMEDIA_TOO_LARGE;
  choose_output(decoder);
  size_t stride = (size_t)decoder->width * 3;
  if (png_get_rowbytes(decoder->png, decoder->info) != stride) return CMEDIA_UNSUPPORTED;
  decoder->pixels = malloc(decoder->is_interlaced ? stride * decoder->height : stride);
  return decoder->pixels ? CMEDIA_OK : CMEDIA_NO_MEMORY;
}

static cmedia_status open_png(png_decoder *decoder, const char *path, int64_t most_pixels) {
  decoder->file = fopen(path, "rbe");
  if (!decoder->file) return CMEDIA_UNREADABLE;
  decoder->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, decoder, fail, say_nothing);
  if (!decoder->png) return CMEDIA_NO_MEMORY;
  decoder->info = png_create_info_struct(decoder->png);
  if (!decoder->info) return CMEDIA_NO_MEMORY;
  cmedia_status status = start(decoder, most_pixels);
  if (status == CMEDIA_OK && decoder->is_interlaced) status = read_interlaced(decoder);
  return status;
}

cmedia_status cmedia_png_open(const char *path, int64_t most_pixels, cmedia_picture *picture) {
  static const cmedia_decoder calls = {row_of_png, close_png};
  png_decoder *decoder = calloc(1, sizeof *decoder);
  if (!decoder) return CMEDIA_NO_MEMORY;
  cmedia_status status = open_png(decoder, path, most_pixels);
  if (status != CMEDIA_OK) {
    close_png(decoder);
    return status;
  }
  *picture =
      (cmedia_picture){&calls, decoder, (int32_t)decoder->width, (int32_t)decoder->height};
  return CMEDIA_OK;
}
