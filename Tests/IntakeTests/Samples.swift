import SocialModel
import Testing

@testable import Intake

/// One format as the contract suite sees it: how a record looks and how records make a file.
struct Sample: Sendable, CustomTestStringConvertible {
  var format: InputFormat
  /// How records stand in a file.
  enum Shape { case lines, elements, table }
  var shape: Shape
  /// A whole file of these records.
  var file: @Sendable ([String]) -> String
  /// A valid record with an id, a time and a text of plain letters; in tables, a row.
  var record: @Sendable (_ id: Int, _ time: String, _ text: String) -> String
  /// What replacing what by what in a valid record makes it one to be rejected.
  var spoilers: [(find: String, replace: String)]

  var testDescription: String { "\(format.rawValue), \(shape)" }

  /// A whole file of so many records.
  func file(count: Int) -> String { file((1...count).map { record($0) }) }

  /// A record at a moment of the day of the parade.
  func record(_ id: Int) -> String {
    record(id, "2016-03-22T07:58:1\(id % 10)Z", "iron lantern parade \(id)")
  }
}

private let lines: @Sendable ([String]) -> String = { $0.map { $0 + "\n" }.joined() }
private let array: @Sendable ([String]) -> String = {
  "[\n  " + $0.joined(separator: ",\n  ") + "\n]\n"
}

private func table(_ header: String) -> @Sendable ([String]) -> String {
  { header + "\n" + lines($0) }
}

enum Samples {
  static let tocsin: @Sendable (Int, String, String) -> String = { id, time, text in
    #"{"platform":"x","id":"\#(id)","account":{"id":"a\#(id)"},"time":"\#(time)","text":"\#(text)"}"#
  }

  static let tweet: @Sendable (Int, String, String) -> String = { id, time, text in
    #"{"created_at":"\#(time)","id_str":"\#(id)","full_text":"\#(text)","user":{"id_str":"7"}}"#
  }

  static let page: @Sendable (Int, String, String) -> String = { id, time, text in
    #"{"data":[{"id":"\#(id)","author_id":"7","created_at":"\#(time)","text":"\#(text)"}]}"#
  }

  static let status: @Sendable (Int, String, String) -> String = { id, time, text in
    #"{"id":"\#(id)","created_at":"\#(time)","content":"\#(text)","account":{"acct":"ann"}}"#
  }

  static let event: @Sendable (Int, String, String) -> String = { id, time, text in
    #"{"did":"did:plc:ann","time_us":9000000000000000,"kind":"commit","commit":{"operation":"create","#
      + #""collection":"app.bsky.feed.post","rkey":"\#(id)","record":{"text":"\#(text)","#
      + #""createdAt":"\#(time)"}}}"#
  }

  static let captured: @Sendable (Int, String, String) -> String = { id, time, text in
    #"{"item_id":"\#(id)","source_platform":"tiktok.com","timestamp_collected":1458633492000,"#
      + #""data":{"id":"\#(id)","author":{"id":"7"},"created_at":"\#(time)","desc":"\#(text)"}}"#
  }

  static let message: @Sendable (Int, String, String) -> String = { id, time, text in
    #"{"id":\#(id),"type":"message","date":"\#(time)","from_id":"user7","text":"\#(text)"}"#
  }

  static let chat: @Sendable ([String]) -> String = {
    "{\n \"name\": \"Port Meridian\",\n \"type\": \"public_channel\",\n \"id\": 12,\n"
      + " \"messages\": " + array($0) + "}\n"
  }

  static let account: @Sendable ([String]) -> String = {
    #"{"about":"x","contacts":{"list":[{"id":1}]},"chats":{"about":"y","list":["# + chat($0) + "]}}"
  }

  static let all: [Sample] = json + tables

