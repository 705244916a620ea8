import SocialModel

/// Posts and rejections that were read together, in the order of the input.
public struct PostBatch: Sendable {
  /// The posts kept.
  public var posts: [Post]
  /// The records rejected.
  public var rejections: [Rejection]

  /// A batch.
  public init(posts: [Post] = [], rejections: [Rejection] = []) {
    self.posts = posts
    self.rejections = rejections
  }
}

/// Where a record lies, with its bytes as long as it is being read.
struct RawRecord {
  var bytes: UnsafeBufferPointer<UInt8>
  var offset: Int64
  var line: Int64
}

/// What became of the items of an input; every item is in exactly one count.
struct ItemCounts: Hashable {
  var posts = 0
  var duplicates = 0
  var rejections = 0
  var skipped = 0
  var total: Int { posts + duplicates + rejections + skipped }
}

/// Takes what readers make of records: keeps posts once, counts, and hands batches on.
final class PostSink {
  private let options: IntakeOptions
  private let body: (PostBatch) throws -> Void
  /// The offsets of the records wanted; nil for all.
  private let wanted: Set<Int64>?
  private var seen = SeenPosts()
  private var batch = PostBatch()
  private var record = RawRecord(
    bytes: UnsafeBufferPointer(start: nil, count: 0), offset: 0, line: 0)
  private var name = ""
  private(set) var input: Int32 = 0
  private var earlier = ItemCounts()
  /// What became of the items of the current input.
  private(set) var counts = ItemCounts()

  init(
    options: IntakeOptions, wanted: Set<Int64>? = nil, body: @escaping (PostBatch) throws -> Void
  ) {
    self.options = options
    self.wanted = wanted
    self.body = body
    batch.posts.reserveCapacity(options.batchPosts)
  }

  /// Goes on to an input.
  func begin(input: Int32, name: String) {
    earlier.posts += counts.posts
    earlier.duplicates += counts.duplicates
    earlier.rejections += counts.rejections
    earlier.skipped += counts.skipped
    counts = ItemCounts()
    self.input = input
    self.name = name
  }

  /// Goes on to a record: what follows is about it.
  func begin(_ record: RawRecord) { self.record = record }

  /// Whether the current record is wanted at all.
  var wantsRecord: Bool { wanted?.contains(record.offset) ?? true }

  /// Keeps a post of the current record unless it was seen before.
  ///
  /// - Parameter part: tells apart posts that share platform and id and yet differ.
  func accept(_ post: consuming Post, part: String? = nil) throws {
    guard wantsRecord else { return }
    let isNew = wanted != nil || seen.insert(SeenPosts.Key(post.platform.name, post.id, part))
    guard isNew else {
      counts.duplicates += 1
      return
    }
    counts.posts += 1
    post.location = RecordLocation(
      input: input, offset: record.offset, length: Int32(record.bytes.count), line: record.line)
    batch.posts.append(post)
    if batch.posts.count >= options.batchPosts { try flush() }
  }

  /// Counts an item that is well-formed and no post, such as a notice that someone joined.
  func skip() { counts.skipped += 1 }

  /// Counts and keeps the current record, or an item in it, as rejected.
  func reject(_ problem: RecordProblem) throws {
    guard wantsRecord else { return }
    counts.rejections += 1
    batch.rejections.append(
      Rejection(
        input: input, line: record.line, offset: record.offset, code: problem.code,
        message: problem.message, raw: Array(record.bytes.prefix(options.maxRejectionBytes))))
    if batch.rejections.count >= options.batchPosts { try flush() }
    if wanted == nil && earlier.total + counts.total >= 1000 { try checkShare() }
  }

  /// Hands on what is there.
  func flush() throws {
    guard !batch.posts.isEmpty || !batch.rejections.isEmpty else { return }
    let full = batch
    batch = PostBatch()
    batch.posts.reserveCapacity(options.batchPosts)
    try body(full)
  }

  /// Throws when more than half of all items so far were rejected, once they are handed on.
  func checkShare() throws {
    let rejections = earlier.rejections + counts.rejections
    let total = earlier.total + counts.total
    guard rejections * 2 > total else { return }
    try flush()
    throw IntakeError(
      .tooManyRejections, subject: name,
      message: "\(rejections) of the \(total) records read so far cannot be read.",
      hint: "Check that the file is of the format it was recognised as.")
  }
}
