import Hummingbird

extension Response {
  /// A page with its status.
  static func page(_ html: String, _ page: PageContent) -> Response {
    var headers: HTTPFields = [.contentType: "text/html; charset=utf-8"]
    if let seconds = page.retryAfter { headers[.retryAfter] = "\(seconds)" }
    return Response(
      status: .init(code: page.status), headers: headers,
      body: .init(byteBuffer: ByteBuffer(string: html)))
  }

  /// Go elsewhere within the console, by GET.
  static func elsewhere(_ path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path])
  }

  /// A file to be kept.
  static func table(_ name: String, _ text: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "text/csv; charset=utf-8",
        .contentDisposition: "attachment; filename=\"tocsin-\(name).csv\"",
      ], body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  /// An export of any length, piece by piece.
  static func export(_ file: SpooledFile, _ type: String, _ name: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"",
      ],
      body: ResponseBody { writer in
        var offset: UInt64 = 0
        while case let bytes = try file.chunk(at: offset), !bytes.isEmpty {
          try await writer.write(ByteBuffer(bytes: bytes))
          offset += UInt64(bytes.count)
        }
        try await writer.finish(nil)
      })
  }

  /// Bytes to be kept under a name of the console's own making.
  static func attachment(_ name: String, _ bytes: [UInt8], _ type: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"",
      ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// A file of the console's own.
  static func file(_ bytes: [UInt8], _ type: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: type, .cacheControl: "private, max-age=300"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// Data of the database, as a file to be kept where it has a name.
  static func data(_ bytes: [UInt8], _ type: String, _ name: String?) -> Response {
    var headers: HTTPFields = [.contentType: type]
    if let name { headers[.contentDisposition] = "attachment; filename=\"\(name)\"" }
    return Response(
      status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// Server-sent events, until the next one throws.
  static func events(_ next: @escaping @Sendable () async throws -> String?) -> Response {
    Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .init("X-Accel-Buffering")!: "no"],
      body: ResponseBody { writer in
        try await writer.write(ByteBuffer(string: "retry: 5000\n\n"))
        do {
          while true {
            let data = try await next()
            let text = data.map { "event: alarms\ndata: \($0)\n\n" } ?? ": quiet\n\n"
            try await writer.write(ByteBuffer(string: text))
          }
        } catch is CancellationError {
          try await writer.finish(nil)
        }
      })
  }
}
