import Foundation
import SocialModel
import Synchronization

/// Writes a simulated stream and its truth into a folder.
///
/// The folder appears whole, by a rename, or not at all.
public enum SimulationOutput {
  /// The hidden folders of this process.
  private static let unfinished = Mutex<Set<URL>>([])

  /// Removes what this process has begun to write, for one that is about to end early.
  public static func removeUnfinished() {
    let folders = unfinished.withLock { folders in
      defer { folders = [] }
      return folders
    }
    for folder in folders {
      // A file may appear while the others are removed; nobody is left to tell if it stays.
      for _ in 0..<100 where FileManager.default.fileExists(atPath: folder.path) {
        _ = Result { try FileManager.default.removeItem(at: folder) }
      }
    }
  }

  /// Writes `posts.ndjson`, `truth.csv`, `event.json`, `truth.json` and, where pictures are posted,
  /// the folder `media`.
  ///
  /// - Parameters:
  ///   - simulation: the stream.
  ///   - path: a folder that does not exist or is empty.
  /// - Returns: the truth about the stream.
  /// - Throws: `SimulationError`: `output-not-empty` when the folder has something in it,
  ///   `cannot-write` when the system refuses.
  /// - Complexity: memory is bounded by the accounts, not by the posts.
  @discardableResult
  public static func write(_ simulation: Simulation, to path: String) throws -> GroundTruth {
    let target = URL(fileURLWithPath: path).standardizedFileURL
    let partial = target.deletingLastPathComponent()
      .appendingPathComponent(".\(target.lastPathComponent).partial-\(getpid())")
    let files = FileManager.default
    try checkIsFree(target, named: path)
    unfinished.withLock { _ = $0.insert(partial) }
    do {
      try files.createDirectory(at: partial, withIntermediateDirectories: true)
      let truth = try writePosts(simulation, to: partial.appendingPathComponent("posts.ndjson"))
      if simulation.parameters.hasMedia {
        try writePictures(InventedPictures(seed: simulation.parameters.seed), in: partial)
      }
      try writeAccounts(truth, to: partial.appendingPathComponent("truth.csv"))
      try TruthFiles.event(truth.event)
        .write(to: partial.appendingPathComponent("event.json"))
      try TruthFiles.truth(truth, simulation.parameters)
        .write(to: partial.appendingPathComponent("truth.json"))
      try checkIsFree(target, named: path)
      try put(partial, in: target)
      return truth
    } catch {
      // What is left of the attempt goes; if that fails too, the first failure is the one to tell.
      unfinished.withLock { _ = $0.remove(partial) }
      _ = Result { try files.removeItem(at: partial) }
      if error is SimulationError { throw error }
      throw SimulationError.cannotWrite(path, (error as NSError).localizedDescription)
    }
  }

  private static func put(_ partial: URL, in target: URL) throws {
    try unfinished.withLock { folders in
      guard folders.contains(partial) else { throw CancellationError() }
      if FileManager.default.fileExists(atPath: target.path) {
        try FileManager.default.removeItem(at: target)
      }
      try FileManager.default.moveItem(at: partial, to: target)
      folders.remove(partial)
    }
  }

  private static func checkIsFree(_ target: URL, named path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder) else {
      return
    }
    do {
      let isEmpty =
        try isFolder.boolValue
        && FileManager.default.contentsOfDirectory(atPath: target.path).isEmpty
      if !isEmpty { throw SimulationError.outputNotEmpty(path) }
    } catch let error as SimulationError {
      throw error
    } catch {
      throw SimulationError.cannotWrite(path, (error as NSError).localizedDescription)
    }
  }

  private static func writePosts(_ simulation: Simulation, to file: URL) throws -> GroundTruth {
    var sink = try FileSink(file)
    let truth = try simulation.run { post in
      PostLine.append(post, to: &sink.buffer)
      try sink.flushIfFull()
    }
    try sink.close()
    return truth
  }

  private static func writePictures(_ pictures: InventedPictures, in folder: URL) throws {
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent(InventedPictures.folder),
      withIntermediateDirectories: false)
    for file in pictures.files {
      try Data(file.bytes).write(to: folder.appendingPathComponent(file.path))
    }
  }

  private static func writeAccounts(_ truth: GroundTruth, to file: URL) throws {
    var sink = try FileSink(file)
    sink.buffer += "platform,account,group,role\n".utf8
    for account in truth.accounts {
      // No field can hold a comma or a quote: words of ours and digits.
      let fields = [
        account.platform.name, account.account, account.group.rawValue, account.role.rawValue,
      ]
      sink.buffer += fields.joined(separator: ",").utf8
      sink.buffer.append(UInt8(ascii: "\n"))
      try sink.flushIfFull()
    }
    try sink.close()
  }
}

/// A new file that is written in pieces of a megabyte.
struct FileSink {
  var buffer: [UInt8] = []
  private let handle: FileHandle
  private let limit = 1 << 20

  init(_ file: URL) throws {
    try Data().write(to: file)
    handle = try FileHandle(forWritingTo: file)
    buffer.reserveCapacity(limit + 4096)
  }

  mutating func flushIfFull() throws {
    if buffer.count >= limit { try flush() }
  }

  mutating func close() throws {
    try flush()
    try handle.close()
  }

  private mutating func flush() throws {
    try handle.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
