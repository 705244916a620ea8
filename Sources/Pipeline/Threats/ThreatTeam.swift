import Dispatch
import SocialModel
import Threats

/// Assessors that share a batch's posts among threads.
///
/// `@unchecked Sendable`: each assessor and each part of the results is touched by one thread.
final class ThreatTeam: @unchecked Sendable {
  private var assessors: [Assessor]
  private var results: [[Assessment]]

  init(assets: AssetMatcher?, size: Int) {
    assessors = (0..<size).map { _ in Assessor(assets: assets) }
    results = Array(repeating: [], count: size)
  }

  func assess(_ posts: [Post]) -> [Assessment] {
    let size = assessors.count
    assessors.withUnsafeMutableBufferPointer { assessors in
      results.withUnsafeMutableBufferPointer { results in
        nonisolated(unsafe) let assessors = assessors
        nonisolated(unsafe) let results = results
        DispatchQueue.concurrentPerform(iterations: size) { index in
          let part = posts.count * index / size..<posts.count * (index + 1) / size
          results[index] = part.map {
            assessors[index].assess(posts[$0].text ?? "", language: posts[$0].language)
          }
        }
      }
    }
    return results.flatMap { $0 }
  }
}
