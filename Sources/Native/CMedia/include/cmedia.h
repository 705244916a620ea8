#pragma once
#include <stddef.h>
#include <stdint.h>

/// Why a picture or a video could not be decoded. Zero is success.
typedef enum {
  CMEDIA_OK = 0,
  CMEDIA_UNREADABLE = 1,       ///< the file cannot be opened or read
  CMEDIA_UNKNOWN_FORMAT = 2,   ///< no format that is decoded here
  CMEDIA_CORRUPT = 3,          ///< the decoder finds its data wrong
  CMEDIA_TRUNCATED = 4,        ///< the data end too early
  CMEDIA_TOO_LARGE = 5,        ///< more pixels than the caller allows
  CMEDIA_NO_MEMORY = 6,        ///< the process may have no more memory
  CMEDIA_UNSUPPORTED = 7,      ///< a known format in a variant that is not decoded here
  CMEDIA_NO_PICTURE = 8,       ///< no picture in it
} cmedia_status;

/// What a file's first bytes say it is.
typedef enum {
  CMEDIA_FORMAT_UNKNOWN = 0,
  CMEDIA_FORMAT_JPEG = 1,
  CMEDIA_FORMAT_PNG = 2,
  CMEDIA_FORMAT_WEBP = 3,
  CMEDIA_FORMAT_GIF = 4,
  CMEDIA_FORMAT_BMP = 5,
  CMEDIA_FORMAT_TIFF = 6,
  CMEDIA_FORMAT_AVIF = 7,
  CMEDIA_FORMAT_VIDEO = 8,     ///< a container that may hold a video stream
  CMEDIA_FORMAT_HEIC = 9,
} cmedia_format;

/// The format of a file by its first bytes; `length` at least 64 where the file has them.
cmedia_format cmedia_recognise(const uint8_t *bytes, size_t length);

/// A picture that is being decoded, row after row.
typedef struct cmedia_picture cmedia_picture;

/// Begins to decode a picture. On success `*picture` is to be closed with cmedia_picture_close.
cmedia_status cmedia_picture_open(const char *path, cmedia_format format, int64_t most_pixels,
                                  cmedia_picture **picture);
int32_t cmedia_picture_width(const cmedia_picture *picture);
int32_t cmedia_picture_height(const cmedia_picture *picture);
/// The next row as width × 3 bytes, red, green, blue; alpha is dropped. Valid until the next call.
cmedia_status cmedia_picture_row(cmedia_picture *picture, const uint8_t **row);
void cmedia_picture_close(cmedia_picture *picture);

/// Writes pixels, one byte each where they are grey and else three, as a PNG file into memory that
/// the caller frees; 0 on failure.
int cmedia_encode_png(const uint8_t *pixels, int32_t width, int32_t height, int is_grey,
                      uint8_t **bytes, size_t *length);
/// The same as a JPEG file of a quality from 1 to 100; pixels are red, green and blue.
int cmedia_encode_jpeg(const uint8_t *pixels, int32_t width, int32_t height, int32_t quality,
                       uint8_t **bytes, size_t *length);

/// A video that is being decoded, frame after frame.
typedef struct cmedia_video cmedia_video;

/// Begins to decode the first video stream of a file. `still` forces a demuxer by name, such as
/// "gif"; NULL: recognise one. `width` and `height`, where not 0, are what frames are scaled to.
cmedia_status cmedia_video_open(const char *path, const char *still, int32_t width, int32_t height,
                                int64_t most_pixels, cmedia_video **video);
int32_t cmedia_video_width(const cmedia_video *video);
int32_t cmedia_video_height(const cmedia_video *video);
/// Frames a second; 0 where the container does not say.
double cmedia_video_rate(const cmedia_video *video);
/// Seconds that the container says the video lasts; 0 where it does not say.
double cmedia_video_seconds(const cmedia_video *video);
/// Goes to the last whole picture before `seconds`; where the container cannot, stays where it is.
void cmedia_video_seek(cmedia_video *video, double seconds);
/// Decodes on to the next frame whose number is a multiple of `every`, and gives its pixels, red,
/// green, blue, `*stride` bytes a row. `*rgb` is NULL at the end. Valid until the next call.
cmedia_status cmedia_video_next(cmedia_video *video, int64_t every, const uint8_t **rgb,
                                int32_t *stride, int64_t *number);
/// Whether data had to be left out that could not be decoded.
int cmedia_video_is_damaged(const cmedia_video *video);
void cmedia_video_close(cmedia_video *video);

/// Limits this process, before it touches a file that others made: bytes of address space beyond
/// what is in use, no descriptor above 3, no core, no file written, no new privilege, and, where the kernel
/// can, no new socket and no other program. Returns 0, or errno.
int cmedia_confine(int64_t more_bytes);
/// Lets this process use `seconds` of processor time from now on; then a signal ends it.
int cmedia_limit_processor(int32_t seconds);

/// Digests, by OpenSSL: MD5 is for comparing with banks that hold MD5, and for nothing else.
typedef struct cmedia_digest cmedia_digest;
cmedia_digest *cmedia_md5_new(void);
int cmedia_md5_update(cmedia_digest *digest, const uint8_t *bytes, size_t length);
/// Writes 16 bytes and frees the digest; 0 on failure.
int cmedia_md5_finish(cmedia_digest *digest, uint8_t out[16]);

/// Finds, in the tables of an index of `count` hashes of four words each, the hashes within `most`
/// bits of a query: those that agree with it in one of 16 slices of 16 bits, up to one bit.
///
/// For slice s and value v, positions[s * count + i] with i from starts[s * 65537 + v] to before
/// starts[s * 65537 + v + 1] are the hashes whose slice is v. Words are the highest first; slice s
/// is bits 16 (s mod 4) and up of word s / 4. Writes position << 32 | distance, a hash as often as
/// its slices agree, and returns how many there are: with more than `room`, the rest is not written.
size_t cmedia_near(const uint64_t *hashes, size_t count, const uint32_t *starts,
                   const uint32_t *positions, const uint64_t query[4], int most, uint64_t *found,
                   size_t room);
