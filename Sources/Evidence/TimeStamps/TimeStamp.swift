import CSodium
import CTimeStamp
import SocialModel

/// Time stamps as RFC 3161 has them: a server states that a digest was there at a time. It learns the
/// digest and nothing else.
public enum TimeStamp {
  /// A request for a stamp on a SHA-256 digest.
  ///
  /// - Parameters:
  ///   - digest: 32 bytes.
  ///   - nonce: 8 bytes that the answer must repeat.
  /// - Throws: ``EvidenceError`` with the code `library`.
  public static func request(digest: [UInt8], nonce: [UInt8]) throws -> [UInt8] {
    precondition(digest.count == 32 && nonce.count == 8, "SHA-256 and a nonce of 8 bytes")
    var length = 0
    guard let made = ctimestamp_request(digest, nonce, &length) else {
      throw EvidenceError(.library, subject: "time stamp", message: "No request can be made.")
    }
    defer { ctimestamp_free(made) }
    return Array(UnsafeBufferPointer(start: made, count: length))
  }

  /// A nonce that nobody can guess.
  public static func nonce() -> [UInt8] {
    _ = sodium_init()
    var bytes = [UInt8](repeating: 0, count: 8)
    randombytes_buf(&bytes, bytes.count)
    return bytes
  }

  /// The time of an answer, when it stamps the digest.
  ///
  /// - Parameters:
  ///   - answer: what the server gave, DER.
  ///   - digest: what it must stamp, 32 bytes.
  ///   - nonce: what it must repeat; nil where the request is not known any more.
  ///   - certificates: PEM; nil where its signature is not to be checked.
  public static func check(
    _ answer: [UInt8], digest: [UInt8], nonce: [UInt8]?, certificates: [UInt8]?
  ) -> Result<Timestamp, EvidenceError> {
    var time: CLongLong = 0
    let pem = certificates?.map { CChar(bitPattern: $0) }
    let result = ctimestamp_check(
      answer, answer.count, digest, nonce, pem, pem?.count ?? 0, &time)
    let message =
      switch result {
      case CTIMESTAMP_OK: ""
      case CTIMESTAMP_REFUSED: "The server granted no time stamp."
      case CTIMESTAMP_OTHER: "The time stamp is of another file or answers another request."
      case CTIMESTAMP_UNTRUSTED: "The time stamp's signature does not hold with these certificates."
      case CTIMESTAMP_BAD_CA: "The file of certificates has none."
      default: "It is no answer with a time stamp."
      }
    guard result == CTIMESTAMP_OK else {
      return .failure(EvidenceError(.noTimeStamp, subject: "time stamp", message: message))
    }
    return .success(Timestamp(milliseconds: time))
  }
}
