import SocialModel

/// A removal order under Regulation (EU) 2021/784 and its two clocks.
///
/// Article 3(3): content is removed or disabled as soon as possible and in any event within one hour of
/// receipt. Article 3(7) and (8): where the order cannot be carried out for reasons that are not the
/// provider's, or has manifest errors or lacks information, the hour begins when the grounds have ceased or
/// the clarification has come. Article 6(1) and (2): what was removed, and related data, are preserved for
/// six months from removal or disabling, and longer if an authority or a court asks for it. This is a
/// clock and no legal advice.
public struct RemovalOrder: Hashable, Sendable, Identifiable {
  /// Its id.
  public var id: String
  /// The Member State whose authority issued it, two letters.
  public var issuedBy: String
  /// When it was received.
  public var received: Timestamp
  /// When the provider told the authority, without delay, that it could not be carried out as it was;
  /// nil where it could.
  public var objected: Timestamp?
  /// When the grounds had ceased or the clarification had come; nil while they have not.
  public var cleared: Timestamp?
  /// When the content was removed or disabled; nil while it is not.
  public var carriedOut: Timestamp?
  /// Until when an authority or a court has asked to preserve beyond the six months.
  public var preserveUntil: Timestamp?

  /// An order.
  public init(
    id: String, issuedBy: String, received: Timestamp, objected: Timestamp? = nil,
    cleared: Timestamp? = nil, carriedOut: Timestamp? = nil, preserveUntil: Timestamp? = nil
  ) {
    self.id = id
    self.issuedBy = issuedBy
    self.received = received
    self.objected = objected
    self.cleared = cleared
    self.carriedOut = carriedOut
    self.preserveUntil = preserveUntil
  }

  /// Milliseconds within which an order is carried out.
  public static let hourMilliseconds: Int64 = 3_600_000

  /// When the hour ends; nil while it has not begun.
  public var due: Timestamp? {
    let begins = objected == nil ? received : cleared
    return begins.map { Timestamp(milliseconds: $0.milliseconds + Self.hourMilliseconds) }
  }

  /// Where the order stands.
  public enum Standing: Sendable, Hashable {
    /// The hour runs; so many milliseconds are left.
    case running(leftMilliseconds: Int64)
    /// The hour has not begun: the authority was told why.
    case paused
    /// It was carried out within the hour.
    case inTime
    /// It was carried out later, or is not carried out yet; by so many milliseconds.
    case late(byMilliseconds: Int64)
  }

  /// Where the order stands now. The last moment of the hour is within it.
  public func standing(at now: Timestamp) -> Standing {
    guard let due else { return carriedOut == nil ? .paused : .inTime }
    let end = carriedOut ?? now
    if end > due { return .late(byMilliseconds: end.milliseconds - due.milliseconds) }
    return carriedOut == nil
      ? .running(leftMilliseconds: due.milliseconds - now.milliseconds) : .inTime
  }

  /// The moment from which what was removed need not be preserved any more; nil while it was not removed.
  ///
  /// Six calendar months: the end, in UTC, of the day that has the date of the removal's, or of the month's
  /// last day where there is no such date (Regulation (EEC, Euratom) No 1182/71, Article 3(2)(c)).
  public var preservedUntil: Timestamp? {
    guard let carriedOut else { return nil }
    let months = Self.afterMonths(6, carriedOut)
    return max(months, preserveUntil ?? months)
  }

  /// The end of the day, in UTC, so many months after a moment's day.
  static func afterMonths(_ months: Int, _ time: Timestamp) -> Timestamp {
    let date = time.civil
    let month = date.month - 1 + months
    let (year, inYear) = (date.year + month / 12, month % 12 + 1)
    let days = stride(from: date.day, through: 28, by: -1)
    let start =
      days.lazy.compactMap { Timestamp(year: year, month: inYear, day: $0) }.first
      ?? Timestamp(year: year, month: inYear, day: date.day) ?? time
    return Timestamp(milliseconds: start.milliseconds + 86_400_000)
  }
}
