import SocialModel

extension SimulatedStream {
  /// The post that something amounts to; nil when it amounts to none.
  mutating func perform(_ happening: Happening, at time: Int64) -> Post? {
    switch happening {
    case .original(let topic): return original(topic, at: time)
    case .repost(let cascade): return repost(cascade, at: time)
    case .reply(let parent, let depth): return reply(to: parent, depth: depth, at: time)
    case .dispatch(let dispatch): return publish(dispatch, at: time)
    case .planned(let index): return planned(index, at: time)
    case .story(let region):
      tell(region, at: time)
      return nil
    case .tick(let machine):
      queue.push(
        .tick(machine: machine), at: newsroom.nextTick(machine, after: time, &generator))
      let tips = Lexicon.of(newsroom.machines[machine].language).tips
      return publish(Dispatch(machine: machine, text: generator.pick(tips), story: nil), at: time)
    }
  }

  private mutating func original(_ topic: Topic, at time: Int64) -> Post {
    let person = author(of: topic, at: time)
    let traits = population.traits(person)
    let platform = Population.platform(person)
    var text = ""
    switch topic {
    case .share where !recentStories[traits.language.rawValue].isEmpty:
      text = generator.pick(recentStories[traits.language.rawValue]).shareText
    case .quote where !recentPosts[traits.language.rawValue].isEmpty:
      let quoted = generator.pick(recentPosts[traits.language.rawValue])
      text = generator.pick(Lexicon.of(traits.language).quoteLeads)
      text += " «\(quoted.text)» https://\(quoted.platform.name).example/\(quoted.id)"
    default: text = Composer.text(topic, traits.language, &generator)
    }
    hasPosted[person] = true
    organicPosts += 1
    var post = makePost(on: platform, at: time, text: text, language: traits.language)
    post.account = population.account(
      UInt32(person), language: traits.language, isInfluential: traits.isInfluential)
    post.client = platform == .x ? Self.clients[person % Self.clients.count] : nil
    if platform == .instagram { post.media = [picture()] }
    if let path = ordinaryPicture(topic) { post.media = [Media(kind: .image, path: path)] }
    let scale =
      traits.isInfluential ? Assumptions.repostsOfInfluential : Assumptions.repostsOfPerson
    follow(post, by: traits.group, in: traits.language, scale: scale)
    return post
  }

  private mutating func author(of topic: Topic, at time: Int64) -> Int {
    let isMember: (Traits) -> Bool =
      switch topic {
      case .fans: { $0.group == .fans }
      case .event, .helpline,
        .counter where generator.chance(0.5):
        { $0.group == .residents }
      case .mourning where generator.chance(0.6): { $0.group == .mourners }
      default: { _ in true }
      }
    return population.draw(at: time, &generator, where: isMember)
  }

  private mutating func repost(_ cascade: Cascade, at time: Int64) -> Post? {
    cascade.times.removeLast()
    if let next = cascade.times.last { queue.push(.repost(cascade), at: next) }
    let parent = cascade.parent
    let keepsLanguage = generator.chance(0.9)
    let keepsGroup = parent.group == .fans && generator.chance(0.8)
    let person = population.draw(at: time, on: parent.platform, &generator) {
      (!keepsLanguage || $0.language == parent.language) && (!keepsGroup || $0.group == .fans)
    }
    guard cascade.persons.insert(person).inserted else { return nil }
    let traits = population.traits(person)
    let account = population.account(
      UInt32(person), language: traits.language, isInfluential: traits.isInfluential)
    guard account.handle != parent.handle else { return nil }
    hasPosted[person] = true
    organicPosts += 1
    var post = makeRepost(of: parent, at: time)
    post.account = account
    post.client = parent.platform == .x ? Self.clients[person % Self.clients.count] : nil
    return post
  }

  private mutating func reply(to parent: PostReference, depth: Int, at time: Int64) -> Post {
    let person = population.draw(at: time, on: parent.platform, &generator) {
      $0.language == parent.language
    }
    let traits = population.traits(person)
    let words = Lexicon.of(traits.language)
    let text = Composer.reply(words, to: parent.handle, &generator)
    hasPosted[person] = true
    organicPosts += 1
    var post = makePost(on: parent.platform, at: time, text: text, language: traits.language)
    post.account = population.account(
      UInt32(person), language: traits.language, isInfluential: traits.isInfluential)
    post.client = parent.platform == .x ? Self.clients[person % Self.clients.count] : nil
    post.replyTo = parent.id
    if depth < 6, generator.chance(Assumptions.furtherReplyChance) {
      let reference = reference(to: post, by: traits.group, in: traits.language)
      let delay = Assumptions.delay(scale: Assumptions.replyScale, &generator)
      queue.push(.reply(reference, depth: depth + 1), at: time + delay)
    }
    return post
  }

  private mutating func tell(_ region: Int, at time: Int64) {
    queue.push(.story(region: region), at: time + newsroom.pause(after: time, &generator))
    for (time, dispatch) in newsroom.story(region: region, at: time, &generator) {
      queue.push(.dispatch(dispatch), at: time)
    }
  }

  private mutating func publish(_ dispatch: Dispatch, at time: Int64) -> Post {
    let machine = newsroom.machines[dispatch.machine]
    machineHasPosted[dispatch.machine] = true
    organicPosts += 1
    var post = makePost(on: .x, at: time, text: dispatch.text, language: machine.language)
    post.account = machine.account
    post.client = machine.client
    if let story = dispatch.story {
      recentStories[story.language.rawValue].keep(story, limit: 24, &generator)
    }
    if machine.role == .outlet {
      follow(
        post, by: machine.group, in: machine.language, scale: Assumptions.repostsOfOutlet)
    }
    return post
  }

  private mutating func planned(_ index: Int, at time: Int64) -> Post {
    let planned = plan.posts[index]
    let member = plan.accounts[planned.account]
    var post: Post
    if let parent = planned.repostOf.flatMap({ plannedReferences[$0] }) {
      post = makeRepost(of: parent, at: time)
    } else if planned.text == nil, let parent = popular(member) {
      post = makeRepost(of: parent, at: time)
    } else {
      let text =
        planned.text ?? Composer.text(.everyday, member.language, &generator)
      post = makePost(on: member.platform, at: time, text: text, language: member.language)
    }
    post.account = member.account
    post.client = member.client
    if let path = planned.picture { post.media = [Media(kind: .image, path: path)] }
    if planned.isPushed {
      let campaign = plan.campaigns.firstIndex { $0.group == member.group } ?? 0
      pushed[campaign].append(
        PostReferenceTruth(platform: post.platform, id: post.id, time: post.time))
      plannedReferences[index] = reference(to: post, by: member.group, in: member.language)
    }
    if post.repostOf == nil, organicTarget > 0 {
      follow(
        post, by: member.group, in: member.language,
        scale: Assumptions.repostsOfCampaign)
    }
    return post
  }

  /// A recent organic post on the member's platform, for it to repost as people do.
  private mutating func popular(_ member: CampaignAccount) -> PostReference? {
    let recent = recentPosts[member.language.rawValue].filter { $0.platform == member.platform }
    return recent.isEmpty ? nil : generator.pick(recent)
  }
}
