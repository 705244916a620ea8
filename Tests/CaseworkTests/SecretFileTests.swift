import Casework
import Foundation
import Testing

@Suite("Key files")
struct SecretFileTests {
  @Test("are the owner's alone, are not overwritten, and are refused when others may read them")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-keys-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/key"
    try SecretFile.write("lantern\n", to: path)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(try SecretFile.read(path) == "lantern\n")
    #expect(throws: CaseworkError.self) { try SecretFile.write("other", to: path) }
    #expect(try SecretFile.read(path) == "lantern\n")
    for mode: mode_t in [0o640, 0o604, 0o620, 0o644] {
      #expect(chmod(path, mode) == 0)
      #expect(throws: CaseworkError.self) { try SecretFile.read(path) }
      #expect(try SecretFile.read(path, isPublic: true) == "lantern\n")
    }
    #expect(symlink(path, folder + "/link") == 0)
    #expect(throws: CaseworkError.self) { try SecretFile.write("x", to: folder + "/link") }
    let long = String(repeating: "a", count: SecretFile.longest + 1)
    try SecretFile.write(long, to: folder + "/long")
    for wrong in ["/long", "/absent", "", "/no/where"] {
      #expect(throws: CaseworkError.self) { try SecretFile.read(folder + wrong) }
    }
  }
}
