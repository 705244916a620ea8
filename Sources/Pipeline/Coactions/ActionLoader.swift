import Coordination
import Intake
import SocialModel
import Synchronization

/// The rows of one or several files as columns of numbers.
struct LoadedActions: Sendable {
  /// The object of each row; objects of different files are different.
  var objects: [Int32] = []
  /// The account of each row.
  var accounts: [Int32] = []
  /// The content of each row; -1 where the file names none.
  var contents: [Int32] = []
  /// The time of each row in seconds.
  var times: [Int64] = []
  /// The rows of each file.
  var layers: [Range<Int>] = []
  /// For each file the first of its objects, and their number at the end.
  var objectStarts: [Int32] = [0]
  /// The objects' names, file by file.
  var objectNames: [ByteInterner] = []
  /// The accounts' names.
  let accountNames = ByteInterner()
  /// The contents' names.
  let contentNames = ByteInterner()
  /// Rejected records of all files.
  var rejectionCount = 0

  var count: Int { times.count }
  var objectCount: Int { Int(objectStarts[objectStarts.count - 1]) }

  /// The bytes of an object's name.
  func objectName(_ object: Int32) -> UnsafeRawBufferPointer {
    let layer = objectNames.count == 1 ? 0 : layer(of: object)
    return objectNames[layer].bytes(object - objectStarts[layer])
  }

  /// The index of the file that an object is of.
  func layer(of object: Int32) -> Int {
    objectStarts.dropFirst().firstIndex { object < $0 }.map { $0 - 1 } ?? 0
  }
}

/// Reads files of actions: one thread takes rows apart while others intern the rows before them.
struct ActionLoader {
  let threads: Int
  /// Takes each rejection in the order of the files.
  let reject: (Rejection) throws -> Void

  /// Reads files, each of them a layer of its own.
  ///
  /// - Throws: `IntakeError` for a file that cannot be read, and where more than half of all records
  ///   are rejected: checked with every block of rows and at the end. What `reject` throws.
  func load(_ paths: [String]) throws -> LoadedActions {
    // All files are opened before the first is read, so that a misspelt name costs no time.
    let readers = try paths.enumerated().map { try ActionReader(path: $1, input: Int32($0)) }
    var loaded = LoadedActions()
    for reader in readers { try load(reader, into: &loaded) }
    for interner in loaded.objectNames + [loaded.accountNames, loaded.contentNames] {
      interner.dropLookup()
    }
    return loaded
  }

  private func load(_ reader: ActionReader, into loaded: inout LoadedActions) throws {
    let start = loaded.count
    let columns = ColumnBuilder(
      objects: ByteInterner(), accounts: loaded.accountNames, contents: loaded.contentNames)
    columns.take(&loaded)
    var (current, next) = (ActionBlock(), ActionBlock())
    try reader.fill(current)
    while !current.isEmpty {
      for rejection in current.rejections { try reject(rejection) }
      try checkSize(columns.count + current.count, reader)
      next.removeAll()
      let empty = next
      try columns.append(current, threads: threads) { try reader.fill(empty) }
      swap(&current, &next)
      if reader.rowCount + reader.rejectionCount >= ActionBlock.rowCapacity {
        try checkShare(reader)
      }
    }
    columns.give(&loaded)
    try checkShare(reader)
    loaded.layers.append(start..<loaded.count)
    loaded.objectNames.append(columns.objectNames)
    loaded.objectStarts.append(Int32(loaded.objectCount + columns.objectNames.count))
    loaded.rejectionCount += reader.rejectionCount
  }

  private func checkSize(_ rows: Int, _ reader: ActionReader) throws {
    guard rows < Int(Int32.max) else {
      throw PipelineError(
        .inputTooLarge, subject: reader.name, message: "The input has 2^31 rows or more.",
        hint: "Split it by object, so that all rows on one object stay in one file.")
    }
  }

  private func checkShare(_ reader: ActionReader) throws {
    let total = reader.rowCount + reader.rejectionCount
    guard reader.rejectionCount * 2 > total else { return }
    throw IntakeError(
      .tooManyRejections, subject: reader.name,
      message: "\(reader.rejectionCount) of the \(total) records read so far cannot be read.",
      hint: "Check that `timestamp_share` holds whole seconds and no field is missing.")
  }
}

/// Columns that grow block by block.
///
/// Several threads work on an instance at a time, each on columns of its own.
private final class ColumnBuilder: @unchecked Sendable {
  let objectNames: ByteInterner
  private let accountNames: ByteInterner
  private let contentNames: ByteInterner
  private var objects: [Int32] = []
  private var accounts: [Int32] = []
  private var contents: [Int32] = []
  private var times: [Int64] = []
  private var firstObject: Int32 = 0

  init(objects: ByteInterner, accounts: ByteInterner, contents: ByteInterner) {
    objectNames = objects
    accountNames = accounts
    contentNames = contents
  }

  var count: Int { times.count }

  /// Moves the columns here, so that they are not copied.
  func take(_ loaded: inout LoadedActions) {
    firstObject = Int32(loaded.objectCount)
    swap(&objects, &loaded.objects)
    swap(&accounts, &loaded.accounts)
    swap(&contents, &loaded.contents)
    swap(&times, &loaded.times)
  }

  /// Moves the columns back.
  func give(_ loaded: inout LoadedActions) { take(&loaded) }

  /// Interns a block while `meanwhile` runs beside it.
  ///
  /// - Throws: what `meanwhile` throws.
  func append(
    _ block: ActionBlock, threads: Int, meanwhile: @Sendable () throws -> Void
  ) throws {
    // Each task has columns of its own, and each error is thrown once all have ended.
    let problem = Mutex<(any Error)?>(nil)
    Parallel.forEach(4, threads: threads) { [self] task in
      switch task {
      case 0: block.intern(2, with: contentNames, emptyIsMissing: true, into: &contents)
      case 1:
        do {
          try meanwhile()
        } catch {
          problem.withLock { $0 = error }
        }
      case 2: block.intern(1, with: accountNames, emptyIsMissing: false, into: &accounts)
      default:
        appendObjects(of: block)
        times.append(contentsOf: block.times)
      }
    }
    if let error = problem.withLock({ $0 }) { throw error }
  }

  private func appendObjects(of block: ActionBlock) {
    let start = objects.count
    block.intern(0, with: objectNames, emptyIsMissing: false, into: &objects)
    if firstObject > 0 {
      for row in start..<objects.count { objects[row] += firstObject }
    }
  }
}
