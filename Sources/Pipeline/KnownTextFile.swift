import Foundation
import Intake
import SocialModel
import Templates

/// Reads the templates that `tocsin match` looks for.
public enum KnownTextFile {
  private struct Line: Decodable {
    var text: String
    var id: String?
  }

  /// Templates of a file: one text a line, or one JSON object a line with `text` and perhaps `id`.
  ///
  /// The file is one of objects when its first line that is not empty begins with `{`. Templates
  /// without an id are called by their line's number. Empty lines are left out.
  ///
  /// - Throws: ``PipelineError`` with the codes `inputUnreadable` and, for a line that is no such
  ///   object, for bytes that are not UTF-8 and for a file without a template, `badTemplates`.
  public static func read(path: String) throws -> [KnownText] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(
        .inputUnreadable, subject: path, message: "The file of templates cannot be read.")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw bad(path, "The file of templates is not in UTF-8.", "Save it as UTF-8.")
    }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var templates: [KnownText] = []
    var isJSON: Bool?
    for (index, line) in lines.enumerated() {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      guard !trimmed.isEmpty, trimmed != "\u{FEFF}" else { continue }
      isJSON = isJSON ?? trimmed.hasPrefix("{")
      templates.append(
        isJSON == true
          ? try object(trimmed, path, line: index + 1)
          : KnownText(id: "\(index + 1)", text: trimmed))
    }
    guard !templates.isEmpty else { throw bad(path, "The file holds no template.", "") }
    return templates
  }

  private static func object(_ line: String, _ path: String, line number: Int) throws -> KnownText {
    do {
      let read = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
      return KnownText(id: read.id ?? "\(number)", text: read.text)
    } catch {
      throw bad(
        path, "Line \(number) is no JSON object with a text.",
        "Write one object a line, such as {\"id\":\"a\",\"text\":\"...\"}, or one text a line.")
    }
  }

  private static func bad(_ path: String, _ message: String, _ hint: String) -> PipelineError {
    PipelineError(.badTemplates, subject: path, message: message, hint: hint)
  }

  /// Templates that are the texts of posts, such as a channel's; called `platform:id`.
  ///
  /// - Parameter onRejection: takes each record that cannot be read.
  /// - Throws: `IntakeError`, and what `onRejection` throws.
  public static func seeds(
    paths: [String], intake: IntakeOptions, onRejection: (Rejection) throws -> Void
  ) throws -> [KnownText] {
    var templates: [KnownText] = []
    _ = try Intake(options: intake).read(paths: paths) { batch in
      for post in batch.posts {
        guard let text = post.text, !text.isEmpty else { continue }
        templates.append(
          KnownText(
            id: "\(post.platform):\(post.id)", text: text, time: post.time,
            account: AccountReference(
              platform: post.platform, id: post.account.id, handle: post.account.handle)))
      }
      for rejection in batch.rejections { try onRejection(rejection) }
    }
    return templates
  }
}
