#include "picture.h"
#include <libheif/heif.h>
#include <stdlib.h>

typedef struct {
  struct heif_context *context;
  struct heif_image_handle *handle;
  struct heif_image *image;
  const uint8_t *pixels;
  int stride, height, next;
} heif_decoder;

static cmedia_status status_of(struct heif_error error) {
  switch (error.code) {
  case heif_error_Ok: return CMEDIA_OK;
  case heif_error_Input_does_not_exist: return CMEDIA_UNREADABLE;
  case heif_error_Unsupported_filetype:
  case heif_error_Unsupported_feature: return CMEDIA_UNSUPPORTED;
  case heif_error_Memory_allocation_error:
    return error.subcode == heif_suberror_Security_limit_exceeded ? CMEDIA_TOO_LARGE
                                                                  : CMEDIA_NO_MEMORY;
  default: break;
  }
  return error.subcode == heif_suberror_End_of_data ? CMEDIA_TRUNCATED : CMEDIA_CORRUPT;
}

static void close_heif(void *pointer) {
  heif_decoder *decoder = pointer;
  if (decoder->image) heif_image_release(decoder->image);
  if (decoder->handle) heif_image_handle_release(decoder->handle);
  if (decoder->context) heif_context_free(decoder->context);
  free(decoder);
}

static cmedia_status row_of_heif(void *pointer, const uint8_t **row) {
  heif_decoder *decoder = pointer;
  if (decoder->next >= decoder->height) return CMEDIA_TRUNCATED;
  *row = decoder->pixels + (size_t)decoder->next++ * (size_t)decoder->stride;
  return CMEDIA_OK;
}

/// Decodes the first picture whole, as the format knows no rows; turned as the file says.
static cmedia_status decode(heif_decoder *decoder, const char *path, int64_t most_pixels) {
  decoder->context = heif_context_alloc();
  if (!decoder->context) return CMEDIA_NO_MEMORY;
  // Threads would each take address space that this process may not have.
  heif_context_set_max_decoding_threads(decoder->context, 0);
  cmedia_status status = status_of(heif_context_read_from_file(decoder->context, path, NULL));
  if (status) return status;
  if (heif_context_get_number_of_top_level_images(decoder->context) < 1) return CMEDIA_NO_PICTURE;
  status = status_of(heif_context_get_primary_image_handle(decoder->context, &decoder->handle));
  if (status) return status;
  int width = heif_image_handle_get_width(decoder->handle);
  int height = heif_image_handle_get_height(decoder->handle);
  if (width <= 0 || height <= 0) return CMEDIA_CORRUPT;
  if (!cmedia_fits(width, height, most_pixels)) return CMEDIA_TOO_LARGE;
  struct heif_decoding_options *options = heif_decoding_options_alloc();
  if (!options) return CMEDIA_NO_MEMORY;
  options->strict_decoding = 1;
  options->convert_hdr_to_8bit = 1;
  status = status_of(heif_decode_image(decoder->handle, &decoder->image, heif_colorspace_RGB,
                                       heif_chroma_interleaved_RGB, options));
  heif_decoding_options_free(options);
  return status;
}

cmedia_status cmedia_heif_open(const char *path, int64_t most_pixels, cmedia_picture *picture) {
  static const cmedia_decoder calls = {row_of_heif, close_heif};
  heif_decoder *decoder = calloc(1, sizeof *decoder);
  if (!decoder) return CMEDIA_NO_MEMORY;
  cmedia_status status = decode(decoder, path, most_pixels);
  int width = 0;
  if (status == CMEDIA_OK) {
    decoder->pixels =
        heif_image_get_plane_readonly(decoder->image, heif_channel_interleaved, &decoder->stride);
    width = heif_image_get_width(decoder->image, heif_channel_interleaved);
    decoder->height = heif_image_get_height(decoder->image, heif_channel_interleaved);
    if (!decoder->pixels || width <= 0 || decoder->stride < 3 * width) status = CMEDIA_CORRUPT;
    else if (!cmedia_fits(width, decoder->height, most_pixels)) status = CMEDIA_TOO_LARGE;
  }
  if (status != CMEDIA_OK) {
    close_heif(decoder);
    return status;
  }
  *picture = (cmedia_picture){&calls, decoder, width, decoder->height};
  return CMEDIA_OK;
}
