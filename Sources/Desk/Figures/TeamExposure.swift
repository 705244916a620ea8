import Casework
import SocialModel
import Store

/// What one of the team was exposed to.
public struct TeamExposure: Hashable, Sendable {
  /// The user.
  public var user: UserRow
  /// Seconds on the last day, in UTC.
  public var secondsToday: Int
  /// Seconds on the last seven days, that one among them.
  public var secondsWeek: Int
  /// The most seconds on one of these days.
  public var mostOnADay: Int
}

extension CaseDesk {
  /// What everybody who may see sensitive content was exposed to on the last seven days, the most today first.
  ///
  /// - Parameter day: the last day, in days since 1970 in UTC.
  /// - Throws: ``DeskError`` with `notAllowed`.
  public func teamExposure(onDay day: Int64, by acting: Acting) throws -> [TeamExposure] {
    try look(.viewTeamExposure, by: acting, on: "exposure") {
      let days = Dictionary(grouping: try store.exposure(fromDay: day - 6), by: \.user)
      return try store.users().filter { user in
        days[user.id] != nil
          || user.disabledAt == nil && Role(rawValue: user.role)?.allows(.viewSensitive) == true
      }.map { user in
        let days = (days[user.id] ?? []).filter { $0.day <= day }
        return TeamExposure(
          user: user, secondsToday: days.first { $0.day == day }?.seconds ?? 0,
          secondsWeek: days.reduce(0) { $0 + $1.seconds },
          mostOnADay: days.map(\.seconds).max() ?? 0)
      }.sorted {
        ($1.secondsToday, $1.secondsWeek, $0.user.name) < (
          $0.secondsToday, $0.secondsWeek, $1.user.name
        )
      }
    }
  }
}
