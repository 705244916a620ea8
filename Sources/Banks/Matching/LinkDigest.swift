import Media

/// MD5 of links, as `threatexchange` computes it.
enum LinkDigest {
  /// The digest of the link in lower case without its scheme; nil when it cannot be computed.
  static func md5(of link: String) -> String? {
    let lower = link.lowercased()
    // A scheme is letters, digits and `+-.` before a colon; a link without one keeps all of itself.
    let scheme = lower.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    let rest = lower[scheme.endIndex...]
    let isScheme = scheme.first?.isLetter == true && rest.hasPrefix("://")
    return BytesDigest.md5(Array((isScheme ? rest.dropFirst(3) : lower[...]).utf8))
  }
}
