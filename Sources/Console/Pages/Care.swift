import Casework
import Exchange
import SocialModel
import Store

/// How much of a text is shown before somebody asks for it. More folding is stricter.
enum FoldLevel: String, Sendable, CaseIterable, Comparable {
  /// Texts with a threat, from low on, are folded.
  case threats
  /// So are texts that nothing was said of.
  case careful
  /// Every text is folded.
  case all

  /// What it means, in words.
  var words: String {
    switch self {
    case .threats: "Fold texts in which a threat was found"
    case .careful: "Fold these and texts that were not assessed"
    case .all: "Fold every text"
    }
  }

  static func < (a: FoldLevel, b: FoldLevel) -> Bool {
    let all = Self.allCases
    return (all.firstIndex(of: a) ?? 0) < (all.firstIndex(of: b) ?? 0)
  }
}

/// How pictures are shown. Later is stricter.
enum PictureLevel: String, Sendable, CaseIterable, Comparable {
  /// Grey and blurred, then in colour.
  case colour
  /// Grey and blurred, then grey.
  case grey
  /// Not at all, then grey.
  case named

  /// What it means, in words.
  var words: String {
    switch self {
    case .colour: "Blurred and grey; in colour when I ask"
    case .grey: "Blurred and grey; grey when I ask"
    case .named: "Only their names; grey when I ask"
    }
  }

  static func < (a: PictureLevel, b: PictureLevel) -> Bool {
    let all = Self.allCases
    return (all.firstIndex(of: a) ?? 0) < (all.firstIndex(of: b) ?? 0)
  }
}

/// What is shown to a reviewer, and how much it has been today: the team's minimum and one's own
/// setting, whichever is stricter.
struct Care: Sendable {
  /// The team's settings, and a user's own where they are stricter.
  static let foldSetting = "care.fold"
  static let pictureSetting = "care.pictures"
  static let minutesSetting = "care.minutesADay"
  static let atATimeSetting = "care.minutesAtATime"

  var fold: FoldLevel
  var pictures: PictureLevel
  var limits = ExposureLimits()
  var secondsToday = 0
  var stretch = ExposureStretch([], limits: ExposureLimits(), now: Timestamp(milliseconds: 0))

  var isOverLimit: Bool { secondsToday >= limits.minutesADay * 60 }

  /// Minutes in words for the top of the page.
  var words: String {
    let today = "\(secondsToday / 60) of \(limits.minutesADay) min today"
    return stretch.minutes > 0 ? "\(today), \(stretch.minutes) since a break" : today
  }

  /// The minutes without a break and those of one, in words; nil while none is due.
  var due: (stretch: String, pause: String)? {
    guard stretch.isBreakDue else { return nil }
    return (
      HumanText.count(stretch.minutes, "minute"),
      HumanText.count(ExposureLimits.breakMinutes, "minute")
    )
  }

  /// A user's.
  static func of(_ user: Int64, in store: CaseStore, now: Timestamp) throws -> Care {
    let own = try store.setting(foldSetting, ofUser: user).flatMap(FoldLevel.init) ?? .careful
    let team = try store.setting(foldSetting).flatMap(FoldLevel.init) ?? .threats
    let ownPictures = try store.setting(pictureSetting, ofUser: user).flatMap(PictureLevel.init)
    let teamPictures = try store.setting(pictureSetting).flatMap(PictureLevel.init)
    let limits = try teamLimits(in: store).stricter(of: ownLimits(of: user, in: store))
    // A longer stretch is due as well: no limit at a time is longer.
    let looks = try store.looks(
      by: .user(user),
      since: Timestamp(milliseconds: now.milliseconds - 60_000 * Int64(longestAtATime + 60)))
    let today = day(now)
    let seconds = try store.exposure(ofUser: user, fromDay: today).first { $0.day == today }?
      .seconds
    return Care(
      fold: max(own, team), pictures: max(ownPictures ?? .colour, teamPictures ?? .colour),
      limits: limits, secondsToday: seconds ?? 0,
      stretch: ExposureStretch(
        looks.map { Exposure(from: $0.time, seconds: $0.seconds) }, limits: limits, now: now))
  }

  /// No limit of minutes at a time is longer.
  static let longestAtATime = 240

  /// The team's limits, as a lead set them.
  static func teamLimits(in store: CaseStore) throws -> ExposureLimits {
    let usual = ExposureLimits()
    return ExposureLimits(
      minutesADay: try store.setting(minutesSetting).flatMap { Int($0) } ?? usual.minutesADay,
      minutesAtATime: try store.setting(atATimeSetting).flatMap { Int($0) }
        ?? usual.minutesAtATime)
  }

  /// A user's own limits; the team's where they set none.
  static func ownLimits(of user: Int64, in store: CaseStore) throws -> ExposureLimits {
    let team = try teamLimits(in: store)
    return ExposureLimits(
      minutesADay: try store.setting(minutesSetting, ofUser: user).flatMap { Int($0) }
        ?? team.minutesADay,
      minutesAtATime: try store.setting(atATimeSetting, ofUser: user).flatMap { Int($0) }
        ?? team.minutesAtATime)
  }

  /// Days since 1970 in UTC.
  static func day(_ now: Timestamp) -> Int64 { now.milliseconds / 86_400_000 }

  /// Whether a post's text is folded.
  func folds(_ assessment: PostRow.AssessmentMark?) -> Bool {
    switch fold {
    case .all: true
    case .careful: assessment.map { $0.level > .none } ?? true
    case .threats: assessment.map { $0.level > .none } ?? false
    }
  }

  /// The seconds that a text is taken to be read in: fifteen characters a second, 5 to 120 seconds.
  static func readingSeconds(_ text: String) -> Int {
    min(120, max(5, text.unicodeScalars.count / 15))
  }
}
