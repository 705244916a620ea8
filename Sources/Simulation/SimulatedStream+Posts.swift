import SocialModel

extension SimulatedStream {
  /// A post without its account, under the next id.
  mutating func makePost(
    on platform: Platform, at time: Int64, text: String, language: Language
  ) -> Post {
    // Ids ascend with time, as platforms' ids do, with gaps.
    let id = String(500_000_000_000 + count * 8 + generator.below(8))
    count += 1
    return Post(
      platform: platform, id: id, account: Account(id: ""), time: Timestamp(milliseconds: time),
      text: text, language: language.tag)
  }

  /// A repost without its account: on X with the author's name before the text, as X gives it.
  mutating func makeRepost(of parent: PostReference, at time: Int64) -> Post {
    let text = parent.platform == .x ? "RT @\(parent.handle): \(parent.text)" : parent.text
    var post = makePost(on: parent.platform, at: time, text: text, language: parent.language)
    post.repostOf = parent.id
    return post
  }

  func reference(
    to post: Post, by group: AccountGroup, in language: Language
  ) -> PostReference {
    PostReference(
      id: post.id, platform: post.platform, handle: post.account.handle ?? post.account.id,
      text: post.text ?? "", language: language, group: group)
  }

  /// Plans what a post brings about: its reposts and the first answer.
  mutating func follow(
    _ post: Post, by group: AccountGroup, in language: Language, scale: Double
  ) {
    let limit = population.count / 8
    let reposts = Assumptions.count(scale: scale, limit: limit, &generator)
    let isAnswered = generator.chance(Assumptions.replyChance)
    guard reposts > 0 || isAnswered else { return }
    let reference = reference(to: post, by: group, in: language)
    let time = post.time.milliseconds
    if reposts > 0 {
      var times = (0..<reposts).map { _ in
        time + Assumptions.delay(scale: Assumptions.repostScale, &generator)
      }
      times.sort(by: >)
      if let first = times.last {
        queue.push(.repost(Cascade(parent: reference, times: times)), at: first)
      }
      if !group.isCampaign {
        recentPosts[language.rawValue].keep(reference, limit: 64, &generator)
      }
    }
    if isAnswered {
      let delay = Assumptions.delay(scale: Assumptions.replyScale, &generator)
      queue.push(.reply(reference, depth: 1), at: time + delay)
    }
  }

  /// A picture: one in ten is one of forty that go around, the others are new.
  mutating func picture() -> Media {
    let known = generator.chance(0.1)
    let seed = known ? UInt64(generator.below(40)) : generator.next()
    var digits = ""
    for part in UInt64(1)...4 {
      let hex = String(SeededGenerator.mixed(seed &+ part &* 0x9E37_79B9_7F4A_7C15), radix: 16)
      digits += String(repeating: "0", count: 16 - hex.count) + hex
    }
    return Media(kind: .image, sha256: digits)
  }

  /// The name of the picture that a person's post carries, where it does: one post in a hundred, and
  /// of those who mourn one in eight, with a picture that is black all over (ours).
  mutating func ordinaryPicture(_ topic: Topic) -> String? {
    guard var generator = pictures else { return nil }
    defer { pictures = generator }
    if topic == .mourning, generator.chance(0.125) { return InventedPictures.black }
    guard generator.chance(0.01) else { return nil }
    return InventedPictures.ordinary(generator.below(InventedPictures.ordinaryCount))
  }

  /// The truth about the posts so far.
  func truth() -> GroundTruth {
    var accounts = [AccountTruth]()
    for person in 0..<population.count where hasPosted[person] {
      accounts.append(
        AccountTruth(
          platform: Population.platform(person), account: population.accountID(UInt32(person)),
          group: population.traits(person).group, role: .person))
    }
    for (index, machine) in newsroom.machines.enumerated() where machineHasPosted[index] {
      accounts.append(
        AccountTruth(
          platform: .x, account: machine.account.id, group: machine.group, role: machine.role))
    }
    for member in plan.accounts {
      accounts.append(
        AccountTruth(
          platform: member.platform, account: member.account.id, group: member.group,
          role: member.role))
    }
    var campaigns = plan.campaigns
    for index in campaigns.indices { campaigns[index].posts = pushed[index] }
    return GroundTruth(
      posts: count, accounts: accounts, campaigns: campaigns, event: .parade)
  }
}

extension Array {
  /// Keeps the latest values, each in the place of a random older one.
  mutating func keep(_ value: Element, limit: Int, _ generator: inout SeededGenerator) {
    if count < limit {
      append(value)
    } else {
      self[generator.below(limit)] = value
    }
  }
}
