/// What a run reports while it goes on.
public enum ProgressEvent: Sendable {
  /// A stage began.
  case began(stage: String)
  /// A stage has come so far; `total` is 0 where it is not known.
  case advanced(stage: String, done: Int64, total: Int64, unit: String)
  /// A stage ended.
  case ended(stage: String, seconds: Double)
}

/// Takes events as they come, on whatever thread.
public typealias ProgressObserver = @Sendable (ProgressEvent) -> Void
