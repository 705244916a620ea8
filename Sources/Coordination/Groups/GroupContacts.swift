import SocialModel

/// Coincidences between posts of groups and posts of other accounts.
struct GroupContacts {
  let actions: RareActions
  /// For each account the number of its group, -1 outside all of them.
  let groups: [Int32]
  /// How far apart two posts may be, in milliseconds.
  let window: Int64
  /// Objects count of whose other users at least this share are members of the group.
  let leastExclusivity: Double
  /// Whether members are met with their own group as well, and not accounts outside alone.
  let meetsMembers: Bool

  /// One coincidence of an account with a group.
  struct Contact: Hashable, Sendable {
    var account: Int32
    var group: Int32
    var post: Int32
    var member: Int32
    var object: Int32
    /// Of the object's users, the account left out, the share that is in the group.
    var exclusivity: Float
    var lag: Int64
    /// The earlier of the two times, in milliseconds.
    var time: Int64
  }

  /// What one account has in common with one group, ordered by post.
  struct Acquaintance: Sendable {
    var account: Int32
    var group: Int32
    var contacts: ArraySlice<Contact>

    /// How many of its posts coincide with posts of how many members.
    func met(where counts: (Contact) -> Bool) -> (posts: Int, members: Int) {
      var own = Set<Int32>()
      var others = Set<Int32>()
      for contact in contacts where counts(contact) {
        own.insert(contact.post)
        others.insert(contact.member)
      }
      return (own.count, others.count)
    }

    /// How many of its posts coincide with posts of as many members.
    ///
    /// One friend in the group, or one thread, gives one coincidence however often it comes back.
    func hits(where counts: (Contact) -> Bool) -> Int {
      let met = met(where: counts)
      return min(met.posts, met.members)
    }

    /// The members with how many of its posts coincide with theirs, the most first.
    func partners(where counts: (Contact) -> Bool) -> [Joiner.Partner] {
      var posts: [Int32: Set<Int32>] = [:]
      for contact in contacts where counts(contact) {
        posts[contact.member, default: []].insert(contact.post)
      }
      return posts.map { Joiner.Partner(account: $0.key, posts: $0.value.count) }
        .sorted { ($1.posts, $0.account) < ($0.posts, $1.account) }
    }
  }

  /// Every account with a group that it coincides with, ordered by account, then group.
  ///
  /// - Complexity: O(coincidences of members).
  func acquaintances() -> [Acquaintance] {
    let sorted = byAccount(contacts())
    var result: [Acquaintance] = []
    var start = 0
    while start < sorted.count {
      let (account, group) = (sorted[start].account, sorted[start].group)
      var end = start
      while end < sorted.count, sorted[end].account == account, sorted[end].group == group {
        end += 1
      }
      result.append(Acquaintance(account: account, group: group, contacts: sorted[start..<end]))
      start = end
    }
    return result
  }

  /// The contacts by account, then group; they come by member and stay in that order.
  private func byAccount(_ contacts: [Contact]) -> [Contact] {
    let starts = CountingSort.starts(of: contacts.map(\.account), idCount: groups.count)
    var next = starts
    var order = [Int32](repeating: 0, count: contacts.count)
    for (index, contact) in contacts.enumerated() {
      order[Int(next[Int(contact.account)])] = Int32(index)
      next[Int(contact.account)] += 1
    }
    var sorted = order.map { contacts[Int($0)] }
    for account in groups.indices where starts[account + 1] - starts[account] > 1 {
      let range = Int(starts[account])..<Int(starts[account + 1])
      let first = sorted[range.lowerBound].group
      if range.contains(where: { sorted[$0].group != first }) {
        sorted[range].sort { $0.group < $1.group }
      }
    }
    return sorted
  }

  private func contacts() -> [Contact] {
    let engine = CoactionEngine(actions.table, window: window)
    var users = ObjectUsers(table: actions.table, groups: groups)
    var found: [Contact] = []
    for member in groups.indices where groups[member] >= 0 {
      for position in actions.table.positions(of: Int32(member)) {
        let object = actions.table.actions[Int(position)].object
        let members = users.members(object, of: groups[member])
        let others = users.count(object) - 1
        guard Double(members) >= leastExclusivity * Double(others) else { continue }
        for other in engine.neighbours(of: Int(position)) {
          let contact = contact(Int(position), other, members: members, others: others)
          if let contact, Double(contact.exclusivity) >= leastExclusivity { found.append(contact) }
        }
      }
    }
    return found
  }

  /// A member's action and another account's on the same object; nil where they do not count.
  private func contact(_ own: Int, _ other: Int, members: Int, others: Int) -> Contact? {
    let table = actions.table
    let (mine, its) = (table.actions[own], table.actions[other])
    let group = groups[Int(mine.account)]
    let isOutside = groups[Int(its.account)] < 0
    guard its.account != mine.account,
      isOutside || meetsMembers && groups[Int(its.account)] == group
    else { return nil }
    return Contact(
      account: its.account, group: group, post: table.contents[other], member: mine.account,
      object: its.object,
      exclusivity: Float(isOutside ? members : members - 1) / Float(max(1, others)),
      lag: abs(its.time - mine.time), time: min(its.time, mine.time))
  }
}

/// How many accounts use an object, and how many of them are in a group.
private struct ObjectUsers {
  let table: ActionTable
  let groups: [Int32]
  private var known: [Int32: Counts] = [:]

  private struct Counts {
    var all = 0
    var ofGroup: [Int32: Int] = [:]
  }

  init(table: ActionTable, groups: [Int32]) {
    self.table = table
    self.groups = groups
  }

  mutating func count(_ object: Int32) -> Int { counts(object).all }

  mutating func members(_ object: Int32, of group: Int32) -> Int {
    counts(object).ofGroup[group] ?? 0
  }

  private mutating func counts(_ object: Int32) -> Counts {
    if let known = known[object] { return known }
    var accounts = Set<Int32>()
    for position in table.positions(on: object) {
      accounts.insert(table.actions[position].account)
    }
    var counts = Counts(all: accounts.count)
    for account in accounts where groups[Int(account)] >= 0 {
      counts.ofGroup[groups[Int(account)], default: 0] += 1
    }
    known[object] = counts
    return counts
  }
}
