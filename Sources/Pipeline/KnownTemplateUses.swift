import SocialModel
import Templates

/// What an input has of known templates, template by template.
enum KnownTemplateUses {
  /// The templates that posts of others carry, in their order.
  ///
  /// Posts of the account that published a template say nothing of how it was taken up and are left
  /// out.
  static func of(
    _ templates: [KnownText], _ matching: TemplateMatching, candidates: [Candidate],
    accounts: [AccountReference]
  ) -> (uses: [KnownTemplateUse], matches: [TemplateMatch]) {
    var membership: [Name: [String]] = [:]
    for candidate in candidates {
      for member in candidate.members {
        let account = accounts[Int(member.account)]
        membership[Name(account.platform, account.id), default: []].append(candidate.id)
      }
    }
    let order = Dictionary(
      candidates.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var uses: [KnownTemplateUse] = []
    var all: [TemplateMatch] = []
    for (index, matches) in matching.ordered() {
      let template = templates[index]
      let others = matches.filter { match in
        template.account.map { Name($0.platform, $0.id) } != Name(match.carrier)
      }
      guard let first = others.first else { continue }
      all += others
      let names = Set(others.map { Name($0.carrier) })
      var shares: [String: Int] = [:]
      for name in names {
        for candidate in membership[name] ?? [] { shares[candidate, default: 0] += 1 }
      }
      var platforms: Set<Platform> = []
      uses.append(
        KnownTemplateUse(
          id: template.id, text: template.text, published: template.time, posts: others.count,
          accounts: names.count, unchanged: others.count { $0.match.role == .same },
          firstMinute: first.minute,
          firsts: others.map(\.carrier).filter { platforms.insert($0.platform).inserted },
          candidates: shares.sorted { (order[$0.key] ?? 0) < (order[$1.key] ?? 0) }
            .map { .init(candidate: $0.key, members: $0.value) }))
    }
    return (uses, all)
  }

  private struct Name: Hashable {
    var platform: Platform
    var id: String

    init(_ platform: Platform, _ id: String) {
      self.platform = platform
      self.id = id
    }

    init(_ carrier: Carrier) { self.init(carrier.platform, carrier.account) }
  }
}
