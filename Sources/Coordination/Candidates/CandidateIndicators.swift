import SocialModel

/// Measured signals of a candidate, from which its kind follows.
///
/// A member's post is *shared* when it lies within a quarter of the context window of another
/// member's on the same rare object. Shares run from 0 to 1.
struct CandidateIndicators: Sendable, Hashable {
  /// Its accounts.
  var accounts = 2
  /// How close shared posts are, in milliseconds.
  var closeness: Int64 = 900_000
  /// The number of shared posts.
  var sharedPosts = 0
  /// The share of the members' posts that are shared.
  var sharedPostShare = 0.0
  /// The middle lag between one member's action and the next one's on the same object, in seconds.
  var medianLag = 0.0
  /// The share of shared posts within ``SharedActions/quick`` of another member's; nil where all of
  /// their times are exact minutes, since then the input's clock may know no seconds.
  var quickShare: Double?
  /// The share of the members' posts that are shared or repeat another account's post.
  var echoShare = 0.0
  /// Of the actions on objects that members share, the share by other accounts at other times:
  /// further from every member's action than shared posts are. Accounts of the same group that are
  /// not known act when it does, so they do not count as the public.
  var publicShare = 0.0
  /// The number of objects that members share, phrases left out where there are others.
  var objects = 0
  /// The share of shared posts that link to the site that their account links to most.
  var ownSiteShare = 0.0
  /// Of ``CandidateIndicators/parts`` equal parts of the input's time, the share with shared posts.
  var steadiness = 0.0
  /// The share of shared posts that name a program that feeds or schedules posts.
  var fedShare = 0.0
  /// The number of programs that shared posts name; 0 where none is known.
  var programs = 0
  /// The share of shared posts in the first ``minuteStart`` of a minute; nil where
  /// all of their times are exact minutes.
  var fullMinuteShare: Double?
  /// From the first to the last shared post, in seconds.
  var span = 0.0

  /// Parts of the input's time. Twelve, so that each is long enough for a feed to have posted in it
  /// and short enough that a burst fills one or two.
  static let parts = 12
  /// How late after the full minute a scheduled post may appear, in milliseconds: programs need a
  /// moment. Chance gives 3/60 = 5 % of posts.
  static let minuteStart: Int64 = 3000
}

extension CandidateIndicators {
  /// Measures a candidate.
  ///
  /// - Complexity: O(s log s + a) for s shared posts and a actions on the shared objects.
  init(
    members: [Int32], posts total: Int, shared: SharedActions, stream: StreamColumns,
    clock: StreamClock
  ) {
    let count = Double(max(1, shared.posts.count))
    let posts = MemberPosts(total: total, members: members, shared: shared, stream: stream)
    let times = shared.posts.map { stream.postTimes[Int($0)] }
    accounts = members.count
    closeness = shared.lag
    sharedPosts = shared.posts.count
    sharedPostShare = Double(shared.posts.count) / Double(max(1, posts.total))
    medianLag = shared.lags.isEmpty ? 0 : Double(shared.lags[shared.lags.count / 2]) / 1000
    let hasSeconds = times.contains { $0 % 60_000 != 0 }
    quickShare = hasSeconds ? Double(shared.quickPosts) / count : nil
    echoShare = Double(posts.echoes) / Double(max(1, posts.total))
    let use = PublicUse(members: members, shared: shared, stream: stream)
    (publicShare, objects) = (use.share, use.objects)
    ownSiteShare = Double(posts.toOwnSite) / count
    steadiness = clock.steadiness(times, parts: Self.parts)
    fedShare = Double(shared.posts.count { stream.postIsFed[Int($0)] }) / count
    programs = posts.programs
    fullMinuteShare =
      hasSeconds
      ? Double(times.count { $0.remainder(of: 60_000) < Self.minuteStart }) / count : nil
    span = Double((times.last ?? 0) - (times.first ?? 0)) / 1000
  }
}

extension Int64 {
  /// What is left over a multiple of the divisor at or below this number.
  fileprivate func remainder(of divisor: Int64) -> Int64 {
    let rest = self % divisor
    return rest < 0 ? rest + divisor : rest
  }
}
