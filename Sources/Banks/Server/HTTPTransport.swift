import Dispatch
import Foundation
import FoundationNetworking
import Synchronization

/// Sends one request after another and waits for each answer.
final class HTTPTransport: Sendable {
  /// What a server said.
  struct Answer: Sendable {
    var status: Int
    var body: Data
  }

  /// The largest answer that is taken, in bytes.
  static let mostBytes = 64 << 20

  private let session: URLSession

  init(secondsToAnswer: Double) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = secondsToAnswer
    configuration.timeoutIntervalForResource = secondsToAnswer * 4
    configuration.httpShouldSetCookies = false
    session = URLSession(
      configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
  }

  deinit { session.invalidateAndCancel() }

  /// - Throws: ``BankError`` with the codes `serverUnreachable`, `serverAnswerUnclear`.
  func answer(to request: URLRequest, subject: String) throws -> Answer {
    let box = Box()
    let done = DispatchSemaphore(value: 0)
    session.dataTask(with: request) { body, response, _ in
      box.result.withLock { $0 = Self.outcome(body, response, subject) }
      done.signal()
    }.resume()
    done.wait()
    guard let result = box.result.withLock({ $0 }) else {
      preconditionFailure("an answer was waited for")
    }
    return try result.get()
  }

  private final class Box: Sendable {
    let result = Mutex<Result<Answer, BankError>?>(nil)
  }

  private static func outcome(_ body: Data?, _ response: URLResponse?, _ subject: String)
    -> Result<Answer, BankError>
  {
    guard let response = response as? HTTPURLResponse else {
      return .failure(
        BankError(
          .serverUnreachable, subject: subject, message: "The server gives no answer.",
          hint: "Check its address, and whether it runs."))
    }
    let body = body ?? Data()
    guard body.count <= mostBytes else {
      return .failure(
        BankError(
          .serverAnswerUnclear, subject: subject,
          message: "The answer has more than \(mostBytes) bytes."))
    }
    return .success(Answer(status: response.statusCode, body: body))
  }

  /// A server that was asked answers itself or not at all.
  private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
      _ session: URLSession, task: URLSessionTask,
      willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
      completionHandler: @escaping (URLRequest?) -> Void
    ) {
      completionHandler(nil)
    }
  }
}

/// One file as `multipart/form-data`, RFC 7578.
struct FormData {
  let contentType: String
  let body: Data

  init(field: String, file: String, bytes: [UInt8]) {
    // A boundary must not stand in the file; one that grows until it does not is found soon.
    var boundary = "tocsin-boundary"
    let data = Data(bytes)
    while data.range(of: Data(boundary.utf8)) != nil { boundary += "-" + String(bytes.count) }
    let name = file.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    var body = Data(
      ("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; "
        + "filename=\"\(name.isEmpty ? "file" : name)\"\r\n"
        + "Content-Type: application/octet-stream\r\n\r\n").utf8)
    body.append(data)
    body.append(Data("\r\n--\(boundary)--\r\n".utf8))
    self.body = body
    contentType = "multipart/form-data; boundary=\(boundary)"
  }
}
