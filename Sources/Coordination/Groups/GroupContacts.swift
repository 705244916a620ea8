import SocialModel

/// Coincidences between posts of a group and posts of accounts outside it.
struct GroupContacts {
  let actions: RareActions
  let isInside: [Bool]
  let parameters: DetectionParameters

  /// One coincidence, seen from outside.
  struct Contact: Hashable, Sendable {
    var outsider: Int32
    var post: Int32
    var member: Int32
    var memberPost: Int32
    var lag: Int64
    var object: Int32
  }

  /// The contacts of one account outside.
  struct Outsider: Sendable {
    var account: Int32
    var contacts: ArraySlice<Contact>

    /// How many of its posts coincide with posts of as many members.
    ///
    /// One friend in the group, or one thread, gives one coincidence however often it comes back.
    func hits(_ level: Growth.Level, _ actions: RareActions) -> Int {
      var own = Set<Int32>()
      var others = Set<Int32>()
      for contact in contacts
      where contact.lag <= level.scale && actions.rarities[Int(contact.object)] >= level.rarity {
        own.insert(contact.post)
        others.insert(contact.member)
      }
      return min(own.count, others.count)
    }

    /// The members with how many of its posts coincide with theirs, the most first.
    func partners() -> [Joiner.Partner] {
      var posts: [Int32: Set<Int32>] = [:]
      for contact in contacts { posts[contact.member, default: []].insert(contact.post) }
      return posts.map { Joiner.Partner(account: $0.key, posts: $0.value.count) }
        .sorted { ($1.posts, $0.account) < ($0.posts, $1.account) }
    }
  }

  /// The contacts of each account outside that has any, ordered by account.
  func byOutsider() -> [Outsider] {
    let sorted = contacts().sorted {
      ($0.outsider, $0.post, $0.memberPost, $0.object)
        < ($1.outsider, $1.post, $1.memberPost, $1.object)
    }
    var outsiders: [Outsider] = []
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end].outsider == sorted[start].outsider { end += 1 }
      outsiders.append(Outsider(account: sorted[start].outsider, contacts: sorted[start..<end]))
      start = end
    }
    return outsiders
  }

  private func contacts() -> [Contact] {
    let table = actions.table
    let engine = CoactionEngine(table, window: parameters.contextWindow)
    var isOwn: [Int32: Bool] = [:]
    var found: [Contact] = []
    for member in isInside.indices where isInside[member] {
      for position in table.positions(of: Int32(member)) {
        let own = table.actions[Int(position)]
        guard belongs(own.object, &isOwn) else { continue }
        for other in engine.neighbours(of: Int(position)) {
          let action = table.actions[other]
          guard !isInside[Int(action.account)] else { continue }
          found.append(
            Contact(
              outsider: action.account, post: table.contents[other], member: Int32(member),
              memberPost: table.contents[Int(position)], lag: abs(action.time - own.time),
              object: action.object))
        }
      }
    }
    return found
  }

  /// Whether at least half of the accounts that act on an object, one outsider left out, are members.
  private func belongs(_ object: Int32, _ known: inout [Int32: Bool]) -> Bool {
    if let known = known[object] { return known }
    var accounts = Set<Int32>()
    for position in actions.table.positions(on: object) {
      accounts.insert(actions.table.actions[position].account)
    }
    let members = accounts.count { isInside[Int($0)] }
    known[object] = members * 2 >= accounts.count - 1
    return members * 2 >= accounts.count - 1
  }
}
