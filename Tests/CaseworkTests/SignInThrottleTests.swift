import Casework
import SocialModel
import Testing

@Suite("Throttling of sign-ins")
struct SignInThrottleTests {
  private static let start: Int64 = 1_458_633_600_000
  private static func at(_ seconds: Double) -> Timestamp {
    Timestamp(milliseconds: start + Int64(seconds * 1000))
  }
  private static func source(_ text: String) throws -> SourceAddress {
    try #require(SourceAddress(text))
  }

  @Test("lets people mistype, then doubles the wait up to a quarter of an hour")
  func doubles() throws {
    var throttle = SignInThrottle()
    let home = try Self.source("192.0.2.1")
    var now = 0.0
    var waits: [Double] = []
    for _ in 0..<20 {
      if case .wait(let until) = throttle.answer(account: "a", source: home, now: Self.at(now)) {
        let wait = Double(until.milliseconds - Self.at(now).milliseconds) / 1000
        waits.append(wait)
        now += wait
      }
      throttle.failed(account: "a", source: home, now: Self.at(now))
    }
    #expect(waits.prefix(5) == [1, 2, 4, 8, 16])
    #expect(waits.last == 900)
  }

  @Test("makes the attacker wait and not the owner, however many guesses come")
  func noLockout() throws {
    var throttle = SignInThrottle()
    let home = try Self.source("192.0.2.1")
    let strange = try Self.source("198.51.100.7")
    throttle.succeeded(account: "owner", source: home, now: Self.at(0))
    for guess in 0..<5000 {
      throttle.failed(account: "owner", source: strange, now: Self.at(Double(guess)))
    }
    let now = Self.at(5000)
    guard case .wait = throttle.answer(account: "owner", source: strange, now: now) else {
      Issue.record("the attacker need not wait")
      return
    }
    #expect(throttle.answer(account: "owner", source: home, now: now) == .proceed)
    // From elsewhere the owner shows the second factor, and is not refused either.
    let hotel = try Self.source("203.0.113.9")
    #expect(throttle.answer(account: "owner", source: hotel, now: now) == .proceedWithSecondFactor)
  }

  @Test("answers guesses from many sources with a step-up and never with a wait for others")
  func manySources() throws {
    var throttle = SignInThrottle()
    for index in 0..<200 {
      let bot = try Self.source("198.51.100.\(index)")
      throttle.failed(account: "owner", source: bot, now: Self.at(Double(index)))
    }
    let hotel = try Self.source("203.0.113.9")
    let answer = throttle.answer(account: "owner", source: hotel, now: Self.at(201))
    #expect(answer == .proceedWithSecondFactor)
    #expect(throttle.answer(account: "other", source: hotel, now: Self.at(201)) == .proceed)
    let later = Self.at(200 + 86_400)
    #expect(throttle.answer(account: "owner", source: hotel, now: later) == .proceed)
  }

  @Test("slows one source that tries many accounts, but not on those known there")
  func spraying() throws {
    var throttle = SignInThrottle()
    let office = try Self.source("192.0.2.1")
    throttle.succeeded(account: "colleague", source: office, now: Self.at(0))
    for index in 0..<40 {
      throttle.failed(account: "name\(index)", source: office, now: Self.at(Double(index)))
    }
    guard case .wait = throttle.answer(account: "fresh", source: office, now: Self.at(40)) else {
      Issue.record("the source need not wait")
      return
    }
    #expect(throttle.answer(account: "colleague", source: office, now: Self.at(40)) == .proceed)
  }

  @Test("forgets an account's failures from a source when the owner signs in there")
  func forgets() throws {
    var throttle = SignInThrottle()
    let home = try Self.source("192.0.2.1")
    for _ in 0..<5 { throttle.failed(account: "a", source: home, now: Self.at(0)) }
    #expect(throttle.answer(account: "a", source: home, now: Self.at(0.5)) != .proceed)
    throttle.succeeded(account: "a", source: home, now: Self.at(2))
    for _ in 0..<4 { throttle.failed(account: "a", source: home, now: Self.at(3)) }
    #expect(throttle.answer(account: "a", source: home, now: Self.at(3)) == .proceed)
  }

  @Test("remembers a bounded number, and the latest")
  func bounded() throws {
    var limits = ThrottleLimits()
    limits.capacity = 100
    var throttle = SignInThrottle(limits)
    for index in 0..<1000 {
      let bot = try Self.source("10.0.\(index / 250).\(index % 250)")
      for _ in 0..<6 {
        throttle.failed(account: "n\(index)", source: bot, now: Self.at(Double(index) / 1000))
      }
      throttle.succeeded(account: "m\(index)", source: bot, now: Self.at(Double(index) / 1000))
    }
    let last = try Self.source("10.0.3.249")
    let first = try Self.source("10.0.0.0")
    #expect(throttle.answer(account: "n999", source: last, now: Self.at(1)) != .proceed)
    #expect(throttle.answer(account: "n0", source: first, now: Self.at(1)) == .proceed)
  }

  @Test("takes an IPv6 network and an IPv4 address in any spelling for one source each")
  func addresses() throws {
    #expect(SourceAddress("2001:db8::1") == SourceAddress("2001:0DB8:0:0:ffff::9"))
    #expect(SourceAddress("2001:db8::1") != SourceAddress("2001:db8:0:1::1"))
    #expect(SourceAddress("::ffff:192.0.2.1") == SourceAddress("192.0.2.1"))
    #expect(try Self.source("192.0.2.1").bytes == [192, 0, 2, 1])
    for wrong in [
      "", "lantern", "192.0.2", "192.0.2.256", "192.0.2.1\u{0}", "fe80::1%eth0", "192.0.2.1:80",
      String(repeating: "1", count: 1 << 20),
    ] {
      #expect(SourceAddress(wrong) == nil)
    }
  }
}
