import Glibc

/// What a worker and its owner say to each other over a socket: a length in four bytes, lowest
/// first, and that many bytes.
///
/// The owner takes a worker for hostile, since the worker has decoded files that strangers made.
enum WorkerMessage {
  /// The longest message that is taken.
  static let mostBytes = 1 << 16

  /// Sends a message whole; false when the other side is gone.
  static func send(_ message: [UInt8], to socket: CInt) -> Bool {
    precondition(message.count <= mostBytes)
    let length = UInt32(message.count)
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> UInt32(8 * $0)) } + message
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// How waiting for a message ended.
  enum Receipt {
    case message([UInt8])
    case silence
    case gone
  }

  /// Waits for a message.
  ///
  /// - Parameter seconds: how long to wait for all of it; nil: for ever.
  static func receive(from socket: CInt, seconds: Double?) -> Receipt {
    let end = seconds.map { now() + $0 }
    var head: [UInt8] = []
    switch read(4, into: &head, socket, until: end) {
    case .message: break
    case let other: return other
    }
    let length = head.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    guard length <= mostBytes else { return .gone }
    var body: [UInt8] = []
    return read(length, into: &body, socket, until: end)
  }

  private static func read(
    _ count: Int, into bytes: inout [UInt8], _ socket: CInt, until end: Double?
  ) -> Receipt {
    bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      if let end {
        var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        let left = Int32(max(0, min((end - now()) * 1000, 1e9)).rounded(.up))
        let ready = poll(&waiting, 1, left)
        if ready < 0 && errno == EINTR { continue }
        guard ready != 0 else { return .silence }
      }
      let got = bytes.withUnsafeMutableBytes {
        recv(socket, $0.baseAddress! + done, count - done, 0)
      }
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { return .gone }
      done += got
    }
    return .message(bytes)
  }

  /// Seconds of a clock that nobody sets.
  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
