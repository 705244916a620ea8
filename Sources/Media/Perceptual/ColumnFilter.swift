/// Running means along columns of a picture that arrives row after row.
///
/// It keeps one sum a column and the rows of one window: a hundredth of the picture.
struct ColumnFilter {
  private let window: BoxWindow
  private let width: Int
  private let sums: FloatBuffer
  /// The last rows, one after another; the oldest is overwritten.
  private let rows: FloatBuffer
  /// How many steps were made: rows that came in, and steps after the last.
  private var time = 0

  init(width: Int, height: Int) {
    window = BoxWindow(length: height)
    self.width = width
    sums = FloatBuffer(count: width)
    rows = FloatBuffer(count: width * window.size)
  }

  /// Whether a row of means is still due after the last row came in.
  var isUnfinished: Bool { time < window.length + window.lag }

  /// The row of the output that the next step gives; negative while it gives none.
  var due: Int { time - window.lag }

  /// Takes the next row, nil after the last, and writes the row of means that is now due.
  mutating func step(_ row: UnsafePointer<Float>?, _ output: UnsafeMutablePointer<Float>) {
    let (sum, kept) = (sums.start, rows.start + time % window.size * width)
    if let row {
      if time >= window.size { swap(sum, kept, row) } else { enter(sum, kept, row) }
    } else if time >= window.size {
      leave(sum, kept)
    }
    if due >= 0 { divide(sum, by: Float(window.count(at: due)), output) }
    time += 1
  }

  private func enter(
    _ sum: UnsafeMutablePointer<Float>, _ kept: UnsafeMutablePointer<Float>,
    _ row: UnsafePointer<Float>
  ) {
    var x = 0
    while x < width {
      sum[x] += row[x]
      kept[x] = row[x]
      x += 1
    }
  }

  /// Adds what enters, then subtracts what leaves.
  private func swap(
    _ sum: UnsafeMutablePointer<Float>, _ kept: UnsafeMutablePointer<Float>,
    _ row: UnsafePointer<Float>
  ) {
    var x = 0
    while x < width {
      let value = row[x]
      sum[x] = sum[x] + value - kept[x]
      kept[x] = value
      x += 1
    }
  }

  private func leave(_ sum: UnsafeMutablePointer<Float>, _ kept: UnsafeMutablePointer<Float>) {
    var x = 0
    while x < width {
      sum[x] -= kept[x]
      x += 1
    }
  }

  private func divide(
    _ sum: UnsafeMutablePointer<Float>, by count: Float, _ output: UnsafeMutablePointer<Float>
  ) {
    var x = 0
    while x < width {
      output[x] = sum[x] / count
      x += 1
    }
  }
}
