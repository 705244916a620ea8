#include "picture.h"
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>
#include <jerror.h>

typedef struct {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  jmp_buf jump;
  cmedia_status status;
  FILE *file;
  uint8_t *row, *inks;
} jpeg_decoder;

static cmedia_status status_of(int code) {
  switch (code) {
  case JERR_OUT_OF_MEMORY: return CMEDIA_NO_MEMORY;
  case JWRN_JPEG_EOF: case JERR_INPUT_EOF: case JERR_INPUT_EMPTY: return CMEDIA_TRUNCATED;
  case JERR_BAD_PRECISION: case JERR_SOF_UNSUPPORTED: case JERR_CONVERSION_NOTIMPL:
  case JERR_NOT_COMPILED: case JERR_CCIR601_NOTIMPL: return CMEDIA_UNSUPPORTED;
  default: return CMEDIA_CORRUPT;
  }
}

static void fail(j_common_ptr info) {
  jpeg_decoder *decoder = info->client_data;
  decoder->status = status_of(info->err->msg_code);
  longjmp(decoder->jump, 1);
}

/// Warnings after which pixels are not what the picture's maker saw end the decoding; those about
/// stray bytes and markers do not, as other decoders show such pictures whole.
static void heed(j_common_ptr info, int level) {
  if (level >= 0) return;
  int code = info->err->msg_code;
  if (code == JWRN_EXTRANEOUS_DATA || code == JWRN_ADOBE_XFORM || code == JWRN_BOGUS_PROGRESSION ||
      code == JWRN_TOO_MUCH_DATA)
    return;
  fail(info);
}

static void say_nothing(j_common_ptr info) { (void)info; }

static void close_jpeg(void *pointer) {
  jpeg_decoder *decoder = pointer;
  jpeg_destroy_decompress(&decoder->info);
  if (decoder->file) fclose(decoder->file);
  free(decoder->row);
  free(decoder->inks);
  free(decoder);
}

/// Inks to light, as a viewer without colour profiles shows them; Adobe stores inks inverted.
static void light_of_inks(const jpeg_decoder *decoder) {
  int inverted = decoder->info.saw_Adobe_marker;
  for (JDIMENSION x = 0; x < decoder->info.output_width; x++) {
    const uint8_t *ink = decoder->inks + 4 * (size_t)x;
    int left = inverted ? ink[3] : 255 - ink[3];
    for (int c = 0; c < 3; c++) {
      int light = inverted ? ink[c] : 255 - ink[c];
      int product = left * light + 128;
      decoder->row[3 * (size_t)x + c] = (uint8_t)((product + (product >> 8)) >> 8);
    }
  }
}

static cmedia_status row_of_jpeg(void *pointer, const uint8_t **row) {
  jpeg_decoder *decoder = pointer;
  if (setjmp(decoder->jump)) return decoder->status;
  JSAMPROW target = decoder->inks ? decoder->inks : decoder->row;
  if (jpeg_read_scanlines(&decoder->info, &target, 1) != 1) return CMEDIA_TRUNCATED;
  if (decoder->inks) light_of_inks(decoder);
  *row = decoder->row;
  return CMEDIA_OK;
}

static cmedia_status start(jpeg_decoder *decoder, int64_t most_pixels) {
  if (setjmp(decoder->jump)) return decoder->status;
  struct jpeg_decompress_struct *info = &decoder->info;
  jpeg_create_decompress(info);
  // The library would spill what it cannot hold into a temporary file.
  info->mem->max_memory_to_use = INT32_MAX;
  jpeg_stdio_src(info, decoder->file);
  jpeg_read_header(info, TRUE);
  if (!cmedia_fits(info->image_width, info->image_height, most_pixels)) return CMEDIA_TOO_LARGE;
  int has_inks = info->jpeg_color_space == JCS_CMYK || info->jpeg_color_space == JCS_YCCK;
  info->out_color_space = has_inks ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(info);
  decoder->row = malloc((size_t)info->output_width * 3);
  if (has_inks) decoder->inks = malloc((size_t)info->output_width * 4);
  return decoder->row && (!has_inks || decoder->inks) ? CMEDIA_OK : CMEDIA_NO_MEMORY;
}

cmedia_status cmedia_jpeg_open(const char *path, int64_t most_pixels, cmedia_picture *picture) {
  static const cmedia_decoder calls = {row_of_jpeg, close_jpeg};
  jpeg_decoder *decoder = calloc(1, sizeof *decoder);
  if (!decoder) return CMEDIA_NO_MEMORY;
  decoder->file = fopen(path, "rbe");
  if (!decoder->file) {
    free(decoder);
    return CMEDIA_UNREADABLE;
  }
  decoder->info.err = jpeg_std_error(&decoder->errors);
  decoder->info.client_data = decoder;
  decoder->errors.error_exit = fail;
  decoder->errors.emit_message = heed;
  decoder->errors.output_message = say_nothing;
  cmedia_status status = start(decoder, most_pixels);
  if (status != CMEDIA_OK) {
    close_jpeg(decoder);
    return status;
  }
  *picture = (cmedia_picture){&calls, decoder, (int32_t)decoder->info.output_width,
                              (int32_t)decoder->info.output_height};
  return CMEDIA_OK;
}
