import Foundation
import Glibc
import Media

/// A folder in which the files lie that posts name.
///
/// The names come from strangers. Nothing outside the folder is opened, whatever they say: a name
/// with `..` or from the root is refused unread, and so is one that a symbolic link leads out.
public struct MediaFolder: Sendable {
  /// What a name leads to.
  public enum Place: Hashable, Sendable {
    /// A regular file in the folder, by its path without links.
    case file(String)
    /// Nothing that may be read.
    case refused(Refusal)
  }

  /// Why a name is not followed.
  public enum Refusal: Hashable, Sendable {
    /// It leads out of the folder.
    case outside
    /// It is no file that may be read.
    case rejected(MediaRejection.Reason)
  }

  /// The folder's path without links; nil where it is not there.
  private let root: String?

  /// The folder at a path.
  public init(_ path: String) { root = Self.resolved(path.isEmpty ? "." : path).path }

  /// What lies in the folder under a name.
  public func place(of name: String) -> Place {
    guard !name.isEmpty, !name.utf8.contains(0), name.utf8.count < 4096 else {
      return .refused(.rejected(.notFound))
    }
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let leadsUp = parts.contains { $0.elementsEqual("..".utf8) }
    guard name.utf8.first != UInt8(ascii: "/"), !leadsUp else { return .refused(.outside) }
    guard let root else { return .refused(.rejected(.notFound)) }
    let found = Self.resolved(root + "/" + name)
    guard let path = found.path else {
      let isMissing = found.problem == ENOENT || found.problem == ENOTDIR
      return .refused(.rejected(isMissing ? .notFound : .unreadable))
    }
    let inside = root == "/" ? root : root + "/"
    guard path.utf8.starts(with: inside.utf8) else {
      return .refused(path == root ? .rejected(.notAFile) : .outside)
    }
    var about = stat()
    guard lstat(path, &about) == 0 else { return .refused(.rejected(.unreadable)) }
    guard about.st_mode & S_IFMT == S_IFREG else { return .refused(.rejected(.notAFile)) }
    return .file(path)
  }

  private static func resolved(_ path: String) -> (path: String?, problem: Int32) {
    guard let found = realpath(path, nil) else { return (nil, errno) }
    defer { free(found) }
    // A name that is no valid UTF-8 is not one that a post can have given.
    return (String(validatingCString: found), EILSEQ)
  }
}
