import SocialModel

/// What matters of a person when deciding who posts: computed from the person's number, not kept.
struct Traits {
  var language: Language
  var group: AccountGroup
  /// Minutes east of UTC.
  var zone: Int
  var isInfluential: Bool
}

/// The persons of the stream, numbered from 0, the most active first.
///
/// Everything about a person but the platform and how active they are is a hash of seed and
/// number, so that a million of them cost no memory. Numbers from `machineBase` and `campaignBase`
/// on name other accounts and never meet those of persons.
struct Population: Sendable {
  static let machineBase: UInt32 = 0x2000_0000
  static let campaignBase: UInt32 = 0x4000_0000

  let seed: UInt64
  let count: Int

  init(seed: UInt64, count: Int) {
    self.seed = seed
    // Platforms repeat every 32 numbers; a full round keeps every platform drawable.
    self.count = max(32, count / 32 * 32)
  }

  private func hash(_ number: UInt32) -> UInt64 {
    SeededGenerator.mixed(seed &+ (UInt64(number) &+ 1) &* 0xD134_2543_DE82_EF95)
  }

  func traits(_ person: Int) -> Traits {
    let bits = hash(UInt32(person))
    let language = Self.language(share: Int(bits & 0xFFFF) * 100 / 65_536)
    let group = Self.group(share: Int(bits >> 16 & 0xFFFF) * 100 / 65_536)
    let zones = Assumptions.zones[language.rawValue]
    let zone = group == .residents ? 60 : zones[Int(bits >> 32 & 0xFF) * zones.count / 256]
    return Traits(
      language: language, group: group, zone: zone, isInfluential: bits >> 40 & 0xFFFF < 1311)
  }

  static func language(share: Int) -> Language {
    var rest = share
    for language in Language.allCases {
      rest -= Assumptions.languageShares[language.rawValue]
      if rest < 0 { return language }
    }
    return .english
  }

  private static func group(share: Int) -> AccountGroup {
    var rest = share
    for (group, part) in Assumptions.groupShares {
      rest -= part
      if rest < 0 { return group }
    }
    return .ordinary
  }

  /// 25 of 32 persons are on X, 3 on Facebook, 2 on Instagram, 1 on Mastodon, 1 on Telegram (ours).
  static func platform(_ person: Int) -> Platform {
    switch person & 31 {
    case ..<25: .x
    case ..<28: .facebook
    case ..<30: .instagram
    case 30: .mastodon
    default: .telegram
    }
  }

  private static func slot(on platform: Platform, _ generator: inout SeededGenerator) -> Int {
    switch platform {
    case .facebook: 25 + generator.below(3)
    case .instagram: 28 + generator.below(2)
    case .mastodon: 30
    case .telegram: 31
    default: generator.below(25)
    }
  }

  /// A person drawn by activity, and by the hour on their clock.
  ///
  /// - Parameters:
  ///   - time: milliseconds since 1970.
  ///   - platform: the platform they must be on; any when nil.
  ///   - suits: whether they may be drawn; passed over after 240 refusals, the hour after 60.
  func draw(
    at time: Int64, on platform: Platform? = nil, _ generator: inout SeededGenerator,
    where suits: (Traits) -> Bool = { _ in true }
  ) -> Int {
    var suited: Int?
    var person = 0
    for attempt in 0..<240 {
      // Enough refusals: whoever suits is taken, awake or not.
      if attempt >= 60, let suited { return suited }
      let level = generator.below(Assumptions.activityClasses)
      let last = level == Assumptions.activityClasses - 1
      let high = max(1, count >> level)
      let low = last ? 0 : count >> (level + 1)
      person = min(count - 1, low + generator.below(max(1, high - low)))
      if let platform { person = person & ~31 | Self.slot(on: platform, &generator) }
      let traits = traits(person)
      guard suits(traits) else { continue }
      suited = person
      let minute = Int(time / 60_000) + traits.zone
      if generator.unit() < Assumptions.rhythm[minute / 60 % 24] { break }
    }
    return person
  }

  /// The id of any account: ten digits in no order, the same for every size of the stream.
  func accountID(_ number: UInt32) -> String {
    // An odd factor and an exclusive or are one-to-one on 32 bits.
    let mixed = (number &* 0x9E37_79B1) ^ UInt32(truncatingIfNeeded: seed &* 0x85EB_CA6B)
    return String(1_000_000_000 + Int(mixed))
  }

  /// A plausible account: age, followers, name and handle say nothing of the group.
  ///
  /// Followers have a heavy tail, P(F > f) ~ 1 / f; ages are uniform over sixteen years but for an
  /// eighth younger than one (ours).
  func account(_ number: UInt32, language: Language, isInfluential: Bool = false) -> Account {
    let bits = SeededGenerator.mixed(hash(number))
    let words = Lexicon.of(language)
    let name = words.names[Int(bits & 0xFFF) * words.names.count / 4096]
    let surname = words.surnames[Int(bits >> 12 & 0xFFF) * words.surnames.count / 4096]
    let bio = words.bios[Int(bits >> 24 & 0xFFF) * words.bios.count / 4096]
    let share = Double(bits >> 36 & 0xFFFF) / 65_536
    let followers = (isInfluential ? 4000.0 : 30.0) / (1.001 - share)
    let youth = bits >> 52 & 0x7
    let days = youth == 0 ? 350 : 5800
    let age = Int64(1 + Int(SeededGenerator.mixed(bits) & 0xFFFF) * days / 65_536)
    let created = Assumptions.start.milliseconds / 1000 - age * 86_400 + Int64(bits >> 44 & 0x7FFF)
    return Account(
      id: accountID(number), handle: handle(number), name: "\(name) \(surname)",
      bio: bio.isEmpty ? nil : bio, created: Timestamp(seconds: created), followers: Int(followers))
  }

  func handle(_ number: UInt32) -> String {
    let bits = hash(number)
    let first = Lexicon.handleWords[Int(bits >> 8 & 0xFFF) * Lexicon.handleWords.count / 4096]
    let mixed = (number &* 0x9E37_79B1) ^ UInt32(truncatingIfNeeded: seed &* 0x85EB_CA6B)
    return first + String(mixed, radix: 36)
  }
}

extension Lexicon {
  /// What handles begin with.
  static let handleWords = [
    "mara", "tobin", "elsie", "corin", "nell", "quill", "heron", "sorrel", "lune", "fanal",
    "fanous", "burj", "mayak", "zvon", "tea_", "velo", "kite", "reed", "tin", "bay_",
  ]
}
