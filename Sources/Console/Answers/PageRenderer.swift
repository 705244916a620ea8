import Casework
import Exchange
import Mustache

/// Pages by their template.
///
/// Every text is escaped by `HTMLText`; only drawings, made of numbers and escaped names, stand as
/// they are.
struct PageRenderer: Sendable {
  private let template: MustacheTemplate
  private let library: MustacheLibrary

  /// Reads the template.
  ///
  /// - Throws: ``ConsoleError`` with `template`.
  init() throws {
    MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
    do {
      template = try MustacheTemplate(
        string: String(decoding: PackageResources.console_mustache, as: UTF8.self))
      let media = try MustacheTemplate(
        string: String(decoding: PackageResources.media_mustache, as: UTF8.self))
      library = MustacheLibrary(templates: ["media": media])
    } catch {
      throw ConsoleError(.template, "The console's template cannot be read.")
    }
  }

  /// What stands around every page of a viewer.
  struct Frame: Sendable {
    var viewer: Viewer?
    var token = ""
    var requestID = ""
    /// Minutes of exposure in words; empty for who sees nothing sensitive.
    var exposure = ""
    var isOverLimit = false
    /// The minutes without a break and those of a break, in words; nil while none is due.
    var due: (stretch: String, pause: String)?
  }

  /// The page as HTML.
  func html(_ page: PageContent, in frame: Frame) -> String {
    let parts =
      frame.viewer == nil ? [] : NavigationPart.all.filter { $0.access.allows(frame.viewer?.role) }
    func views(_ parts: [NavigationPart]) -> [[String: Any]] {
      parts.map { part in
        ["partLink": part.path, "partName": part.name, "isCurrent": part.path == page.part]
      }
    }
    let more = parts.filter { !$0.isMain }
    return template.render(
      [
        "title": page.title, "hasLead": !page.lead.isEmpty, "lead": page.lead,
        "isSignedIn": frame.viewer != nil, "userName": frame.viewer?.name ?? "",
        "userRole": frame.viewer?.role.rawValue ?? "", "frameToken": frame.token,
        "requestID": frame.requestID, "parts": views(parts.filter(\.isMain)),
        "hasMore": !more.isEmpty, "moreParts": views(more),
        "isMoreCurrent": more.contains { $0.path == page.part },
        "hasExposure": !frame.exposure.isEmpty,
        "exposure": frame.exposure, "isOverLimit": frame.isOverLimit,
        "isBreakDue": frame.due != nil, "stretch": frame.due?.stretch ?? "",
        "pause": frame.due?.pause ?? "",
        "blocks": PageView.blocks(page.blocks),
      ], library: library)
  }
}

/// A part of the console, as the navigation has it.
struct NavigationPart: Sendable {
  var path: String
  var name: String
  var access: ConsoleRoute.Access

  /// Whether it stands in the bar, and not behind `More`: what one needs on the night.
  var isMain = true

  static let all: [NavigationPart] = [
    main("/", "Board", .permission(.viewBoard)),
    main("/queues", "Queues", .permission(.viewCases)),
    main("/reports", "Reports", .permission(.viewCases)),
    main("/false-alarms", "False alarms", .permission(.viewSensitive)),
    main("/threats", "Threats", .permission(.viewSensitive)),
    main("/candidates", "Candidates", .permission(.viewBoard)),
    main("/search", "Search", .permission(.search)),
    more("/appeals", "Appeals", .permission(.viewCases)),
    more("/second-reviews", "Second reviews", .permission(.reviewAgain)),
    more("/golden-cases", "Golden cases", .permission(.decide)),
    more("/removal-orders", "Removal orders", .permission(.viewCases)),
    more("/escalations", "Packages", .permission(.viewCases)),
    more("/events", "Events", .permission(.viewBoard)),
    more("/assets", "Assets", .permission(.viewCases)),
    more("/policy", "Policy", .permission(.viewBoard)),
    more("/figures", "Figures", .permission(.viewFigures)),
    more("/statements", "Statements", .permission(.exportStatements)),
    more("/exposure", "Exposure", .permission(.viewTeamExposure)),
    more("/runs", "Runs", .permission(.viewBoard)),
    more("/retention", "Retention", .either(.setHold, .purge)),
    more("/audit", "Audit", .permission(.readAudit)),
    more("/users", "Users", .permission(.manageUsers)),
    more("/tokens", "Tokens", .permission(.manageTokens)),
    main("/settings", "Settings", .signedIn),
  ]

  private static func main(
    _ path: String, _ name: String, _ access: ConsoleRoute.Access
  ) -> NavigationPart {
    NavigationPart(path: path, name: name, access: access)
  }

  private static func more(
    _ path: String, _ name: String, _ access: ConsoleRoute.Access
  ) -> NavigationPart {
    NavigationPart(path: path, name: name, access: access, isMain: false)
  }
}
