#pragma once
#include "cmedia.h"
#include <stdio.h>

/// A decoder of one format: what cmedia_picture_* dispatch to.
typedef struct {
  cmedia_status (*row)(void *decoder, const uint8_t **row);
  void (*close)(void *decoder);
} cmedia_decoder;

struct cmedia_picture {
  const cmedia_decoder *calls;
  void *decoder;
  int32_t width, height;
};

cmedia_status cmedia_jpeg_open(const char *path, int64_t most_pixels, cmedia_picture *picture);
cmedia_status cmedia_png_open(const char *path, int64_t most_pixels, cmedia_picture *picture);
cmedia_status cmedia_webp_open(const char *path, int64_t most_pixels, cmedia_picture *picture);
cmedia_status cmedia_heif_open(const char *path, int64_t most_pixels, cmedia_picture *picture);
cmedia_status cmedia_still_open(const char *path, const char *demuxer, int64_t most_pixels,
                                cmedia_picture *picture);

static inline int cmedia_fits(int64_t width, int64_t height, int64_t most_pixels) {
  return width > 0 && height > 0 && width <= INT32_MAX / 8 && height <= INT32_MAX / 8 &&
         width <= most_pixels / height;
}
