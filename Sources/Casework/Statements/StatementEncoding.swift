import Foundation

/// Statements of reasons as the body of a request to the DSA Transparency Database's API.
///
/// Nothing is sent by Tocsin: what is encoded is a file to be handed to whoever may send it.
public enum StatementEncoding {
  /// No request takes more.
  public static let mostInBatch = 100

  /// Bodies for the endpoint of several statements, `{"statements": [...]}`, of at most 100 each, in the
  /// order of the statements. Keys are sorted, so that equal statements give equal bytes.
  ///
  /// - Parameters:
  ///   - statements: statements with ids of their own.
  ///   - identifiers: of each statement's accounts, by the statement's id; see ``StatementRules``.
  /// - Throws: ``CaseworkError`` with the code `incomplete` and the first problem of the first statement
  ///   that the database would refuse, or `malformed` when an id stands there twice.
  public static func batches(
    _ statements: [StatementOfReasons], identifiers: [String: [String]] = [:]
  ) throws -> [[UInt8]] {
    var seen: Set<String> = []
    for statement in statements {
      guard seen.insert(statement.id).inserted else {
        throw CaseworkError(
          .malformed, subject: "statement \(statement.id)", message: "Its id stands there twice.")
      }
      let known = identifiers[statement.id] ?? []
      if let problem = StatementRules.problems(of: statement, identifiers: known).first {
        throw CaseworkError(
          .incomplete, subject: "statement \(statement.id), \(problem.field)",
          message: problem.message)
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try stride(from: 0, to: statements.count, by: mostInBatch).map { start in
      let part = statements[start..<min(start + mostInBatch, statements.count)]
      return Array(try encoder.encode(["statements": part.map(fields)]))
    }
  }

  /// The fields of a statement by the API's names; those that say nothing are left out.
  static func fields(_ statement: StatementOfReasons) -> [String: Field] {
    var fields: [String: Field] = [
      "puid": .text(statement.id),
      "content_type": .list(statement.contentTypes.map(\.rawValue).sorted()),
      "category": .text(statement.category.rawValue),
      "content_date": .text(statement.contentDate.description),
      "application_date": .text(statement.applicationDate.description),
      "source_type": .text(statement.source.statementWord),
      "automated_detection": .text(statement.isFoundAutomatically ? "Yes" : "No"),
      // A person decides, always: Tocsin has no switch for another answer.
      "automated_decision": .text("AUTOMATED_DECISION_NOT_AUTOMATED"),
    ]
    for (field, text) in statement.texts { fields[field] = .text(text) }
    for measure in statement.measures.sorted() {
      let (field, word) = measure.statementWord
      guard measure.concern == .visibility else {
        fields[field] = .text(word)
        continue
      }
      fields[field] = .list(((fields[field]?.words ?? []) + [word]).sorted())
    }
    switch statement.ground {
    case .illegal: fields["decision_ground"] = .text("DECISION_GROUND_ILLEGAL_CONTENT")
    case .incompatible(_, _, let isIllegal):
      fields["decision_ground"] = .text("DECISION_GROUND_INCOMPATIBLE_CONTENT")
      if let isIllegal { fields["incompatible_content_illegal"] = .text(isIllegal ? "Yes" : "No") }
    }
    if let url = statement.groundURL { fields["decision_ground_reference_url"] = .text(url) }
    if !statement.keywords.isEmpty {
      fields["category_specification"] = .list(statement.keywords.map(\.rawValue).sorted())
    }
    if !statement.territories.isEmpty {
      fields["territorial_scope"] = .list(statement.territories.sorted())
    }
    if let language = statement.language { fields["content_language"] = .text(language) }
    for (concern, end) in statement.ends { fields[concern.endField] = .text(end.description) }
    return fields
  }

  /// A value of a field.
  enum Field: Encodable, Hashable {
    case text(String)
    case list([String])

    var words: [String] {
      switch self {
      case .text(let text): [text]
      case .list(let words): words
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .list(let words): try container.encode(words)
      }
    }
  }
}
