#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How often an ordinary account coincides with a group: clusters by a Poisson law, with one
/// coincidence or more each.
///
/// Source: H. H. Panjer (1981), "Recursive evaluation of a family of compound distributions", ASTIN
/// Bulletin 12, 22-26, doi:10.1017/S0515036100006796.
struct ClusterLaw: Sendable {
  /// Clusters for each exposed post.
  let rate: Double
  private let meanSize: Double
  private let profile: DetectionProfile

  /// The law with a known mean for each exposed post.
  init(rate mean: Double, profile: DetectionProfile) {
    self.profile = profile
    meanSize = Self.meanSize(profile)
    rate = mean / meanSize
  }

  private static func meanSize(_ profile: DetectionProfile) -> Double {
    (1...64).reduce(0) { $0 + pow(10, profile.log10Repeats(atLeast: $1)) }
  }

  /// The law whose mean is the one observed; one coincidence more is added, so that a stream without
  /// any does not make the first one impossible.
  init(coincidences: Int, exposure: Int, profile: DetectionProfile) {
    self.profile = profile
    meanSize = Self.meanSize(profile)
    rate = Double(coincidences + 1) / Double(max(1, exposure)) / meanSize
  }

  /// The law of accounts of which some may not be ordinary: fitted to all, and again without those
  /// that the fit finds too often (p < 0.01), until it holds.
  ///
  /// - Parameters:
  ///   - counts: coincidences and exposed posts of each account that has any coincidence.
  ///   - exposure: exposed posts of all accounts, those without coincidences included.
  static func fitted(
    _ counts: [(count: Int, posts: Int)], exposure: Int, profile: DetectionProfile
  ) -> ClusterLaw {
    var law = ClusterLaw(
      coincidences: counts.reduce(0) { $0 + $1.count }, exposure: exposure, profile: profile)
    for _ in 0..<10 {
      var rest = exposure
      var coincidences = 0
      for (count, posts) in counts {
        if law.log10UpperTail(atLeast: count, posts: posts) < -2 {
          rest -= posts
        } else {
          coincidences += count
        }
      }
      let next = ClusterLaw(coincidences: coincidences, exposure: rest, profile: profile)
      if next.rate == law.rate { break }
      law = next
    }
    return law
  }

  /// The mean number of coincidences of an account with so many exposed posts.
  func mean(posts: Int) -> Double { rate * meanSize * Double(posts) }

  /// log10 of the chance of at least so many coincidences, at most 0.
  ///
  /// - Complexity: O(count²).
  func log10UpperTail(atLeast count: Int, posts: Int) -> Double {
    guard count > 0 else { return 0 }
    let clusters = rate * Double(posts)
    guard clusters > 0 else { return 0 }
    // Far below the mean there is nothing to compute, and the recursion would underflow.
    if clusters > 500 { return Double(count) < mean(posts: posts) ? 0 : tailByNormal(count, posts) }
    let sizes = (1...count).map { chance(ofSize: $0) }
    var law = [exp(-clusters)]
    for k in 1...count {
      let sum = (1...k).reduce(0) { $0 + Double($1) * sizes[$1 - 1] * law[k - $1] }
      law.append(clusters / Double(k) * sum)
    }
    // The tail from the count on, summed upwards while it adds anything, is exact where it is small
    // and ends too soon where most of the law lies above the count; what lies below it tells then.
    let above = 1 - law[..<count].reduce(0, +)
    let tail = max(upwards(from: count, law, clusters), above > 1e-9 ? above : 0)
    // One cluster of that size is enough, however far sizes reach.
    let ofOne = -expm1(-clusters * pow(10, profile.log10Repeats(atLeast: count)))
    return min(0, log10(max(tail, ofOne, .leastNormalMagnitude)))
  }

  private func chance(ofSize size: Int) -> Double {
    pow(10, profile.log10Repeats(atLeast: size)) - pow(10, profile.log10Repeats(atLeast: size + 1))
  }

  private func upwards(from count: Int, _ start: [Double], _ clusters: Double) -> Double {
    var law = start
    var tail = law[count]
    var sizes = (1...count).map { chance(ofSize: $0) }
    for k in (count + 1)...(count + 400) {
      sizes.append(chance(ofSize: k))
      let sum = (1...k).reduce(0) { $0 + Double($1) * sizes[$1 - 1] * law[k - $1] }
      law.append(clusters / Double(k) * sum)
      tail += law[k]
      if Double(k) > 2 * clusters * meanSize + 4, law[k] < tail * 1e-6 { break }
    }
    return tail
  }

  /// Above 500 clusters the law is as good as normal; the tail is bounded by Cantelli's inequality,
  /// which is never too small.
  private func tailByNormal(_ count: Int, _ posts: Int) -> Double {
    // Sizes count up to 64, as they do in the mean.
    let secondMoment = (1...64).reduce(0) {
      $0 + Double(2 * $1 - 1) * pow(10, profile.log10Repeats(atLeast: $1))
    }
    let variance = rate * Double(posts) * secondMoment
    let excess = Double(count) - mean(posts: posts)
    return log10(variance / (variance + excess * excess))
  }
}
