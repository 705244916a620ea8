import Glibc

/// A worker as its owner sees it: a process that hashes one file at a time and may die of it.
///
/// It is started when it is first needed and again after it died.
final class WorkerProcess {
  private let program: String
  private let limits: WorkerLimits
  private var id: pid_t = 0
  private var socket: CInt = -1
  private var served = 0
  /// What leaks in a decoder leaks no further than this many files.
  private static let mostServed = 2000

  init(program: String, limits: WorkerLimits) {
    self.program = program
    self.limits = limits
  }

  deinit { stop() }

  /// Asks for a file to be hashed; false when no worker can be started.
  func ask(_ request: WorkerRequest) -> Bool {
    if served >= Self.mostServed { stop() }
    if id == 0 && !start() { return false }
    served += 1
    if WorkerMessage.send(request.bytes, to: socket) { return true }
    // It died between two files.
    stop()
    return start() && WorkerMessage.send(request.bytes, to: socket)
  }

  /// The next thing that the worker says of the file; a worker that says nothing, or nonsense, is
  /// ended, and the reason is why.
  func reply(within seconds: Double) -> WorkerReply {
    switch WorkerMessage.receive(from: socket, seconds: seconds) {
    case .message(let bytes):
      if let reply = WorkerReply(bytes) { return reply }
      stop()
      return .rejected(.decoderCrashed)
    case .silence:
      stop()
      return .rejected(.tookTooLong)
    case .gone:
      return .rejected(stop(patience: 100) == SIGXCPU ? .tookTooLong : .decoderCrashed)
    }
  }

  /// So many bytes that follow a reply, in messages; nil where a worker sends others or too few, and is ended.
  func bytes(_ count: Int, within seconds: Double) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      guard case .message(let part) = WorkerMessage.receive(from: socket, seconds: seconds),
        !part.isEmpty, part.count <= count - bytes.count
      else {
        stop()
        return nil
      }
      bytes += part
    }
    return bytes
  }

  /// Ends the process; returns the signal that ended it, 0 where none had.
  ///
  /// - Parameter patience: how often 20 ms are waited for a process that ends by itself; one whose
  ///   socket is closed does, and what ended it is the reason for the rejection.
  @discardableResult
  func stop(patience: Int = 1) -> Int32 {
    guard id != 0 else { return 0 }
    close(socket)
    var status: Int32 = 0
    // A worker that is gone already keeps what ended it: its end comes before its socket's.
    var ended = waitpid(id, &status, WNOHANG)
    for _ in 0..<patience where ended == 0 {
      Self.nap()
      ended = waitpid(id, &status, WNOHANG)
    }
    if ended == 0 {
      kill(id, SIGKILL)
      while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    }
    id = 0
    socket = -1
    served = 0
    return status & 0x7f
  }

  private static func nap() {
    var time = timespec(tv_sec: 0, tv_nsec: 20_000_000)
    nanosleep(&time, nil)
  }

  private func start() -> Bool {
    var ends: [CInt] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return false }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // First of all: the socket may lie where a standard stream should be.
    posix_spawn_file_actions_adddup2(&actions, ends[1], MediaWorker.socket)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    guard spawn(&actions) else {
      close(ends[0])
      return false
    }
    socket = ends[0]
    return true
  }

  /// Starts the program with signals as they are by default and next to no environment.
  private func spawn(_ actions: inout posix_spawn_file_actions_t) -> Bool {
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
    let arguments = ["tocsin", MediaWorker.command] + limits.arguments
    var environment = ["LC_ALL=C", "LLVM_PROFILE_FILE=/dev/null"]
    if let libraries = getenv("LD_LIBRARY_PATH") {
      environment.append("LD_LIBRARY_PATH=" + String(cString: libraries))
    }
    let words = arguments.map { strdup($0) } + [nil]
    let settings = environment.map { strdup($0) } + [nil]
    defer { for text in words + settings { free(text) } }
    var child = pid_t()
    var status = posix_spawn(&child, program, &actions, &attributes, words, settings)
    // A program that has just been written may for a moment be open in a process that forked.
    for _ in 0..<50 where status == ETXTBSY {
      Self.nap()
      status = posix_spawn(&child, program, &actions, &attributes, words, settings)
    }
    guard status == 0 else { return false }
    id = child
    return true
  }
}
