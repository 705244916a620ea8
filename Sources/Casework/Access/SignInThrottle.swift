import SocialModel

/// How hard guessing passwords is made, without letting anybody lock somebody else out.
public struct ThrottleLimits: Hashable, Sendable {
  /// Failures from one source on one account that cost nothing: people mistype.
  public var freeFailures = 4
  /// Milliseconds to wait after the next failure; doubled by each further one.
  public var firstDelayMilliseconds: Int64 = 1000
  /// The longest wait in milliseconds.
  public var longestDelayMilliseconds: Int64 = 15 * 60_000
  /// Failures from one source, on whatever accounts, that cost nothing.
  public var freeSourceFailures = 20
  /// Failures on one account, from whatever sources, after which strange sources must show the second
  /// factor together with the password.
  public var stepUpFailures = 10
  /// Milliseconds after which failures are forgotten.
  public var memoryMilliseconds: Int64 = 24 * 3_600_000
  /// Milliseconds for which a source from which an account's owner signed in is known.
  public var knownMilliseconds: Int64 = 30 * 86_400_000
  /// How many accounts, sources and pairs of them are remembered at most, each.
  public var capacity = 100_000

  /// The usual limits.
  public init() {}
}

/// Throttling of sign-ins: a state machine whose clock is a parameter.
///
/// **Why it locks nobody out.** A wait is only ever put on a *source* or on a pair of a *source and an
/// account*. Who guesses at another's password from elsewhere makes the guesser wait and not the owner.
/// Failures on one account from many sources, each of which stays below its limit, lead to a *step-up*:
/// sources from which the owner has not signed in before must show the second factor together with the
/// password, and the answer does not say which of the two was wrong. The owner can always show it. The
/// one loss: an owner without a second factor who comes from a strange source during such an attack is
/// asked for a recovery code, or comes from a known source. And who shares a source with an attacker, an
/// office behind one address, may wait as long as the attacker does: at most `longestDelayMilliseconds`,
/// on accounts that the attacker tried from there, or after many failures from there on all but those
/// that are known there.
///
/// **Names that do not exist** are treated as those that do, so that neither waits nor step-ups tell which
/// names there are. What is remembered is bounded; where it is full, the oldest is forgotten.
///
/// Source: OWASP ASVS 5.0, V6.3.1; NIST SP 800-63B-4, section 3.2.2.
public struct SignInThrottle: Sendable {
  private var pairs: FailureTable<Pair>
  private var sources: FailureTable<SourceAddress>
  private var accounts: FailureTable<String>
  private var known: [Pair: Timestamp] = [:]
  private let limits: ThrottleLimits

  private struct Pair: Hashable {
    var account: String
    var source: SourceAddress
  }

  /// What is to be done with a sign-in.
  public enum Answer: Sendable, Hashable {
    /// Check it.
    case proceed
    /// Check it, and take the password only together with the second factor.
    case proceedWithSecondFactor
    /// Check nothing; the same source may try again at that time.
    case wait(until: Timestamp)
  }

  /// A throttle that remembers nothing yet.
  public init(_ limits: ThrottleLimits = ThrottleLimits()) {
    self.limits = limits
    pairs = FailureTable(limits)
    sources = FailureTable(limits)
    accounts = FailureTable(limits)
  }

  /// What is to be done with a sign-in now. Asking changes nothing.
  ///
  /// - Parameters:
  ///   - account: the name that was typed, in the form in which names are looked up, whether or not it
  ///     exists.
  ///   - source: where the request comes from.
  ///   - now: now.
  public func answer(account: String, source: SourceAddress, now: Timestamp) -> Answer {
    let pair = Pair(account: account, source: source)
    let isKnown = isKnown(pair, now)
    var until = pairs.blockedUntil(pair, free: limits.freeFailures, now)
    if !isKnown {
      let whole = sources.blockedUntil(source, free: limits.freeSourceFailures, now)
      until = [until, whole].compactMap { $0 }.max()
    }
    if let until { return .wait(until: until) }
    let isAttacked = accounts.count(account, now) >= limits.stepUpFailures
    return isAttacked && !isKnown ? .proceedWithSecondFactor : .proceed
  }

  /// Notes a sign-in that failed. One that was told to wait is not checked and not noted.
  public mutating func failed(account: String, source: SourceAddress, now: Timestamp) {
    pairs.add(Pair(account: account, source: source), now)
    sources.add(source, now)
    accounts.add(account, now)
  }

  /// Notes a sign-in that succeeded: the source is known for this account from now on, and its failures
  /// on it are forgotten. What the source did on other accounts is not.
  public mutating func succeeded(account: String, source: SourceAddress, now: Timestamp) {
    let pair = Pair(account: account, source: source)
    pairs.remove(pair)
    known[pair] = now
    guard known.count > limits.capacity else { return }
    let byAge = known.values.map(\.milliseconds).sorted()
    let oldest = byAge[byAge.count / 2]
    known = known.filter { $0.value.milliseconds > oldest }
    known[pair] = now
  }

  private func isKnown(_ pair: Pair, _ now: Timestamp) -> Bool {
    guard let since = known[pair] else { return false }
    return now.milliseconds - since.milliseconds < limits.knownMilliseconds
  }
}

/// Failures by key, each with a wait that doubles.
private struct FailureTable<Key: Hashable & Sendable>: Sendable {
  private struct Failures {
    var count: Int
    var last: Timestamp
  }

  private var entries: [Key: Failures] = [:]
  private let limits: ThrottleLimits

  init(_ limits: ThrottleLimits) { self.limits = limits }

  func count(_ key: Key, _ now: Timestamp) -> Int {
    guard let entry = entries[key], !isOld(entry, now) else { return 0 }
    return entry.count
  }

  /// Until when the key must wait; nil when it need not.
  func blockedUntil(_ key: Key, free: Int, _ now: Timestamp) -> Timestamp? {
    guard let entry = entries[key], !isOld(entry, now), entry.count > free else { return nil }
    let doublings = min(entry.count - free - 1, 40)
    let delay = limits.firstDelayMilliseconds.multipliedReportingOverflow(by: 1 << doublings)
    let bounded =
      delay.overflow
      ? limits.longestDelayMilliseconds : min(delay.partialValue, limits.longestDelayMilliseconds)
    let until = Timestamp(milliseconds: entry.last.milliseconds + bounded)
    return until > now ? until : nil
  }

  mutating func add(_ key: Key, _ now: Timestamp) {
    let count = count(key, now)
    entries[key] = Failures(count: count + 1, last: now)
    guard entries.count > limits.capacity else { return }
    entries = entries.filter { !isOld($0.value, now) }
    guard entries.count > limits.capacity else { return }
    // Half goes at once, so that the cost of sorting is spread over as many additions.
    let byAge = entries.values.map(\.last.milliseconds).sorted()
    let oldest = byAge[byAge.count / 2]
    entries = entries.filter { $0.value.last.milliseconds > oldest }
    entries[key] = Failures(count: count + 1, last: now)
  }

  mutating func remove(_ key: Key) { entries[key] = nil }

  private func isOld(_ entry: Failures, _ now: Timestamp) -> Bool {
    now.milliseconds - entry.last.milliseconds >= limits.memoryMilliseconds
  }
}
