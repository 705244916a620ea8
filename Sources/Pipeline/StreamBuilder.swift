import Coordination
import Signals
import SocialModel

/// Turns posts, batch by batch, into the columns that detection runs on.
///
/// A post costs some 40 bytes here and an action 20; texts are not kept: those that a report shows
/// are read again from the input. Not `Sendable`: one thread feeds it.
public final class StreamBuilder {
  /// The columns of one layer while they grow.
  private final class LayerColumns {
    let interner = ByteInterner()
    var objects: [Int32] = []
    var accounts: [Int32] = []
    var times: [Int64] = []
    var posts: [Int32] = []
  }

  private var extractor = ActionExtractor()
  private var layers: [LayerColumns?] = Array(repeating: nil, count: Layer.allCases.count)
  private let wanted: Set<Layer>
  private var phrases = PhraseColumns()
  private(set) var media: MediaColumns
  private let accountInterner = ByteInterner()
  private var accountKey: [UInt8] = []
  private var accounts: [AccountReference] = []
  private var postAccounts: [Int32] = []
  private var postTimes: [Int64] = []
  private var postIsFed: [Bool] = []
  private var postKeys: [UInt64] = []
  private var handleTimes: [Int64] = []
  private var isFeed: [String: Bool] = [:]
  private var programs: [String: Int32] = [:]
  private var postPrograms: [Int32] = []
  private let sites = ByteInterner()
  private var postSites: [Int32] = []
  private var locations: [RecordLocation] = []
  /// For each account and input a number, and that of each post.
  private var sources: [UInt64: Int32] = [:]
  private var postSources: [Int32] = []
  /// What each post says it repeats or quotes: a number of `originNames`, or -1.
  private var postOrigins: [Int32] = []
  private let originNames = ByteInterner()

  /// A builder that keeps the actions of some layers; of pictures and videos, only the hashes that
  /// the input lists count.
  public convenience init(layers: [Layer]) { self.init(layers: layers, mediaFolders: []) }

  /// - Parameter mediaFolders: for each input the folder of the files that its posts name.
  init(layers: [Layer], mediaFolders: [String]) {
    wanted = Set(layers)
    media = MediaColumns(folders: mediaFolders)
  }

  /// Adds posts in the order of the input.
  public func add(_ posts: [Post]) {
    for post in posts { add(post) }
  }

  private func add(_ post: Post) {
    let account = index(of: post)
    let postIndex = Int32(postTimes.count)
    let time = post.time.milliseconds
    postAccounts.append(account)
    postTimes.append(time)
    postIsFed.append(isFed(post.client))
    postPrograms.append(program(post.client))
    postSites.append(-1)
    postKeys.append(Self.key(of: post.id))
    locations.append(post.location)
    postSources.append(source(account, input: post.location.input))
    postOrigins.append(Self.origin(of: post).map { originNames.intern($0) } ?? -1)
    let wantsPhrases = wanted.contains(.phrase)
    extractor.extract(from: post) { name in
      if wantsPhrases { phrases.add(name, post: postIndex) }
    } media: { item in
      media.add(item, input: post.location.input, post: postIndex)
    } _: { layer, key in
      if layer == .domain { addSite(key, postIndex) }
      guard wanted.contains(layer) else { return }
      if layer == .image || layer == .video {
        return media.add(listed: key, layer: layer, post: postIndex)
      }
      let columns = columns(of: layer)
      columns.objects.append(columns.interner.intern(UnsafeRawBufferPointer(key)))
      columns.accounts.append(account)
      columns.times.append(time)
      columns.posts.append(postIndex)
    }
  }

  /// The post or the source that a post says it repeats or quotes.
  static func origin(of post: Post) -> String? {
    // Telegram's exports name the source of a forward; which of its posts it was they do not say.
    let repeated =
      post.platform == .telegram
      ? post.repostedFrom ?? post.repostOf : post.repostOf ?? post.repostedFrom
    return repeated ?? post.quoteOf
  }

  private func source(_ account: Int32, input: Int32) -> Int32 {
    let key = UInt64(UInt32(bitPattern: input)) << 32 | UInt64(UInt32(bitPattern: account))
    let next = Int32(sources.count)
    let known = sources[key, default: next]
    if known == next { sources[key] = next }
    return known
  }

  /// Keeps the first site that a post links to.
  private func addSite(_ host: UnsafeBufferPointer<UInt8>, _ post: Int32) {
    guard postSites[Int(post)] < 0, !PlatformSites.contains(host) else { return }
    postSites[Int(post)] = sites.intern(UnsafeRawBufferPointer(host))
  }

  private func program(_ client: String?) -> Int32 {
    guard let client, !client.isEmpty else { return -1 }
    if let known = programs[client] { return known }
    let made = Int32(programs.count)
    programs[client] = made
    return made
  }

  private func columns(of layer: Layer) -> LayerColumns {
    let slot = Int(layer.rawValue)
    if let known = layers[slot] { return known }
    let made = LayerColumns()
    layers[slot] = made
    return made
  }

  private func index(of post: Post) -> Int32 {
    accountKey.removeAll(keepingCapacity: true)
    accountKey.append(contentsOf: post.platform.name.utf8)
    accountKey.append(0)
    accountKey.append(contentsOf: post.account.id.utf8)
    let id = Int(accountKey.withUnsafeBytes { accountInterner.intern($0) })
    if id == accounts.count {
      accounts.append(AccountReference(platform: post.platform, id: post.account.id))
      handleTimes.append(.min)
    }
    if let handle = post.account.handle {
      let time = post.time.milliseconds
      let isNewer = time > handleTimes[id]
      if isNewer || time == handleTimes[id] && handle < accounts[id].handle ?? handle {
        accounts[id].handle = handle
        handleTimes[id] = time
      }
    }
    return Int32(id)
  }

