#include "picture.h"
#include <stdlib.h>
#include <sys/stat.h>
#include <webp/decode.h>
#include <webp/demux.h>

/// libwebp decodes whole pictures; rows are handed out of what it made.
typedef struct {
  uint8_t *bytes;
  size_t length;
  uint8_t *pixels, *row;
  int width, height, next, has_alpha;
} webp_decoder;

static void close_webp(void *pointer) {
  webp_decoder *decoder = pointer;
  free(decoder->bytes);
  WebPFree(decoder->pixels);
  free(decoder->row);
  free(decoder);
}

static cmedia_status row_of_webp(void *pointer, const uint8_t **row) {
  webp_decoder *decoder = pointer;
  if (decoder->next >= decoder->height) return CMEDIA_TRUNCATED;
  size_t at = (size_t)decoder->next++ * decoder->width;
  if (!decoder->has_alpha) {
    *row = decoder->pixels + 3 * at;
    return CMEDIA_OK;
  }
  for (size_t x = 0; x < (size_t)decoder->width; x++)
    for (int c = 0; c < 3; c++) decoder->row[3 * x + c] = decoder->pixels[4 * (at + x) + c];
  *row = decoder->row;
  return CMEDIA_OK;
}

static cmedia_status read_file(webp_decoder *decoder, const char *path) {
  FILE *file = fopen(path, "rbe");
  if (!file) return CMEDIA_UNREADABLE;
  struct stat about;
  cmedia_status status = CMEDIA_UNREADABLE;
  if (fstat(fileno(file), &about) == 0 && about.st_size > 0) {
    decoder->length = (size_t)about.st_size;
    decoder->bytes = malloc(decoder->length);
    if (!decoder->bytes) status = CMEDIA_NO_MEMORY;
    else if (fread(decoder->bytes, 1, decoder->length, file) == decoder->length) status = CMEDIA_OK;
  }
  fclose(file);
  return status;
}

static cmedia_status status_of(VP8StatusCode code) {
  switch (code) {
  case VP8_STATUS_OK: return CMEDIA_OK;
  case VP8_STATUS_OUT_OF_MEMORY: return CMEDIA_NO_MEMORY;
  case VP8_STATUS_NOT_ENOUGH_DATA: case VP8_STATUS_SUSPENDED: return CMEDIA_TRUNCATED;
  case VP8_STATUS_UNSUPPORTED_FEATURE: return CMEDIA_UNSUPPORTED;
  default: return CMEDIA_CORRUPT;
  }
}

/// The first picture of an animation, on its canvas.
static cmedia_status decode_animation(webp_decoder *decoder) {
  WebPAnimDecoderOptions options;
  if (!WebPAnimDecoderOptionsInit(&options)) return CMEDIA_UNSUPPORTED;
  WebPData data = {decoder->bytes, decoder->length};
  WebPAnimDecoder *animation = WebPAnimDecoderNew(&data, &options);
  if (!animation) return CMEDIA_CORRUPT;
  uint8_t *canvas = NULL;
  int time = 0;
  cmedia_status status = CMEDIA_CORRUPT;
  if (WebPAnimDecoderGetNext(animation, &canvas, &time)) {
    size_t size = (size_t)decoder->width * decoder->height * 4;
    decoder->pixels = WebPMalloc(size);
    decoder->row = malloc((size_t)decoder->width * 3);
    decoder->has_alpha = 1;
    status = decoder->pixels && decoder->row ? CMEDIA_OK : CMEDIA_NO_MEMORY;
    if (status == CMEDIA_OK)
      for (size_t i = 0; i < size; i++) decoder->pixels[i] = canvas[i];
  }
  WebPAnimDecoderDelete(animation);
  return status;
}

static cmedia_status decode_still(webp_decoder *decoder) {
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return CMEDIA_UNSUPPORTED;
  config.output.colorspace = MODE_RGB;
  cmedia_status status = status_of(WebPDecode(decoder->bytes, decoder->length, &config));
  if (status == CMEDIA_OK) decoder->pixels = config.output.u.RGBA.rgba;
  else WebPFreeDecBuffer(&config.output);
  return status;
}

static cmedia_status decode(webp_decoder *decoder, const char *path, int64_t most_pixels) {
  cmedia_status status = read_file(decoder, path);
  if (status != CMEDIA_OK) return status;
  WebPBitstreamFeatures features;
  status = status_of(WebPGetFeatures(decoder->bytes, decoder->length, &features));
  if (status != CMEDIA_OK) return status;
  if (!cmedia_fits(features.width, features.height, most_pixels)) return CMEDIA_TOO_LARGE;
  decoder->width = features.width;
  decoder->height = features.height;
  return features.has_animation ? decode_animation(decoder) : decode_still(decoder);
}

cmedia_status cmedia_webp_open(const char *path, int64_t most_pixels, cmedia_picture *picture) {
  static const cmedia_decoder calls = {row_of_webp, close_webp};
  webp_decoder *decoder = calloc(1, sizeof *decoder);
  if (!decoder) return CMEDIA_NO_MEMORY;
  cmedia_status status = decode(decoder, path, most_pixels);
  if (status != CMEDIA_OK) {
    close_webp(decoder);
    return status;
  }
  *picture = (cmedia_picture){&calls, decoder, decoder->width, decoder->height};
  return CMEDIA_OK;
}
