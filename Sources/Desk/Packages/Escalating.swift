import Casework
import Evidence
import Foundation
import SocialModel
import Store

extension CaseDesk {
  /// Asks for a package for an authority. The bytes of its posts are read from the inputs and kept with the
  /// request. Nothing is sent, and nothing may be downloaded before another person has released it.
  ///
  /// - Returns: its number.
  /// - Throws: ``DeskError`` with `notAllowed`, `incomplete` for what ``EscalationForm/problems`` says and for
  ///   original bytes that cannot be had, `malformed` for a post that is not the case's, `tooMany`, or
  ///   `notFound`.
  public func requestEscalation(
    ofCase id: Int64, _ form: EscalationForm, by acting: Acting
  ) throws -> Int64 {
    let subject = "case \(id)"
    // Files are read before the transaction: others write meanwhile.
    let captured = try look(.requestEscalation, by: acting, on: subject) {
      try signedIn(acting)
      if let problem = form.problems.first {
        throw DeskError(.incomplete, subject: problem.field.rawValue, message: problem.message)
      }
      return try capture(form, ofCase: id)
    }
    return try act(.requestEscalation, by: acting, on: subject) {
      let items = captured.map(\.item)
      let asked = try Escalation(
        id: "new", caseID: "\(id)", items: items.map(\.escalationItem), suspicion: form.suspicion,
        locating: form.locating, notice: form.notice, requestedBy: acting.name, role: acting.role,
        now: now)
      return try store.addEscalation(
        EscalationRow(
          caseFile: id,
          items: try asked.items.map {
            EscalationRow.Item(
              subject: try $0.subject.stored().description, published: $0.published.milliseconds,
              zone: $0.zone, sha256: $0.sha256)
          }, suspicion: form.suspicion, locating: form.locating,
          notice: try Self.text(form.notice), requestedBy: acting.user,
          requestedAs: acting.role.rawValue, requestedAt: now),
        posts: try items.map(CasePackage.kept)
      )
    }
  }

  /// Releases or refuses a package that somebody else asked for.
  ///
  /// - Throws: ``DeskError`` with `samePerson` for who asked, `wrongState` when it does not wait,
  ///   `incomplete` for a refusal without reasons.
  public func decideEscalation(
    _ id: Int64, isReleased: Bool, reasons: String, by acting: Acting
  ) throws {
    try act(.releaseEscalation, by: acting, on: "escalation \(id)") {
      try signedIn(acting)
      let row = try store.escalation(id)
      if let reason = SeparationOfDuties.release(
        acting.name, requestedBy: "user:\(row.requestedBy)")
      {
        throw DeskError.samePerson(.releaseEscalation, "escalation \(id)", reason)
      }
      var package = try escalation(row)
      try package.decide(
        isReleased, by: acting.name, role: acting.role, reasons: reasons, now: now)
      if let problem = EscalationRules.problem(reasons: reasons, isReleased: isReleased) {
        throw DeskError(.incomplete, subject: problem.field.rawValue, message: problem.message)
      }
      try store.decideEscalation(
        id, package.state.rawValue, by: acting.user, as: acting.role.rawValue,
        reasons: reasons.allSatisfy(\.isWhitespace) ? nil : reasons)
    }
  }

  /// Takes a package back, by who asked, while it waits.
  public func withdrawEscalation(_ id: Int64, by acting: Acting) throws {
    try act(.requestEscalation, by: acting, on: "escalation \(id)") {
      try signedIn(acting)
      var package = try escalation(store.escalation(id))
      try package.withdraw(by: acting.name, now: now)
      try store.decideEscalation(
        id, package.state.rawValue, by: acting.user, as: acting.role.rawValue, reasons: nil)
    }
  }

  /// The released package, or the web archive of its posts, for one of the two who made it. The package is made
  /// at the first download and kept: every later one is the same bytes. Each download is recorded.
  ///
  /// - Throws: ``DeskError`` with `wrongState` when it is not released, `notAllowed` for anybody else,
  ///   `unavailable` where the server of time stamps gives none or a library refuses, `incomplete` for a web
  ///   archive of no original bytes.
  public func downloadEscalation(
    _ id: Int64, _ file: EscalationFile = .package, by acting: Acting
  ) throws -> [UInt8] {
    let subject = "escalation \(id)"
    // Made before the transaction: a server of time stamps may take its time.
    let bytes = try look(.requestEscalation, by: acting, on: subject) {
      try signedIn(acting)
      let row = try store.escalation(id)
      var package = try escalation(row)
      try package.download(by: acting.name, now: now)
      return try made(row, package, file, by: acting)
    }
    return try act(.requestEscalation, by: acting, on: subject) {
      try store.recordDownload(
        ofEscalation: id, what: file.rawValue, sha256: Self.sha256(bytes), by: acting.user)
      return bytes
    }
  }

  /// A package as it stands, for who may see cases.
  public func escalation(_ id: Int64, by acting: Acting) throws -> EscalationPage {
    try look(.viewCases, by: acting, on: "escalation \(id)") {
      let row = try store.escalation(id)
      return EscalationPage(
        package: try escalation(row),
        posts: try store.keptPosts(ofEscalation: id).map { try .init(CasePackage.item($0)) },
        requestedAs: row.requestedAs, decidedAs: row.decidedAs,
        downloads: row.downloads.map { .init(user: $0.user, at: $0.time, what: $0.what) },
        madeSHA256: try store.keptPackage(ofEscalation: id)?.sha256)
    }
  }

