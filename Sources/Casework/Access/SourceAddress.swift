import Glibc

/// Where a request comes from, as coarse as throttling needs it: an IPv4 address, or the first 64 bits of
/// an IPv6 address, since whoever has one address of such a network has them all.
public struct SourceAddress: Hashable, Sendable {
  /// Four or eight bytes.
  public let bytes: [UInt8]

  /// The source of its stored bytes; nil unless there are four or eight.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 8 else { return nil }
    self.bytes = bytes
  }

  /// The source of an address as text; nil for anything that is no address. An IPv4 address within IPv6
  /// is the IPv4 address.
  public init?(_ text: String) {
    guard text.utf8.count <= 64, !text.utf8.contains(0) else { return nil }
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: &four) { Array($0) }
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    let all = withUnsafeBytes(of: &six) { Array($0) }
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    bytes = all.starts(with: mapped) ? Array(all[12...]) : Array(all[..<8])
  }
}
