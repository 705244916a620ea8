import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Notices entered by hand, one by a form or many as a CSV file.
enum ReportEntryPages {
  static let routes: [ConsoleRoute] = [
    .get("/reports/new", .permission(.takeReports)) { visit in .page(page(visit, FormDraft([:]))) },
    .post("/reports", .permission(.takeReports), enter),
    .post(
      "/reports/upload", .permission(.takeReports),
      // A form writes a byte of the file as one to three.
      longestBody: 2 * ConsoleConfiguration.longestReports, upload),
  ]

  private static func page(
    _ visit: Visit, _ draft: FormDraft, file: FormDraft = FormDraft([:]),
    notice: [PageContent.Block] = []
  ) -> PageContent {
    let isRefused = !draft.isGood || !file.isGood
    return PageContent(
      title: "Enter reports", part: "/reports",
      blocks: notice + [
        .heading("One notice"), .form(form(visit, draft)), .heading("Many notices"),
        .form(fileForm(visit, file)),
      ], status: isRefused ? 422 : 200)
  }

  private static func form(_ visit: Visit, _ draft: FormDraft) -> PageContent.Form {
    let fields: [PageContent.Field] =
      SubjectCell.fields() + [
        .init(
          name: "reason", label: "Reason", value: ReportReason.other.rawValue,
          options: ReportReason.allCases.map { ($0.rawValue, $0.rawValue) }),
        .init(
          name: "reporter", label: "Reporter", hint: "An id of who reports, no name.",
          isRequired: true),
        .init(name: "language", label: "Language", hint: "Such as fr; may be empty."),
        .init(name: "text", label: "What the reporter wrote", lines: 4),
        .init(name: "trusted", label: "A trusted flagger", value: "yes", isBox: true),
      ]
    return PageContent.Form(
      id: "report", action: "/reports", token: visit.token, fields: fields.map(draft.filled),
      submit: "Take the notice")
  }

  private static func fileForm(_ visit: Visit, _ draft: FormDraft) -> PageContent.Form {
    PageContent.Form(
      id: "report-file", action: "/reports/upload", token: visit.token,
      fields: [
        draft.filled(
          .init(
            name: "csv", label: "CSV or TSV with a header",
            hint:
              "Columns: kind, platform, subject, reason, reporter, time; also id, language, trusted, "
              + "text. At most 4 MiB.", isRequired: true, lines: 10))
      ], submit: "Import", help: "Paste the file’s content, or choose a file where that is offered."
    )
  }

  @Sendable private static func enter(_ visit: Visit) async throws -> Answer {
    var draft = FormDraft(visit)
    _ = try visit.field("subject")
    let subject = SubjectCell.read(&draft)
    let reporter = draft.required("reporter", most: 200)
    let language = draft.optional("language", most: 64)
    let text = draft.optional("text", most: 20_000)
    let reason = ReportReason(rawValue: draft.text("reason"))
    if reason == nil { draft.refuse("reason", "Choose one of the list.") }
    guard draft.isGood, let subject, let reason else { return .page(page(visit, draft)) }
    let notice = Notice(
      Casework.Report(
        id: "", subject: subject, reason: reason, reporter: reporter,
        time: visit.services.clock(), language: language,
        isTrusted: draft.given["trusted"] != nil), text: text)
    let taken = try await visit.desk { desk, acting in try desk.take([notice], by: acting) }
    return .page(
      page(
        visit, FormDraft([:]),
        notice: [
          .notice(
            taken.duplicates > 0
              ? "This reporter’s notice was there already." : "The notice was taken.")
        ] + result(taken)))
  }

  /// Imported in pieces of a thousand, each whole.
  @Sendable private static func upload(_ visit: Visit) async throws -> Answer {
    let text = try visit.field("csv")
    var draft = FormDraft(visit)
    let bytes = Array(text.utf8)
    guard bytes.count <= ConsoleConfiguration.longestReports else {
      draft.refuse("csv", "The file is too long: at most 4 MiB.")
      return .page(page(visit, FormDraft([:]), file: FormDraft.emptied(draft)))
    }
    do {
      let (taken, rejected) = try await visit.desk { desk, acting in
        try read(bytes, desk, acting)
      }
      return .page(
        page(
          visit, FormDraft([:]),
          notice: [.notice("The file was read.")] + result(taken) + rejections(rejected)))
    } catch let error as DeskError where error.code == .malformed {
      draft.refuse("csv", error.message)
      return .page(page(visit, FormDraft([:]), file: draft))
    }
  }

  private typealias Rejected = [(line: Int64, reason: ReportFile.Rejection)]

  private static func read(
    _ bytes: [UInt8], _ desk: CaseDesk, _ acting: Acting
  ) throws -> (TakenReports, Rejected) {
    let file = try ReportFile(name: "the file", bytes: bytes)
    var taken = TakenReports()
    var rejected: Rejected = []
    while let (notices, rejections) = try file.next() {
      taken.add(try desk.take(notices, by: acting))
      rejected += rejections
    }
    return (taken, rejected)
  }

  private static func result(_ taken: TakenReports) -> [PageContent.Block] {
    [
      .facts([
        .init("New notices", "\(taken.new)"), .init("Were there", "\(taken.duplicates)"),
        .init("New reports", "\(taken.reports)", link: "/reports"), .init("Held", "\(taken.held)"),
        .init("Reported by many at once", "\(taken.surges.count)"),
      ])
    ]
  }

  private static func rejections(_ rejected: Rejected) -> [PageContent.Block] {
    guard !rejected.isEmpty else { return [] }
    let counts = Dictionary(rejected.map { ($0.reason, 1) }, uniquingKeysWith: +)
      .sorted { $0.key.rawValue < $1.key.rawValue }
    return [
      .notice("\(HumanText.count(rejected.count, "line")) could not be taken."),
      .table(
        PageContent.Table(
          id: "rejections", caption: "Lines that were not taken",
          columns: [.init("reason"), .init("lines", isNumber: true), .init("the first of them")],
          rows: counts.map { reason, count in
            let lines = rejected.filter { $0.reason == reason }.prefix(10).map { "\($0.line)" }
            return [
              .init(reason.rawValue), .init("\(count)"), .init(lines.joined(separator: ", ")),
            ]
          })),
    ]
  }
}

extension FormDraft {
  /// What is wrong without what was given: a file that is too long is not sent back.
  static func emptied(_ draft: FormDraft) -> FormDraft {
    var empty = FormDraft([:])
    for (name, message) in draft.wrong { empty.refuse(name, message) }
    return empty
  }
}
