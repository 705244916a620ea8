import ArgumentParser
import Casework
import Foundation

/// `tocsin audit verify`: the first bad entry of an exported chain, or that there is none.
struct AuditVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify an exported audit chain and name the first bad entry.",
    discussion: """
      Exit status 0 if the chain is whole, 1 if not. An end that was cut off is found only with \
      --checkpoint or --count; entries that were computed anew only with --key, up to the last \
      checkpoint.
      """)

  @Argument(help: "The exported chain.", completion: .file())
  var file: String

  @Option(help: "A file with a public key that may sign; once for each.", completion: .file())
  var key: [String] = []

  @Option(
    help: "A file with a checkpoint that the chain must still hold; needs --key.",
    completion: .file())
  var checkpoint: String?

  @Option(help: "How many entries the chain must have at least.")
  var count: UInt64?

  func validate() throws {
    guard checkpoint == nil || !key.isEmpty else {
      throw ValidationError("--checkpoint needs --key: anybody can write an unsigned one.")
    }
  }

  func run() throws {
    try ExitStatus.of {
      let keys = try key.map { path in
        try naming(path) {
          try AuditPublicKey(fileText: SecretFile.read(path, isPublic: true))
        }
      }
      var verifier = AuditVerifier(keys: keys, held: try held(keys), expected: count)
      try AuditInput.read(file) { verifier.consume($0) }
      let verdict = verifier.finish()
      if let fault = verdict.fault {
        Diagnostics.say("tocsin: \(file): \(fault)")
        return .failed
      }
      for line in sentences(on: verdict) { print(line) }
      return .done
    }
  }

  /// The checkpoint that the auditor holds, whose signature is right.
  private func held(_ keys: [AuditPublicKey]) throws -> AuditCheckpoint? {
    guard let path = checkpoint else { return nil }
    var bytes: [UInt8] = []
    try AuditInput.read(path) { chunk in
      bytes += chunk
      return true
    }
    guard let found = AuditCheckpoint.last(in: bytes) else {
      throw CaseworkError(.malformed, subject: path, message: "There is no checkpoint in it.")
    }
    guard keys.contains(where: found.isSigned) else {
      throw CaseworkError(
        .malformed, subject: path, message: "Its checkpoint is not signed by a key of --key.")
    }
    return found
  }

  private func sentences(on verdict: AuditVerdict) -> [String] {
    let first = verdict.header?.first ?? 1
    var lines = [
      verdict.entries == 0
        ? "No entry." : "Whole: \(verdict.entries) entries, \(first) to \(verdict.end.sequence).",
      "End: \(verdict.end.hash)",
      "Checkpoints: \(verdict.checkpoints)"
        + (verdict.lastCheckpoint.map { ", the last at entry \($0.sequence) of \($0.time)" } ?? ""),
    ]
    if verdict.unsignedEntries > 0 {
      lines.append("No signature covers the last \(verdict.unsignedEntries) entries.")
    }
    if !verdict.isKeyTrusted, let header = verdict.header {
      lines.append(
        "Without --key, signatures were held against the key \(header.publicKey.id) that the file "
          + "names: they do not tell who signed.")
    }
    if !verdict.isEndKnown {
      lines.append("Without --checkpoint or --count, an end that was cut off cannot be seen.")
    }
    return lines
  }

  /// Lets an error about a file's content name the file.
  private func naming<Value>(_ path: String, _ work: () throws -> Value) throws -> Value {
    do { return try work() } catch var error as CaseworkError {
      if error.code == .malformed { error.subject = path }
      throw error
    }
  }
}

/// A file that is read in pieces.
enum AuditInput {
  /// Hands the file's bytes on until it ends or the taker has enough.
  ///
  /// - Throws: ``CaseworkError`` with the code `unreadable`.
  static func read(_ path: String, _ take: (UnsafeRawBufferPointer) -> Bool) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CaseworkError(.unreadable, subject: path, message: "It is no regular file.")
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      guard count > 0,
        buffer.withUnsafeBytes({ take(UnsafeRawBufferPointer(rebasing: $0[..<count])) })
      else { return }
    }
  }

  private static func failure(_ path: String) -> CaseworkError {
    CaseworkError(
      .unreadable, subject: path,
      message: "The file cannot be read: \(String(cString: strerror(errno))).")
  }
}
