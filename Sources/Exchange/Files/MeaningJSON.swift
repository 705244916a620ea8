import SocialModel

/// Links of meaning in `candidates.json`, and whether there could be any in `run.json`.
enum MeaningJSON {
  static func state(_ meaning: MeaningFindings, _ json: inout JSONWriter) {
    json.member("state", meaning.absence == nil ? "on" : "off")
    json.member("reason", meaning.absence)
    json.member("texts", meaning.texts)
    json.member("textsLeftOut", meaning.textsLeftOut)
    json.member("groups", meaning.groups.count)
  }

  /// A list of groups; null where texts were not compared.
  static func groups(_ analysis: Analysis, _ json: inout JSONWriter) throws {
    guard analysis.meaning.absence == nil else { return json.null() }
    try json.array(analysis.meaning.groups) { json, group in
      try json.object { json in
        json.key("medoid")
        try json.object(inline: true) { try write(group.medoid, nil, analysis, &$0) }
        json.key("members")
        try json.array(group.members) { json, member in
          try json.object(inline: true) { try write(member.text, member.cosine, analysis, &$0) }
        }
      }
    }
  }

  private static func write(
    _ text: RepeatedText, _ cosine: Double?, _ analysis: Analysis, _ json: inout JSONWriter
  ) throws {
    let account = analysis.accounts[Int(text.firstAccount)]
    json.member("text", text.text)
    json.member("language", text.language)
    if let cosine { json.member("cosine", cosine) }
    json.member("posts", text.posts)
    json.member("accounts", text.accounts)
    json.member("firstPost", text.first.description)
    json.member("firstPlatform", account.platform.name)
    json.member("firstAccount", account.id)
    json.key("candidates")
    try json.array(text.candidates, inline: true) { $0.value($1) }
  }
}
