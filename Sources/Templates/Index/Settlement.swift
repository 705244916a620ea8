extension TemplateIndex {
  /// Verifies all families anew, as the batch does.
  ///
  /// Each family's medoid becomes its representative; members that are no copies of it are placed
  /// again; families whose representative is a copy of a larger family's hand over the members that
  /// are. Repeated until nothing moves, at most three times, and then once more without moving
  /// families, so that every member has been held against the representative that stands.
  ///
  /// - Complexity: O(forms) alignments a round, on as many threads.
  public func settle(threads: Int = 0) {
    let threads = threads > 0 ? threads : Workers.defaultThreads
    let order = FormOrder(self)
    var isNew = [Bool](repeating: true, count: representatives.count)
    for round in 0..<4 {
      let before = Standing(self)
      let members = FamilyMembers(self, order)
      let changed = chooseMedoids(members, isNew, threads)
      let misplaced = misplacedForms(members, changed, threads)
      let moved = move(order.sorted(misplaced, self))
      guard round < 3 else { break }
      isNew = before.changes(self, isFirst: round == 0)
      let absorbed = absorb(isNew, changed, threads, order)
      isNew = before.changes(self, isFirst: false)
      if moved == 0 && absorbed == 0 { break }
    }
  }

  private func chooseMedoids(
    _ members: FamilyMembers, _ isNew: [Bool], _ threads: Int
  ) -> Set<Int32> {
    let chosen = Workers.map(
      members.families.count, part: 512, threads: threads, scratch: { Matcher() }
    ) { range, matcher in
      range.compactMap { position -> (family: Int32, form: Int32)? in
        let family = members.families[position]
        let forms = members.forms(position)
        guard forms.count > 1, isNew[Int(family)] else { return nil }
        let medoid = Medoids.of(forms, self, matcher)
        return medoid == self.representatives[Int(family)] ? nil : (family, medoid)
      }
    }
    var changed = Set<Int32>()
    for choice in chosen.joined() {
      let before = representatives[Int(choice.family)]
      if formRole[Int(before)] == .founder { formRole[Int(before)] = .copy }
      represent(choice.family, by: choice.form, matcherForWriting)
      changed.insert(choice.family)
    }
    return changed
  }

  /// The forms that are no members of their family by its representative.
  private func misplacedForms(
    _ members: FamilyMembers, _ changed: Set<Int32>, _ threads: Int
  ) -> [Int32] {
    Workers.map(
      members.families.count, part: 512, threads: threads, scratch: { Matcher() }
    ) { range, matcher in
      range.flatMap { position -> [Int32] in
        let family = members.families[position]
        return members.forms(position).filter { form in
          form != self.representatives[Int(family)]
            && (changed.contains(family) || self.formOthers[form] != nil)
            && !self.isMember(form, of: family, matcher)
        }
      }
    }.flatMap { $0 }
  }

  /// Whether a form is a copy or a cut of the family's representative, by itself.
  private func isMember(_ form: Int32, of family: Int32, _ matcher: Matcher) -> Bool {
    if formOthers[form] != nil { return false }
    matcher.text.load(forms.bytes(form))
    matcher.template.load(forms.bytes(representatives[Int(family)]))
    guard let result = matcher.alignment.align(matcher.text, matcher.template, least: 0.5)
    else { return false }
    var judgement = Judgement(parameters)
    judgement.add(family, result, matcher.alignment, matcher.text)
    judgement.decide(matcher.text)
    return judgement.families == [family]
  }

  /// Places forms anew; returns how many came to other families.
  private func move(_ misplaced: [Int32]) -> Int {
    let before = misplaced.map { [formFamily[Int($0)]] + formOthers[$0, default: []] }
    for form in misplaced { remove(form) }
    var moved = 0
    for (form, families) in zip(misplaced, before) {
      if place(form, matcherForWriting).families != families.map(Int.init) { moved += 1 }
    }
    return moved
  }

  private func remove(_ form: Int32) {
    familyPosts[Int(formFamily[Int(form)])] -= formPosts[Int(form)]
    formFamily[Int(form)] = -1
    formOthers[form] = nil
  }

  /// Lets families join larger ones; returns how many did.
  private func absorb(
    _ isNew: [Bool], _ changed: Set<Int32>, _ threads: Int, _ order: FormOrder
  ) -> Int {
    let members = FamilyMembers(self, order)
    let rank = FamilyRank(self, members, order)
    // A family was held against all that were there when it was founded: those that came later or
    // have another representative since are what is left.
    let found = Workers.map(
      members.families.count, part: 512, threads: threads, scratch: { Matcher() }
    ) { range, matcher in
      range.filter { position in
        let family = members.families[position]
        guard isNew[Int(family)],
          let judgement = self.judge(
            self.representatives[Int(family)], matcher,
            where: { $0 != family && rank.precedes($0, family, self) },
            among: { $0 > family || changed.contains($0) || changed.contains(family) })
        else { return false }
        return !judgement.families.isEmpty
      }
    }
    let positions = found.flatMap { $0 }.sorted {
      rank.precedes(members.families[$0], members.families[$1], self)
    }
    for position in positions {
      let family = members.families[position]
      empty(family, Array(members.forms(position))) { other in
        other != family && rank.precedes(other, family, self)
      }
    }
    return positions.count
  }

  /// Moves the forms of a family that belong to wanted others; the rest stays.
  private func empty(_ family: Int32, _ members: [Int32], where isWanted: (Int32) -> Bool) {
    var staying: [Int32] = []
    for form in members where formFamily[Int(form)] == family {
      let judgement = judge(form, matcherForWriting, where: isWanted)
      guard let judgement, !judgement.families.isEmpty else {
        staying.append(form)
        continue
      }
      remove(form)
      settle(form, judgement, matcherForWriting)
    }
    if staying.isEmpty {
      representatives[Int(family)] = -1
    } else if !staying.contains(representatives[Int(family)]) {
      represent(family, by: staying[0], matcherForWriting)
    }
  }
}

