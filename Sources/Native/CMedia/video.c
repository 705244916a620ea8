#include "picture.h"
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libswscale/swscale.h>
#include <stdlib.h>

// Containers and codecs that platforms serve. Playlists are not among them: they would have a
// file name other files and addresses to open.
static const char containers[] =
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,ogg,asf,mpegts,mpeg,mpegvideo,gif,bmp_pipe,"
    "tiff_pipe";
static const char codecs[] =
    "h264,hevc,vp8,vp9,libdav1d,av1,mpeg4,mpeg2video,mpeg1video,h263,flv,theora,msmpeg4,"
    "msmpeg4v2,msmpeg4v1,wmv1,wmv2,wmv3,vc1,mjpeg,prores,gif,bmp,tiff,rawvideo";
/// Packets in a row that may fail before a file is given up.
enum { MOST_FAILURES = 100 };

struct cmedia_video {
  AVFormatContext *format;
  AVCodecContext *codec;
  AVFrame *frame;
  AVPacket *packet;
  struct SwsContext *scale;
  int scale_width, scale_height, scale_format;
  uint8_t *planes[4];
  int strides[4];
  int32_t width, height;
  int64_t most_pixels, number;
  double rate;
  int stream, failures, is_damaged, is_draining;
};

static cmedia_status status_of(int error) {
  switch (error) {
  case AVERROR(ENOMEM): return CMEDIA_NO_MEMORY;
  case AVERROR_EOF: return CMEDIA_TRUNCATED;
  case AVERROR(ENOENT): case AVERROR(EACCES): case AVERROR(EIO): return CMEDIA_UNREADABLE;
  case AVERROR_PATCHWELCOME: case AVERROR_DECODER_NOT_FOUND: return CMEDIA_UNSUPPORTED;
  default: return CMEDIA_CORRUPT;
  }
}

/// Decoders are opened on the way, and must not take what a header claims for granted.
static cmedia_status find_streams(cmedia_video *video) {
  video->format->max_streams = 64;
  unsigned count = video->format->nb_streams;
  AVDictionary **options = calloc(count ? count : 1, sizeof *options);
  if (!options) return CMEDIA_NO_MEMORY;
  for (unsigned i = 0; i < count; i++) {
    av_dict_set_int(&options[i], "max_pixels", video->most_pixels, 0);
    av_dict_set_int(&options[i], "threads", 1, 0);
  }
  int error = avformat_find_stream_info(video->format, options);
  for (unsigned i = 0; i < count; i++) av_dict_free(&options[i]);
  free(options);
  return error < 0 ? status_of(error) : CMEDIA_OK;
}

static cmedia_status open_format(cmedia_video *video, const char *path, const char *demuxer) {
  AVDictionary *options = NULL;
  av_dict_set(&options, "format_whitelist", containers, 0);
  av_dict_set(&options, "codec_whitelist", codecs, 0);
  av_dict_set(&options, "protocol_whitelist", "file", 0);
  const AVInputFormat *input = demuxer ? av_find_input_format(demuxer) : NULL;
  int error = avformat_open_input(&video->format, path, input, &options);
  av_dict_free(&options);
  if (error == AVERROR_INVALIDDATA && !demuxer) return CMEDIA_UNKNOWN_FORMAT;
  if (error < 0) return status_of(error);
  return find_streams(video);
}

static cmedia_status open_codec(cmedia_video *video) {
  video->stream = -1;
  for (unsigned i = 0; i < video->format->nb_streams && video->stream < 0; i++)
    if (video->format->streams[i]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO)
      video->stream = (int)i;
  if (video->stream < 0) return CMEDIA_NO_PICTURE;
  AVStream *stream = video->format->streams[video->stream];
  for (unsigned i = 0; i < video->format->nb_streams; i++)
    if ((int)i != video->stream) video->format->streams[i]->discard = AVDISCARD_ALL;
  if (!cmedia_fits(stream->codecpar->width, stream->codecpar->height, video->most_pixels))
    return stream->codecpar->width > 0 ? CMEDIA_TOO_LARGE : CMEDIA_CORRUPT;
  const AVCodec *codec = avcodec_find_decoder(stream->codecpar->codec_id);
  if (!codec) return CMEDIA_UNSUPPORTED;
  video->codec = avcodec_alloc_context3(codec);
  if (!video->codec) return CMEDIA_NO_MEMORY;
  int error = avcodec_parameters_to_context(video->codec, stream->codecpar);
  if (error < 0) return status_of(error);
  video->codec->thread_count = 1;
  video->codec->max_pixels = video->most_pixels;
  error = avcodec_open2(video->codec, codec, NULL);
  if (error < 0) return status_of(error);
  AVRational rate = stream->avg_frame_rate.num && stream->avg_frame_rate.den
                        ? stream->avg_frame_rate : stream->r_frame_rate;
  video->rate = rate.den ? (double)rate.num / (double)rate.den : 0;
  return CMEDIA_OK;
}

