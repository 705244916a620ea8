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

  var fold: FoldLevel
  var pictures: PictureLevel
  var limitMinutes: Int
  var secondsToday: Int

  var isOverLimit: Bool { secondsToday >= limitMinutes * 60 }

  /// Minutes in words for the top of the page.
  var words: String { "\(secondsToday / 60) of \(limitMinutes) min today" }

  /// A user's.
  static func of(_ user: Int64, in store: CaseStore, now: Timestamp) throws -> Care {
    let own = try store.setting(foldSetting, ofUser: user).flatMap(FoldLevel.init) ?? .careful
    let team = try store.setting(foldSetting).flatMap(FoldLevel.init) ?? .threats
    let ownPictures = try store.setting(pictureSetting, ofUser: user).flatMap(PictureLevel.init)
    let teamPictures = try store.setting(pictureSetting).flatMap(PictureLevel.init)
    let ownLimit = try store.setting(minutesSetting, ofUser: user).flatMap { Int($0) }
    let today = day(now)
    let seconds = try store.exposure(ofUser: user, fromDay: today).first { $0.day == today }?
      .seconds
    return Care(
      fold: max(own, team), pictures: max(ownPictures ?? .colour, teamPictures ?? .colour),
      limitMinutes: min(try teamMinutes(in: store), ownLimit ?? .max),
      secondsToday: seconds ?? 0)
  }

  /// The team's limit of minutes a day.
  static func teamMinutes(in store: CaseStore) throws -> Int {
    try store.setting(minutesSetting).flatMap { Int($0) }
      ?? Int(ExposureLimits().minutesADay)
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
