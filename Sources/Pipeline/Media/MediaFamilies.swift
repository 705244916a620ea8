import Media
import SocialModel

/// Which contents are copies of one another, and what the families are called.
struct MediaFamilies {
  /// An object's name.
  struct Identity: Hashable {
    var layer: Layer
    var label: String
  }

  /// For each content its object; nil where there is nothing in it that could be compared.
  private var identities: [Identity?]
  private var objects: [Identity: MediaObjects.Object] = [:]

  init(_ contents: [MediaContents.Distinct]) {
    identities = [Identity?](repeating: nil, count: contents.count)
    groupPictures(contents)
    groupVideos(contents)
    for (place, content) in contents.enumerated() where identities[place] == nil {
      identities[place] = Self.alone(content)
    }
  }

  /// The object that an item is; nil for what shows nothing and for what nothing is known of.
  func identity(of content: Int?, _ item: MediaItem) -> Identity? {
    if !item.listed.isEmpty { return Identity(layer: item.layer, label: item.listed) }
    if let content { return identities[content] }
    guard !item.sha256.isEmpty else { return nil }
    return Identity(layer: item.layer, label: "sha256:" + item.sha256)
  }

  func object(_ identity: Identity) -> MediaObjects.Object {
    objects[identity] ?? MediaObjects.Object(label: identity.label)
  }

  private mutating func groupPictures(_ contents: [MediaContents.Distinct]) {
    var places: [Int] = []
    var pictures: [PictureHash] = []
    for (place, content) in contents.enumerated() {
      guard case .picture(let image) = content.content else { continue }
      places.append(place)
      pictures.append(
        PictureHash(
          id: content.id, quality: image.quality, hash: image.hash, variants: image.variants))
    }
    for family in ImageFamilies.group(pictures, least: 1) {
      let label = "pdq:" + family.representative.description
      let identity = Identity(layer: .image, label: label)
      let distances = family.members.map(\.distance)
      // Members come by distance and contents by id, so the first file is the same in any order.
      let shown = family.members.lazy.compactMap { contents[places[$0.position]].file }.first
      objects[identity] = MediaObjects.Object(
        label: label, distances: (distances.min() ?? 0)...(distances.max() ?? 0),
        file: shown?.path, sha256: shown?.sha256)
      for member in family.members { identities[places[member.position]] = identity }
    }
  }

  private mutating func groupVideos(_ contents: [MediaContents.Distinct]) {
    var places: [Int] = []
    var videos: [FamilyVideo] = []
    for (place, content) in contents.enumerated() {
      guard case .video(let hash) = content.content else { continue }
      places.append(place)
      videos.append(FamilyVideo(id: content.id, hash: hash))
    }
    for (video, representative) in VideoFamilies.representatives(of: videos).enumerated() {
      guard let representative else { continue }
      let id = videos[representative].id
      let label = id.hasPrefix("video-") ? String(id.dropFirst("video-".count)) : id
      identities[places[video]] = Identity(layer: .video, label: label)
    }
  }

  /// What cannot be compared but shows something is the same where its bytes are.
  private static func alone(_ content: MediaContents.Distinct) -> Identity? {
    guard let file = content.file else { return nil }
    let label = "sha256:" + file.sha256
    switch content.content {
    case .picture(let image):
      return image.quality > 0 && !image.hash.isDegenerate
        ? Identity(layer: .image, label: label) : nil
    case .video(let video):
      let shows = video.frames.contains { $0.quality > 0 && !$0.hash.isDegenerate }
      return shows ? Identity(layer: .video, label: label) : nil
    }
  }
}
