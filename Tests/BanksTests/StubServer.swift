import Foundation
import Glibc
import Synchronization

/// A web server on loopback that gives recorded answers and keeps what it was asked.
final class StubServer: Sendable {
  /// A recorded exchange: the first line of a request without the version, and the answer.
  struct Exchange: Sendable {
    var request: String
    var status: Int
    var body: String
    var headers: [String] = []
  }

  let port: Int
  private let listener: CInt
  private let exchanges: [Exchange]
  private let heard = Mutex<[String]>([])

  /// Serves the exchanges until it is stopped.
  init(_ exchanges: [Exchange]) {
    self.exchanges = exchanges
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (own, bound) = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        let result = bind(listener, plain, length)
        getsockname(listener, plain, &length)
        return (pointer.pointee.sin_port.bigEndian, result)
      }
    }
    precondition(bound == 0 && listen(listener, 16) == 0)
    self.listener = listener
    port = Int(own)
    let thread = Thread { [self] in serve() }
    thread.start()
  }

  var address: String { "http://127.0.0.1:\(port)" }

  /// Everything that was asked: the first line without the version, and the body.
  var requests: [String] { heard.withLock { $0 } }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      answer(connection)
      close(connection)
    }
  }

  private func answer(_ connection: CInt) {
    guard let (head, body) = request(connection) else { return }
    let line = head.prefix { !$0.isNewline }
    let asked = line.split(separator: " ").prefix(2).joined(separator: " ")
    heard.withLock { $0.append(body.isEmpty ? asked : asked + "\n" + body) }
    let exchange = exchanges.first { $0.request == asked }
    let text = exchange?.body ?? "{\"message\":\"not recorded\"}"
    let headers = (exchange?.headers ?? []).map { $0 + "\r\n" }.joined()
    let response =
      "HTTP/1.1 \(exchange?.status ?? 404) X\r\nContent-Type: application/json\r\n\(headers)"
      + "Content-Length: \(text.utf8.count)\r\nConnection: close\r\n\r\n\(text)"
    let bytes = Array(response.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(connection, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// The head and the body of a request.
  private func request(_ connection: CInt) -> (String, String)? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.firstRange(of: "\r\n\r\n") {
        let head = String(text[..<end.lowerBound])
        let length = head.firstMatch(of: /(?i)content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
        let body = text[end.upperBound...]
        if body.utf8.count >= length { return (head, String(body)) }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
    }
  }
}
