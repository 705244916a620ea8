import SocialModel

/// Threats and false alarms in `candidates.json`, and whether there could be any in `run.json`.
enum ThreatsJSON {
  static func state(_ threats: ThreatFindings, _ json: inout JSONWriter) throws {
    json.member("state", threats.absence == nil ? "on" : "off")
    json.member("reason", threats.absence)
    json.member("posts", threats.posts)
    json.key("levels")
    try counts(threats.levels, &json)
  }

  /// Everything that was found; null where posts were not assessed.
  static func findings(_ analysis: Analysis, _ json: inout JSONWriter) throws {
    let threats = analysis.threats
    guard threats.absence == nil else { return json.null() }
    try json.object { json in
      json.member("posts", threats.posts)
      let lists = [
        ("levels", threats.levels), ("kinds", threats.kinds), ("targets", threats.targets),
        ("places", threats.places), ("days", threats.days), ("languages", threats.languages),
      ]
      for (name, list) in lists {
        json.key(name)
        try counts(list, &json)
      }
      json.key("falseAlarms")
      try json.array(threats.falseAlarms) { try write($1, analysis, &$0) }
      json.member("falseAlarmsLeftOut", threats.falseAlarmsLeftOut)
      json.key("threats")
      try json.array(threats.threats) { try write($1, analysis, &$0) }
      json.member("threatsLeftOut", threats.threatsLeftOut)
    }
  }

  /// A candidate's share; null where posts were not assessed.
  static func share(
    of candidate: Candidate, _ threats: ThreatFindings, _ json: inout JSONWriter
  ) throws {
    guard let share = threats.shares.first(where: { $0.candidate == candidate.id }) else {
      return json.null()
    }
    try json.object(inline: true) { json in
      json.member("posts", share.posts)
      json.member("threats", share.threats)
      json.key("kinds")
      try counts(share.kinds, &json)
      json.member("falseAlarms", share.falseAlarms)
    }
  }

  private static func counts(
    _ counts: [ThreatFindings.Count], _ json: inout JSONWriter
  ) throws {
    try json.array(counts, inline: true) { json, count in
      try json.object { json in
        json.member("name", count.name)
        json.member("posts", count.posts)
      }
    }
  }

  private static func write(
    _ text: ThreatText, _ analysis: Analysis, _ json: inout JSONWriter
  ) throws {
    let account = analysis.accounts[Int(text.post.account)]
    try json.object { json in
      json.member("kind", text.kind)
      json.member("level", text.level)
      json.member("language", text.language)
      json.member("confidence", text.confidence)
      json.member("posts", text.posts)
      json.member("accounts", text.accounts)
      json.member("firstPost", text.first.description)
      json.member("lastPost", text.last.description)
      json.key("example")
      try json.object(inline: true) { json in
        json.member("platform", text.post.platform.name)
        json.member("post", text.post.id)
        json.member("account", account.id)
        json.member("time", text.post.time.description)
        json.member("text", text.post.text)
      }
      try lists(text, &json)
    }
  }

  private static func lists(_ text: ThreatText, _ json: inout JSONWriter) throws {
    json.key("spans")
    try json.array(text.spans, inline: true) { json, span in
      try json.object { json in
        json.member("role", span.role)
        json.member("start", span.start)
        json.member("end", span.end)
      }
    }
    for (name, words) in [
      ("reasons", text.reasons), ("places", text.places), ("assets", text.assets),
      ("candidates", text.candidates),
    ] {
      json.key(name)
      try json.array(words, inline: true) { $0.value($1) }
    }
  }
}
