/// Running means along rows, four rows at a time so that their sums do not wait for each other.
struct RowFilter {
  let window: BoxWindow
  /// Floats from one row to the next.
  let stride: Int

  init(width: Int) {
    window = BoxWindow(length: width)
    stride = width
  }

  /// Writes the means of four rows to `output`, which lies apart from `input`.
  func apply(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
    sum(input, output)
    for row in 0..<4 { divide(output + row * stride) }
  }

  /// The sums of every window.
  private func sum(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
    let (n, size, lag) = (window.length, window.size, window.lag)
    let (a, b, c, d) = (input, input + stride, input + 2 * stride, input + 3 * stride)
    let (p, q, r, s) = (output, output + stride, output + 2 * stride, output + 3 * stride)
    var (e, f, g, h): (Float, Float, Float, Float) = (0, 0, 0, 0)
    var t = 0
    while t < n + lag {
      if t < n {
        e += a[t]
        f += b[t]
        g += c[t]
        h += d[t]
      }
      let left = t - size
      if left >= 0 {
        e -= a[left]
        f -= b[left]
        g -= c[left]
        h -= d[left]
      }
      let at = t - lag
      if at >= 0 {
        p[at] = e
        q[at] = f
        r[at] = g
        s[at] = h
      }
      t += 1
    }
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
