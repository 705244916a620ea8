import Coordination
import SocialModel
import Templates

/// Collects the posts that carry known templates, batch by batch.
struct TemplateMatching {
  private let templates: [KnownText]
  private let known: KnownTemplates
  private let threads: Int
  private var found: [Found] = []

  private struct Found: Sendable {
    var template: Int
    var match: TemplateMatch
  }

  init(_ templates: [KnownText], threads: Int) {
    self.templates = templates
    self.threads = threads
    known = KnownTemplates(templates.map(\.text))
  }

  /// The templates that are too short to be recognised unless nothing was changed.
  var tooShort: Int { known.tooShort.count }

  /// Compares posts with the templates, on all threads. A template that is a post is not found in
  /// itself.
  mutating func add(_ posts: [Post]) {
    let part = 256
    let (known, templates) = (known, templates)
    let parts = (posts.count + part - 1) / part
    found += Parallel.map(0..<parts, threads: threads) { index in
      let reader = known.reader()
      return posts[(index * part)..<min((index + 1) * part, posts.count)].flatMap {
        Self.matches($0, reader, templates)
      }
    }.flatMap { $0 }
  }

  private static func matches(
    _ post: Post, _ reader: KnownTemplates.Reader, _ templates: [KnownText]
  ) -> [Found] {
    guard let text = post.text, !text.isEmpty else { return [] }
    return reader.matches(text).compactMap { match in
      let template = templates[match.template]
      guard template.id != "\(post.platform):\(post.id)" else { return nil }
      return Found(
        template: match.template,
        match: TemplateMatch(
          template: template.id, carrier: carrier(post), match: match, minute: 0,
          edits: TemplateEdits(template: template.text, copy: text).edits))
    }
  }

  private static func carrier(_ post: Post) -> Carrier {
    Carrier(
      platform: post.platform, id: post.id, account: post.account.id, time: post.time,
      source: StreamBuilder.origin(of: post), handle: post.account.handle)
  }

  /// The posts by template, in the order of the templates, then by time, each with its minute.
  func ordered() -> [(template: Int, matches: [TemplateMatch])] {
    let byTemplate = Dictionary(grouping: found, by: \.template)
    return byTemplate.keys.sorted().map { template in
      let sorted = (byTemplate[template] ?? []).map(\.match).sorted {
        Carrier.precedes($0.carrier, $1.carrier)
      }
      let start = templates[template].time ?? sorted[0].carrier.time
      return (
        template,
        sorted.map { match in
          var match = match
          let lag = match.carrier.time.milliseconds - start.milliseconds
          match.minute = lag >= 0 ? lag / 60_000 : -((-lag + 59_999) / 60_000)
          return match
        }
      )
    }
  }
}
