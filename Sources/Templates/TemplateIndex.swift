import SocialModel

/// Families of texts that are edited copies of one another.
///
/// A text joins a family when it and the family's representative have enough words in common in the
/// same order (``TemplateParameters``): 0.7 of the text's weight and of the template's; or, where it
/// is the template's beginning, 0.75 of the text's and 0.4 of the template's; or when several
/// templates, each 0.7 whole, make up 0.7 of it together. Every member is held against the
/// representative and never only against another member, so that families do not chain. Two texts
/// that have half of their words in common are no copies by this measure, whatever lies between.
///
/// Candidates come from an index of features that are rare; each is verified by alignment.
/// `insert` places a text at once. `settle` then makes each family's medoid its representative,
/// verifies all members against it, and lets small families join larger ones; afterwards the
/// families are those of the batch, up to the order effects that docs/templates.md names.
///
/// - Complexity: O(tokens) for a text's features and at most
///   ``TemplateParameters/verifiedCandidates`` alignments. Memory: the distinct forms' bytes and
///   some 200 to 400 bytes for each family.
public final class TemplateIndex: @unchecked Sendable {
  // One thread writes at a time, and any number read while none writes.

  /// From how much in common on a text is a copy.
  public let parameters: TemplateParameters
  let forms = ByteInterner()
  let table = FeatureTable()
  /// For each post its form.
  var postForms: [Int32] = []
  /// For each form: its posts, its families (-1: too short), how it came there.
  var formPosts: [Int32] = []
  var formFamily: [Int32] = []
  var formOthers: [Int32: [Int32]] = [:]
  var formRole: [Role] = []
  /// For each family: the form that stands for it (-1: it is no more), its features, its posts.
  var representatives: [Int32] = []
  var featureCounts: [Int32] = []
  var familyPosts: [Int32] = []
  /// What the thread that writes compares forms with.
  let matcherForWriting = Matcher()

  /// An empty index.
  public init(parameters: TemplateParameters = TemplateParameters()) {
    self.parameters = parameters
  }

  /// How many texts were inserted.
  public var postCount: Int { postForms.count }

  /// How many families there are, those of one text included.
  public var familyCount: Int { representatives.count { $0 >= 0 } }

  /// The families of a post, the one that makes up most of it first; none where it is too short.
  public func families(of post: Int) -> [Int] {
    let form = postForms[post]
    let family = formFamily[Int(form)]
    return family < 0 ? [] : [Int(family)] + formOthers[form, default: []].map(Int.init)
  }

  /// Places a text, which gets the next number as a post.
  @discardableResult
  public func insert(_ text: String) -> Placement {
    var text = text
    let form = text.withUTF8 { utf8 in
      matcherForWriting.folding.withForm(utf8) { add(UnsafeRawBufferPointer($0), posts: 1) }
    }
    postForms.append(form)
    if formFamily[Int(form)] >= 0 {
      familyPosts[Int(formFamily[Int(form)])] += 1
      return known(form)
    }
    return place(form, matcherForWriting)
  }

  /// Numbers a form and counts its posts.
  func add(_ form: UnsafeRawBufferPointer, posts: Int32) -> Int32 {
    let id = forms.intern(form)
    if Int(id) == formPosts.count {
      formPosts.append(0)
      formFamily.append(-1)
      formRole.append(.short)
    }
    formPosts[Int(id)] += posts
    return id
  }

  private func known(_ form: Int32) -> Placement {
    let families = [formFamily[Int(form)]] + formOthers[form, default: []]
    return Placement(
      role: .same, families: families.map(Int.init), textShare: 1, templateShare: 1)
  }

  /// Finds the families of a form that has none, or founds one.
  @discardableResult
  func place(_ form: Int32, _ matcher: Matcher) -> Placement {
    guard let judgement = judge(form, matcher, from: 0) else {
      return Placement(role: .short, families: [], textShare: 0, templateShare: 0)
    }
    return settle(form, judgement, matcher)
  }

  /// Puts a form where a judgement says; founds a family where it names none.
  @discardableResult
  func settle(_ form: Int32, _ judgement: Judgement, _ matcher: Matcher) -> Placement {
    var families = judgement.families
    if families.isEmpty { families = [found(form, matcher)] }
    formFamily[Int(form)] = families[0]
    formRole[Int(form)] = judgement.role
    formOthers[form] = families.count > 1 ? Array(families.dropFirst()) : nil
    familyPosts[Int(families[0])] += formPosts[Int(form)]
    return Placement(
      role: judgement.role, families: families.map(Int.init),
      textShare: judgement.families.isEmpty ? 1 : judgement.textShare,
      templateShare: judgement.families.isEmpty ? 1 : judgement.templateShare)
  }

  /// Which of the families from a number on, if they are wanted, a form belongs to; nil for a form
  /// that is too short. None where no candidate is fresh.
  func judge(
    _ form: Int32, _ matcher: Matcher, from first: Int32 = 0,
    where isWanted: (Int32) -> Bool = { _ in true },
    among isFresh: (Int32) -> Bool = { _ in true }
  ) -> Judgement? {
    matcher.text.load(forms.bytes(form))
    guard matcher.text.isTelling else { return nil }
    var judgement = Judgement(parameters)
    let found = matcher.candidates(
      table, self, from: first, limit: parameters.verifiedCandidates, where: isWanted)
    guard found.contains(where: { isFresh($0.family) }) else { return judgement }
    let least = min(parameters.leastTemplateShare, parameters.leastTextShare)
    for candidate in found {
      matcher.template.load(forms.bytes(representatives[Int(candidate.family)]))
      guard
        let result = matcher.alignment.align(matcher.text, matcher.template, least: least * 0.9)
      else { continue }
      judgement.add(candidate.family, result, matcher.alignment, matcher.text)
      if judgement.isSettled { break }
    }
    judgement.decide(matcher.text)
    return judgement
  }

  /// Founds a family with the form that is loaded as the matcher's text.
  private func found(_ form: Int32, _ matcher: Matcher) -> Int32 {
    let family = Int32(representatives.count)
    representatives.append(form)
    featureCounts.append(Int32(matcher.features.count))
    familyPosts.append(0)
    table.add(matcher.features, family: family)
    return family
  }

  /// Makes a form of a family its representative.
  func represent(_ family: Int32, by form: Int32, _ matcher: Matcher) {
    matcher.text.load(forms.bytes(form))
    matcher.text.features(into: &matcher.features)
    representatives[Int(family)] = form
    featureCounts[Int(family)] = Int32(matcher.features.count)
    formRole[Int(form)] = .founder
    table.add(matcher.features, family: family)
  }
}
