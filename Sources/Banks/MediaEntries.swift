import Foundation
import Media

extension BankEntry {
  /// The entries by which a file is known: a picture's PDQ hash; a video's frames, MD5 and SHA-256.
  ///
  /// - Returns: nothing for a picture of too little quality, which would match what it is not.
  public static func entries(
    of hashes: MediaHashes, bank: String, severity: BankSeverity = .unknown, source: String = ""
  ) -> [BankEntry] {
    func entry(_ type: SignalType, _ value: String) -> BankEntry {
      BankEntry(
        type: type, value: value, bank: bank, category: .positive, severity: severity,
        source: source)
    }
    switch hashes.content {
    case .image(let image):
      return image.isMatchable ? [entry(.pdq, image.hash.description)] : []
    case .video(let video, _):
      let bytes = [entry(.videoMD5, hashes.md5), entry(.videoSHA256, hashes.sha256)]
      return video.comparable().isEmpty
        ? bytes : bytes + [entry(.vpdq, SignalValue.text(of: video))]
    }
  }
}

/// Texts one a line.
public enum TextLines {
  /// The lines of a file without their ends; an empty last line is left out.
  ///
  /// - Throws: ``BankError`` with the code `unreadable`.
  public static func read(_ path: String) throws -> [String] {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw BankError(.unreadable, subject: path, message: "The file cannot be read as UTF-8.")
    }
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.last == "" { lines.removeLast() }
    return lines.map(String.init)
  }
}
