import SocialModel

/// Telegram Desktop's export of a chat, or of an account with all its chats.
///
/// The document is walked, never held: a chat's name, type and id stand before its messages. A
/// post's id is `chat/message`, since messages are numbered in their chat.
final class TelegramReader: InputReader {
  static let version = 1
  private let options: IntakeOptions
  private let parser = JSONParser()
  private let mapping: TelegramMapping
  private let mapper: JSONMapper

  init(options: IntakeOptions) {
    self.options = options
    mapping = TelegramMapping()
    mapper = JSONMapper(mapping)
  }

  func read(_ window: ByteWindow, into sink: PostSink) throws {
    let walker = JSONWalker(window, maxRecordBytes: options.maxRecordBytes)
    let messages = ElementTaker(walker, mapper: mapper, options: options)
    try sink.walking(walker) {
      guard walker.take(UInt8(ascii: "{")) else { throw WalkProblem.malformed }
      try self.readChat(walker, messages, into: sink)
      if window.failure != nil || walker.peek() != nil { throw WalkProblem.malformed }
    }
  }

  /// Reads the members of a chat, or of the account that holds chats.
  private func readChat(
    _ walker: JSONWalker, _ messages: ElementTaker, into sink: PostSink
  ) throws {
    mapping.chat = TelegramMapping.Chat()
    while let key = try walker.nextKey() {
      switch key {
      case "id": mapping.chat.id = try scalar(walker)
      case "type": mapping.chat.type = try scalar(walker)
      case "messages" where walker.take(UInt8(ascii: "[")):
        while try walker.nextElement() {
          try messages.takeNext(into: sink)
        }
      case "chats" where walker.take(UInt8(ascii: "{")),
        "left_chats" where walker.take(UInt8(ascii: "{")):
        try readChats(walker, messages, into: sink)
      default: try walker.skipValue()
      }
    }
  }

  private func readChats(
    _ walker: JSONWalker, _ messages: ElementTaker, into sink: PostSink
  ) throws {
    while let key = try walker.nextKey() {
      guard key == "list", walker.take(UInt8(ascii: "[")) else {
        try walker.skipValue()
        continue
      }
      while try walker.nextElement() {
        guard walker.take(UInt8(ascii: "{")) else {
          try walker.skipValue()
          continue
        }
        try readChat(walker, messages, into: sink)
      }
    }
  }

  private func scalar(_ walker: JSONWalker) throws -> String? {
    guard let length = try walker.value() else {
      try walker.skipValue()
      return nil
    }
    let bytes = UnsafeBufferPointer(start: UnsafePointer(walker.window.first), count: length)
    defer { walker.consume(length) }
    do throws(RecordProblem) {
      return try parser.parse(bytes).identifier
    } catch {
      // Each message that needs it is rejected for want of it.
      return nil
    }
  }
}

/// Messages of a Telegram chat.
///
/// `text` is a string or a list of strings and entities. `date_unixtime` is preferred to `date`,
/// which is in the exporting machine's local time. Who wrote is `from_id`, or the chat itself.
///
/// A forward keeps its source in ``Post/repostedFrom``. The export does not say which message of
/// the source it was, so ``Post/repostOf`` joins the source with a hash of the text: forwards of one
/// message have the same, and a forward without text has none. Service messages are skipped.
final class TelegramMapping: JSONMapping {
  struct Chat {
    var id: String?
    var type: String?
  }
  var chat = Chat()

  func map(_ message: JSONValue, into sink: PostSink) throws {
    if message["type"]?.string == "service" { return sink.skip() }
    try sink.accept(try post(message))
  }

  private func post(_ message: JSONValue) throws(RecordProblem) -> Post {
    guard let chatID = chat.id else { throw .missing("chat.id") }
    guard let number = try message.identifier("id") else { throw .missing("id") }
    guard let time = try message.time("date_unixtime", "date") else {
      throw .missing("date_unixtime")
    }
    guard let body = message["text"] else { throw .missing("text") }
    let text = try Self.text(body)
    var post = Post(
      platform: .telegram, id: "\(chatID)/\(number)", account: try account(message, chatID),
      time: time, text: text.isEmpty ? nil : text,
      replyTo: message["reply_to_message_id"]?.identifier.map { "\(chatID)/\($0)" },
      media: Self.media(message))
    addEntities(body.isArray ? body : message["text_entities"], to: &post)
    if let source = message["forwarded_from_id"]?.identifier
      ?? message["forwarded_from"]?.identifier
    {
      post.repostedFrom = source
      if let text = post.text {
        post.repostOf = "\(source)#\(SeenPosts.Key(source, text).hexadecimal)"
      }
    }
    return post
  }

  private func account(
    _ message: JSONValue, _ chatID: String
  ) throws(RecordProblem) -> Account {
    let name = message["from"]?.string
    if let id = try message.identifier("from_id") { return Account(id: id, name: name) }
    let isChannel = chat.type?.contains("channel") ?? false
    return Account(id: isChannel ? "channel\(chatID)" : "chat\(chatID)", name: name)
  }

  private static func text(_ body: JSONValue) throws(RecordProblem) -> String {
    if let text = body.string { return text }
    guard body.isArray else { throw .wrongType("text") }
    var whole = ""
    for part in body.elements {
      guard let text = part.string ?? part["text"]?.string else { throw .wrongType("text") }
      whole += text
    }
    return whole
  }

  private func addEntities(_ entities: JSONValue?, to post: inout Post) {
    guard let entities else { return }
    var (urls, hashtags, mentions): ([String], [String], [String]) = ([], [], [])
    for entity in entities.elements {
      let text = entity["text"]?.string ?? ""
      switch entity["type"]?.string {
      case "link"?: urls.append(text)
      case "text_link"?: urls.append(entity["href"]?.string ?? text)
      case "hashtag"?: hashtags.append(text.hasPrefix("#") ? String(text.dropFirst()) : text)
      case "mention"?: mentions.append(text.hasPrefix("@") ? String(text.dropFirst()) : text)
      case "mention_name"?: mentions.append(entity["user_id"]?.identifier ?? text)
      default: break
      }
    }
    (post.urls, post.hashtags, post.mentions) = (urls, hashtags, mentions)
  }

  /// A file that was left out of the export has a note in parentheses for a path.
  private static func media(_ message: JSONValue) -> [Media] {
    func path(_ value: JSONValue) -> String? {
      value.string.flatMap { $0.hasPrefix("(") ? nil : $0 }
    }
    if let photo = message["photo"] { return [Media(kind: .image, path: path(photo))] }
    guard let file = message["file"] else { return [] }
    let kind: Media.Kind
    switch message["media_type"]?.string {
    case "video_file"?, "video_message"?, "animation"?: kind = .video
    default:
      let type = message["mime_type"]?.string ?? ""
      kind = type.hasPrefix("image/") ? .image : type.hasPrefix("video/") ? .video : .other
    }
    return [Media(kind: kind, path: path(file))]
  }
}
