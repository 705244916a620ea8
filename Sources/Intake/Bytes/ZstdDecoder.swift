import CZstd

/// Zstandard in one or several frames.
///
/// A frame whose window is larger than 128 MiB (`zstd --long=28` and up) is refused, so that memory
/// stays bounded.
final class ZstdDecoder: Decoder {
  private let stream: OpaquePointer
  private var isBetweenFrames = true

  init() {
    guard let stream = ZSTD_createDStream() else {
      preconditionFailure("zstd could not be set up")
    }
    self.stream = stream
  }

  deinit { ZSTD_freeDStream(stream) }

  func decode(
    _ input: inout UnsafeRawBufferPointer, atEnd: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(DecoderFailure) -> Int {
    if input.isEmpty && isBetweenFrames { return 0 }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    // An error loses what the same call decoded, so a call decodes no more than a block.
    let room = min(output.count, ZSTD_DStreamOutSize())
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: room, pos: 0)
    let status = ZSTD_decompressStream(stream, &target, &source)
    let wasEmpty = input.isEmpty
    input = UnsafeRawBufferPointer(rebasing: input[source.pos...])
    guard ZSTD_isError(status) == 0 else {
      let tooLarge = ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge
      throw DecoderFailure(
        reason: tooLarge
          ? "need a window of more than 128 MiB" : "are not valid zstd from some point on")
    }
    isBetweenFrames = status == 0
    if wasEmpty && atEnd && target.pos == 0 && !isBetweenFrames {
      throw DecoderFailure(reason: "end before the zstd frame does")
    }
    return target.pos
  }
}
