import Dispatch
import Foundation
import FoundationNetworking
import SocialModel
import Synchronization

/// A server of time stamps, RFC 3161 section 3.4. Asked only where its address is configured.
public struct TimeStampServer: Sendable {
  private let address: URL
  /// No answer is longer, in bytes.
  private static let longest = 1 << 20

  /// The server at an address of `http` or `https`; nil for any other.
  public init?(_ address: String) {
    guard let url = URL(string: address), let scheme = url.scheme?.lowercased(),
      ["http", "https"].contains(scheme), url.host?.isEmpty == false
    else { return nil }
    self.address = url
  }

  /// The server's answer on a digest, once it is known to stamp it.
  ///
  /// - Throws: ``EvidenceError`` with the code `noTimeStamp`.
  public func stamp(_ digest: [UInt8]) throws -> [UInt8] {
    let nonce = TimeStamp.nonce()
    let body = try TimeStamp.request(digest: digest, nonce: nonce)
    let answer = try send(body)
    _ = try TimeStamp.check(answer, digest: digest, nonce: nonce, certificates: nil).get()
    return answer
  }

  private func send(_ body: [UInt8]) throws -> [UInt8] {
    var request = URLRequest(url: address, timeoutInterval: 30)
    request.httpMethod = "POST"
    request.setValue("application/timestamp-query", forHTTPHeaderField: "Content-Type")
    request.httpBody = Data(body)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForResource = 60
    configuration.httpShouldSetCookies = false
    let session = URLSession(
      configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let box = Box()
    let done = DispatchSemaphore(value: 0)
    session.dataTask(with: request) { data, response, _ in
      let status = (response as? HTTPURLResponse)?.statusCode
      box.answer.withLock { $0 = status == 200 ? data.map { [UInt8]($0) } : nil }
      done.signal()
    }.resume()
    done.wait()
    guard let answer = box.answer.withLock({ $0 }), answer.count <= Self.longest else {
      throw EvidenceError(
        .noTimeStamp, subject: "time stamp", message: "The server gives no answer.",
        hint: "Check its address, or make the package without a time stamp.")
    }
    return answer
  }

  private final class Box: Sendable {
    let answer = Mutex<[UInt8]?>(nil)
  }

  /// A server that was asked answers itself or not at all: the address is the one that was configured.
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
