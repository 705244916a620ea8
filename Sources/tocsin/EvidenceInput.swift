import Casework
import Evidence
import Foundation

/// The files that the commands on evidence read.
enum EvidenceInput {
  /// The bytes of a regular file.
  ///
  /// - Throws: ``EvidenceError`` with the codes `unreadable` and `tooLarge`.
  static func bytes(_ path: String, most: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      try AuditInput.read(path) { chunk in
        bytes += chunk
        return bytes.count <= most
      }
    } catch let error as CaseworkError {
      throw EvidenceError(.unreadable, subject: path, message: error.message)
    }
    guard bytes.count <= most else {
      throw EvidenceError(
        .tooLarge, subject: path, message: "It is longer than \(most) bytes.")
    }
    return bytes
  }

  /// A case with the files that it names, which lie in its folder or below.
  static func evidence(_ path: String) throws -> EvidenceCase {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      .resolvingSymlinksInPath().path
    var total = 0
    let bytes = try bytes(path, most: CaseFile.longest)
    return try CaseFile.read(bytes, name: path) { name in
      let file = URL(fileURLWithPath: folder + "/" + name).resolvingSymlinksInPath().path
      guard !name.hasPrefix("/"), file.hasPrefix(folder == "/" ? "/" : folder + "/") else {
        throw EvidenceError(
          .malformed, subject: path, message: "It names a file outside of its folder.")
      }
      let content = try Self.bytes(file, most: CaseFile.longest)
      total += content.count
      guard total <= CaseFile.longest * 4 else {
        throw EvidenceError(
          .tooLarge, subject: path, message: "The files that it names are too long together.")
      }
      return content
    }
  }
}