  /// The posts that a package of a case may hold, for a form: those that it is about, and the latest of the
  /// accounts that it is about; at most 100.
  public func postsForEscalation(ofCase id: Int64, by acting: Acting) throws -> [PostRow] {
    try look(.requestEscalation, by: acting, on: "case \(id)") {
      var posts: [PostRow] = []
      for text in try store.caseFile(id).subjects where posts.count < 100 {
        guard let subject = Subject(text), let platform = subject.platform else { continue }
        if subject.kind == .post, let post = try store.postID(platform, subject.id) {
          posts.append(try store.post(post).row)
        } else if subject.kind == .account, let one = try store.accountID(platform, subject.id) {
          posts += try store.posts(ofAccount: one, limit: 10).items
        }
      }
      var seen = Set<Int64>()
      return Array(posts.filter { seen.insert($0.id).inserted }.prefix(100))
    }
  }

  /// The bytes of what is downloaded; a package is made when there is none yet.
  private func made(
    _ row: EscalationRow, _ escalation: Escalation, _ file: EscalationFile, by acting: Acting
  ) throws -> [UInt8] {
    do {
      if file == .package, let kept = try store.keptPackage(ofEscalation: row.id) {
        guard Self.sha256(kept.bytes) == kept.sha256 else {
          throw DeskError(
            .conflict, subject: "escalation \(row.id)",
            message: "The kept package is not as it was made: its SHA-256 is another one.")
        }
        return kept.bytes
      }
      let parts = try CasePackage(
        row, escalation, posts: store.keptPosts(ofEscalation: row.id), reviews: reviews(row))
      if file == .webArchive { return try parts.webArchive(program: packages.program) }
      let package = try EvidencePackage(
        parts.evidence, approval: parts.approval, key: keys.signing, program: packages.program,
        now: now, stamp: packages.stamp)
      return try store.keepPackage(
        ofEscalation: row.id, package.bytes, sha256: package.sha256, by: acting.user
      ).bytes
    } catch let error as EvidenceError { throw DeskError(error) }
  }

  /// Who decided in the case before the package was asked for.
  private func reviews(_ row: EscalationRow) throws -> [EvidenceCase.Act] {
    try store.caseFile(row.caseFile).decisions.filter { $0.time <= row.requestedAt }.map {
      EvidenceCase.Act(
        by: "user:\($0.author)", role: try store.user($0.author).role, at: ZonedTime($0.time))
    }
  }

  private static func sha256(_ bytes: [UInt8]) -> String { EvidencePackage.sha256(of: bytes) }

  private static func text(_ notice: EscalationNotice) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(notice), as: UTF8.self)
  }

  /// The posts of a request with their bytes.
  private func capture(_ form: EscalationForm, ofCase id: Int64) throws -> [CapturedPost] {
    let subjects = Set(try store.caseFile(id).subjects)
    var reader = RecordCapture(store: store, settings: packages)
    var captured: [CapturedPost] = []
    for number in Set(form.posts).sorted() {
      let page = try store.post(number)
      let isOfCase =
        subjects.contains(page.row.subject.description)
        || subjects.contains(page.row.account.subject.description)
      guard isOfCase else {
        throw DeskError(
          .malformed, subject: "post \(number)",
          message: "Post \(number) is not of this case: neither it nor its account is a subject.")
      }
      captured.append(try reader.post(number))
    }
    let missing = captured.filter { $0.missing != nil }
    guard missing.isEmpty || form.takesStatements else {
      let list = missing.prefix(5).map {
        "\($0.item.account.platform) \($0.item.id): \($0.missing ?? "")"
      }
      throw DeskError(
        .incomplete, subject: "posts",
        message: "The original bytes of \(missing.count) posts cannot be had. "
          + list.joined(separator: " "),
        hint:
          "Put the file back or name its folder to the console, or let statements take their place."
      )
    }
    return captured
  }

  /// The package that a stored one is: its history played again by casework's rules. Rights were checked when
  /// each step was taken, so that everybody counts as a lead here.
  private func escalation(_ row: EscalationRow) throws -> Escalation {
    var package = try Escalation(
      id: "\(row.id)", caseID: "\(row.caseFile)",
      items: try row.items.map {
        Escalation.Item(
          subject: try CaseSubject(text: $0.subject),
          published: Timestamp(milliseconds: $0.published), zone: $0.zone, sha256: $0.sha256)
      }, suspicion: row.suspicion, locating: row.locating,
      notice: try row.notice.map { try Self.notice($0) }, requestedBy: "user:\(row.requestedBy)",
      role: .lead, now: row.requestedAt)
    guard let user = row.decidedBy, let time = row.decidedAt else { return package }
    if row.state == Escalation.State.withdrawn.rawValue {
      try package.withdraw(by: "user:\(user)", now: time)
    } else {
      let isReleased = row.state == Escalation.State.released.rawValue
      try package.decide(
        isReleased, by: "user:\(user)", role: .lead, reasons: row.decisionReasons, now: time)
    }
    for download in row.downloads {
      try package.download(by: "user:\(download.user)", now: download.time)
    }
    return package
  }

  private static func notice(_ text: String) throws -> EscalationNotice {
    do { return try JSONDecoder().decode(EscalationNotice.self, from: Data(text.utf8)) } catch {
      throw DeskError(
        .unavailable, subject: "escalation", message: "A stored notice is not readable.")
    }
  }
}
