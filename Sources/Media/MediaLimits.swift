/// How much one file may cost.
public struct MediaLimits: Sendable, Hashable {
  /// Bytes of a picture's file.
  public var imageBytes: Int64 = 64 << 20
  /// Bytes of a video's file.
  public var videoBytes: Int64 = 4 << 30
  /// Pixels of a picture or a frame.
  public var pixels: Int64 = 50_000_000
  /// Bytes of memory that a worker may take beyond what it starts with.
  public var memoryBytes: Int64 = 384 << 20
  /// Seconds, of the clock, after which a worker that says nothing is ended: a picture's whole
  /// time, and the time from one hashed frame of a video to the next.
  public var silentSeconds: Double = 5
  /// Seconds of processor time for a picture.
  public var imageProcessorSeconds = 5
  /// Seconds of processor time for a video.
  public var videoProcessorSeconds = 600
  /// Hashed frames of a video; the rest is left out.
  public var frames = 36_000

  /// The usual limits.
  public init() {}
}

/// What is made of files.
public struct MediaOptions: Sendable, Hashable {
  /// How much a file may cost.
  public var limits = MediaLimits()
  /// Seconds of a video from one hashed frame to the next; 0: every frame.
  public var secondsPerHash = 1.0
  /// Whether pictures come with a blurred preview.
  public var keepsPreviews = false
  /// How many files are decoded at a time.
  public var workers = 2

  /// The usual options.
  public init() {}
}
