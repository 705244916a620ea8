/// Running means along rows, four rows at a time so that their sums do not wait for each other.
struct RowFilter {
  private let window: BoxWindow
  /// Floats from one row to the next.
  private let stride: Int

  init(width: Int) {
    window = BoxWindow(length: width)
    stride = width
  }

  /// Writes the means of four rows to `output`, which lies apart from `input`.
  func apply(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
    sum(input, output)
    for row in 0..<4 { divide(output + row * stride) }
  }

  /// Writes the means of one row at some columns, where the sums of four rows are in `sums`.
  func sample(
    _ sums: UnsafePointer<Float>, row: Int, at columns: [Int],
    _ output: UnsafeMutablePointer<Float>
  ) {
    for (index, column) in columns.enumerated() {
      output[index] = sums[row * stride + column] / Float(window.count(at: column))
    }
  }

  /// Writes the sums of every window of four rows.
  func sum(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
    var sums = SIMD4<Float>()
    let (n, size, lag) = (window.length, window.size, window.lag)
    var t = 0
    while t < size {
      sums += values(input, t)
      if t >= lag { store(sums, output, t - lag) }
      t += 1
    }
    while t < n {
      sums += values(input, t)
      sums -= values(input, t - size)
      store(sums, output, t - lag)
      t += 1
    }
    while t < n + lag {
      sums -= values(input, t - size)
      store(sums, output, t - lag)
      t += 1
    }
  }

  /// What stands at a column in each of the rows.
  @inline(__always)
  private func values(_ input: UnsafePointer<Float>, _ column: Int) -> SIMD4<Float> {
    let at = input + column
    return SIMD4(at[0], at[stride], at[2 * stride], at[3 * stride])
  }

  @inline(__always)
  private func store(_ sums: SIMD4<Float>, _ output: UnsafeMutablePointer<Float>, _ column: Int) {
    let at = output + column
    at[0] = sums[0]
    at[stride] = sums[1]
    at[2 * stride] = sums[2]
    at[3 * stride] = sums[3]
  }

  private func divide(_ row: UnsafeMutablePointer<Float>) {
    let full = Float(window.size)
    let (n, size, lag) = (window.length, window.size, window.lag)
    let first = min(n, max(0, size - 1 - lag))
    let last = max(first, n - lag)
    for at in 0..<first { row[at] /= Float(window.count(at: at)) }
    var at = first
    while at < last {
      row[at] /= full
      at += 1
    }
    for at in last..<n { row[at] /= Float(window.count(at: at)) }
  }
}
