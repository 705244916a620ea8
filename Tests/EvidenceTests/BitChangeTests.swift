import Foundation
import SocialModel
import Testing

@testable import Evidence

@Suite("Verification finds every changed bit")
struct BitChangeTests {
  private static let changes = 1000

  @Test("anywhere in a package: 1,000 of 1,000", arguments: [UInt64(1), 2])
  func anywhere(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = try Parade.package().bytes
    #expect(EvidenceVerifier().verify(bytes).fault == nil)
    var found = 0
    for _ in 0..<Self.changes {
      let bit = random.below(bytes.count * 8)
      if try fault(bytes, bit) != nil {
        found += 1
      } else {
        Issue.record("seed \(seed), bit \(bit)")
      }
    }
    #expect(found == Self.changes)
  }

  @Test("in the bytes of the archive around the files: 1,000 of 1,000", arguments: [UInt64(3)])
  func structure(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let package = try Parade.package()
    let places = try structure(of: package)
    #expect(places.count > 1000)
    for _ in 0..<Self.changes {
      let bit = random.pick(places) * 8 + random.below(8)
      #expect(try fault(package.bytes, bit) != nil, "seed \(seed), bit \(bit)")
    }
  }

  @Test("in each single byte of the archive around the files", arguments: [UInt64(4)])
  func everyByteOfStructure(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let package = try Parade.package(Parade.evidence([Parade.item(1, "x")]))
    for place in try structure(of: package) {
      let bit = place * 8 + random.below(8)
      #expect(try fault(package.bytes, bit) != nil, "seed \(seed), bit \(bit)")
    }
  }

  @Test("and names the file in which it is")
  func names() throws {
    let package = try Parade.package()
    for file in package.files {
      let start = try #require(Data(package.bytes).range(of: Data(file.bytes))).lowerBound
      let found = try #require(try fault(package.bytes, (start + file.bytes.count / 2) * 8))
      #expect(found.file == file.name, "\(found)")
      #expect(found.kind == .changed, "\(found)")
    }
  }

  private func fault(_ bytes: [UInt8], _ bit: Int) throws -> EvidenceFault? {
    var changed = bytes
    changed[bit / 8] ^= 1 << (bit % 8)
    return EvidenceVerifier().verify(changed).fault
  }

  /// The offsets of the bytes that belong to no file.
  private func structure(of package: EvidencePackage) throws -> [Int] {
    var isContent = [Bool](repeating: false, count: package.bytes.count)
    for file in package.files {
      let range = try #require(Data(package.bytes).range(of: Data(file.bytes)))
      for place in range { isContent[place] = true }
    }
    return isContent.indices.filter { !isContent[$0] }
  }
}