static cmedia_status make_room(cmedia_video *video, int32_t width, int32_t height) {
  AVCodecParameters *parameters = video->format->streams[video->stream]->codecpar;
  video->width = width > 0 ? width : parameters->width;
  video->height = height > 0 ? height : parameters->height;
  video->frame = av_frame_alloc();
  video->packet = av_packet_alloc();
  if (!video->frame || !video->packet) return CMEDIA_NO_MEMORY;
  int error = av_image_alloc(video->planes, video->strides, video->width, video->height,
                             AV_PIX_FMT_RGB24, 32);
  return error < 0 ? CMEDIA_NO_MEMORY : CMEDIA_OK;
}

cmedia_status cmedia_video_open(const char *path, const char *demuxer, int32_t width,
                                int32_t height, int64_t most_pixels, cmedia_video **result) {
  *result = NULL;
  av_log_set_level(AV_LOG_QUIET);
  cmedia_video *video = calloc(1, sizeof *video);
  if (!video) return CMEDIA_NO_MEMORY;
  video->most_pixels = most_pixels;
  video->number = -1;
  cmedia_status status = open_format(video, path, demuxer);
  if (status == CMEDIA_OK) status = open_codec(video);
  if (status == CMEDIA_OK) status = make_room(video, width, height);
  if (status != CMEDIA_OK) {
    cmedia_video_close(video);
    return status;
  }
  *result = video;
  return CMEDIA_OK;
}

int32_t cmedia_video_width(const cmedia_video *video) { return video->width; }
int32_t cmedia_video_height(const cmedia_video *video) { return video->height; }
double cmedia_video_rate(const cmedia_video *video) { return video->rate; }
int cmedia_video_is_damaged(const cmedia_video *video) { return video->is_damaged; }

double cmedia_video_seconds(const cmedia_video *video) {
  int64_t duration = video->format->duration;
  return duration > 0 ? (double)duration / AV_TIME_BASE : 0;
}

void cmedia_video_seek(cmedia_video *video, double seconds) {
  if (!(seconds > 0) || seconds > 1e9) return;
  int64_t at = (int64_t)(seconds * AV_TIME_BASE);
  if (av_seek_frame(video->format, -1, at, AVSEEK_FLAG_BACKWARD) >= 0)
    avcodec_flush_buffers(video->codec);
}

/// Gives the decoder the next packet; 0, or 1 at the end, or -1 when the file is given up.
static int feed(cmedia_video *video) {
  while (1) {
    int error = av_read_frame(video->format, video->packet);
    if (error < 0) {
      if (error != AVERROR_EOF) video->is_damaged = 1;
      video->is_draining = 1;
      avcodec_send_packet(video->codec, NULL);
      return 1;
    }
    if (video->packet->stream_index != video->stream) {
      av_packet_unref(video->packet);
      continue;
    }
    error = avcodec_send_packet(video->codec, video->packet);
    av_packet_unref(video->packet);
    if (error >= 0 || error == AVERROR(EAGAIN)) {
      video->failures = 0;
      return 0;
    }
    video->is_damaged = 1;
    if (error == AVERROR(ENOMEM) || ++video->failures > MOST_FAILURES) return -1;
  }
}

