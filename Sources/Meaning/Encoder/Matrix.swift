import CBlas

/// Rows of numbers in memory that grows and is never given back before its owner goes.
final class Matrix {
  private(set) var base: UnsafeMutablePointer<Float>
  private var capacity: Int

  init() {
    capacity = 16
    base = .allocate(capacity: capacity)
    base.initialize(repeating: 0, count: capacity)
  }

  deinit { base.deallocate() }

  /// Room for that many numbers; what was there is lost when it grows.
  func reserve(_ count: Int) {
    guard count > capacity else { return }
    base.deallocate()
    capacity = count
    base = .allocate(capacity: capacity)
    base.initialize(repeating: 0, count: capacity)
  }
}

/// Products of matrices by OpenBLAS.
enum Product {
  /// Rows are counted up to the next multiple of this, so that each is computed the same way
  /// whatever stands beside it: the last rows of a product go another way through OpenBLAS, and so
  /// do products that are small.
  static let step = 16

  /// The next multiple of ``step``.
  static func padded(_ rows: Int) -> Int { (rows + step - 1) / step * step }

  /// `c = a b`, or `c += a b`; `a` has `rows` rows of `inner` numbers, `b` is `inner` × `columns`.
  ///
  /// - Parameters:
  ///   - strideA, strideC: how far rows lie apart.
  ///   - isTransposed: `b` is `columns` × `inner` instead.
  static func multiply(
    _ a: UnsafePointer<Float>, strideA: Int, rows: Int, _ b: UnsafePointer<Float>, inner: Int,
    columns: Int, isTransposed: Bool = false, to c: UnsafeMutablePointer<Float>, strideC: Int,
    adds: Bool = false
  ) {
    cbl_multiply(
      Int32(rows), Int32(columns), Int32(inner), a, Int32(strideA), b,
      Int32(isTransposed ? inner : columns), isTransposed ? 1 : 0, adds ? 1 : 0, c,
      Int32(strideC))
  }
}
