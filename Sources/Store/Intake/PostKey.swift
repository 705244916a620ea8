import SocialModel

/// How a post's id is made of its time: its second above, its number within the second below.
///
/// So the table, its indexes and the search are in the order of time, and a range of time is one of
/// ids. 22 bits leave room for 4,194,304 posts a second and 34,000 years to both sides of 1970; what lies
/// beyond is kept at their ends.
enum PostKey {
  static let sequenceBits: Int64 = 22

  /// The second of a moment, rounded towards the past.
  static func second(_ time: Timestamp) -> Int64 {
    let limit = Int64.max >> (sequenceBits + 1)
    let second = time.milliseconds / 1000 - (time.milliseconds % 1000 < 0 ? 1 : 0)
    return min(max(second, -limit), limit)
  }

  /// The lowest id of a second.
  static func first(ofSecond second: Int64) -> Int64 { second << sequenceBits }

  /// The lowest id of the next second.
  static func end(ofSecond second: Int64) -> Int64 { (second + 1) << sequenceBits }
}
