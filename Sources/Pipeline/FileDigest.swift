import CSodium
import Dispatch
import Foundation
import Synchronization

/// SHA-256 of files, by libsodium.
public enum FileDigest {
  /// The digest of a file's bytes as 64 lower-case hexadecimal digits, and their number.
  ///
  /// - Throws: ``PipelineError`` with the code `inputUnreadable`.
  /// - Complexity: O(bytes) time, 1 MiB of memory.
  public static func sha256(path: String) throws -> (hex: String, bytes: Int64) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var state = crypto_hash_sha256_state()
    crypto_hash_sha256_init(&state)
    var total: Int64 = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { break }
      crypto_hash_sha256_update(&state, buffer, UInt64(count))
      total += Int64(count)
    }
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_bytes()))
    crypto_hash_sha256_final(&state, &digest)
    let digits = Array("0123456789abcdef".utf8)
    let hex = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return (String(decoding: hex, as: UTF8.self), total)
  }

  private static func failure(_ path: String) -> PipelineError {
    PipelineError(
      .inputUnreadable, subject: path,
      message: "The file cannot be read: \(String(cString: strerror(errno))).")
  }
}

/// The digests of a run's inputs, computed on a thread of their own while the inputs are read.
final class Digests: Sendable {
  private let work: DispatchQueue
  private let results: Mutex<Result<[(hex: String, bytes: Int64)], any Error>?>

  init(_ paths: [String]) {
    work = DispatchQueue(label: "tocsin.digests")
    results = Mutex(nil)
    work.async { [self] in
      let result = Result { try paths.map { try FileDigest.sha256(path: $0) } }
      results.withLock { $0 = result }
    }
  }

  /// The digests in the order of the inputs.
  ///
  /// - Throws: ``PipelineError`` with the code `inputUnreadable`.
  func wait() throws -> [(hex: String, bytes: Int64)] {
    work.sync {}
    return try results.withLock { try $0?.get() ?? [] }
  }
}
