import Casework
import Store

extension CaseDesk {
  /// Says what was done about a false alarm: about every assessed post that carries its text.
  ///
  /// - Parameter post: one of the posts, by the store's number.
  /// - Returns: how many posts it was said of.
  /// - Throws: ``DeskError`` with `notAllowed`, and `notFound` for a post that is no false alarm.
  public func setFalseAlarm(
    like post: Int64, to state: AssessmentState, by acting: Acting
  ) throws -> Int {
    try act(.decide, by: acting, on: "post \(post)") {
      let posts = try store.postsOfText(like: post, .falseAlarms)
      guard !posts.isEmpty else {
        throw DeskError(.notFound, subject: "post \(post)", message: "It is no false alarm.")
      }
      for post in posts { try store.setAssessment(ofPost: post, to: state, by: acting.actor) }
      return posts.count
    }
  }
}
