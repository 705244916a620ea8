import Casework
import Foundation
import Hummingbird
import SocialModel
import Store
import Testing

@testable import Console

/// A connection to a server on loopback, byte by byte as an attacker would use it.
private struct Connection: ~Copyable {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Missing() }
  }

  deinit { close(descriptor) }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Everything until a text is there, or the server closes, or twenty seconds have passed.
  func read(until wanted: String? = nil) -> String {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      all += buffer[0..<count]
      if let wanted, String(decoding: all, as: UTF8.self).contains(wanted) { break }
    }
    return String(decoding: all, as: UTF8.self)
  }
}

@Suite("The server")
struct ServerTests {
  /// Serves a fixture's console while a body runs, on a thread of its own since it blocks.
  private func serving(
    _ fixture: ConsoleFixture, _ body: @escaping @Sendable (Int) throws -> Void
  ) async throws {
    let (ports, told) = AsyncStream.makeStream(of: Int.self)
    let server = Task { try await fixture.console.run { told.yield($0) } }
    var port: Int?
    for await found in ports {
      port = found
      break
    }
    let open = try required(port)
    let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: Result { try body(open) }) }.start()
    }
    server.cancel()
    try await server.value
    try result.get()
  }

  private func status(_ port: Int, _ request: String) throws -> String {
    let connection = try Connection(port: port)
    connection.write(request)
    return String(connection.read(until: "\r\n\r\n").split(separator: "\r\n").first ?? "")
  }

  @Test(
    "requests whose length can be read in two ways are refused, and so are methods that nothing has"
  )
  func smuggling() async throws {
    let fixture = try ConsoleFixture(port: 0)
    try await serving(fixture) { port in
      let begin = "POST /sign-in HTTP/1.1\r\nHost: a\r\n"
      for lengths in [
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n", "Content-Length: -1\r\n",
        "Content-Length: 4, 4\r\n", "Transfer-Encoding: chunked, identity\r\n",
        "Content-Length : 4\r\n", "X: a\rY: b\r\n", "X\0: a\r\n",
      ] {
        let reply = try status(port, begin + lengths + "\r\n0\r\n\r\n")
        #expect(reply.hasPrefix("HTTP/1.1 400") || reply.isEmpty, "\(lengths): \(reply)")
      }
      for method in ["TRACE", "CONNECT", "PUT", "DELETE", "OPTIONS", "HEAD"] {
        let reply = try status(port, "\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(!reply.contains(" 200") && !reply.contains(" 500"), "\(method): \(reply)")
      }
      #expect(try status(port, "GET /sign-in HTTP/1.1\r\nHost: a\r\n\r\n").contains(" 200"))
    }
  }

  @Test("a checkpoint of the audit chain is signed when the console ends")
  func checkpoint() async throws {
    let fixture = try ConsoleFixture(port: 0)
    try await serving(fixture) { _ in }
    let last = try required(fixture.store.lastCheckpoint())
    let entry = try required(fixture.store.lastAuditEntry())
    #expect(last.sequence == entry.content.sequence && entry.content.action == "system.served")
  }

  @Test(
    "the board's stream tells of a new threat and of a new false alarm, and ends when the session does"
  )
  func events() async throws {
    let fixture = try ConsoleFixture(port: 0, liveTicks: 100_000)
    let token = SecretToken.random()
    let reviewer = try required(fixture.users[.reviewer])
    try fixture.store.beginSession(
      digest: token.hash.bytes, user: reviewer,
      expiresAt: Timestamp(milliseconds: fixture.clock.read().milliseconds + 3_600_000), csrf: [],
      isSecondFactorShown: false, id: "live")
    try await serving(fixture) { port in
      let connection = try Connection(port: port)
      connection.write(
        "GET /alarms/events HTTP/1.1\r\nHost: a\r\nCookie: tocsin-session=\(token.text)\r\n\r\n")
      #expect(connection.read(until: ": quiet").contains("text/event-stream"))
      try fixture.store.store(assessments: [
        NewAssessment(
          platform: .x, postID: "2", kind: "threat", level: .high, spans: [],
          reasons: ["It names a gate."])
      ])
      #expect(connection.read(until: "event: alarms").contains("event: alarms"))
      try fixture.addFalseAlarms()
      #expect(connection.read(until: "event: alarms").contains("event: alarms"))
      try fixture.store.endSessions(ofUser: reviewer, by: .system("test"))
      // The last chunk of the answer, of length zero.
      #expect(connection.read(until: "\r\n0\r\n\r\n").hasSuffix("0\r\n\r\n"))
    }
  }
}
