import Signals
import SocialModel
import Store

/// Stores what a run reads and finds.
///
/// Batches are stored as they are read, so that a run that is broken off leaves whole posts; storing
/// an input again changes nothing.
public final class PostStorage {
  private let store: CaseStore
  private var extractor = ActionExtractor()
  private var inputs: [Int32: Int64] = [:]
  private var names: [String] = []
  /// What became of the posts so far.
  public private(set) var counts = IntakeCounts()
  /// The number of the stored run; nil until it is stored.
  public private(set) var run: Int64?

  /// Storage into a database.
  public init(_ store: CaseStore) { self.store = store }

  /// Says which files are going to be read, in order.
  func begin(_ paths: [String]) {
    names = paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    inputs.removeAll()
  }

  /// Stores posts that were read together.
  ///
  /// - Throws: `StoreError`.
  func add(_ posts: [Post]) throws {
    var start = 0
    while start < posts.count {
      let input = posts[start].location.input
      let end = posts[start...].firstIndex { $0.location.input != input } ?? posts.count
      let batch = posts[start..<end].map { NewPost($0, objects: objects(of: $0)) }
      counts += try store.store(posts: batch, input: try stored(input))
      start = end
    }
  }

  /// Stores what was found.
  ///
  /// - Throws: `StoreError`.
  func finish(_ analysis: Analysis) throws {
    let ids = try names.indices.map { try stored(Int32($0)) }
    run = try store.store(analysis: analysis, inputs: ids)
  }

  private func stored(_ input: Int32) throws -> Int64 {
    if let id = inputs[input] { return id }
    let id = try store.beginInput(name: names[Int(input)])
    inputs[input] = id
    return id
  }

  private func objects(of post: Post) -> [ListedObject] {
    var objects: [ListedObject] = []
    extractor.extract(from: post) { layer, key in
      objects.append(ListedObject(layer: layer, id: String(decoding: key, as: UTF8.self)))
    }
    return objects
  }
}
