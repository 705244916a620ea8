/// The hash of one frame of a video.
public struct FrameHash: Hashable, Sendable {
  /// The frame's number, from 0.
  public var number: Int
  /// Its quality, 0 to 100.
  public var quality: Int
  /// Its hash.
  public var hash: PDQHash
  /// When it is shown, in seconds from the beginning.
  public var seconds: Double

  /// A frame.
  public init(number: Int, quality: Int, hash: PDQHash, seconds: Double) {
    self.number = number
    self.quality = quality
    self.hash = hash
    self.seconds = seconds
  }
}

/// The hashes of a video's frames: a list in vPDQ's form.
///
/// Source: Facebook (2022), vPDQ: one PDQ hash a second, or of every frame.
public struct VideoHash: Hashable, Sendable {
  /// The frames in the order of the video.
  public var frames: [FrameHash]

  /// A list of frames.
  public init(frames: [FrameHash]) { self.frames = frames }

  /// A list in text: a line for each frame with number, quality, hash and seconds between commas.
  ///
  /// - Throws: ``MediaError`` with the code `damagedHashList` and the line's number.
  public init(text: String, name: String = "hash list") throws {
    frames = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      guard let frame = Self.frame(line) else {
        throw MediaError(
          .damagedHashList, subject: name,
          message: "Line \(index + 1) is not number,quality,hash,seconds.")
      }
      frames.append(frame)
    }
  }

  private static func frame(_ line: Substring) -> FrameHash? {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 4, let number = Int(fields[0]), number >= 0,
      let quality = Int(fields[1]), (0...100).contains(quality), let hash = PDQHash(fields[2]),
      let seconds = Double(fields[3]), seconds.isFinite, seconds >= 0
    else { return nil }
    return FrameHash(number: number, quality: quality, hash: hash, seconds: seconds)
  }

  /// The list in text, seconds to three places.
  public var text: String {
    frames.map { "\($0.number),\($0.quality),\($0.hash),\(Self.decimal($0.seconds))\n" }.joined()
  }

  /// A number of seconds to three places.
  static func decimal(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1000).rounded(.toNearestOrEven))
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// The hashes that can be compared: each once, of enough quality.
  public func comparable(leastQuality: Int = PDQHash.leastQuality) -> [PDQHash] {
    var seen: Set<PDQHash> = []
    return frames.filter { $0.quality >= leastQuality && !$0.hash.isDegenerate }.map(\.hash)
      .filter { seen.insert($0).inserted }
  }
}
