import Casework
import Exchange
import Mustache

/// Pages by their template.
///
/// Every text is escaped by `HTMLText`; only drawings, made of numbers and escaped names, stand as
/// they are.
struct PageRenderer: Sendable {
  private let template: MustacheTemplate

  /// Reads the template.
  ///
  /// - Throws: ``ConsoleError`` with `template`.
  init() throws {
    MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
    let text = String(decoding: PackageResources.console_mustache, as: UTF8.self)
    do { template = try MustacheTemplate(string: text) } catch {
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
  }

  /// The page as HTML.
  func html(_ page: PageContent, in frame: Frame) -> String {
    let parts = frame.viewer.map { viewer in
      NavigationPart.all.filter { $0.access.allows(viewer.role) }.map { part -> [String: Any] in
        ["partLink": part.path, "partName": part.name, "isCurrent": part.path == page.part]
      }
    }
    return template.render([
      "title": page.title, "hasLead": !page.lead.isEmpty, "lead": page.lead,
      "isSignedIn": frame.viewer != nil, "userName": frame.viewer?.name ?? "",
      "userRole": frame.viewer?.role.rawValue ?? "", "frameToken": frame.token,
      "requestID": frame.requestID, "parts": parts ?? [], "hasExposure": !frame.exposure.isEmpty,
      "exposure": frame.exposure, "isOverLimit": frame.isOverLimit,
      "blocks": PageView.blocks(page.blocks),
    ])
  }
}

/// A part of the console, as the navigation has it.
struct NavigationPart: Sendable {
  var path: String
  var name: String
  var access: ConsoleRoute.Access

  static let all: [NavigationPart] = [
    NavigationPart(path: "/", name: "Board", access: .permission(.viewBoard)),
    NavigationPart(path: "/candidates", name: "Candidates", access: .permission(.viewBoard)),
    NavigationPart(path: "/events", name: "Events", access: .permission(.viewBoard)),
    NavigationPart(path: "/reports", name: "Reports", access: .permission(.viewCases)),
    NavigationPart(
      path: "/removal-orders", name: "Removal orders", access: .permission(.viewCases)),
    NavigationPart(path: "/search", name: "Search", access: .permission(.search)),
    NavigationPart(path: "/queues", name: "Queues", access: .permission(.viewCases)),
    NavigationPart(path: "/appeals", name: "Appeals", access: .permission(.viewCases)),
    NavigationPart(
      path: "/second-reviews", name: "Second reviews", access: .permission(.reviewAgain)),
    NavigationPart(path: "/policy", name: "Policy", access: .permission(.viewBoard)),
    NavigationPart(
      path: "/false-alarms", name: "False alarms", access: .permission(.viewSensitive)),
    NavigationPart(path: "/threats", name: "Threats", access: .permission(.viewSensitive)),
    NavigationPart(path: "/assets", name: "Assets", access: .permission(.viewCases)),
    NavigationPart(path: "/escalations", name: "Packages", access: .permission(.viewCases)),
    NavigationPart(path: "/runs", name: "Runs", access: .permission(.viewBoard)),
    NavigationPart(path: "/figures", name: "Figures", access: .permission(.viewFigures)),
    NavigationPart(
      path: "/statements", name: "Statements", access: .permission(.exportStatements)),
    NavigationPart(path: "/exposure", name: "Exposure", access: .permission(.viewTeamExposure)),
    NavigationPart(path: "/retention", name: "Retention", access: .either(.setHold, .purge)),
    NavigationPart(path: "/audit", name: "Audit", access: .permission(.readAudit)),
    NavigationPart(path: "/users", name: "Users", access: .permission(.manageUsers)),
    NavigationPart(path: "/tokens", name: "Tokens", access: .permission(.manageTokens)),
    NavigationPart(path: "/settings", name: "Settings", access: .signedIn),
  ]
}
