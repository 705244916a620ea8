import SocialModel

/// What others refer to when they repost, answer or quote a post.
final class PostReference: Sendable {
  let id: String
  let platform: Platform
  let handle: String
  let text: String
  let language: Language
  let group: AccountGroup

  init(
    id: String, platform: Platform, handle: String, text: String, language: Language,
    group: AccountGroup
  ) {
    self.id = id
    self.platform = platform
    self.handle = handle
    self.text = text
    self.language = language
    self.group = group
  }
}

/// The reposts of one post that are still to come.
final class Cascade {
  let parent: PostReference
  /// Times of the reposts, the latest first.
  var times: [Int64]
  /// Who has reposted it: nobody does twice.
  var persons: Set<Int> = []

  init(parent: PostReference, times: [Int64]) {
    self.parent = parent
    self.times = times
  }
}

/// Something that will happen at a time.
enum Happening {
  case original(Topic)
  case repost(Cascade)
  case reply(PostReference, depth: Int)
  case story(region: Int)
  case dispatch(Dispatch)
  case tick(machine: Int)
  case planned(Int)
}

/// Makes the posts one after another.
///
/// Minute by minute, the originals of the minute are put into a queue together with what they
/// bring about: reposts, answers, stories. What lies ahead of the current minute stays there, so
/// that memory holds what waits and not the stream.
struct SimulatedStream {
  static let clients = [
    "Twitter for Android", "Twitter for Android", "Twitter for iPhone", "Twitter for iPhone",
    "Twitter Web App",
  ]

  let population: Population
  let newsroom: Newsroom
  let plan: CampaignPlan
  let rhythm = Rhythm()
  /// Posts of the organic part that are aimed at.
  let organicTarget: Double
  var queue = EventQueue<Happening>()
  var generator: SeededGenerator
  /// Decides who posts pictures; nil where nobody does. A generator of its own, so that pictures
  /// change no word of the rest.
  var pictures: SeededGenerator?
  var minute = 0
  var nextPlanned = 0
  /// Organic posts so far, and how many there should be by the curve.
  var organicPosts = 0
  var due = 0.0
  var count = 0
  var recentStories: [[Story]]
  var recentPosts: [[PostReference]]
  var plannedReferences: [Int: PostReference] = [:]
  var hasPosted: [Bool]
  var machineHasPosted: [Bool]
  var pushed: [[PostReferenceTruth]]

  init(_ parameters: Simulation.Parameters) {
    population = Population(
      seed: parameters.seed, count: parameters.posts / Assumptions.postsPerPerson)
    newsroom = Newsroom(population: population, posts: parameters.posts)
    plan = CampaignPlan(
      seed: parameters.seed, population: population, isPlanted: parameters.isPlanted,
      hasMedia: parameters.hasMedia)
    pictures = parameters.hasMedia ? SeededGenerator(seed: parameters.seed, stream: 106) : nil
    organicTarget = Double(max(0, parameters.posts - plan.posts.count))
    generator = SeededGenerator(seed: parameters.seed, stream: 1)
    recentStories = [[Story]](repeating: [], count: Language.allCases.count)
    recentPosts = [[PostReference]](repeating: [], count: Language.allCases.count)
    hasPosted = [Bool](repeating: false, count: population.count)
    machineHasPosted = [Bool](repeating: false, count: newsroom.machines.count)
    pushed = [[PostReferenceTruth]](repeating: [], count: plan.campaigns.count)
    guard organicTarget > 0 else { return }
    let start = Assumptions.start.milliseconds
    for region in 0..<newsroom.regions {
      queue.push(.story(region: region), at: start + newsroom.pause(after: start, &generator))
    }
    for (index, machine) in newsroom.machines.enumerated() where machine.role == .scheduler {
      queue.push(.tick(machine: index), at: newsroom.nextTick(index, after: start, &generator))
    }
  }

  mutating func next() -> Post? {
    while true {
      let horizon = Assumptions.start.milliseconds + Int64(minute) * 60_000
      if let time = queue.firstTime, time < horizon, let (now, happening) = queue.popFirst() {
        if let post = perform(happening, at: now) { return post }
      } else if minute < Assumptions.minutes {
        fillMinute()
        minute += 1
      } else {
        return nil
      }
    }
  }

  /// Puts the originals and planned posts of the next minute into the queue.
  private mutating func fillMinute() {
    let start = Assumptions.start.milliseconds + Int64(minute) * 60_000
    while nextPlanned < plan.posts.count, plan.posts[nextPlanned].time < start + 60_000 {
      if plan.posts[nextPlanned].time < Assumptions.end {
        queue.push(.planned(nextPlanned), at: plan.posts[nextPlanned].time)
      }
      nextPlanned += 1
    }
    let rate = organicTarget / 1.95 * correction()
    for (topic, share) in Assumptions.topicShares {
      let expected = rate * share * rhythm.weights[topic.rawValue][minute]
      // Crowds are not even: minutes differ by up to a third around the curve.
      let drawn = expected * (0.7 + 0.6 * generator.unit())
      for _ in 0..<Int(drawn + generator.unit()) {
        queue.push(.original(topic), at: start + Int64(generator.below(60_000)))
      }
    }
    due += organicTarget * rhythm.total[minute]
  }

  /// Makes more or fewer originals when the stream lags behind its curve or runs ahead of it, as
  /// it does because reposts come late and their number is heavy-tailed.
  private func correction() -> Double {
    let ahead = min(Assumptions.minutes, minute + 240)
    let soon = organicTarget * rhythm.total[minute..<ahead].reduce(0, +)
    return min(1.5, max(0.6, 1 + (due - Double(organicPosts)) / max(1, soon)))
  }
}
