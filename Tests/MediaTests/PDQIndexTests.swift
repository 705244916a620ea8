import Foundation
import Testing

@testable import Media

@Suite("The index of hashes")
struct PDQIndexTests {
  @Test("finds exactly what comparing with every hash finds", arguments: [0, 1, 2, 300, 6000])
  func findsEverything(count: Int) {
    var generator = Seeded(state: UInt64(count) + 7)
    var hashes = (0..<count).map { _ in PDQHash.random(&generator) }
    // Copies at every distance around the limit.
    for (place, bits) in zip(stride(from: 0, to: count, by: 9), (0...40).map { $0 }) {
      hashes.append(hashes[place].changed(bits, &generator))
    }
    let index = PDQIndex(hashes)
    var found = 0
    for (place, hash) in hashes.enumerated().filter({ $0.offset % max(1, count / 150) == 0 }) {
      for distance in [31, 0, place % 32] {
        let matches = index.matches(of: hash, within: distance)
        #expect(matches == index.matchesByScan(of: hash, within: distance))
        found += matches.count
      }
    }
    #expect(count == 0 || found > 0)
  }

  @Test("finds a hash at the largest distance wherever its bits are")
  func findsAtTheLimit() {
    var generator = Seeded(state: 11)
    let hashes = (0..<5000).map { _ in PDQHash.random(&generator) }
    let index = PDQIndex(hashes)
    for place in 0..<200 {
      let query = hashes[place].changed(31, &generator)
      #expect(index.matches(of: query).contains { $0.position == place && $0.distance == 31 })
      let far = hashes[place].changed(32, &generator)
      #expect(!index.matches(of: far).contains { $0.position == place })
    }
  }

  @Test("finds a hash as soon as it is added")
  func findsAdded() {
    var generator = Seeded(state: 13)
    var index = PDQIndex()
    for number in 0..<6000 {
      let hash = PDQHash.random(&generator)
      index.append(hash)
      if number % 97 == 0 {
        #expect(index.matches(of: hash) == [.init(position: number, distance: 0)])
      }
    }
    let hash = index.hashes[2]
    #expect(index.matches(of: hash) == [.init(position: 2, distance: 0)])
  }

  @Test("finds all of very many equal hashes")
  func findsEqual() {
    var generator = Seeded(state: 17)
    let hash = PDQHash.random(&generator)
    let index = PDQIndex(Array(repeating: hash, count: 9000))
    #expect(index.matches(of: hash).map(\.position) == Array(0..<9000))
  }

  @Test(
    "finds the needles in the haystack that comparing finds",
    .enabled(if: SharedMedia.isPresent, SharedMedia.absence))
  func findsNeedles() throws {
    let hay = try SharedMedia.text("reg-test-input/haystack.txt").split(separator: "\n")
      .map { try #require(PDQHash($0)) }
    let needles = try SharedMedia.text("reg-test-input/needles.txt").split(separator: "\n")
      .map { try #require(PDQHash($0)) }
    // Four times the hay, so that the tables are used.
    let index = PDQIndex(hay + hay + hay + hay)
    for needle in needles { #expect(index.matches(of: needle) == index.matchesByScan(of: needle)) }
  }
}

@Suite("Families of pictures")
struct ImageFamilyTests {
  private func picture(_ id: Int, _ hash: PDQHash, quality: Int = 100) -> PictureHash {
    PictureHash(id: "\(id)", quality: quality, hash: hash)
  }

  @Test("do not chain: every member is near the representative")
  func doNotChain() {
    var generator = Seeded(state: 23)
    // A walk: each hash is near the next, the ends are far apart.
    var walk = [PDQHash.random(&generator)]
    for _ in 0..<40 { walk.append(walk.last!.changed(12, &generator)) }
    let pictures = walk.enumerated().map { picture($0.offset, $0.element) }
    let families = ImageFamilies.group(pictures, least: 1)
    #expect(families.count > 2)
    #expect(families.flatMap(\.members).count == pictures.count)
    for family in families {
      for member in family.members {
        let apart = pictures[member.position].hash.distance(to: family.representative)
        #expect(apart == member.distance && apart <= PDQHash.matchDistance)
      }
    }
  }

  @Test("are the same whatever the order of the pictures")
  func ignoreOrder() {
    var generator = Seeded(state: 29)
    var pictures: [PictureHash] = []
    for family in 0..<12 {
      let hash = PDQHash.random(&generator)
      for copy in 0...family {
        pictures.append(picture(pictures.count, hash.changed(copy % 5 * 5, &generator)))
      }
    }
    func names(_ pictures: [PictureHash]) -> [[String]] {
      ImageFamilies.group(pictures).map { $0.members.map { pictures[$0.position].id }.sorted() }
    }
    let expected = names(pictures)
    #expect(expected.count == 11)
    for _ in 0..<5 { #expect(names(pictures.shuffled(using: &generator)) == expected) }
  }

  @Test("leave out pictures with nothing in them")
  func leaveOutEmpty() {
    let blank = PDQHash(0, 0, 0, 0)
    var generator = Seeded(state: 31)
    let hash = PDQHash.random(&generator)
    let pictures = [
      picture(0, blank), picture(1, blank), picture(2, hash, quality: 49),
      picture(3, hash, quality: 0), picture(4, hash), picture(5, hash),
    ]
    let families = ImageFamilies.group(pictures)
    #expect(families.map { $0.members.map(\.position) } == [[4, 5]])
    #expect(ImageFamilies.group([]).isEmpty)
  }

  @Test("join a picture with its mirrored copy where variants are given")
  func joinMirrored() {
    let result = Pixels.invented(96, 96, seed: 37).result
    let mirrored = Pixels.invented(96, 96, seed: 37).turned(.flippedHorizontally).result
    func picture(_ id: String, _ result: PDQResult, _ variants: Bool) -> PictureHash {
      PictureHash(
        id: id, quality: 100, hash: result.hash,
        variants: variants ? PDQVariant.allCases.map { result.hash($0) } : [])
    }
    #expect(
      ImageFamilies.group([picture("a", result, true), picture("b", mirrored, true)]).count == 1)
    #expect(
      ImageFamilies.group([picture("a", result, false), picture("b", mirrored, false)]).isEmpty)
  }
}
