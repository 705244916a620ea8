import Foundation
import SocialModel
import Testing

@testable import Coordination

@Suite struct DetectionTests {
  /// A thousand ordinary accounts, and thirty that post eighty ready-made texts in forty hours: each
  /// text by eight of them, minutes apart.
  private func stream(seed: UInt64) -> InventedStream {
    var stream = InventedStream()
    stream.addOrdinary(1000, postsEach: 6, seed: seed)
    stream.addTexts(30, texts: 80, users: 8, spread: 40 * minute, seed: seed)
    return stream
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `thirty accounts with ready-made texts are found among a thousand, and nobody else`(
    seed: UInt64
  ) {
    let found = stream(seed: seed).detect()
    #expect(found.log10POfAccount.keys.sorted() == Array(1000..<1030))
    #expect(found.communities.flatMap(\.members).sorted() == Array(1000..<1030))
    #expect(found.log10POfAccount.values.allSatisfy { $0 < -2 })
    #expect(found.joiners.contains { $0.basis == .heldOut })
  }

  @Test func `an ordinary crowd alone has none`() {
    for seed in UInt64(11)...12 {
      var stream = InventedStream()
      stream.addOrdinary(400, postsEach: 12, seed: seed)
      stream.addThreads(60, among: 0..<400, seed: seed)
      let found = stream.detect()
      #expect(found.communities.isEmpty && found.log10POfAccount.isEmpty)
    }
  }
}
