import Foundation
import SocialModel

/// Reads the file of a case, which docs/formats.md describes.
///
/// A key that it does not know is refused: what a person wrote into a case must not get lost, and what
/// is not needed must not get in.
public enum CaseFile {
  /// No file of a case is longer, in bytes.
  public static let longest = 64 << 20

  /// The case of a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: JSON.
  ///   - name: what errors call the file.
  ///   - read: gives the bytes of a file that the case names, by its path relative to the case's file.
  /// - Throws: ``EvidenceError`` with the codes `malformed`, `tooLarge`, and what `read` throws.
  public static func read(
    _ bytes: [UInt8], name: String, read: (String) throws -> [UInt8]
  ) throws -> EvidenceCase {
    guard bytes.count <= longest else {
      throw EvidenceError(
        .tooLarge, subject: name, message: "It is longer than \(longest) bytes.")
    }
    let file: CaseJSON
    do { file = try JSONDecoder().decode(CaseJSON.self, from: Data(bytes)) } catch {
      throw EvidenceError(
        .malformed, subject: name, message: "It is no case: \(place(of: error)).",
        hint: "docs/formats.md describes the file.")
    }
    return EvidenceCase(
      id: file.id, suspicion: file.suspicion, notice: file.notice, candidate: file.candidate,
      reviews: file.reviews, posts: try file.posts.map { try $0.item(read) })
  }

  /// Where in the file something is wrong, without quoting it.
  private static func place(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "it cannot be decoded" }
    let (context, key): (DecodingError.Context, (any CodingKey)?) =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .dataCorrupted(let context):
        (context, nil)
      case .keyNotFound(let key, let context): (context, key)
      @unknown default: (.init(codingPath: [], debugDescription: ""), nil)
      }
    let path = (context.codingPath + [key].compactMap { $0 }).map(Self.step).joined(separator: ".")
    if key != nil { return "`\(path)` is missing" }
    if context.debugDescription == StrictKeys.unknown {
      return "`\(path)` has a key that is not known"
    }
    return path.isEmpty ? "it is not JSON of that form" : "`\(path)` is not as it must be"
  }

  private static func step(_ key: any CodingKey) -> String {
    key.intValue.map { String($0 + 1) } ?? key.stringValue
  }
}

/// The file as JSON has it.
private struct CaseJSON: Decodable {
  var id: String
  var suspicion: String
  var notice: EvidenceCase.Notice?
  var candidate: EvidenceCase.Candidate?
  var reviews: [EvidenceCase.Act]
  var posts: [PostJSON]

  enum Keys: String, CodingKey, CaseIterable {
    case `case`, suspicion, notice, candidate, reviews, posts
  }

  init(from decoder: any Decoder) throws {
    let values = try StrictKeys.container(decoder, Keys.self)
    id = try values.decode(String.self, forKey: .case)
    suspicion = try values.decode(String.self, forKey: .suspicion)
    notice = try values.decodeIfPresent(
      Strict<NoticeKeys, EvidenceCase.Notice>.self, forKey: .notice)?.value
    candidate = try values.decodeIfPresent(
      Strict<CandidateKeys, EvidenceCase.Candidate>.self, forKey: .candidate)?.value
    reviews =
      try values.decodeIfPresent([Strict<ActKeys, EvidenceCase.Act>].self, forKey: .reviews)?
      .map(\.value) ?? []
    posts = try values.decode([PostJSON].self, forKey: .posts)
  }
}

private struct PostJSON: Decodable {
  var id: String
  var account: EvidenceCase.Account
  var published: ZonedTime
  var text: String?
  var raw: RawJSON
  var captured: EvidenceCase.Capture
  var assessment: EvidenceCase.Assessment?

  enum Keys: String, CodingKey, CaseIterable {
    case platform, id, account, published, text, raw, captured, assessment
  }

  init(from decoder: any Decoder) throws {
    let values = try StrictKeys.container(decoder, Keys.self)
    let platform = try values.decode(Platform.self, forKey: .platform)
    let account = try values.decode(Strict<AccountKeys, AccountJSON>.self, forKey: .account).value
    self.account = .init(platform: platform, id: account.id, handle: account.handle)
    id = try values.decode(String.self, forKey: .id)
    published = try values.decode(ZonedTime.self, forKey: .published)
    text = try values.decodeIfPresent(String.self, forKey: .text)
    raw = try values.decode(Strict<RawKeys, RawJSON>.self, forKey: .raw).value
    let captured = try values.decode(Strict<CaptureKeys, CaptureJSON>.self, forKey: .captured).value
    self.captured = .init(
      from: captured.from, at: captured.at, version: captured.version,
      by: captured.by ?? "tocsin", role: captured.role ?? "program")
    assessment = try values.decodeIfPresent(AssessmentJSON.self, forKey: .assessment)?.value
  }

  func item(_ read: (String) throws -> [UInt8]) throws -> EvidenceCase.Item {
    EvidenceCase.Item(
      id: id, account: account, published: published, text: text,
      raw: try raw.bytes(of: "post \(account.platform) \(id)", read),
      type: raw.type ?? "application/octet-stream", captured: captured, assessment: assessment)
  }
}

private struct AssessmentJSON: Decodable {
  var value: EvidenceCase.Assessment

  init(from decoder: any Decoder) throws {
    let values = try StrictKeys.container(decoder, AssessmentKeys.self)
    value = .init(
      kind: try values.decode(String.self, forKey: .kind),
      level: try values.decode(String.self, forKey: .level),
      reasons: try values.decodeIfPresent([String].self, forKey: .reasons) ?? [],
      spans: try values.decodeIfPresent([Strict<SpanKeys, EvidenceCase.Span>].self, forKey: .spans)?
        .map(\.value) ?? [])
  }
}

private struct AccountJSON: Decodable {
  var id: String
  var handle: String?
}

private struct CaptureJSON: Decodable {
  var from: String
  var at: ZonedTime
  var version: String
  var by: String?
  var role: String?
}

private struct RawJSON: Decodable {
  var path: String?
  var text: String?
  var base64: String?
  var type: String?

  func bytes(of subject: String, _ read: (String) throws -> [UInt8]) throws -> [UInt8] {
    switch (path, text, base64) {
    case (let path?, nil, nil): return try read(path)
    case (nil, let text?, nil): return Array(text.utf8)
    case (nil, nil, let base64?):
      if let data = Data(base64Encoded: base64) { return [UInt8](data) }
      fallthrough
    default:
      throw EvidenceError(
        .malformed, subject: subject,
        message: "`raw` has one of `path`, `text` and `base64`, and the last is Base64.")
    }
  }
}

private enum NoticeKeys: String, CodingKey, CaseIterable {
  case offence, memberStates, authority, locating
}
private enum CandidateKeys: String, CodingKey, CaseIterable { case id, reasons }
private enum ActKeys: String, CodingKey, CaseIterable { case by, role, at }
private enum AccountKeys: String, CodingKey, CaseIterable { case id, handle }
private enum CaptureKeys: String, CodingKey, CaseIterable { case from, at, version, by, role }
private enum RawKeys: String, CodingKey, CaseIterable { case path, text, base64, type }
private enum AssessmentKeys: String, CodingKey, CaseIterable { case kind, level, reasons, spans }
private enum SpanKeys: String, CodingKey, CaseIterable { case role, start, end }
