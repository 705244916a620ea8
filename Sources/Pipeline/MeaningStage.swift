import Meaning
import Signals
import SocialModel
import Templates
import Threats

/// Whether texts are compared by meaning, and where the encoder's files lie.
public enum MeaningLayer: Hashable, Sendable {
  /// They are not.
  case off
  /// They are, if the encoder is in this folder; nil where nothing names a folder.
  case encoder(folder: String?)
}

/// Links the repeated texts of a stream, and the templates of its candidates, by what they say.
struct MeaningStage {
  let layer: MeaningLayer
  let stream: StreamData
  let excerpts: PostExcerpts
  let candidates: [Candidate]
  let threads: Int

  /// A text with who posted it as far as that is known one by one.
  private struct Said {
    var text: RepeatedText
    var accounts: Set<Int32>
    var plain: String
  }

  /// What was found; a missing or damaged encoder is no error but a finding.
  ///
  /// - Throws: `IntakeError` where an input cannot be read again.
  func findings() throws -> MeaningFindings {
    guard case .encoder(let folder) = layer else { return .switchedOff }
    do {
      guard let folder else { return MeaningFindings(absence: notInstalled) }
      try EncoderFolder.check(folder)
      let repeated = RepeatedTexts(stream)
      let texts = merged(try said(repeated) + ofTemplates())
      var findings = MeaningFindings(texts: texts.count, textsLeftOut: repeated.leftOut, groups: [])
      if texts.count > 1 {
        findings.groups = groups(texts, try SentenceEncoder.load(folder: folder))
      }
      return findings
    } catch let error as MeaningError {
      return MeaningFindings(absence: error.code.rawValue)
    }
  }

  private var notInstalled: String { MeaningError.Code.notInstalled.rawValue }

  private func groups(_ texts: [Said], _ encoder: SentenceEncoder) -> [SameMeaning] {
    let vectors = encoder.embed(texts.map(\.plain), threads: threads)
    return MeaningLinks(threads: threads).groups(
      of: vectors, languages: texts.map(\.text.language), weights: texts.map(\.text.accounts)
    ).compactMap { group in
      let medoid = texts[group.medoid]
      let members = group.members.filter { Self.isInOtherWords(texts[$0.text], medoid) }
      guard !members.isEmpty else { return nil }
      return SameMeaning(
        medoid: medoid.text,
        members: members.map { .init(text: texts[$0.text].text, cosine: $0.cosine) })
    }
  }

  /// Whether two texts are in different languages, or have less than half of the shorter one's words in
  /// common: what shares more is an edit, and no matter of meaning.
  private static func isInOtherWords(_ a: Said, _ b: Said) -> Bool {
    if let one = a.text.language, let other = b.text.language, one != other { return true }
    return PlainWords.common(a.plain, b.plain) < 0.5
  }

  private func said(_ repeated: RepeatedTexts) throws -> [Said] {
    let excerpts = try excerpts.read(Set(repeated.texts.map(\.first)))
    return repeated.texts.compactMap { text in
      guard let post = excerpts[text.first] else { return nil }
      let said = RepeatedText(
        text: post.text, posts: text.posts, accounts: text.accounts.count, first: post.time,
        firstAccount: post.account)
      return Said(text: said, accounts: text.accounts, plain: PlainWords.of(post.text))
    }
  }

  private func ofTemplates() -> [Said] {
    candidates.flatMap { candidate in
      candidate.templates.map { template in
        let said = RepeatedText(
          text: template.text, posts: template.posts, accounts: template.members,
          first: template.first, firstAccount: template.firstAccount, candidates: [candidate.id])
        return Said(text: said, accounts: [], plain: PlainWords.of(template: template.text))
      }
    }
  }

  /// The texts with edited copies of one another as one, which are no matter of meaning.
  private func merged(_ texts: [Said]) -> [Said] {
    let index = TemplateIndex(texts: texts.map(\.plain), threads: threads)
    var isTaken = [Bool](repeating: false, count: texts.count)
    var merged: [Said] = []
    for family in index.families(leastPosts: 2) {
      let own = family.posts.filter { !isTaken[$0] }
      guard let first = own.first else { continue }
      for text in own { isTaken[text] = true }
      let medoid = own.contains(family.medoid) ? family.medoid : first
      merged.append(Self.joined(own.map { texts[$0] }, medoid: texts[medoid]))
    }
    merged += texts.indices.filter { !isTaken[$0] }.map { texts[$0] }
    var language = TextLanguage()
    for index in merged.indices {
      merged[index].text.language = language.code(of: merged[index].plain)
    }
    return merged
  }

  /// Copies as one text: posts in the stream are counted once, though a template counts them too.
  private static func joined(_ copies: [Said], medoid: Said) -> Said {
    var joined = medoid
    joined.accounts = copies.reduce(into: []) { $0.formUnion($1.accounts) }
    let posts = copies.filter { !$0.accounts.isEmpty }.reduce(0) { $0 + $1.text.posts }
    let templates = copies.filter(\.accounts.isEmpty).map(\.text)
    joined.text.posts = max(posts, templates.map(\.posts).max() ?? 0)
    joined.text.accounts = max(
      joined.accounts.count, templates.map(\.accounts).max() ?? 0)
    for text in copies.map(\.text) {
      let (time, account) = (joined.text.first, joined.text.firstAccount)
      if (text.first, text.firstAccount) < (time, account) {
        (joined.text.first, joined.text.firstAccount) = (text.first, text.firstAccount)
      }
      for candidate in text.candidates where !joined.text.candidates.contains(candidate) {
        joined.text.candidates.append(candidate)
      }
    }
    return joined
  }
}
