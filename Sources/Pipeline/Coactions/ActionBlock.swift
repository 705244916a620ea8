import Intake
import SocialModel

/// Some thousand rows of a file, taken apart but not yet interned.
///
/// Made on one thread and interned on others, never both at a time.
final class ActionBlock: @unchecked Sendable {
  static let rowCapacity = 1 << 15
  static let rejectionCapacity = 4 << 20

  /// A field's bytes in the block.
  private struct Field {
    var start: Int
    var count: Int
  }

  @exclusivity(unchecked) private var bytes: [UInt8] = []
  @exclusivity(unchecked) private var fields: [[Field]] = [[], [], []]
  @exclusivity(unchecked) private(set) var times: [Int64] = []
  // Keeps the reads of `touch` from being optimised away.
  @exclusivity(unchecked) private var touched: UInt64 = 0

  /// The records among the rows that were rejected.
  private(set) var rejections: [Rejection] = []
  private var rejectedBytes = 0

  var count: Int { times.count }

  /// Whether it is time to hand the block on.
  var isFull: Bool { count >= Self.rowCapacity || rejectedBytes >= Self.rejectionCapacity }

  var isEmpty: Bool { count == 0 && rejections.isEmpty }

  /// Appends a row; the three ids in the order object, account, content.
  func append(
    _ ids: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>),
    time: Int64
  ) {
    append(ids.0, to: 0)
    append(ids.1, to: 1)
    append(ids.2, to: 2)
    times.append(time)
  }

  func reject(_ rejection: Rejection) {
    rejections.append(rejection)
    rejectedBytes += rejection.raw.count + 256
  }

  func removeAll() {
    rejections.removeAll()
    rejectedBytes = 0
    bytes.removeAll(keepingCapacity: true)
    times.removeAll(keepingCapacity: true)
    for index in 0..<3 { fields[index].removeAll(keepingCapacity: true) }
  }

  @inline(__always)
  private func append(_ id: UnsafeBufferPointer<UInt8>, to column: Int) {
    fields[column].append(Field(start: bytes.count, count: id.count))
    bytes.append(contentsOf: id)
  }

  /// Appends the numbers of a column's ids; -1 for an empty id where `emptyIsMissing`.
  func intern(
    _ column: Int, with interner: ByteInterner, emptyIsMissing: Bool, into ids: inout [Int32]
  ) {
    let group = 16
    bytes.withUnsafeBytes { bytes in
      fields[column].withUnsafeBufferPointer { fields in
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: group) { hashes in
          for start in stride(from: 0, to: fields.count, by: group) {
            let end = min(start + group, fields.count)
            // A look-up waits for memory; asking for sixteen places first lets them come together.
            for row in start..<end {
              let hash = interner.hash(Self.slice(bytes, fields[row]))
              hashes[row - start] = hash
              touched &+= interner.touch(hash: hash)
            }
            for row in start..<end {
              touched &+= interner.touchBytes(hash: hashes[row - start])
            }
            for row in start..<end {
              let id = Self.slice(bytes, fields[row])
              ids.append(
                emptyIsMissing && id.isEmpty
                  ? -1 : interner.intern(id, hash: hashes[row - start]))
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func slice(
    _ bytes: UnsafeRawBufferPointer, _ field: Field
  ) -> UnsafeRawBufferPointer {
    guard let base = bytes.baseAddress else { return bytes }
    return UnsafeRawBufferPointer(start: base + field.start, count: field.count)
  }
}
