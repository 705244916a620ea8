import Intake
import Media
import Synchronization

/// What was made of the files that posts name.
struct MediaFindings: Sendable {
  /// What each distinct file is known by.
  var files: [MediaHashes] = []
  /// For each item its file's place in `files`, negative where it has none that could be hashed.
  var fileOfItem: [Int32] = []
  /// Why items' files could not be hashed, each file once, at the first item that names it.
  var rejections: [(item: Int, code: Rejection.Code)] = []
}

/// Hashes the files that posts name, each once.
struct MediaReading {
  let source: MediaSource
  let threads: Int
  let observer: ProgressObserver
  /// The stage that progress is told of.
  static let stage = "media"

  /// - Throws: `MediaError` where the program that decodes is missing.
  func read(_ items: [MediaItem]) throws -> MediaFindings {
    var findings = MediaFindings()
    findings.fileOfItem = [Int32](repeating: -1, count: items.count)
    let named = places(of: items, &findings)
    let paths = named.paths
    guard !paths.isEmpty else { return findings }
    let results = try source.hasher(threads: threads).hash(paths, onFile: progress(paths.count))
    var kept = [Int32](repeating: -1, count: paths.count)
    for (index, result) in results.enumerated() {
      switch result {
      case .success(let hashes):
        kept[index] = Int32(findings.files.count)
        findings.files.append(hashes)
      case .failure(let rejection):
        findings.rejections.append((named.items[index], Rejection.Code(rejection.reason)))
      }
    }
    for (item, path) in named.pathOfItem { findings.fileOfItem[item] = kept[path] }
    findings.rejections.sort { $0.item < $1.item }
    return findings
  }

  /// The distinct files, the first item that names each, and the file of each item.
  private struct Named {
    var paths: [String] = []
    var items: [Int] = []
    var pathOfItem: [(item: Int, path: Int)] = []
  }

  private func places(of items: [MediaItem], _ findings: inout MediaFindings) -> Named {
    struct Name: Hashable {
      var folder: String
      var path: String
    }
    var folders: [String: MediaFolder] = [:]
    var known: [Name: Int?] = [:]
    var places: [String: Int] = [:]
    var named = Named()
    for (index, item) in items.enumerated() {
      guard let folder = item.folder, !item.path.isEmpty else { continue }
      let name = Name(folder: folder, path: item.path)
      if known[name] == nil {
        let opened = folders[folder] ?? MediaFolder(folder)
        folders[folder] = opened
        switch opened.place(of: item.path) {
        case .refused(let refusal):
          known[name] = .some(nil)
          findings.rejections.append((index, Rejection.Code(refusal)))
        case .file(let path):
          let place = places[path] ?? named.paths.count
          if place == named.paths.count {
            places[path] = place
            named.paths.append(path)
            named.items.append(index)
          }
          known[name] = .some(place)
        }
      }
      if case .some(.some(let place)) = known[name] { named.pathOfItem.append((index, place)) }
    }
    return named
  }

  private func progress(_ total: Int) -> @Sendable (Int, Double) -> Void {
    let counter = ProgressCounter()
    return { [observer] _, _ in
      let done = counter.next()
      guard done % 64 == 0 || done == total else { return }
      observer(
        .advanced(stage: Self.stage, done: Int64(done), total: Int64(total), unit: "files"))
    }
  }
}

/// Counts on several threads.
private final class ProgressCounter: Sendable {
  private let count = Atomic<Int>(0)

  func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}

extension Rejection.Code {
  init(_ refusal: MediaFolder.Refusal) {
    switch refusal {
    case .outside: self = .mediaOutside
    case .rejected(let reason): self.init(reason)
    }
  }

  /// What `rejections.ndjson` says of a file that could not be hashed.
  var mediaMessage: String {
    self == .mediaOutside
      ? "A file that the post names lies outside the folder; it was not opened."
      : "A file that the post names could not be hashed; the post is kept."
  }

  /// The code of a file's rejection: the reason's own with `media-` before it.
  init(_ reason: MediaRejection.Reason) {
    self =
      switch reason {
      case .notFound: .mediaNotFound
      case .notAFile: .mediaNotAFile
      case .unreadable: .mediaUnreadable
      case .empty: .mediaEmpty
      case .tooManyBytes: .mediaTooManyBytes
      case .unknownFormat: .mediaUnknownFormat
      case .unsupported: .mediaUnsupported
      case .corrupt: .mediaCorrupt
      case .truncated: .mediaTruncated
      case .tooManyPixels: .mediaTooManyPixels
      case .noPicture: .mediaNoPicture
      case .outOfMemory: .mediaOutOfMemory
      case .tookTooLong: .mediaTookTooLong
      case .decoderCrashed: .mediaDecoderCrashed
      }
  }
}
