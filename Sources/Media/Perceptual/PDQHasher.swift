/// Makes the PDQ hash of a picture that arrives row after row.
///
/// The picture is blurred twice by running means along rows and columns, sampled at 64 × 64
/// points, transformed, and each of the 256 lowest frequencies is compared with their median. All
/// sums run in the reference's order and precision. Since rows are worked on as they come and only
/// what the samples need is kept, memory is that of a hundredth of the picture. Brightness is
/// 0.299 R + 0.587 G + 0.114 B.
///
/// Source: as ``PDQFrequencies``. Pictures are not scaled down first; the reference's own tools
/// sometimes do, for speed, and hashes then differ by a few bits.
public final class PDQHasher {
  /// Sides shorter than this have no hash.
  public static let leastSide = 5

  private let width: Int
  private let height: Int
  private let rowFilter: RowFilter
  private let columns: [Int]
  private let rowSamples: [Int]
  private var firstPass: ColumnFilter
  private var secondPass: ColumnFilter
  /// Four rows each: brightness, its means along rows, those blurred along columns too, and the
  /// sums of these along rows again.
  private let brightness: FloatBuffer
  private let means: FloatBuffer
  private let blurred: FloatBuffer
  private let secondSums: FloatBuffer
  private let samples = FloatBuffer(count: 64)
  private let output = FloatBuffer(count: 64)
  private var received = 0
  private var pending = 0
  private var blurredPending = 0
  private var picture: [Float] = []

  /// A hasher for one picture of that size in pixels.
  public init(width: Int, height: Int) {
    precondition(width > 0 && height > 0)
    self.width = width
    self.height = height
    rowFilter = RowFilter(width: width)
    columns = BoxWindow.samples(of: width)
    rowSamples = BoxWindow.samples(of: height)
    firstPass = ColumnFilter(width: width, height: height)
    secondPass = ColumnFilter(width: 64, height: height)
    brightness = FloatBuffer(count: 4 * width)
    means = FloatBuffer(count: 4 * width)
    blurred = FloatBuffer(count: 4 * width)
    secondSums = FloatBuffer(count: 4 * width)
    picture.reserveCapacity(64 * 64)
  }

  /// A picture of 64 × 64 is its own sample.
  private var isDirect: Bool { width == 64 && height == 64 }

  /// Takes the next row: 3 × width bytes, red, green, blue.
  ///
  /// - Complexity: O(width).
  public func add(row: UnsafePointer<UInt8>) {
    precondition(received < height)
    received += 1
    let target = brightness.start + pending * width
    var x = 0
    while x < width {
      let (red, green, blue) = (Float(row[3 * x]), Float(row[3 * x + 1]), Float(row[3 * x + 2]))
      target[x] = 0.299 * red + 0.587 * green + 0.114 * blue
      x += 1
    }
    if isDirect {
      picture.append(contentsOf: UnsafeBufferPointer(start: target, count: 64))
      return
    }
    pending += 1
    if pending == 4 { blurRows() }
  }

  /// The hash of the rows that came in, all of them.
  ///
  /// - Returns: a hash of quality 0 where the picture is too small.
  public func finish() -> PDQResult {
    precondition(received == height)
    guard width >= Self.leastSide, height >= Self.leastSide else { return .none }
    if !isDirect {
      if pending > 0 { blurRows() }
      while firstPass.isUnfinished { stepFirst(nil) }
      if blurredPending > 0 { sampleRows() }
      while secondPass.isUnfinished { stepSecond(nil) }
    }
    return PDQResult(picture: picture)
  }

  private func blurRows() {
    rowFilter.apply(brightness.start, means.start)
    for row in 0..<pending { stepFirst(means.start + row * width) }
    pending = 0
  }

  private func stepFirst(_ row: UnsafePointer<Float>?) {
    let isDue = firstPass.due >= 0
    firstPass.step(row, blurred.start + blurredPending * width)
    guard isDue else { return }
    blurredPending += 1
    if blurredPending == 4 { sampleRows() }
  }

  /// Filters blurred rows again; along columns, only those that are sampled are needed.
  private func sampleRows() {
    rowFilter.sum(blurred.start, secondSums.start)
    for row in 0..<blurredPending {
      rowFilter.sample(secondSums.start, row: row, at: columns, samples.start)
      stepSecond(samples.start)
    }
    blurredPending = 0
  }

  private func stepSecond(_ row: UnsafePointer<Float>?) {
    let due = secondPass.due
    secondPass.step(row, output.start)
    guard due >= 0 else { return }
    while picture.count < 64 * 64, rowSamples[picture.count / 64] == due {
      picture.append(contentsOf: UnsafeBufferPointer(start: output.start, count: 64))
    }
  }
}
