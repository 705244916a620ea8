/// The token of a form against requests that another site has a browser make (CSRF).
///
/// Bound to the session and to nothing else, so that it needs no place in the store: 16 random bytes and
/// the HMAC-SHA256 of them and the session's id. The random bytes make each page's token another text,
/// which keeps compression from telling it.
public struct FormTokens: Sendable {
  private let key: [UInt8]

  /// Tokens by a key.
  ///
  /// - Parameter key: 32 bytes, such as ``SealingKey/derived(for:)`` gives.
  /// - Precondition: there are 32.
  public init(key: [UInt8]) {
    precondition(key.count == 32, "the key has 32 bytes")
    self.key = key
  }

  /// A token for a page of a session: 96 hexadecimal digits.
  public func make(for session: String) -> String {
    let nonce = Sodium.randomBytes(16)
    return Hexadecimal.text(nonce + tag(nonce, session))
  }

  /// Whether a token is one of the session's.
  public func isValid(_ text: String, for session: String) -> Bool {
    guard let bytes = Hexadecimal.bytes(text, count: 48) else { return false }
    return Sodium.areEqual(Array(bytes[16...]), tag(Array(bytes[..<16]), session))
  }

  private func tag(_ nonce: [UInt8], _ session: String) -> [UInt8] {
    Sodium.hmacSHA256(Array("TOCSIN FORM 1\0".utf8) + nonce + Array(session.utf8), key: key)
  }
}
