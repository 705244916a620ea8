import CPango
import Exchange

/// The rendering as PDF: text that can be selected, in every script that the fonts have.
///
/// Pango shapes and orders the text and breaks the lines, cairo writes the document. Hidden characters
/// are named as on the page, so that no text reorders what stands around it.
enum ReportPaper {
  /// - Throws: ``EvidenceError`` with the code `library`.
  static func bytes(_ view: ReportView) throws -> [UInt8] {
    let foot = "\(view.program) · \(view.made)" + (view.isDraft ? " · DRAFT, not released" : "")
    guard
      let paper = cpango_begin(view.title, view.made, foot, view.isDraft ? "DRAFT" : nil)
    else { throw failure }
    let writer = Writer(paper: paper)
    writer.write(view)
    var length = 0
    guard let made = cpango_end(paper, &length) else { throw failure }
    defer { cpango_free(made) }
    return Array(UnsafeBufferPointer(start: made, count: length))
  }

  private static let failure = EvidenceError(
    .library, subject: PackageNames.paper, message: "The document cannot be made.",
    hint: "Check that fonts are installed (fonts-dejavu-core).")

  private struct Writer {
    let paper: OpaquePointer

    func write(_ view: ReportView) {
      add(view.title, CPANGO_TITLE)
      if view.isDraft {
        add("Not released by a second person. Not to leave the team.", CPANGO_WARNING)
      }
      add(view.facts)
      add("Why a crime is suspected", CPANGO_HEADING)
      add(view.suspicion, CPANGO_QUOTE)
      for line in view.candidate { add(line, CPANGO_BODY) }
      for post in view.posts { add(post) }
      add("About this package", CPANGO_HEADING)
      for line in view.closing { add(line, CPANGO_SMALL) }
    }

    private func add(_ facts: [ReportView.Fact]) {
      for fact in facts { add("\(fact.name): \(fact.value)", CPANGO_BODY) }
    }

    private func add(_ post: ReportView.PostView) {
      add(post.heading, CPANGO_HEADING)
      add(post.facts)
      for reason in post.reasons { add(reason, CPANGO_BODY) }
      if post.hasText { add(post.pieces) }
      if let shortened = post.shortened { add(shortened, CPANGO_SMALL) }
    }

    private func add(_ text: String, _ style: cpango_style) {
      let bytes = Array(HTMLText.visible(text).utf8)
      bytes.withUnsafeBytes { cpango_add(paper, $0.baseAddress, $0.count, style, nil, 0) }
    }

    /// A post's text with the places underlined that led to its assessment.
    private func add(_ pieces: [ReportView.Piece]) {
      var bytes: [UInt8] = []
      var places: [UInt32] = []
      for piece in pieces {
        let start = UInt32(bytes.count)
        bytes += Array(HTMLText.visible(piece.text).utf8)
        if piece.role != nil { places += [start, UInt32(bytes.count)] }
      }
      bytes.withUnsafeBytes {
        cpango_add(paper, $0.baseAddress, $0.count, CPANGO_QUOTE, places, places.count / 2)
      }
    }
  }
}