static cmedia_status convert(cmedia_video *video) {
  AVFrame *frame = video->frame;
  if (!cmedia_fits(frame->width, frame->height, video->most_pixels)) return CMEDIA_TOO_LARGE;
  if (!video->scale || video->scale_width != frame->width ||
      video->scale_height != frame->height || video->scale_format != frame->format) {
    sws_freeContext(video->scale);
    // The area method is what vPDQ's reference uses.
    video->scale = sws_getContext(frame->width, frame->height, frame->format, video->width,
                                  video->height, AV_PIX_FMT_RGB24, SWS_AREA, NULL, NULL, NULL);
    if (!video->scale) return CMEDIA_UNSUPPORTED;
    video->scale_width = frame->width;
    video->scale_height = frame->height;
    video->scale_format = frame->format;
  }
  int rows = sws_scale(video->scale, (const uint8_t *const *)frame->data, frame->linesize, 0,
                       frame->height, video->planes, video->strides);
  return rows > 0 ? CMEDIA_OK : CMEDIA_CORRUPT;
}

cmedia_status cmedia_video_next(cmedia_video *video, int64_t every, const uint8_t **rgb,
                                int32_t *stride, int64_t *number) {
  *rgb = NULL;
  while (1) {
    int error = avcodec_receive_frame(video->codec, video->frame);
    if (error == AVERROR_EOF) return CMEDIA_OK;
    if (error == AVERROR(EAGAIN)) {
      if (video->is_draining) return CMEDIA_OK;
      if (feed(video) < 0) return CMEDIA_CORRUPT;
      continue;
    }
    if (error == AVERROR(ENOMEM)) return CMEDIA_NO_MEMORY;
    if (error < 0) {
      video->is_damaged = 1;
      if (++video->failures > MOST_FAILURES) return CMEDIA_CORRUPT;
      if (!video->is_draining && feed(video) < 0) return CMEDIA_CORRUPT;
      continue;
    }
    video->number++;
    if (video->frame->decode_error_flags) video->is_damaged = 1;
    if (video->number % every) continue;
    cmedia_status status = convert(video);
    if (status != CMEDIA_OK) return status;
    *rgb = video->planes[0];
    *stride = video->strides[0];
    *number = video->number;
    return CMEDIA_OK;
  }
}

void cmedia_video_close(cmedia_video *video) {
  if (!video) return;
  av_freep(&video->planes[0]);
  sws_freeContext(video->scale);
  av_frame_free(&video->frame);
  av_packet_free(&video->packet);
  avcodec_free_context(&video->codec);
  avformat_close_input(&video->format);
  free(video);
}

/// Stills that have no decoder of their own here are the first frame of a video.
typedef struct {
  cmedia_video *video;
  const uint8_t *pixels;
  int32_t stride, next;
} still_decoder;

static void close_still(void *pointer) {
  still_decoder *decoder = pointer;
  cmedia_video_close(decoder->video);
  free(decoder);
}

static cmedia_status row_of_still(void *pointer, const uint8_t **row) {
  still_decoder *decoder = pointer;
  if (decoder->next >= decoder->video->height) return CMEDIA_TRUNCATED;
  *row = decoder->pixels + (size_t)decoder->next++ * decoder->stride;
  return CMEDIA_OK;
}

cmedia_status cmedia_still_open(const char *path, const char *demuxer, int64_t most_pixels,
                                cmedia_picture *picture) {
  static const cmedia_decoder calls = {row_of_still, close_still};
  still_decoder *decoder = calloc(1, sizeof *decoder);
  if (!decoder) return CMEDIA_NO_MEMORY;
  int64_t number;
  cmedia_status status =
      cmedia_video_open(path, demuxer, 0, 0, most_pixels, &decoder->video);
  if (status == CMEDIA_OK)
    status = cmedia_video_next(decoder->video, 1, &decoder->pixels, &decoder->stride, &number);
  if (status == CMEDIA_OK && !decoder->pixels)
    status = decoder->video->is_damaged ? CMEDIA_CORRUPT : CMEDIA_NO_PICTURE;
  if (status != CMEDIA_OK) {
    close_still(decoder);
    return status;
  }
  *picture = (cmedia_picture){&calls, decoder, decoder->video->width, decoder->video->height};
  return CMEDIA_OK;
}
