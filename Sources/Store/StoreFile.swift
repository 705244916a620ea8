import Foundation

/// The database's file as the system sees it.
enum StoreFile {
  /// Sees that the file exists and is its owner's alone.
  static func prepare(_ path: String, mustExist: Bool) throws {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw StoreError(.notAStore, subject: path, message: "It is no file.")
      }
      guard status.st_mode & 0o077 == 0 else {
        throw StoreError(
          .openToOthers, subject: path, message: "Others than its owner may read the database.",
          hint: "Run `chmod 600` on it.")
      }
      guard !mustExist || status.st_size > 0 else {
        throw StoreError(.notAStore, subject: path, message: "The file is empty.")
      }
      let folder = (path as NSString).deletingLastPathComponent
      for name in [path, folder.isEmpty ? "." : folder] where access(name, R_OK | W_OK) != 0 {
        // The log lies beside the file, so that the folder is written as well.
        throw StoreError(
          .unreadable, subject: path,
          message: "\(name == path ? "The file" : "Its folder") may not be read and written: "
            + "\(String(cString: strerror(errno))).")
      }
      return
    }
    guard !mustExist else {
      throw StoreError(.fileMissing, subject: path, message: "There is no such file.")
    }
    let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError(
        .unreadable, subject: path,
        message: "The database cannot be created: \(String(cString: strerror(errno))).")
    }
    Foundation.close(descriptor)
  }
}
