/// Which known templates a text carries.
///
/// A text carries a template when it has 0.7 of the template's weight, whatever else is in it; or, as
/// a cut copy, 0.4 of it up to the cut, with 0.75 of the text the template's. This asks less than a
/// family does: there a text must also be made up of templates.
///
/// Any number of threads may read; each needs a ``Reader`` of its own.
public final class KnownTemplates: @unchecked Sendable {
  // Nothing is written after `init`.

  /// What a text has of a template.
  public struct Match: Hashable, Sendable {
    /// The template's number.
    public var template: Int
    /// How the text carries it: `same`, `copy`, `cut`, or `joined` where much of the text is not the
    /// template's.
    public var role: Role
    /// The share of the template that the text has.
    public var templateShare: Double
    /// The share of the text that is the template's.
    public var textShare: Double
    /// The weight of what is common by the weight of both: 1 for the same words.
    public var similarity: Double
  }

  fileprivate let index: TemplateIndex
  /// For each form in the index, the number of the template.
  fileprivate let numbers: [Int32]
  /// The templates that are too short to be carried, except as they are, by number.
  public let tooShort: [Int]

  /// The texts of templates; their indices are the templates' numbers.
  ///
  /// Of templates with the same form the first is matched.
  public init(_ texts: [String], parameters: TemplateParameters = TemplateParameters()) {
    index = TemplateIndex(parameters: parameters)
    var numbers: [Int32] = []
    var short: [Int] = []
    for (number, text) in texts.enumerated() {
      let (form, isNew, isTelling) = index.addTemplate(text)
      if isNew { numbers.append(Int32(number)) }
      if !isTelling { short.append(number) }
      assert(Int(form) < numbers.count)
    }
    self.numbers = numbers
    tooShort = short
  }

  /// Looks for the templates in texts, with memory of its own; one a thread.
  public func reader() -> Reader { Reader(self) }

  /// Looks for known templates in texts.
  public final class Reader {
    private let known: KnownTemplates
    private let matcher = Matcher()
    private var index: TemplateIndex { known.index }

    fileprivate init(_ known: KnownTemplates) { self.known = known }

    /// The templates that a text carries, the most similar first.
    ///
    /// - Complexity: O(tokens) and an alignment for each of at most
    ///   four times ``TemplateParameters/verifiedCandidates`` candidates.
    public func matches(_ text: String) -> [Match] {
      var text = text
      let form = text.withUTF8 { utf8 in
        matcher.folding.withForm(utf8) { Array($0) }
      }
      return form.withUnsafeBytes { matches(form: $0) }
    }

    private func matches(form: UnsafeRawBufferPointer) -> [Match] {
      if let same = index.forms.find(form), !form.isEmpty {
        return [
          Match(
            template: Int(known.numbers[Int(same)]), role: .same, templateShare: 1, textShare: 1,
            similarity: 1)
        ]
      }
      matcher.text.load(form)
      guard matcher.text.isTelling else { return [] }
      let found = matcher.candidates(
        index.table, index, from: 0, limit: 4 * index.parameters.verifiedCandidates,
        where: { _ in true })
      var matches: [Match] = []
      for candidate in found {
        let representative = index.representatives[Int(candidate.family)]
        matcher.template.load(index.forms.bytes(representative))
        guard
          let result = matcher.alignment.align(
            matcher.text, matcher.template, least: index.parameters.leastTemplateShare * 0.9),
          let role = Self.role(result, index.parameters)
        else { continue }
        matches.append(
          Match(
            template: Int(known.numbers[Int(representative)]), role: role,
            templateShare: result.templateShare, textShare: result.textShare,
            similarity: result.both))
      }
      return matches.sorted {
        ($1.similarity, $0.template) < ($0.similarity, $1.template)
      }
    }

    private static func role(_ result: Alignment.Result, _ parameters: TemplateParameters) -> Role?
    {
      if result.templateShare >= parameters.leastTemplateShare {
        return result.textShare >= parameters.leastTextShare ? .copy : .joined
      }
      return Judgement.isCut(result, parameters)
        && result.textShare >= parameters.leastCutTextShare ? .cut : nil
    }
  }
}

extension TemplateIndex {
  /// Adds a text as a template that stands for itself, whatever it is similar to.
  fileprivate func addTemplate(_ text: String) -> (form: Int32, isNew: Bool, isTelling: Bool) {
    var text = text
    let before = forms.count
    let form = text.withUTF8 { utf8 in
      matcherForWriting.folding.withForm(utf8) { add(UnsafeRawBufferPointer($0), posts: 1) }
    }
    let isNew = forms.count > before
    matcherForWriting.text.load(forms.bytes(form))
    let isTelling = matcherForWriting.text.isTelling
    if isNew && isTelling {
      matcherForWriting.text.features(into: &matcherForWriting.features)
      settle(form, Judgement(parameters), matcherForWriting)
    }
    return (form, isNew, isTelling)
  }
}
