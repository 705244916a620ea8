import Foundation
import Hummingbird

/// Answers to programs: JSON with sorted keys.
enum APIAnswer {
  static let type = "application/json; charset=utf-8"

  /// A value.
  static func json(_ value: some Encodable) throws -> Answer {
    .data(try bytes(value), type: type, name: nil)
  }

  private static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [0x0A]
  }

  private struct Failure: Encodable {
    struct What: Encodable {
      var code: String
      var message: String
      var request: String
    }
    var error: What
  }

  /// What went wrong: a code that stays the same, a sentence, the request's id.
  static func failure(_ answer: ErrorAnswer, requestID: String) -> Response {
    var headers: HTTPFields = [.contentType: type]
    if answer.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
    if let seconds = answer.retryAfter { headers[.retryAfter] = "\(seconds)" }
    let what = Failure.What(code: answer.code, message: answer.message, request: requestID)
    let body: [UInt8]
    do { body = try bytes(Failure(error: what)) } catch { body = Array("{}\n".utf8) }
    return Response(
      status: .init(code: answer.status), headers: headers,
      body: .init(byteBuffer: ByteBuffer(bytes: body)))
  }
}
