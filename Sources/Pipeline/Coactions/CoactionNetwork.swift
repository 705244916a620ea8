import Coordination
import SocialModel

/// The search for co-actions and everything that decides what is written of them.
struct CoactionNetwork: Sendable {
  let set: CoactionSet
  let options: CoactionOptions
  let engine: CoactionEngine
  /// For each position who is the older one of a tie.
  let ties: [Int32]
  /// Which co-actions are in the narrower window's network; nil where there is none.
  let fast: FastCoactions?
  /// For each object its place in lists.
  let objectOrder: [Int32]

  init(_ set: CoactionSet, options: CoactionOptions) {
    self.set = set
    self.options = options
    let threads = options.threads
    ties = set.ties()
    objectOrder = options.listsObjects ? set.objectOrder(asCooRTweet: options.asCooRTweet) : []
    let all = CoactionEngine(
      set.table, window: options.windowSeconds, rule: .init(excludesSameContent: true),
      threads: threads)
    // Up to here every co-action counts; those that stay have an active account.
    let participation = options.minParticipation > 1 ? set.participation() : []
    let qualifies = Participation.qualifying(
      all, minimum: options.minParticipation, layers: participation, threads: threads)
    engine =
      qualifies == nil
      ? all
      : CoactionEngine(
        set.table, window: options.windowSeconds,
        rule: .init(excludesSameContent: true, qualifies: qualifies), threads: threads)
    if let window = options.fastWindowSeconds {
      fast = FastCoactions(
        engine, window: window, minimum: options.minParticipation, layers: participation,
        ties: ties, byContents: options.asCooRTweet, threads: threads)
    } else {
      fast = nil
    }
  }

  /// Counts contents as the options say.
  func counter() -> EdgeCounter {
    EdgeCounter(set.table, sides: options.asCooRTweet ? .byAge(ties: ties) : .byAccount)
  }

  /// Whether the row's account acted before the other.
  @inline(__always)
  func ownIsOlder(_ record: CoactionRecord) -> Bool {
    record.lag != 0
      ? record.lag > 0 : ties[Int(record.position)] < ties[Int(record.otherPosition)]
  }

  /// The bytes of an account's name.
  @inline(__always)
  func name(_ account: Int32) -> UnsafeRawBufferPointer {
    set.loaded.accountNames.bytes(set.accountNames[Int(account)])
  }

  /// The weights of all edges, and of those of the narrower window.
  func weights() -> (full: WeightHistogram, fast: WeightHistogram) {
    var (full, narrow) = (WeightHistogram(), WeightHistogram())
    engine.forEachRow(threads: options.threads) {
      WeightCount(full: counter(), fast: counter())
    } visit: {
      $0.add($1, self)
    } consume: {
      full.add($0.fullWeights)
      narrow.add($0.fastWeights)
    }
    return (full, narrow)
  }

  /// The weights of the edges of some rows.
  private struct WeightCount: Sendable {
    var full: EdgeCounter
    var fast: EdgeCounter
    var fullWeights = WeightHistogram()
    var fastWeights = WeightHistogram()
    private var records: [CoactionRecord] = []

    init(full: EdgeCounter, fast: EdgeCounter) {
      self.full = full
      self.fast = fast
    }

    mutating func add(_ row: CoactionRow, _ network: CoactionNetwork) {
      full.weights(row) { fullWeights.add(weight: $0) }
      guard let filter = network.fast else { return }
      filter.filter(row, network, into: &records)
      records.withUnsafeBufferPointer { records in
        fast.weights(row.keeping(records)) { fastWeights.add(weight: $0) }
      }
    }
  }
}

/// The co-actions within a second, narrower window, among those of the first.
///
/// CooRTweet's `flag_speed_share`: the filter by participation is applied again to what is left.
struct FastCoactions: Sendable {
  private let window: Int64
  private let qualifies: [Bool]?
  /// The older and the newer content of each of them; nil where each co-action speaks for itself.
  ///
  /// CooRTweet flags every co-action of two such contents, in whatever layer.
  private let contents: Set<UInt64>?

  init(
    _ engine: CoactionEngine, window: Int64, minimum: Int, layers: [Participation.Actions],
    ties: [Int32], byContents: Bool, threads: Int
  ) {
    self.window = window
    let narrow = CoactionEngine(
      engine.table, window: window, rule: engine.rule, threads: threads)
    let qualifies = Participation.qualifying(
      narrow, minimum: minimum, layers: layers, threads: threads)
    self.qualifies = qualifies
    guard byContents else {
      contents = nil
      return
    }
    let counter = EdgeCounter(engine.table, sides: .byAge(ties: ties))
    var keys: Set<UInt64> = []
    narrow.forEachRow(threads: threads) {
      [UInt64]()
    } visit: { keys, row in
      for record in row.records where Self.qualifies(record, qualifies) {
        keys.append(Self.key(counter.orderedContents(record)))
      }
    } consume: {
      keys.formUnion($0)
    }
    contents = keys
  }

  /// Keeps a row's records that are in the narrower network.
  func filter(
    _ row: CoactionRow, _ network: CoactionNetwork, into records: inout [CoactionRecord]
  ) {
    records.removeAll(keepingCapacity: true)
    for record in row.records where contains(record, network) { records.append(record) }
  }

  func contains(_ record: CoactionRecord, _ network: CoactionNetwork) -> Bool {
    guard let contents else {
      return abs(record.lag) <= window && Self.qualifies(record, qualifies)
    }
    let own = network.set.table.contents[Int(record.position)]
    let other = network.set.table.contents[Int(record.otherPosition)]
    return contents.contains(Self.key(network.ownIsOlder(record) ? (own, other) : (other, own)))
  }

  private static func qualifies(_ record: CoactionRecord, _ flags: [Bool]?) -> Bool {
    guard let flags else { return true }
    return flags[Int(record.position)] || flags[Int(record.otherPosition)]
  }

  private static func key(_ contents: (first: Int32, second: Int32)) -> UInt64 {
    UInt64(UInt32(bitPattern: contents.first)) << 32 | UInt64(UInt32(bitPattern: contents.second))
  }
}
