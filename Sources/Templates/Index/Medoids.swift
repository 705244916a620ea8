/// The form in the middle of a family.
enum Medoids {
  /// Forms that may become the medoid, and forms that each is compared with, at most.
  static let candidates = 6
  static let targets = 16

  /// The form with the largest sum of similarities to the family's forms, each weighted by its posts.
  ///
  /// Large families are sampled: the forms with the most posts, and others at even steps.
  ///
  /// - Parameter members: forms, most posts first, ties in an order of their own.
  static func of(_ members: ArraySlice<Int32>, _ index: TemplateIndex, _ matcher: Matcher) -> Int32
  {
    // Two are equally near each other.
    guard members.count > 2 else { return members[members.startIndex] }
    let chosen = sample(members, candidates)
    let others = sample(members, targets)
    var best = (form: chosen[0], value: -1.0)
    for form in chosen {
      matcher.text.load(index.forms.bytes(form))
      var value = 0.0
      for other in others {
        let posts = Double(index.formPosts[Int(other)])
        if other == form {
          value += posts
          continue
        }
        matcher.template.load(index.forms.bytes(other))
        if let found = matcher.alignment.align(matcher.text, matcher.template, least: 0) {
          value += posts * found.both
        }
      }
      if value > best.value { best = (form, value) }
    }
    return best.form
  }

  private static func sample(_ members: ArraySlice<Int32>, _ limit: Int) -> [Int32] {
    guard members.count > limit else { return Array(members) }
    let first = limit / 2
    var result = Array(members.prefix(first))
    let rest = members.count - first
    for step in 0..<(limit - first) {
      result.append(members[members.startIndex + first + step * rest / (limit - first)])
    }
    return result
  }
}
