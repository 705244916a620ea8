import Foundation
import Media
import Signals
import SocialModel
import Store
import Synchronization

/// Stores what a run reads and finds.
///
/// Batches are stored as they are read, so that a run that is broken off leaves whole posts; storing
/// an input again changes nothing.
public final class PostStorage: Sendable {
  private struct State {
    var extractor = ActionExtractor()
    var inputs: [Int32: Int64] = [:]
    var paths: [String] = []
    var counts = IntakeCounts()
    var run: Int64?
    /// For each input the stored posts whose files can be hashed, 8 bytes each.
    var withFiles: [Int32: [Int64]] = [:]
    /// The posts of the assessments so far, in the order of the stream; nil where one is not there.
    var flagged: [Int64?] = []
  }

  let store: CaseStore
  private let state = Mutex(State())

  /// Storage into a database.
  public init(_ store: CaseStore) { self.store = store }

  /// What became of the posts so far.
  public var counts: IntakeCounts { state.withLock { $0.counts } }

  /// The number of the stored run; nil until it is stored.
  public var run: Int64? { state.withLock { $0.run } }

  /// Says which files are going to be read, in order.
  public func begin(_ paths: [String]) {
    state.withLock {
      $0.paths = paths
      $0.inputs.removeAll()
      $0.withFiles.removeAll()
      $0.flagged.removeAll()
    }
  }

  /// Stores posts that were read together.
  ///
  /// - Throws: `StoreError`.
  public func add(_ posts: [Post]) throws {
    try state.withLock { state in
      var start = 0
      while start < posts.count {
        let input = posts[start].location.input
        let end = posts[start...].firstIndex { $0.location.input != input } ?? posts.count
        let batch = posts[start..<end].map { NewPost($0, objects: Self.objects(of: $0, &state)) }
        var files: [Int64] = []
        state.counts += try store.store(
          posts: batch, input: try stored(input, &state), withFiles: &files)
        if !files.isEmpty { state.withFiles[input, default: []] += files }
        start = end
      }
    }
  }

  /// Stores what was made of the files of posts that were stored before.
  ///
  /// - Parameters:
  ///   - folders: for each input the folder of its files; empty: no file was read.
  /// - Throws: `StoreError`.
  func add(_ findings: MediaFindings, of items: [MediaItem], folders: [String]) throws {
    guard !findings.files.isEmpty else { return }
    let names = findings.byName(items)
    try state.withLock { state in
      for (input, posts) in state.withFiles.sorted(by: { $0.key < $1.key }) {
        let known = names[folders[Int(input)]] ?? [:]
        for start in stride(from: 0, to: posts.count, by: Self.postsAtATime) {
          let part = Array(posts[start..<min(start + Self.postsAtATime, posts.count)])
          try store.store(hashesOfPosts: part) { name in
            known[name].map { ComputedHashes(findings.files[Int($0)]) }
          }
        }
      }
      state.withFiles.removeAll()
    }
  }

  /// How many posts' hashes one transaction holds.
  private static let postsAtATime = 5_000

  /// Stores what was found.
  ///
  /// - Throws: `StoreError`.
  func finish(_ analysis: Analysis) throws {
    try state.withLock { state in
      let ids = try state.paths.indices.map { try stored(Int32($0), &state) }
      state.run = try store.store(analysis: analysis, inputs: ids)
    }
  }

  private func stored(_ input: Int32, _ state: inout State) throws -> Int64 {
    if let id = state.inputs[input] { return id }
    let file = URL(fileURLWithPath: state.paths[Int(input)]).standardizedFileURL
    let id = try store.beginInput(name: file.lastPathComponent, path: file.path)
    state.inputs[input] = id
    return id
  }

  /// Stores what is said of posts that were stored before.
  ///
  /// - Throws: `StoreError`.
  func add(_ assessed: [AssessedPost]) throws {
    guard !assessed.isEmpty else { return }
    try state.withLock {
      $0.flagged += try store.store(assessments: assessed.map(Self.stored))
    }
  }

  /// Stores which flagged posts carry one text or edited copies of it: for each text places in the order in which
  /// the posts were added.
  ///
  /// - Throws: `StoreError`.
  func join(_ texts: [[Int]]) throws {
    try state.withLock { state in
      try store.join(likeTexts: texts.map { $0.compactMap { state.flagged[$0] } })
    }
  }

  private static func objects(of post: Post, _ state: inout State) -> [ListedObject] {
    var objects: [ListedObject] = []
    state.extractor.extract(from: post) { layer, key in
      objects.append(ListedObject(layer: layer, id: String(decoding: key, as: UTF8.self)))
    }
    return objects
  }
}

extension MediaFindings {
  /// The places in `files` by folder and by the name that posts give.
  fileprivate func byName(_ items: [MediaItem]) -> [String: [String: Int32]] {
    var names: [String: [String: Int32]] = [:]
    for (item, file) in zip(items, fileOfItem) where file >= 0 {
      if let folder = item.folder { names[folder, default: [:]][item.path] = file }
    }
    return names
  }
}

extension ComputedHashes {
  /// A hash that says too little to be compared is left out, and a video has none of one picture.
  fileprivate init(_ hashes: MediaHashes) {
    self.init(sha256: hashes.sha256)
    if case .image(let image) = hashes.content, image.isMatchable { pdq = image.hash.description }
  }
}
