/// What is done with rows of numbers between two products, sixteen numbers at a time.
///
/// Sums run in a fixed order, so that a row's result depends on nothing but the row.
enum Rows {
  typealias Source = UnsafePointer<Float>
  typealias Target = UnsafeMutablePointer<Float>
  typealias Vector = SIMD16<Float>

  @inline(__always)
  static func load(_ row: Source, _ index: Int) -> Vector {
    UnsafeRawPointer(row + index).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  static func store(_ vector: Vector, _ row: Target, _ index: Int) {
    UnsafeMutableRawPointer(row + index).storeBytes(of: vector, as: Vector.self)
  }

  /// The mean, and one by the root of the variance and epsilon, of the numbers of two rows together.
  static func moments(
    _ a: Source, _ countA: Int, _ b: Source, _ countB: Int, epsilon: Float
  ) -> (mean: Float, scale: Float) {
    var sum = Vector.zero
    for index in stride(from: 0, to: countA, by: 16) { sum += load(a, index) }
    for index in stride(from: 0, to: countB, by: 16) { sum += load(b, index) }
    let mean = sum.sum() / Float(countA + countB)
    var squares = Vector.zero
    for index in stride(from: 0, to: countA, by: 16) {
      let apart = load(a, index) - mean
      squares += apart * apart
    }
    for index in stride(from: 0, to: countB, by: 16) {
      let apart = load(b, index) - mean
      squares += apart * apart
    }
    return (mean, 1 / (squares.sum() / Float(countA + countB) + epsilon).squareRoot())
  }

  /// Adds a bias to a row and normalises it.
  static func normalize(
    _ row: Target, _ count: Int, bias: Source, gain: Source, shift: Source, epsilon: Float
  ) {
    for index in stride(from: 0, to: count, by: 16) {
      store(load(row, index) + load(bias, index), row, index)
    }
    let (mean, scale) = moments(row, count, row, 0, epsilon: epsilon)
    for index in stride(from: 0, to: count, by: 16) {
      let value = (load(row, index) - mean) * scale * load(gain, index) + load(shift, index)
      store(value, row, index)
    }
  }

  /// `out = max(0, bias + sum of taps) + past`, where each tap is a row.
  static func convolve(
    _ taps: UnsafeBufferPointer<Source>, bias: Source, past: Source, to out: Target, _ count: Int
  ) {
    for index in stride(from: 0, to: count, by: 16) {
      var sum = load(bias, index)
      for tap in taps { sum += load(tap, index) }
      store(sum.replacing(with: 0, where: sum .< 0) + load(past, index), out, index)
    }
  }

  /// `sum += (row - mean) * scale`.
  static func add(_ row: Source, to sum: Target, _ count: Int, mean: Float, scale: Float) {
    for index in stride(from: 0, to: count, by: 16) {
      store(load(sum, index) + (load(row, index) - mean) * scale, sum, index)
    }
  }

  /// Replaces negative numbers by 0.
  static func rectify(_ row: Target, _ count: Int) {
    for index in stride(from: 0, to: count, by: 16) {
      let value = load(row, index)
      store(value.replacing(with: 0, where: value .< 0), row, index)
    }
  }

  /// `row = row * gain + shift * times`.
  static func scale(_ row: Target, _ count: Int, gain: Source, shift: Source, times: Float) {
    for index in stride(from: 0, to: count, by: 16) {
      store(load(row, index) * load(gain, index) + load(shift, index) * times, row, index)
    }
  }

  /// `row = (row + shift * times) * factor`.
  static func shift(_ row: Target, _ count: Int, by shift: Source, times: Float, factor: Float) {
    for index in stride(from: 0, to: count, by: 16) {
      store((load(row, index) + load(shift, index) * times) * factor, row, index)
    }
  }

  /// Spreads bytes to numbers: `out = bytes * scale + low`.
  static func spread(
    _ bytes: UnsafePointer<UInt8>, to out: Target, _ count: Int, scale: Float, low: Float
  ) {
    for index in stride(from: 0, to: count, by: 16) {
      let packed = UnsafeRawPointer(bytes + index).loadUnaligned(as: SIMD16<UInt8>.self)
      store(Vector(packed) * scale + low, out, index)
    }
  }
}