/// Which of two families the other may join: more posts first, then the longer representative.
private struct FamilyRank: Sendable {
  private let posts: [Int32]
  private let lengths: [Int32]
  private let representatives: [Int32]
  private let order: FormOrder

  init(_ index: TemplateIndex, _ members: FamilyMembers, _ order: FormOrder) {
    posts = index.familyPosts
    representatives = index.representatives
    var lengths = [Int32](repeating: 0, count: posts.count)
    for family in members.families {
      lengths[Int(family)] = Int32(index.forms.bytes(representatives[Int(family)]).count)
    }
    self.lengths = lengths
    self.order = order
  }

  func precedes(_ a: Int32, _ b: Int32, _ index: TemplateIndex) -> Bool {
    let (x, y) = (Int(a), Int(b))
    if posts[x] != posts[y] { return posts[x] > posts[y] }
    if lengths[x] != lengths[y] { return lengths[x] > lengths[y] }
    return order.precedes(representatives[x], representatives[y], index)
  }
}

/// What families looked like before, to tell which have changed.
private struct Standing {
  private let representatives: [Int32]
  private let posts: [Int32]

  init(_ index: TemplateIndex) {
    representatives = index.representatives
    posts = index.familyPosts
  }

  /// The families that are new or have changed since; all of them the first time.
  func changes(_ index: TemplateIndex, isFirst: Bool) -> [Bool] {
    index.representatives.indices.map { family in
      guard family < representatives.count, !isFirst else { return true }
      return representatives[family] != index.representatives[family]
        || posts[family] != index.familyPosts[family]
    }
  }
}

/// The forms of each family that has any, by its first family.
struct FamilyMembers: Sendable {
  /// Families, ascending.
  let families: [Int32]
  private let starts: [Int]
  private let members: [Int32]

  init(_ index: TemplateIndex, _ order: FormOrder) {
    let all = (0..<Int32(index.formFamily.count)).filter { index.formFamily[Int($0)] >= 0 }
    var counts = [Int](repeating: 0, count: index.representatives.count + 1)
    for form in all { counts[Int(index.formFamily[Int(form)]) + 1] += 1 }
    for family in 1..<counts.count { counts[family] += counts[family - 1] }
    var places = counts
    var members = [Int32](repeating: 0, count: all.count)
    for form in all {
      let family = Int(index.formFamily[Int(form)])
      members[places[family]] = form
      places[family] += 1
    }
    families = (0..<Int32(index.representatives.count)).filter {
      counts[Int($0) + 1] > counts[Int($0)]
    }
    starts = families.map { counts[Int($0)] } + [all.count]
    for position in families.indices where starts[position + 1] - starts[position] > 1 {
      let range = starts[position]..<starts[position + 1]
      members.replaceSubrange(range, with: order.sorted(Array(members[range]), index))
    }
    self.members = members
  }

  /// The forms of the family at a position of ``families``: most posts first.
  func forms(_ position: Int) -> ArraySlice<Int32> {
    members[starts[position]..<starts[position + 1]]
  }
}