  private func isFed(_ client: String?) -> Bool {
    guard let client else { return false }
    if let known = isFeed[client] { return known }
    let found = FeedClients.contains(client)
    isFeed[client] = found
    return found
  }

  /// FNV-1a, to order posts of one account and moment the same way whatever their order was.
  static func key(of id: String) -> UInt64 {
    id.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// Hands over what was built and leaves the builder empty.
  ///
  /// Accounts are renumbered in the order of platform and id, so that nothing that follows depends
  /// on the order of the posts in the input.
  public func finish() -> StreamData { finish(MediaFindings()) }

  /// Where a post's bytes lie.
  func location(of post: Int32) -> RecordLocation { locations[Int(post)] }

  /// - Parameter findings: what was made of the files that posts name.
  func finish(_ findings: MediaFindings) -> StreamData {
    let order = accounts.indices.sorted {
      accounts[$0].platform != accounts[$1].platform
        ? accounts[$0].platform < accounts[$1].platform
        : accounts[$0].id.utf8.lexicographicallyPrecedes(accounts[$1].id.utf8)
    }
    let rank = Self.ranks(order)
    var tables: [Layer: ActionTable] = [:]
    var interners: [Layer: ByteInterner] = [:]
    var families: TextFamilies?
    for layer in Layer.allCases {
      guard let columns = layers[Int(layer.rawValue)] else { continue }
      layers[Int(layer.rawValue)] = nil
      interners[layer] = columns.interner
      if layer == .text {
        families = textFamilies(columns, rank)
        tables[layer] = families?.table
      } else {
        tables[layer] = ActionTable(
          accountCount: accounts.count, objectCount: columns.interner.count,
          objects: columns.objects, accounts: columns.accounts.map { rank[Int($0)] },
          times: columns.times, contents: columns.posts)
      }
    }
    let repeated = phrases.repeated(threads: Parallel.defaultThreads)
    phrases = PhraseColumns()
    if !repeated.names.isEmpty { tables[.phrase] = phraseTable(repeated, rank) }
    let pictures = MediaObjects(media.distinct(), findings)
    for layer in [Layer.image, .video] { tables[layer] = mediaTable(layer, pictures, rank) }
    media = MediaColumns()
    return StreamData(
      columns: StreamColumns(
        postAccounts: postAccounts.map { rank[Int($0)] }, postTimes: postTimes,
        postKeys: postKeys, postIsFed: postIsFed,
        postUnits: TimeUnit.recognized(sources: postSources, times: postTimes), tables: tables,
        accountCount: accounts.count, objectKeys: interners, postPrograms: postPrograms,
        postSites: postSites),
      accounts: order.map { accounts[$0] }, locations: locations, objects: interners,
      phraseNames: repeated.names, families: families, postOrigins: postOrigins,
      originNames: originNames, media: pictures)
  }
}

extension StreamBuilder {
  /// The new number of each account, given the old ones in order.
  private static func ranks(_ order: [Int]) -> [Int32] {
    var rank = [Int32](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { rank[old] = Int32(new) }
    return rank
  }

  private func textFamilies(_ columns: LayerColumns, _ rank: [Int32]) -> TextFamilies {
    TextFamilies(
      forms: columns.interner,
      columns: .init(
        objects: columns.objects, accounts: columns.accounts.map { rank[Int($0)] },
        times: columns.times, posts: columns.posts, accountCount: accounts.count),
      threads: Parallel.defaultThreads)
  }

  private func phraseTable(_ repeated: PhraseColumns.Repeated, _ rank: [Int32]) -> ActionTable {
    ActionTable(
      accountCount: accounts.count, objectCount: repeated.names.count, objects: repeated.objects,
      accounts: repeated.posts.map { rank[Int(postAccounts[Int($0)])] },
      times: repeated.posts.map { postTimes[Int($0)] }, contents: repeated.posts)
  }

  /// The actions on pictures or videos; nil where there are none.
  private func mediaTable(
    _ layer: Layer, _ pictures: MediaObjects, _ rank: [Int32]
  ) -> ActionTable? {
    let actions = pictures.actions(layer, media)
    guard wanted.contains(layer), !actions.posts.isEmpty else { return nil }
    return ActionTable(
      accountCount: accounts.count, objectCount: pictures.objects[layer]?.count ?? 0,
      objects: actions.objects, accounts: actions.posts.map { rank[Int(postAccounts[Int($0)])] },
      times: actions.posts.map { postTimes[Int($0)] }, contents: actions.posts)
  }
}

/// An input as columns, with what gives its indices their names back.
public struct StreamData {
  /// What detection runs on.
  public let columns: StreamColumns
  /// The accounts.
  public let accounts: [AccountReference]
  /// Where each post's bytes lie.
  public let locations: [RecordLocation]
  /// The keys of each layer's objects.
  public let objects: [Layer: ByteInterner]
  /// The names of the phrase layer's objects.
  public let phraseNames: [UInt64]
  /// The families of the text layer's objects; nil where the layer is not kept.
  let families: TextFamilies?
  /// For each post the number of the account, the source or the post that it repeats or quotes; -1
  /// where it names none.
  let postOrigins: [Int32]
  /// Their names.
  let originNames: ByteInterner
  /// The objects of the layers image and video.
  let media: MediaObjects

  /// The key of an object as text; empty for a phrase, whose words only its posts know.
  public func label(_ layer: Layer, _ object: Int32) -> String {
    if let pictures = media.objects[layer] { return pictures[Int(object)].label }
    guard let bytes = objects[layer]?.bytes(object) else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
