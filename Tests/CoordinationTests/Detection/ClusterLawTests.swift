import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct ClusterLawTests {
  private static let profiles = [
    DetectionProfile.shipped, .round,
    DetectionProfile(name: "sticky", shares: [:], repeats: [1, 0.6, 0.45], returnRate: 0.04),
  ]

  /// The chances of 0 ..< `limit` coincidences: each number of clusters in turn, and for each the
  /// sizes convolved with one another.
  private func naive(_ profile: DetectionProfile, clusters: Double, limit: Int) -> [Double] {
    let tails = (0...limit).map { pow(10, profile.log10Repeats(atLeast: $0)) }
    let sizes = (0..<limit).map { $0 == 0 ? 0 : tails[$0] - tails[$0 + 1] }
    var law = [Double](repeating: 0, count: limit)
    var sum = [Double](repeating: 0, count: limit)
    sum[0] = 1
    var weight = exp(-clusters)
    for number in 0..<limit {
      for total in 0..<limit { law[total] += weight * sum[total] }
      weight *= clusters / Double(number + 1)
      sum = (0..<limit).map { total in
        (0...total).reduce(0) { $0 + sum[$1] * sizes[total - $1] }
      }
    }
    return law
  }

  private func law(_ profile: DetectionProfile, rate: Double) -> ClusterLaw {
    // The mean size that the law divides by, to get the rate that is wanted.
    let size = (1...64).reduce(0) { $0 + pow(10, profile.log10Repeats(atLeast: $1)) }
    let exposure = 1_000_000
    return ClusterLaw(
      coincidences: Int((rate * Double(exposure) * size).rounded()) - 1, exposure: exposure,
      profile: profile)
  }

  @Test(arguments: [0.01, 0.3, 2, 5])
  func `the tail is that of a naive convolution`(clusters: Double) {
    for profile in Self.profiles {
      let law = law(profile, rate: clusters / 10)
      let chances = naive(profile, clusters: law.rate * 10, limit: 90)
      for count in 1...14 {
        let tail = chances[count...].reduce(0, +)
        #expect(abs(law.log10UpperTail(atLeast: count, posts: 10) - log10(tail)) < 1e-4)
      }
    }
  }

  @Test func `the mean is the one observed, with one coincidence more`() {
    for profile in Self.profiles {
      let law = ClusterLaw(coincidences: 29, exposure: 600, profile: profile)
      #expect(abs(law.mean(posts: 40) - 2) < 1e-12 && law.mean(posts: 0) == 0)
    }
  }

  @Test func `the tail falls with the count and rises with the posts`() {
    for profile in Self.profiles {
      for rate in [0.001, 0.1, 1.7] {
        let law = law(profile, rate: rate)
        let posts = [0, 1, 10, 40, 400]
        let tails = (0...8).map { count in
          posts.map { law.log10UpperTail(atLeast: count, posts: $0) }
        }
        #expect(tails[0].allSatisfy { $0 == 0 })
        for (fewer, more) in zip(tails, tails.dropFirst()) {
          #expect(zip(fewer, more).allSatisfy { $0 >= $1 - 1e-9 })
        }
        for row in tails.dropFirst() {
          #expect(zip(row.dropFirst(), row.dropFirst(2)).allSatisfy { $0 <= $1 + 1e-9 })
        }
      }
    }
  }

  @Test(arguments: [20, 200, 450, 499])
  func `fewer coincidences than an ordinary account has are no evidence`(clusters: Int) {
    for profile in Self.profiles {
      let law = law(profile, rate: 1)
      for count in [1, 3, clusters / 4] {
        #expect(law.log10UpperTail(atLeast: count, posts: clusters) > -0.01)
      }
    }
  }

  @Test(arguments: [501, 640])
  func `above 500 clusters the tail is never smaller than the exact one`(clusters: Int) {
    for profile in Self.profiles {
      let law = law(profile, rate: 1)
      let exact = panjer(profile, clusters: law.rate * Double(clusters), limit: 3200)
      let mean = law.mean(posts: clusters)
      for excess in [0.5, 0.9, 1, 1.02, 1.1, 1.3] {
        let count = Int(mean * excess)
        let tail = log10(exact[count...].reduce(0, +))
        #expect(law.log10UpperTail(atLeast: count, posts: clusters) >= tail - 1e-6)
      }
    }
  }

  /// Panjer's recursion as it is written.
  private func panjer(_ profile: DetectionProfile, clusters: Double, limit: Int) -> [Double] {
    let tails = (0...limit).map { pow(10, profile.log10Repeats(atLeast: $0)) }
    var law = [exp(-clusters)]
    for k in 1..<limit {
      var sum = 0.0
      // Larger sizes have chances below 1e-14.
      for size in 1...min(k, 120) {
        sum += Double(size) * (tails[size] - tails[size + 1]) * law[k - size]
      }
      law.append(clusters / Double(k) * sum)
    }
    return law
  }

  @Test func `clusters that never end make coincidences likelier and not impossible`() {
    let endless = DetectionProfile(name: "endless", shares: [:], repeats: [1, 1], returnRate: 0.04)
    let law = ClusterLaw(coincidences: 63, exposure: 1000, profile: endless)
    for count in [2, 5, 20] {
      // One cluster in a thousand posts, and each gives any number.
      let tail = 1 - exp(-0.001 * 100)
      #expect(abs(law.log10UpperTail(atLeast: count, posts: 100) - log10(tail)) < 1e-6)
    }
    #expect(law.log10UpperTail(atLeast: 40_000, posts: 600_000).isFinite)
  }
}
