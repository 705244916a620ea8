import CMedia

/// Decodes one file to be looked at, in a worker.
extension FileHashing {
  /// Sends a view of the file; false when the owner is gone.
  func show(_ kind: MediaView.Kind) -> Bool {
    (request.path + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { show(kind, $0.baseAddress!) }
    }
  }

  private func show(_ kind: MediaView.Kind, _ path: UnsafePointer<CChar>) -> Bool {
    guard let (format, size) = recognise(path) else { return say(.rejected(.unreadable)) }
    guard let known = Self.names[format.rawValue] else { return say(.rejected(.unknownFormat)) }
    guard known == .video || size <= limits.imageBytes else {
      return say(.rejected(.tooManyBytes))
    }
    // Of a video, too, one frame alone is decoded.
    guard cmedia_limit_processor(Int32(limits.imageSeconds)) == 0 else {
      return say(.rejected(.unreadable))
    }
    return known == .video ? showVideo(kind, path) : showPicture(kind, path, format, known)
  }

  private func showPicture(
    _ kind: MediaView.Kind, _ path: UnsafePointer<CChar>, _ format: cmedia_format,
    _ name: MediaFormat
  ) -> Bool {
    var picture: OpaquePointer?
    let status = cmedia_picture_open(path, format, limits.pixels, &picture)
    guard status == CMEDIA_OK, let picture else { return say(.rejected(Self.reason(status))) }
    defer { cmedia_picture_close(picture) }
    let drawing = ViewDrawing(
      kind, width: Int(cmedia_picture_width(picture)), height: Int(cmedia_picture_height(picture)))
    for _ in 0..<drawing.fileHeight {
      var row: UnsafePointer<UInt8>?
      let status = cmedia_picture_row(picture, &row)
      guard status == CMEDIA_OK, let row else { return say(.rejected(Self.reason(status))) }
      drawing.add(row: row)
    }
    return send(drawing, name, seconds: 0)
  }

  /// The last whole picture before the middle, or the first frame where the container cannot go there.
  private func showVideo(_ kind: MediaView.Kind, _ path: UnsafePointer<CChar>) -> Bool {
    var video: OpaquePointer?
    let status = cmedia_video_open(path, nil, 0, 0, limits.pixels, &video)
    guard status == CMEDIA_OK, let video else { return say(.rejected(Self.reason(status))) }
    defer { cmedia_video_close(video) }
    let seconds = cmedia_video_seconds(video)
    cmedia_video_seek(video, seconds / 2)
    var (pixels, stride, number): (UnsafePointer<UInt8>?, Int32, Int64) = (nil, 0, 0)
    let next = cmedia_video_next(video, 1, &pixels, &stride, &number)
    guard next == CMEDIA_OK else { return say(.rejected(Self.reason(next))) }
    guard let pixels else { return say(.rejected(.noPicture)) }
    let drawing = ViewDrawing(
      kind, width: Int(cmedia_video_width(video)), height: Int(cmedia_video_height(video)))
    for row in 0..<drawing.fileHeight { drawing.add(row: pixels + row * Int(stride)) }
    return send(drawing, .video, seconds: seconds < 1e9 ? seconds : 0)
  }

  private func send(_ drawing: ViewDrawing, _ format: MediaFormat, seconds: Double) -> Bool {
    let pixels = drawing.finish()
    guard !pixels.isEmpty else { return say(.rejected(.noPicture)) }
    let shape = MediaView.Shape(
      format: format.rawValue, fileWidth: drawing.fileWidth, fileHeight: drawing.fileHeight,
      width: drawing.width, height: drawing.height, seconds: seconds)
    guard say(.view(shape)) else { return false }
    for start in stride(from: 0, to: pixels.count, by: WorkerMessage.mostBytes) {
      let end = min(start + WorkerMessage.mostBytes, pixels.count)
      guard WorkerMessage.send(Array(pixels[start..<end]), to: MediaWorker.socket) else {
        return false
      }
    }
    return true
  }
}

/// Makes a view's pixels of a picture that arrives row after row: the blurred one is what the perceptual hash samples,
/// the sharp one has for each of its pixels the mean of those that fall on it.
///
/// Complexity: O(width) memory beyond the view's own.
final class ViewDrawing {
  let fileWidth: Int
  let fileHeight: Int
  let width: Int
  let height: Int
  private let blurring: PDQHasher?
  /// The target column of each column.
  private let columns: [Int]
  private var received = 0
  private var row = 0
  private var sums: [UInt32]
  private var counts: [UInt32]
  private var pixels: [UInt8] = []

  init(_ kind: MediaView.Kind, width fileWidth: Int, height fileHeight: Int) {
    precondition(fileWidth > 0 && fileHeight > 0)
    self.fileWidth = fileWidth
    self.fileHeight = fileHeight
    guard kind == .sharp else {
      blurring = PDQHasher(width: fileWidth, height: fileHeight)
      (width, height) = (MediaView.blurredSide, MediaView.blurredSide)
      (columns, sums, counts) = ([], [], [])
      return
    }
    blurring = nil
    let longest = max(fileWidth, fileHeight, MediaView.longestSide)
    let (width, height) = (
      max(1, fileWidth * MediaView.longestSide / longest),
      max(1, fileHeight * MediaView.longestSide / longest)
    )
    let isWhole = longest == MediaView.longestSide
    self.width = isWhole ? fileWidth : width
    self.height = isWhole ? fileHeight : height
    let target = self.width
    columns = (0..<fileWidth).map { $0 * target / fileWidth }
    sums = [UInt32](repeating: 0, count: 3 * target)
    counts = [UInt32](repeating: 0, count: target)
    pixels.reserveCapacity(3 * self.width * self.height)
  }

  /// Takes the next row: 3 × width bytes, red, green, blue.
  func add(row source: UnsafePointer<UInt8>) {
    precondition(received < fileHeight)
    defer { received += 1 }
    if let blurring { return blurring.add(row: source) }
    let target = received * height / fileHeight
    if target != row { emit() }
    row = target
    sums.withUnsafeMutableBufferPointer { sums in
      counts.withUnsafeMutableBufferPointer { counts in
        columns.withUnsafeBufferPointer { columns in
          var x = 0
          while x < columns.count {
            let column = columns[x]
            sums[3 * column] += UInt32(source[3 * x])
            sums[3 * column + 1] += UInt32(source[3 * x + 1])
            sums[3 * column + 2] += UInt32(source[3 * x + 2])
            counts[column] += 1
            x += 1
          }
        }
      }
    }
  }

  /// The view's pixels; none for a picture that is too small to be blurred.
  func finish() -> [UInt8] {
    if let blurring {
      return blurring.finish().picture.map { UInt8(min(max($0, 0), 255)) }
    }
    emit()
    return pixels
  }

  private func emit() {
    for column in counts.indices {
      let count = max(counts[column], 1)
      for channel in 0..<3 {
        pixels.append(UInt8((sums[3 * column + channel] + count / 2) / count))
        sums[3 * column + channel] = 0
      }
      counts[column] = 0
    }
  }
}
