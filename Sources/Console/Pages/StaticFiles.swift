/// The console's own files, by name out of a list: no path of the machine is ever looked up.
enum StaticFiles {
  static let routes: [ConsoleRoute] = [
    .get("/static/{name}", .anyone) { visit in
      guard let name = visit.parameters["name"], let file = files[name] else {
        throw ConsoleError(.notFound, "There is no such page.")
      }
      return .file(bytes: file.bytes, type: file.type)
    }
  ]

  private static let files: [String: (bytes: [UInt8], type: String)] = [
    "console.css": (PackageResources.console_css, "text/css; charset=utf-8"),
    "console.js": (PackageResources.console_js, "text/javascript; charset=utf-8"),
    "htmx.min.js": (PackageResources.htmx_min_js, "text/javascript; charset=utf-8"),
    "htmx-sse.min.js": (PackageResources.htmx_sse_min_js, "text/javascript; charset=utf-8"),
    "icon.svg": (PackageResources.icon_svg, "image/svg+xml"),
  ]
}
