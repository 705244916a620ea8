import Foundation
import Synchronization

/// Results that this process has begun and not put in their place yet.
public enum Unfinished {
  private static let paths = Mutex<Set<String>>([])

  static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  /// Renames a finished result to its target.
  ///
  /// - Throws: ``PipelineError`` with the codes `outputUnwritable`, `diskFull`.
  static func finish(_ path: String, as target: String, subject: String) throws {
    try paths.withLock { paths in
      guard paths.contains(path) else {
        throw PipelineError(
          .outputUnwritable, subject: subject, message: "The run was interrupted.")
      }
      guard rename(path, target) == 0 else {
        throw OutputFile.failure(errno, subject: subject, doing: "be put in place")
      }
      paths.remove(path)
    }
  }

  /// Removes a result that will not be finished.
  static func remove(_ path: String) {
    paths.withLock { _ = $0.remove(path) }
    removeItem(path)
  }

  /// Removes everything that is unfinished, for a process that is about to end early.
  ///
  /// Any thread may call it while others write: what was not put in its place before never will be.
  public static func removeAll() {
    let all = paths.withLock { paths in
      defer { paths = [] }
      return paths
    }
    for path in all.sorted() {
      // A file may appear in a folder while the others are removed.
      for _ in 0..<100 where access(path, F_OK) == 0 { removeItem(path) }
    }
  }

  private static func removeItem(_ path: String) {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      // What cannot be removed is hidden and named after its purpose; nobody is left to tell.
    }
  }
}
