import Media
import SocialModel

/// The pictures and videos of a stream as objects: copies are one.
struct MediaObjects: Sendable {
  /// One of them.
  struct Object: Sendable, Hashable {
    /// `pdq:` or `sha256:` and digits, or the id that the input lists.
    var label: String
    /// In how many bits its copies differ from the representative, the least and the most.
    var distances: ClosedRange<Int>?
    /// The file of the copy that stands for it, where there is one.
    var file: String?
    /// SHA-256 of that file.
    var sha256: String?
  }

  /// The objects of the layers image and video, by label.
  private(set) var objects: [Layer: [Object]] = [:]
  /// For each item its layer and object; nil where it is none.
  private(set) var ofItem: [(layer: Layer, object: Int32)?] = []

  /// No objects.
  init() {}

  /// The objects that items amount to.
  ///
  /// - Complexity: that of `ImageFamilies` and `VideoFamilies` over the distinct pictures.
  init(_ items: [MediaItem], _ findings: MediaFindings) {
    let contents = MediaContents(items, findings)
    let families = MediaFamilies(contents.distinct)
    let found = items.indices.map { families.identity(of: contents.ofItem[$0], items[$0]) }
    var byLabel: [Layer: [String: Object]] = [:]
    for case .some(let identity) in found {
      let object = families.object(identity)
      byLabel[identity.layer, default: [:]][identity.label] = object
    }
    var places: [Layer: [String: Int32]] = [:]
    for (layer, known) in byLabel {
      let ordered = known.values.sorted { $0.label.utf8.lexicographicallyPrecedes($1.label.utf8) }
      objects[layer] = ordered
      places[layer] = Dictionary(
        uniqueKeysWithValues: ordered.enumerated().map { ($1.label, Int32($0)) })
    }
    ofItem = found.map { identity in
      identity.flatMap { identity in
        places[identity.layer]?[identity.label].map { (identity.layer, $0) }
      }
    }
  }

  /// The actions of a layer: each post with each object that it carries, once.
  func actions(
    _ layer: Layer, _ columns: MediaColumns
  ) -> (objects: [Int32], posts: [Int32]) {
    var objects: [Int32] = []
    var posts: [Int32] = []
    var own: Set<Int32> = []
    var current: Int32 = -1
    for (post, item) in zip(columns.posts, columns.items) {
      guard let (found, object) = ofItem[Int(item)], found == layer else { continue }
      if post != current { own.removeAll(keepingCapacity: true) }
      current = post
      guard own.insert(object).inserted else { continue }
      objects.append(object)
      posts.append(post)
    }
    return (objects, posts)
  }
}
