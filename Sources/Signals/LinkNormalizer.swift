/// Brings links that lead to the same page to the same bytes.
///
/// Scheme (`http` and `https` alike), user information, `www.`, the host's case and final dot, the
/// default port, the fragment, tracking parameters, an empty query and the root's slash are dropped
/// or folded; escapes are written in upper case, and those of unreserved characters undone, after
/// RFC 3986 section 6.2.2. Path and parameters keep their case and order: servers may tell them apart.
public struct LinkNormalizer {
  private var output: [UInt8] = []
  private var hostEnd = 0
  private var folding = TextFolding()

  /// A normalizer with an empty buffer.
  public init() {}

  /// Calls `body` with the normal form without its scheme, and the length of its host with port;
  /// nil when the bytes are no link with a host. The bytes are valid during the call only.
  public mutating func withNormalForm<Result>(
    _ url: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>, _ hostLength: Int) -> Result
  ) -> Result? {
    output.removeAll(keepingCapacity: true)
    let start = schemeEnd(url, 0) ?? 0
    let end = url.firstIndex(of: UInt8(ascii: "#")) ?? url.count
    guard start < end else { return nil }
    let authorityEnd = url[start..<end].firstIndex { "/?".utf8.contains($0) } ?? end
    guard appendHost(UnsafeBufferPointer(rebasing: url[start..<authorityEnd])) else { return nil }
    let queryStart = url[authorityEnd..<end].firstIndex(of: UInt8(ascii: "?")) ?? end
    if queryStart - authorityEnd > 1 {
      appendEscaped(UnsafeBufferPointer(rebasing: url[authorityEnd..<queryStart]))
    }
    if queryStart < end {
      appendQuery(UnsafeBufferPointer(rebasing: url[(queryStart + 1)..<end]))
    }
    let host = hostEnd
    return output.withUnsafeBufferPointer { body($0, host) }
  }

  /// The normal form of a link without its scheme, or nil when it is none.
  public mutating func normalForm(_ url: String) -> String? {
    var url = url
    return url.withUTF8 { utf8 in
      withNormalForm(utf8) { bytes, _ in String(decoding: bytes, as: UTF8.self) }
    }
  }

  private mutating func appendHost(_ authority: UnsafeBufferPointer<UInt8>) -> Bool {
    var host = authority[...]
    if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
    var port: Slice<UnsafeBufferPointer<UInt8>> = host[host.endIndex...]
    if let colon = host.lastIndex(of: UInt8(ascii: ":")),
      host[(colon + 1)...].allSatisfy({ (0x30...0x39).contains($0) })
    {
      port = host[(colon + 1)...]
      host = host[..<colon]
    }
    if host.last == UInt8(ascii: ".") { host = host.dropLast() }
    if host.count > 4, host.prefix(4).elementsEqual("www.".utf8, by: { $0 | 0x20 == $1 | 0x20 }),
      host.dropFirst(4).contains(UInt8(ascii: "."))
    {
      host = host.dropFirst(4)
    }
    guard host.contains(UInt8(ascii: ".")) || host.first == UInt8(ascii: "["),
      host.first != UInt8(ascii: ".")
    else { return false }
    folding.withFoldedKey(UnsafeBufferPointer(rebasing: host)) { output.append(contentsOf: $0) }
    if !port.isEmpty, !port.elementsEqual("80".utf8), !port.elementsEqual("443".utf8) {
      output.append(UInt8(ascii: ":"))
      output.append(contentsOf: port)
    }
    hostEnd = output.count
    return true
  }

  private mutating func appendQuery(_ query: UnsafeBufferPointer<UInt8>) {
    var separator = UInt8(ascii: "?")
    for parameter in query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
      let name = parameter.prefix { $0 != UInt8(ascii: "=") }
      if isTracking(name) { continue }
      output.append(separator)
      separator = UInt8(ascii: "&")
      appendEscaped(UnsafeBufferPointer(rebasing: parameter))
    }
  }

  private func isTracking(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let lowered = String(decoding: name, as: UTF8.self).lowercased()
    return LinkRules.trackingNames.contains(lowered)
      || LinkRules.trackingPrefixes.contains { lowered.hasPrefix($0.description) }
  }

  private mutating func appendEscaped(_ part: UnsafeBufferPointer<UInt8>) {
    var i = 0
    while i < part.count {
      let byte = part[i]
      if byte == UInt8(ascii: "%"), i + 2 < part.count,
        let high = hexDigit(part[i + 1]), let low = hexDigit(part[i + 2])
      {
        let value = high << 4 | low
        if isUnreserved(value) {
          output.append(value)
        } else {
          appendEscape(value)
        }
        i += 3
      } else {
        if byte >= 0x80 { appendEscape(byte) } else { output.append(byte) }
        i += 1
      }
    }
  }

  private mutating func appendEscape(_ byte: UInt8) {
    output.append(UInt8(ascii: "%"))
    output.append(Self.upperHex[Int(byte >> 4)])
    output.append(Self.upperHex[Int(byte & 15)])
  }

  private static let upperHex = Array("0123456789ABCDEF".utf8)
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x41 + 10
  case 0x61...0x66: byte - 0x61 + 10
  default: nil
  }
}

private func isUnreserved(_ byte: UInt8) -> Bool {
  isASCIIWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    || byte == UInt8(ascii: "~")
}
