import SocialModel

/// A moment with the zone in which it was stated, as RFC 3339 writes it.
public struct ZonedTime: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The moment.
  public let time: Timestamp
  /// `Z` or an offset such as `+01:00`.
  public let zone: String

  /// A moment that was stated in UTC.
  public init(_ time: Timestamp) {
    self.time = time
    zone = "Z"
  }

  /// The moment of a text such as `2016-03-22T08:58:12.123+01:00`; nil for anything else, a time
  /// without its zone too.
  public init?(_ text: String) {
    let form =
      /([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(Z|([+-])([0-9]{2}):([0-9]{2}))/
    guard let match = text.wholeMatch(of: form) else { return nil }
    let number = { (digits: Substring) in Int(digits) ?? 0 }
    let fraction = String(((match.7 ?? "") + "000").prefix(3))
    let (hours, minutes) = (number(match.10 ?? "0"), number(match.11 ?? "0"))
    guard hours < 24, minutes < 60,
      let local = Timestamp(
        year: number(match.1), month: number(match.2), day: number(match.3),
        hour: number(match.4), minute: number(match.5), second: number(match.6),
        millisecond: number(fraction[...]))
    else { return nil }
    let offset = Int64((hours * 60 + minutes) * 60_000) * (match.9 == "-" ? -1 : 1)
    time = Timestamp(milliseconds: local.milliseconds - offset)
    zone = String(match.8)
  }

  private var offset: Int64 {
    let digits = zone.dropFirst().split(separator: ":").compactMap { Int64($0) }
    guard digits.count == 2 else { return 0 }
    return (digits[0] * 60 + digits[1]) * 60_000 * (zone.hasPrefix("-") ? -1 : 1)
  }

  /// RFC 3339 with milliseconds in the zone in which it was stated.
  public var description: String {
    let local = Timestamp(milliseconds: time.milliseconds + offset)
    return local.description.dropLast() + zone
  }

  /// Reads RFC 3339.
  ///
  /// - Throws: `DecodingError` where it is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let time = ZonedTime(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "no time with its zone as RFC 3339 has it")
    }
    self = time
  }

  /// Writes RFC 3339.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
