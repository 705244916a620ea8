import Foundation
import Testing

/// The package's folder.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// How a run of the program ended and what it said.
struct Ending: Sendable {
  /// The exit status; nil when a signal ended it.
  var status: Int32?
  /// The signal that ended it.
  var signal: Int32?
  /// Standard output.
  var output: String
  /// Standard error.
  var diagnostics: String
}

/// The program under test, run as a shell would run it.
enum Program {
  /// The program that was built with these tests: it lies beside them.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let beside = URL(fileURLWithPath: own).deletingLastPathComponent().path + "/tocsin"
    return FileManager.default.isExecutableFile(atPath: beside)
      ? beside : packageRoot.path + "/.build/debug/tocsin"
  }()

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - folder: where it runs, so that inputs and outputs have short names.
  ///   - fileLimit: the size in blocks of 512 bytes beyond which no file may grow.
  static func run(
    _ arguments: [String], in folder: Scratch, fileLimit: Int? = nil
  ) throws -> Ending {
    var command = [path] + arguments
    if let fileLimit {
      command = ["/bin/sh", "-c", "ulimit -f \(fileLimit); exec \"$0\" \"$@\""] + command
    }
    let output = try Scratch()
    let child = try Child(
      command, in: folder.path, output: output.path + "/out", diagnostics: output.path + "/err")
    let ending = try child.wait()
    return Ending(
      status: ending.status, signal: ending.signal, output: try output.text("out"),
      diagnostics: try output.text("err"))
  }
}

/// A process that was started with its streams in files or on a terminal.
struct Child {
  let id: pid_t

  /// Starts a process in a folder; signals do to it what they do by default.
  init(_ command: [String], in folder: String, output: String, diagnostics: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY
    posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, diagnostics, flags, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let inFolder = ["/usr/bin/env", "-C", folder] + command
    let arguments = inFolder.map { strdup($0) } + [nil]
    let environment = Self.environment.map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var id = pid_t()
    let problem = posix_spawn(&id, inFolder[0], &actions, &attributes, arguments, environment)
    try #require(problem == 0, "\(command[0]) cannot be started: \(problem)")
    self.id = id
  }

  /// The same wherever tests run, so that nothing depends on a person's settings.
  private static let environment: [String] = {
    let inherited = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    return ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TERM=xterm", "LLVM_PROFILE_FILE=/dev/null"]
      + (inherited.map { ["LD_LIBRARY_PATH=\($0)"] } ?? [])
  }()

  /// Waits for the end.
  func wait() throws -> (status: Int32?, signal: Int32?) {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 { try #require(errno == EINTR) }
    let signal = status & 0x7f
    return signal == 0 ? ((status >> 8) & 0xff, nil) : (nil, signal)
  }
}
