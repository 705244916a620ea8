import Glibc

/// A regular file that was opened to be digested; closed with its last reference.
final class MediaFile {
  private let descriptor: CInt

  private init(_ descriptor: CInt) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Opens a file; what is no regular file, is empty or too large is rejected unread.
  static func open(_ path: String, limits: MediaLimits) -> Result<MediaFile, MediaRejection> {
    func rejected(_ reason: MediaRejection.Reason) -> Result<MediaFile, MediaRejection> {
      .failure(MediaRejection(path: path, reason: reason))
    }
    guard !path.isEmpty, path.utf8.count < 4096, !path.utf8.contains(0) else {
      return rejected(.notFound)
    }
    // A pipe without a writer would wait for one.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      return rejected(errno == ENOENT || errno == ENOTDIR ? .notFound : .unreadable)
    }
    let file = MediaFile(descriptor)
    var about = stat()
    guard fstat(descriptor, &about) == 0 else { return rejected(.unreadable) }
    guard about.st_mode & S_IFMT == S_IFREG else { return rejected(.notAFile) }
    guard about.st_size > 0 else { return rejected(.empty) }
    guard about.st_size <= limits.videoBytes else { return rejected(.tooManyBytes) }
    return .success(file)
  }

  /// Which file it is, and its state; nil when that cannot be had.
  var identity: FileIdentity? {
    var about = stat()
    return fstat(descriptor, &about) == 0 ? FileIdentity(about) : nil
  }

  /// The digests of its bytes; nil when they cannot be read.
  func digests() -> FileDigests? { FileDigests(descriptor: descriptor) }
}
