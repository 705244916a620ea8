#include "cmedia.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>
#include <png.h>

int cmedia_encode_png(const uint8_t *pixels, int32_t width, int32_t height, int is_grey,
                      uint8_t **bytes, size_t *length) {
  png_image image = {.version = PNG_IMAGE_VERSION,
                     .width = (png_uint_32)width,
                     .height = (png_uint_32)height,
                     .format = is_grey ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB};
  png_alloc_size_t size = 0;
  *bytes = NULL;
  if (!png_image_write_to_memory(&image, NULL, &size, 0, pixels, 0, NULL)) return 0;
  uint8_t *made = malloc(size);
  if (!made) return 0;
  if (!png_image_write_to_memory(&image, made, &size, 0, pixels, 0, NULL)) {
    free(made);
    return 0;
  }
  *bytes = made;
  *length = size;
  return 1;
}

typedef struct {
  struct jpeg_error_mgr errors;
  jmp_buf jump;
} jump_errors;

static void fail(j_common_ptr info) { longjmp(((jump_errors *)info->err)->jump, 1); }

int cmedia_encode_jpeg(const uint8_t *pixels, int32_t width, int32_t height, int32_t quality,
                       uint8_t **bytes, size_t *length) {
  struct jpeg_compress_struct info;
  jump_errors errors;
  unsigned char *buffer = NULL;
  unsigned long size = 0;
  *bytes = NULL;
  info.err = jpeg_std_error(&errors.errors);
  errors.errors.error_exit = fail;
  jpeg_create_compress(&info);
  if (setjmp(errors.jump)) {
    jpeg_destroy_compress(&info);
    // The library owns what it began; only a lack of memory leads here.
    return 0;
  }
  jpeg_mem_dest(&info, &buffer, &size);
  info.image_width = (JDIMENSION)width;
  info.image_height = (JDIMENSION)height;
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  info.dct_method = JDCT_ISLOW;
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    JSAMPROW row = (JSAMPROW)(pixels + (size_t)info.next_scanline * (size_t)width * 3);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  *bytes = buffer;
  *length = size;
  return 1;
}
