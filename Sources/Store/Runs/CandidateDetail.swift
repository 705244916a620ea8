import SocialModel

/// What of a candidate is read only together with it, kept as JSON.
struct CandidateDetail: Codable {
  struct Excerpt: Codable {
    var platform: String
    var id: String
    var account: Int64
    var time: Timestamp
    var text: String
  }

  struct Template: Codable {
    var text: String
    var posts: Int
    var members: Int
    var first: Timestamp
    var firstAccount: Int64
    /// Nil in rows of versions that knew no lineages.
    var lineage: Lineage?
  }

  var layers: [LayerEvidence]
  var indicators: [Indicator]
  var reasons: [String]
  var objects: [SharedObject]
  var excerpts: [Excerpt]
  var templates: [Template]
  var timeline: [Int]

  init(_ candidate: Candidate, accountID: (Int32) throws -> Int64) rethrows {
    layers = candidate.layers
    indicators = candidate.indicators
    reasons = candidate.reasons
    objects = candidate.objects
    excerpts = try candidate.firstPosts.map { post in
      Excerpt(
        platform: post.platform.name, id: post.id, account: try accountID(post.account),
        time: post.time, text: post.text)
    }
    templates = try candidate.templates.map { template in
      Template(
        text: template.text, posts: template.posts, members: template.members,
        first: template.first, firstAccount: try accountID(template.firstAccount),
        lineage: template.lineage)
    }
    timeline = candidate.timeline
  }
}

/// What of a run is read only together with it, kept as JSON.
struct RunDetail: Codable {
  var record: RunRecord
  var timelineStart: Timestamp
  var binSeconds: Int
  var timeline: [Int]
}
