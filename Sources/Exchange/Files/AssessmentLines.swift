import SocialModel
import Threats

/// The lines that `tocsin threats` writes: one post, one JSON object, no text of the post.
///
/// docs/formats.md describes every field.
public enum AssessmentLines {
  /// A post's line with its line feed.
  public static func line(of post: Post, _ assessment: Assessment) -> [UInt8] {
    line(platform: post.platform, id: post.id, assessment)
  }

  /// A post's line with its line feed.
  public static func line(platform: Platform, id: String, _ assessment: Assessment) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      var json = JSONWriter(ByteOutput { bytes.append(contentsOf: $0) })
      try json.object(inline: true) { try members(platform, id, assessment, &$0) }
      var output = json.end()
      try output.flush()
    } catch {
      preconditionFailure("an array took no bytes")
    }
    return bytes
  }

  private static func members(
    _ platform: Platform, _ id: String, _ assessment: Assessment, _ json: inout JSONWriter
  ) throws {
    json.member("id", id)
    json.member("platform", platform.name)
    json.member("kind", assessment.kind.rawValue)
    json.member("level", assessment.level.rawValue)
    json.member("commitment", assessment.commitment.rawValue)
    json.member("directness", assessment.directness?.rawValue)
    json.member("language", assessment.language?.rawValue)
    json.member("confidence", assessment.confidence)
    json.key("spans")
    try json.array(assessment.spans) { json, span in
      try json.object { json in
        json.member("role", span.role.rawValue)
        json.member("start", span.start)
        json.member("end", span.end)
      }
    }
    json.key("reasons")
    try json.array(assessment.reasons) { json, reason in
      try json.object { json in
        json.member("code", reason.code)
        json.member("sentence", reason.sentence)
      }
    }
    json.key("places")
    try json.array(assessment.places) { $0.value($1) }
    json.key("assets")
    try json.array(assessment.assets) { $0.value($1) }
  }
}
