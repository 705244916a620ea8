import SocialModel
import Store
import Threats

extension PostStorage {
  /// An assessment in the store's words: places count bytes there.
  static func stored(_ assessed: AssessedPost) -> NewAssessment {
    let assessment = assessed.assessment
    let offsets = ByteOffsets(assessed.post.text ?? "")
    return NewAssessment(
      platform: assessed.post.platform, postID: assessed.post.id,
      kind: assessment.kind.rawValue, level: level(assessment.level),
      spans: assessment.spans.map {
        AssessedSpan(start: offsets[$0.start], end: offsets[$0.end], role: $0.role.rawValue)
      }, reasons: assessment.reasons.map(\.sentence),
      target: ThreatColumns.target(assessment, assessed.post.text ?? ""),
      place: ThreatColumns.place(assessment, assessed.post.text ?? ""),
      language: assessment.language?.rawValue)
  }

  private static func level(_ level: Assessment.Level) -> AssessmentLevel {
    switch level {
    case .none: .none
    case .low: .low
    case .moderate: .moderate
    case .high: .high
    }
  }
}

/// Where the Unicode scalars of a text begin in its UTF-8.
struct ByteOffsets {
  private var offsets: [Int] = [0]

  init(_ text: String) {
    for scalar in text.unicodeScalars.prefix(Assessor.scalarLimit) {
      offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar))
    }
  }

  /// The byte at which a scalar begins, or the end of what is read of the text.
  subscript(scalar: Int) -> Int { offsets[min(scalar, offsets.count - 1)] }
}
