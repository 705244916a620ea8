import Foundation
import SocialModel

/// `candidates.json`: every candidate with all that was found, for programs.
enum CandidatesJSON {
  /// Rises when a key changes its meaning or goes; a new key does not raise it.
  static let schemaVersion = 1

  static func write(_ analysis: Analysis, to output: inout ByteOutput) throws {
    var json = JSONWriter(output)
    try json.object { json in
      json.member("schemaVersion", schemaVersion)
      json.member("tocsinVersion", analysis.run.version)
      json.key("stream")
      try json.object { StreamJSON.members(analysis.stream, &$0) }
      json.key("candidates")
      try json.array(analysis.candidates) { json, candidate in
        try json.object { try write(candidate, analysis, &$0) }
      }
      json.key("meaning")
      try MeaningJSON.groups(analysis, &json)
      json.key("threats")
      try ThreatsJSON.findings(analysis, &json)
    }
    output = json.end()
  }

  private static func write(
    _ candidate: Candidate, _ analysis: Analysis, _ json: inout JSONWriter
  ) throws {
    json.member("id", candidate.id)
    json.member("kind", candidate.kind.rawValue)
    json.member("kindReason", candidate.kindReason)
    json.key("reasons")
    try json.array(candidate.reasons) { $0.value($1) }
    json.member("edges", candidate.edges.count)
    probability("p", candidate.log10P, &json)
    probability("q", candidate.log10Q, &json)
    json.key("layers")
    try json.array(candidate.layers) { json, layer in try write(layer, &json) }
    json.key("indicators")
    try json.array(candidate.indicators) { json, indicator in try write(indicator, &json) }
    json.key("accounts")
    try json.array(candidate.members) { json, member in
      try write(member, analysis.accounts[Int(member.account)], &json)
    }
    json.key("objects")
    try json.array(candidate.objects) { json, object in try write(object, &json) }
    json.key("templates")
    try json.array(candidate.templates) { json, template in
      try write(template, analysis.accounts[Int(template.firstAccount)], &json)
    }
    json.key("pictures")
    try json.array(candidate.pictures) { json, picture in
      try write(picture, analysis.accounts[Int(picture.firstAccount)], &json)
    }
    json.key("firstPosts")
    try json.array(candidate.firstPosts) { json, post in
      try write(post, analysis.accounts[Int(post.account)], &json)
    }
    json.key("threats")
    try ThreatsJSON.share(of: candidate, analysis.threats, &json)
    json.key("timeline")
    try json.array(candidate.timeline, inline: true) { $0.value($1) }
  }

  private static func write(_ layer: LayerEvidence, _ json: inout JSONWriter) throws {
    try json.object(inline: true) { json in
      json.member("layer", layer.layer.fileName)
      json.member("edges", layer.edges)
      json.member("coactions", layer.coactions)
      json.member("opportunities", layer.opportunities)
      json.member("expected", layer.expected)
    }
  }

  private static func write(_ indicator: Indicator, _ json: inout JSONWriter) throws {
    try json.object(inline: true) { json in
      json.member("name", indicator.name)
      json.member("value", indicator.value)
      json.member("unit", indicator.unit)
      json.member("reason", indicator.reason)
    }
  }

  private static func write(
    _ member: Member, _ account: AccountReference, _ json: inout JSONWriter
  ) throws {
    try json.object(inline: true) { json in
      json.member("platform", account.platform.name)
      json.member("account", account.id)
      json.member("handle", account.handle)
      json.member("posts", member.posts)
      json.member("edges", member.edges)
      json.member("coactions", member.coactions)
      json.member("expected", member.expected)
      probability("p", member.log10P, &json)
      json.member("firstPost", member.firstPost.description)
      json.member("lastPost", member.lastPost.description)
      json.member("reason", member.reason)
    }
  }

  private static func write(_ object: SharedObject, _ json: inout JSONWriter) throws {
    try json.object { json in
      json.member("layer", object.layer.name)
      json.member("object", object.label)
      json.member("members", object.members)
      json.member("memberActions", object.memberActions)
      json.member("allActions", object.allActions)
      json.member("firstAction", object.first.description)
      if let lineage = object.lineage { try LineageJSON.write(lineage, &json) }
    }
  }

  private static func write(
    _ template: CandidateTemplate, _ first: AccountReference, _ json: inout JSONWriter
  ) throws {
    try json.object { json in
      json.member("text", template.text)
      json.member("posts", template.posts)
      json.member("members", template.members)
      json.member("firstPost", template.first.description)
      json.member("firstPlatform", first.platform.name)
      json.member("firstAccount", first.id)
      try LineageJSON.write(template.lineage, &json)
    }
  }

  private static func write(
    _ picture: CandidatePicture, _ first: AccountReference, _ json: inout JSONWriter
  ) throws {
    try json.object(inline: true) { json in
      json.member("layer", picture.layer.name)
      json.member("picture", picture.label)
      json.member("posts", picture.posts)
      json.member("members", picture.members)
      json.key("platforms")
      try json.array(picture.platforms, inline: true) { $0.value($1.name) }
      json.key("distances")
      try json.array(
        picture.distances.map { [$0.lowerBound, $0.upperBound] } ?? [], inline: true
      ) { $0.value($1) }
      json.member("firstPost", picture.first.description)
      json.member("firstPlatform", first.platform.name)
      json.member("firstAccount", first.id)
    }
  }

  private static func write(
    _ post: PostExcerpt, _ account: AccountReference, _ json: inout JSONWriter
  ) throws {
    try json.object(inline: true) { json in
      json.member("platform", post.platform.name)
      json.member("post", post.id)
      json.member("account", account.id)
      json.member("handle", account.handle)
      json.member("time", post.time.description)
      json.member("text", post.text)
    }
  }

  /// `pValue` and `log10PValue`, or the same with q: the first is nought where a Double ends.
  private static func probability(_ letter: String, _ log10: Double, _ json: inout JSONWriter) {
    json.member("\(letter)Value", pow(10, log10))
    json.member("log10\(letter.uppercased())Value", log10)
  }
}

/// The stream's counts, which two files carry.
enum StreamJSON {
  static func members(_ stream: StreamSummary, _ json: inout JSONWriter) {
    json.member("posts", stream.posts)
    json.member("accounts", stream.accounts)
    json.member("firstPost", stream.span?.lowerBound.description)
    json.member("lastPost", stream.span?.upperBound.description)
    json.member("timelineStart", stream.timelineStart.description)
    json.member("timelineBinSeconds", stream.binSeconds)
  }
}