  static let json: [Sample] = [
    Sample(
      format: .tocsin, shape: .lines, file: lines, record: tocsin,
      spoilers: [
        (#""platform":"x","#, ""), (#""id":"3","#, ""), (#""id":"a3""#, ""),
        (#""account":{"id":"a3"}"#, #""account":"a3""#), (#""time":""#, #""time":"at "#),
        (#""text":"#, #""other":"#), (#""text":""#, #""text":7,"x":""#), (#""x""#, #""no word""#),
      ]),
    Sample(
      format: .tocsin, shape: .elements, file: array, record: tocsin,
      spoilers: [(#""id":"3""#, #""id":[]"#)]),
    Sample(
      format: .xAPI2, shape: .lines, file: lines, record: page,
      spoilers: [
        (#""id":"3","#, ""), (#""author_id":"7","#, ""), (#""text""#, #""words""#),
        (#""created_at""#, #""made""#), (#""text":""#, #""text":{},"x":""#),
        (#""data":["#, #""data":[7,"#),
      ]),
    Sample(
      format: .tweet, shape: .lines, file: lines, record: tweet,
      spoilers: [
        (#""id_str":"3","#, ""), (#""user":{"id_str":"7"}"#, #""user":7"#), (#""7""#, "null"),
        (#""created_at":""#, #""created_at":"at "#), (#""full_text""#, #""words""#),
        (#""full_text":""#, #""full_text":[],"x":""#),
      ]),
    Sample(
      format: .tweet, shape: .elements, file: array, record: tweet,
      spoilers: [(#""id_str":"3""#, #""id_str":true"#)]),
    Sample(
      format: .telegram, shape: .elements, file: chat, record: message,
      spoilers: [
        (#""id":3,"#, ""), (#""date":""#, #""date":"at "#), (#""date":"#, #""day":"#),
        (#""text":""#, #""text":7,"x":""#), (#""text":""#, #""text":[7],"x":""#),
        (#""user7""#, "{}"),
      ]),
    Sample(
      format: .telegram, shape: .elements, file: account, record: message,
      spoilers: [(#""text""#, #""words""#)]),
    Sample(
      format: .zeeschuimer, shape: .lines, file: lines, record: captured,
      spoilers: [
        (#""data":"#, #""item":"#), (#""data":{"#, #""data":7,"x":{"#), (#""desc""#, #""words""#),
        (#""created_at""#, #""made""#), (#""author""#, #""who""#),
        (#""tiktok.com""#, #""no word!""#),
      ]),
    Sample(
      format: .mastodon, shape: .elements, file: array, record: status,
      spoilers: [
        (#""id":"3","#, ""), (#""acct":"ann""#, ""), (#""content""#, #""words""#),
        (#""content":""#, #""content":7,"x":""#), (#""created_at":""#, #""created_at":"at "#),
      ]),
    Sample(
      format: .mastodon, shape: .lines, file: lines, record: status,
      spoilers: [(#"{"acct":"ann"}"#, "[]")]),
    Sample(
      format: .jetstream, shape: .lines, file: lines, record: event,
      spoilers: [
        (#""did":"did:plc:ann","#, ""), (#""rkey":"3","#, ""), (#""text""#, #""words""#),
        (#""text":""#, #""text":7,"x":""#), (#""createdAt":""#, #""createdAt":"at "#),
        (#""time_us":9000000000000000"#, #""time_us":"soon""#),
      ]),
  ]

  static let tables: [Sample] = [
    Sample(
      format: .cooRTweet, shape: .table,
      file: table("object_id,account_id,content_id,timestamp_share"),
      record: { id, time, text in "\(text),a\(id),\(id),\(time)" },
      spoilers: [("a3,", ","), (",3,", ",,"), ("2016-", "at "), ("a3,", "")]),
    Sample(
      format: .crowdTangle, shape: .table,
      file: table("Page Name,Facebook Id,Post Created,URL,Message"),
      record: { id, time, text in
        "Port,7,\(time),https://facebook.example/\(id),\"\(text)\""
      },
      spoilers: [
        ("https://facebook.example/3", ""), ("2016-", "at "), ("Port,7", ",,"), ("7,", ""),
      ]),
    Sample(
      format: .delimited, shape: .table, file: table("id\taccount\ttime\ttext"),
      record: { id, time, text in "\(id)\ta\(id)\t\(time)\t\(text)" },
      spoilers: [("3\ta", "\ta"), ("a3", ""), ("2016-", "at "), ("\ta3", "")]),
  ]
}

/// What an intake makes of bytes in memory.
struct Reading {
  var posts: [Post] = []
  var rejections: [Rejection] = []
  var summary: InputSummary?
  var error: IntakeError?

  var codes: [Rejection.Code] { rejections.map(\.code) }
  var accounted: Int {
    guard let summary else { return posts.count + rejections.count }
    return summary.posts + summary.duplicates + summary.rejections + summary.skipped
  }
}

func read(_ inputs: [UInt8]..., options: IntakeOptions = IntakeOptions()) throws -> Reading {
  try read(
    inputs: inputs.map { bytes in
      IntakeInput(path: "memory") { try ByteSource(name: "memory", bytes: bytes) }
    }, options: options)
}

func read(_ text: String, options: IntakeOptions = IntakeOptions()) throws -> Reading {
  try read(Array(text.utf8), options: options)
}

func read(inputs: [IntakeInput], options: IntakeOptions = IntakeOptions()) throws -> Reading {
  var reading = Reading()
  do {
    let summaries = try Intake(options: options).read(inputs: inputs) { batch in
      reading.posts += batch.posts
      reading.rejections += batch.rejections
    }
    reading.summary = summaries.last
  } catch let error as IntakeError {
    reading.error = error
  }
  return reading
}
