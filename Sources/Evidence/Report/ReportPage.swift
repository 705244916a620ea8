import Exchange
import Mustache

/// The rendering as one self-contained page: every text escaped, and folded until asked for.
enum ReportPage {
  /// - Throws: ``EvidenceError`` with the code `library` where the template cannot be read.
  static func bytes(_ view: ReportView) throws -> [UInt8] {
    Array(try template.get().render(view).utf8)
  }

  private static let template = Result<MustacheTemplate, EvidenceError> {
    () throws(EvidenceError) in
    MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
    let text = String(decoding: PackageResources.evidence_mustache, as: UTF8.self)
    do { return try MustacheTemplate(string: text) } catch {
      throw EvidenceError(
        .library, subject: "report", message: "The template cannot be read.",
        hint: "This is a defect of Tocsin.")
    }
  }
}
