import Casework
import Foundation
import Store

/// The team's own list of clauses that decisions may rest on, in one version. Versions are kept, since a
/// decision names the one under which it was made.
public struct PolicyList: Hashable, Sendable, Codable {
  /// A clause.
  public struct Clause: Hashable, Sendable, Codable {
    /// Its id, such as `4.1`.
    public var id: String
    /// What it says, in a sentence for the person concerned.
    public var words: String
    /// The category that statements of reasons give, in the DSA Transparency Database's words.
    public var category: String
    /// Where the terms stand; nil where they are not published.
    public var url: String?

    /// A clause.
    public init(id: String, words: String, category: StatementCategory, url: String? = nil) {
      self.id = id
      self.words = words
      self.category = category.rawValue
      self.url = url
    }
  }

  /// The version, from 1.
  public var version: Int
  /// The clauses.
  public var clauses: [Clause]

  /// A list.
  public init(version: Int, clauses: [Clause]) {
    self.version = version
    self.clauses = clauses
  }

  static let none = PolicyList(version: 0, clauses: [])
}

extension CaseDesk {
  /// The present list; without clauses and of version 0 where the team has none.
  public func policy() throws -> PolicyList {
    try mapping {
      guard let version = try store.setting("policy.version") else { return .none }
      return try policy(version: version) ?? .none
    }
  }

  /// The list of a version; nil where there is none.
  public func policy(version: Int) throws -> PolicyList? {
    try mapping { try policy(version: "\(version)") }
  }

  private func policy(version: String) throws -> PolicyList? {
    guard let text = try store.setting("policy.\(version)") else { return nil }
    do { return try JSONDecoder().decode(PolicyList.self, from: Data(text.utf8)) } catch {
      throw DeskError(
        .unavailable, subject: "policy \(version)", message: "The stored list is not readable.")
    }
  }

  /// Puts a new version of the list in the place of the present one.
  ///
  /// - Returns: the new version.
  /// - Throws: ``DeskError`` with `notAllowed`, or `incomplete` for a clause without id or words, an id that
  ///   stands there twice, or a category that there is not.
  public func setPolicy(_ clauses: [PolicyList.Clause], by acting: Acting) throws -> Int {
    try act(.changeSettings, by: acting, on: "policy") {
      let areWhole = clauses.allSatisfy {
        !$0.id.isEmpty && !$0.words.isEmpty && StatementCategory(rawValue: $0.category) != nil
      }
      guard areWhole, Set(clauses.map(\.id)).count == clauses.count, clauses.count <= 500 else {
        throw DeskError(
          .incomplete, subject: "policy",
          message: "Each clause has an id of its own, words, and a category of the database.")
      }
      let version = try policy().version + 1
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let text = String(
        decoding: try encoder.encode(PolicyList(version: version, clauses: clauses)),
        as: UTF8.self)
      try store.setSetting("policy.\(version)", to: text, by: acting.actor)
      try store.setSetting("policy.version", to: "\(version)", by: acting.actor)
      return version
    }
  }

  /// The share of decisions that are reviewed again, 0...1.
  public func reviewShare() throws -> Double {
    try mapping { try store.setting("review.share").flatMap(Double.init) ?? 0 }
  }

  /// Sets the share of decisions that are reviewed again.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`, or `malformed` outside of 0...1.
  public func setReviewShare(_ share: Double, by acting: Acting) throws {
    try act(.setShares, by: acting, on: "share of second reviews") {
      guard (0...1).contains(share) else {
        throw DeskError(
          .malformed, subject: "share of second reviews", message: "A share is 0 to 1.")
      }
      try store.setSetting("review.share", to: "\(share)", by: acting.actor)
    }
  }
}
