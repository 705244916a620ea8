import Casework
import Exchange
import SocialModel
import Store

/// What a report, a hold or an order is about, as tables show it: in words, with a link to what is stored of it.
enum SubjectCell {
  /// The words for a stored subject, such as `post 12 on x`.
  static func words(_ text: String) -> String {
    guard let subject = Subject(text) else { return HumanText.shortened(text, to: 120) }
    let id = HumanText.shortened(subject.id, to: 80)
    let place = subject.platform.map { " on \($0.name)" } ?? ""
    return switch subject.kind {
    case .post: "post \(id)\(place)"
    case .account: "account \(id)\(place)"
    case .hashtag: "#\(id)\(place)"
    case .candidate: "candidate review \(id)"
    }
  }

  /// The page of what is stored of a subject; nil where nothing is, or the viewer may not see it.
  static func link(_ text: String, _ visit: Visit, _ store: CaseStore) throws -> String? {
    guard let subject = Subject(text), visit.viewer?.may(.viewSensitive) == true else { return nil }
    switch (subject.kind, subject.platform) {
    case (.post, let platform?):
      return try store.postID(platform, subject.id).map { "/posts/\($0)" }
    case (.account, let platform?):
      return try store.accountID(platform, subject.id).map { "/accounts/\($0)" }
    case (.hashtag, _): return Link.to("/search", ["tag": subject.id])
    default: return nil
    }
  }

  /// The fields that name a subject.
  static func fields() -> [PageContent.Field] {
    [
      .init(
        name: "kind", label: "What", value: "post",
        options: ["post", "account", "hashtag"].map { ($0, $0) }),
      .init(
        name: "platform", label: "Platform", value: "x",
        hint: "Such as x or telegram; may be empty for a hashtag."),
      .init(
        name: "subject", label: "Its id, or the tag", hint: "The id on the platform.",
        isRequired: true),
    ]
  }

  /// The subject that was filled in; nil, and noted, where it is none.
  static func read(_ draft: inout FormDraft) -> CaseSubject? {
    let id = draft.required("subject", most: 512)
    guard let kind = CaseSubject.Kind(rawValue: draft.text("kind")), kind != .candidate else {
      draft.refuse("kind", "Choose one of the list.")
      return nil
    }
    let name = draft.text("platform")
    let platform = Platform(name)
    guard platform != nil || kind == .hashtag && name.isEmpty else {
      draft.refuse("platform", "A platform is one word, such as x.")
      return nil
    }
    guard !id.isEmpty else { return nil }
    guard kind == .hashtag else { return CaseSubject(kind, platform: platform, id: id) }
    let tag = id.hasPrefix("#") ? String(id.dropFirst()) : id
    guard !tag.isEmpty else {
      draft.refuse("subject", "A tag has at least one letter.")
      return nil
    }
    return CaseSubject(kind, platform: platform, id: tag.lowercased())
  }
}
