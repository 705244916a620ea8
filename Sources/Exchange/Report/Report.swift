import Mustache
import SocialModel

/// `report.html`: one self-contained page that says what was found, why, and how sure.
///
/// It loads nothing, runs no script and shows texts of posts only when they are unfolded.
struct Report {
  /// How much the page shows; what is left out is named there, and is in the other files.
  struct Limits {
    /// Candidates with a section of their own.
    var candidates = 50
    /// Candidates in the list at the top.
    var overview = 500
    /// Rows of accounts before the fold.
    var membersBeforeFold = 20
    /// Rows of accounts in all.
    var members = 500
    /// First posts of a candidate.
    var posts = 50
    /// Shared objects of a candidate.
    var objects = 50
    /// Pictures and videos of a candidate.
    var pictures = 12
    /// Copied texts of the whole input.
    var templates = 20
    /// Known templates.
    var known = 200
    /// Accounts that come early.
    var early = 50
    /// Characters of a text.
    var text = 4000
    /// Characters of a name or a sentence.
    var line = 400
    /// Accounts in a network picture.
    var nodes = 150
    /// Pairs in a network picture.
    var links = 600
    /// Candidates with a row under the time line.
    var lanes = 8
    /// Bins of the time line.
    var bins = 240
  }

  var limits = Limits()

  /// Writes the page.
  ///
  /// - Throws: `ExchangeError.unreadableTemplate`, and what the sink throws.
  /// - Complexity: O(edges + members) time and O(page) memory; the limits bound the page.
  func write(_ analysis: Analysis, to output: inout ByteOutput) throws {
    output.write(try Self.template.get().render(page(analysis)))
    try output.flush()
  }

  private static let template = Result<MustacheTemplate, any Error> {
    MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
    let text = String(decoding: PackageResources.report_mustache, as: UTF8.self)
    do {
      return try MustacheTemplate(string: text)
    } catch {
      throw ExchangeError.unreadableTemplate(String(describing: error))
    }
  }
}
