import SocialModel
import Testing

@Suite("An interner of bytes")
struct ByteInternerTests {
  @Test("numbers strings in order of first appearance")
  func numbersInOrder() {
    let interner = ByteInterner()
    #expect(
      ["b", "a", "b", "", "a", "c", ""].map { interner.intern($0) } == [0, 1, 0, 2, 1, 3, 2])
    #expect((0..<4).map { interner.string($0) } == ["b", "a", "", "c"])
    #expect(interner.count == 4 && interner.byteCount == 3)
  }

  @Test("agrees with a dictionary, whatever the seed", arguments: [0, 1, UInt64.max])
  func agreesWithDictionary(seed: UInt64) {
    let interner = ByteInterner(seed: seed)
    var oracle: [String: Int32] = [:]
    for number in 0..<30_000 {
      let text = String(repeating: "k", count: number % 23) + String(number * 7919 % 9973)
      let expected = oracle[text] ?? Int32(oracle.count)
      oracle[text] = expected
      #expect(interner.intern(text) == expected)
    }
    #expect(interner.count == oracle.count)
    for (text, id) in oracle { #expect(interner.string(id) == text) }
  }

  @Test("finds what appeared and nothing else")
  func finds() {
    let interner = ByteInterner(capacity: 100)
    for number in 0..<1000 { _ = interner.intern("id \(number)") }
    var known = "id 999"
    var unknown = "id 1000"
    #expect(known.withUTF8 { interner.find(UnsafeRawBufferPointer($0)) } == 999)
    #expect(unknown.withUTF8 { interner.find(UnsafeRawBufferPointer($0)) } == nil)
    interner.dropLookup()
    #expect(interner.string(999) == "id 999")
  }

  @Test("stays right and fast when every hash is the same")
  func survivesCollisions() {
    let interner = ByteInterner(seed: 1)
    for round in 0..<2 {
      for number in 0..<5000 {
        var text = "\(number)"
        let id = text.withUTF8 { interner.intern(UnsafeRawBufferPointer($0), hash: 42) }
        #expect(id == Int32(number), "round \(round)")
      }
    }
    #expect(interner.count == 5000)
  }

  @Test("keeps strings longer than a block and bytes that are no text")
  func keepsOddStrings() {
    let interner = ByteInterner()
    let long = [UInt8](repeating: 7, count: 3 << 20)
    let odd: [UInt8] = [0xff, 0, 0xfe]
    #expect(long.withUnsafeBytes { interner.intern($0) } == 0)
    #expect(odd.withUnsafeBytes { interner.intern($0) } == 1)
    #expect(long.withUnsafeBytes { interner.intern($0) } == 0)
    #expect(Array(interner.bytes(0)) == long && Array(interner.bytes(1)) == odd)
  }
}
