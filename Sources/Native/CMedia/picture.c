#include "picture.h"
#include <stdlib.h>
#include <string.h>

static int begins(const uint8_t *bytes, size_t length, size_t at, const char *with, size_t count) {
  return length >= at + count && memcmp(bytes + at, with, count) == 0;
}

static int is_avif(const uint8_t *b, size_t n) {
  return begins(b, n, 4, "ftyp", 4) && (begins(b, n, 8, "avif", 4) || begins(b, n, 8, "avis", 4));
}

/// Brands of HEIF whose pictures are coded as H.265 (ISO/IEC 23008-12, annex B), and the general one
/// that phones write first.
static int is_heic(const uint8_t *b, size_t n) {
  static const char brands[][5] = {"heic", "heix", "heim", "heis", "mif1"};
  for (size_t i = 0; i < sizeof brands / sizeof brands[0]; i++)
    if (begins(b, n, 4, "ftyp", 4) && begins(b, n, 8, brands[i], 4)) return 1;
  return 0;
}

static int is_video(const uint8_t *b, size_t n) {
  return begins(b, n, 4, "ftyp", 4) || begins(b, n, 4, "moov", 4) || begins(b, n, 4, "mdat", 4) ||
         begins(b, n, 4, "wide", 4) || begins(b, n, 4, "free", 4) ||
         begins(b, n, 0, "\x1A\x45\xDF\xA3", 4) ||
         (begins(b, n, 0, "RIFF", 4) && begins(b, n, 8, "AVI ", 4)) ||
         begins(b, n, 0, "FLV\x01", 4) || begins(b, n, 0, "OggS", 4) ||
         begins(b, n, 0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11", 8) ||
         begins(b, n, 0, "\0\0\x01\xBA", 4) || begins(b, n, 0, "\0\0\x01\xB3", 4) ||
         (n >= 1 && b[0] == 0x47 && (n < 189 || b[188] == 0x47));
}

cmedia_format cmedia_recognise(const uint8_t *b, size_t n) {
  if (begins(b, n, 0, "\xFF\xD8\xFF", 3)) return CMEDIA_FORMAT_JPEG;
  if (begins(b, n, 0, "\x89PNG\r\n\x1A\n", 8)) return CMEDIA_FORMAT_PNG;
  if (begins(b, n, 0, "RIFF", 4) && begins(b, n, 8, "WEBP", 4)) return CMEDIA_FORMAT_WEBP;
  if (begins(b, n, 0, "GIF87a", 6) || begins(b, n, 0, "GIF89a", 6)) return CMEDIA_FORMAT_GIF;
  if (begins(b, n, 0, "BM", 2) && n >= 26) return CMEDIA_FORMAT_BMP;
  if (begins(b, n, 0, "II*\0", 4) || begins(b, n, 0, "MM\0*", 4)) return CMEDIA_FORMAT_TIFF;
  if (is_avif(b, n)) return CMEDIA_FORMAT_AVIF;
  if (is_heic(b, n)) return CMEDIA_FORMAT_HEIC;
  return is_video(b, n) ? CMEDIA_FORMAT_VIDEO : CMEDIA_FORMAT_UNKNOWN;
}

static cmedia_status open_decoder(const char *path, cmedia_format format, int64_t most_pixels,
                                  cmedia_picture *picture) {
  switch (format) {
  case CMEDIA_FORMAT_JPEG: return cmedia_jpeg_open(path, most_pixels, picture);
  case CMEDIA_FORMAT_PNG: return cmedia_png_open(path, most_pixels, picture);
  case CMEDIA_FORMAT_WEBP: return cmedia_webp_open(path, most_pixels, picture);
  case CMEDIA_FORMAT_GIF: return cmedia_still_open(path, "gif", most_pixels, picture);
  case CMEDIA_FORMAT_BMP: return cmedia_still_open(path, "bmp_pipe", most_pixels, picture);
  case CMEDIA_FORMAT_TIFF: return cmedia_still_open(path, "tiff_pipe", most_pixels, picture);
  case CMEDIA_FORMAT_AVIF: return cmedia_still_open(path, "mov", most_pixels, picture);
  case CMEDIA_FORMAT_HEIC: return cmedia_heif_open(path, most_pixels, picture);
  default: return CMEDIA_UNKNOWN_FORMAT;
  }
}

cmedia_status cmedia_picture_open(const char *path, cmedia_format format, int64_t most_pixels,
                                  cmedia_picture **picture) {
  *picture = NULL;
  cmedia_picture *opened = calloc(1, sizeof *opened);
  if (!opened) return CMEDIA_NO_MEMORY;
  cmedia_status status = open_decoder(path, format, most_pixels, opened);
  if (status != CMEDIA_OK) {
    free(opened);
    return status;
  }
  *picture = opened;
  return CMEDIA_OK;
}

int32_t cmedia_picture_width(const cmedia_picture *picture) { return picture->width; }
int32_t cmedia_picture_height(const cmedia_picture *picture) { return picture->height; }

cmedia_status cmedia_picture_row(cmedia_picture *picture, const uint8_t **row) {
  return picture->calls->row(picture->decoder, row);
}

void cmedia_picture_close(cmedia_picture *picture) {
  if (!picture) return;
  picture->calls->close(picture->decoder);
  free(picture);
}
