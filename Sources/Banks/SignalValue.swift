import Foundation
import Media

/// The normal forms of hashes, and what is no hash.
enum SignalValue {
  /// Why a value is not taken; the raw value is stable.
  enum Problem: String, Error {
    case malformed = "malformed-hash"
    case matchesAnything = "matches-anything"
  }

  /// The normal form of a value of some type.
  ///
  /// A PDQ hash that no picture with something in it has, such as all zeros, is refused: it would
  /// match every empty picture.
  static func normal(_ value: String, _ type: SignalType) -> Result<String, Problem> {
    let value = value.trimmingCharacters(in: .whitespacesAndNewlines)
    switch type {
    case .pdq:
      guard let hash = PDQHash(value) else { return .failure(.malformed) }
      return hash.isDegenerate ? .failure(.matchesAnything) : .success(hash.description)
    case .videoMD5, .urlMD5: return digits(value, 32)
    case .videoSHA256: return digits(value, 64)
    case .vpdq:
      guard let video = video(value) else { return .failure(.malformed) }
      return video.comparable().isEmpty ? .failure(.matchesAnything) : .success(text(of: video))
    case .text, .url, .trendQuery:
      return value.isEmpty ? .failure(.malformed) : .success(value)
    }
  }

  private static func digits(_ value: String, _ count: Int) -> Result<String, Problem> {
    let lower = value.lowercased()
    let isHex = lower.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    return lower.utf8.count == count && isHex ? .success(lower) : .failure(.malformed)
  }

  /// The video of a JSON array of `hash,quality,seconds`; nil for anything else.
  static func video(_ value: String) -> VideoHash? {
    guard
      let rows = try? JSONDecoder().decode(  // reason: no array of texts is the answer nil
        [String].self, from: Data(value.utf8))
    else { return nil }
    var frames: [FrameHash] = []
    for row in rows {
      let fields = row.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 3, let hash = PDQHash(fields[0]), let quality = Int(fields[1]),
        (0...100).contains(quality), let seconds = Double(fields[2]), seconds >= 0,
        seconds.isFinite
      else { return nil }
      frames.append(
        FrameHash(number: frames.count, quality: quality, hash: hash, seconds: seconds))
    }
    return VideoHash(frames: frames)
  }

  /// The JSON array of a video, as `threatexchange` takes it.
  static func text(of video: VideoHash) -> String {
    let rows = video.text.split(separator: "\n").map { line in
      let fields = line.split(separator: ",")
      return "\"\(fields[2]),\(fields[1]),\(fields[3])\""
    }
    return "[" + rows.joined(separator: ", ") + "]"
  }
}
