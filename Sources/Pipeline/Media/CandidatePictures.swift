import Coordination
import Media
import SocialModel

/// The pictures and videos that a candidate's members posted, as a report shows them.
struct CandidatePictures {
  /// How many pictures and videos a candidate shows.
  static let limit = 12

  let stream: StreamData
  let source: MediaSource
  let threads: Int

  /// Gives candidates their pictures.
  ///
  /// Previews are not kept while files are hashed, since most are never shown: the few files that
  /// are, are decoded again, and pass only if they are still the same bytes.
  ///
  /// - Throws: `MediaError` where the program that decodes is missing.
  func add(to candidates: inout [Candidate]) throws {
    var places: [(candidate: Int, picture: Int, object: MediaObjects.Object)] = []
    for index in candidates.indices {
      for (object, picture) in pictures(of: candidates[index].members.map(\.account)) {
        places.append((index, candidates[index].pictures.count, object))
        candidates[index].pictures.append(picture)
      }
    }
    let previews = try previews(places.map(\.object))
    for place in places {
      guard let file = place.object.file, let preview = previews[file] else { continue }
      candidates[place.candidate].pictures[place.picture].preview = preview
    }
  }

  /// Those of two members or more, of the most members first, then of the most posts.
  private func pictures(
    of members: [Int32]
  ) -> [(object: MediaObjects.Object, picture: CandidatePicture)] {
    var found: [(MediaObjects.Object, CandidatePicture)] = []
    for layer in [Layer.image, .video] {
      guard let table = stream.columns.tables[layer], let objects = stream.media.objects[layer]
      else { continue }
      var uses: [Int32: (posts: Int, members: Set<Int32>)] = [:]
      for member in members {
        for position in table.positions(of: member) {
          let object = table.actions[Int(position)].object
          uses[object, default: (0, [])].posts += 1
          uses[object]?.members.insert(member)
        }
      }
      for (object, use) in uses where use.members.count > 1 {
        let known = objects[Int(object)]
        let picture = picture(known, layer, table, object, use.posts, use.members.count)
        found.append((known, picture))
      }
    }
    let ordered = found.sorted { x, y in
      if x.1.members != y.1.members { return x.1.members > y.1.members }
      if x.1.posts != y.1.posts { return x.1.posts > y.1.posts }
      if x.1.layer != y.1.layer { return x.1.layer < y.1.layer }
      return x.1.label < y.1.label
    }
    return ordered.prefix(Self.limit).map { (object: $0.0, picture: $0.1) }
  }

  private func picture(
    _ known: MediaObjects.Object, _ layer: Layer, _ table: ActionTable, _ object: Int32,
    _ posts: Int, _ members: Int
  ) -> CandidatePicture {
    let range = table.positions(on: object)
    let first = table.contents[range].min { stream.columns.precedes($0, $1) } ?? 0
    let platforms = Set(
      table.actions[range].lazy.map { stream.accounts[Int($0.account)].platform })
    return CandidatePicture(
      layer: layer, label: known.label, posts: posts, members: members,
      platforms: platforms.sorted(), distances: known.distances,
      first: Timestamp(milliseconds: stream.columns.postTimes[Int(first)]),
      firstAccount: stream.columns.postAccounts[Int(first)])
  }

  private func previews(_ objects: [MediaObjects.Object]) throws -> [String: [UInt8]] {
    var digests: [String: String] = [:]
    for object in objects {
      if let file = object.file, let sha256 = object.sha256 { digests[file] = sha256 }
    }
    guard !digests.isEmpty else { return [:] }
    let paths = digests.keys.sorted()
    let results = try source.hasher(threads: threads, keepsPreviews: true).hash(paths)
    var previews: [String: [UInt8]] = [:]
    for case .success(let hashes) in results where hashes.sha256 == digests[hashes.path] {
      if case .image(let image) = hashes.content { previews[hashes.path] = image.preview }
    }
    return previews
  }
}
