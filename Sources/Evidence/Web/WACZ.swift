import Foundation
import SocialModel

extension WebArchive {
  /// The archive with its index and its list of pages: WACZ 1.1.1.
  ///
  /// - Throws: ``EvidenceError`` with the codes `library` and `tooLarge`.
  public func wacz() throws -> [UInt8] {
    let lines = records.map(\.indexLine).sorted()
    let index = try GzipMember.bytes(Array(lines.joined().utf8))
    let header = #"{"format":"json-pages-1.0","id":"pages","title":"All pages"}"#
    var files = [
      EvidenceFile(name: "archive/\(Self.name)", bytes: bytes),
      EvidenceFile(name: "indexes/index.cdx.gz", bytes: index),
      EvidenceFile(
        name: "indexes/index.idx", bytes: try Self.indexOfIndex(lines, index)),
      EvidenceFile(
        name: "pages/pages.jsonl",
        bytes: Array(
          ([header] + (try records.map { try $0.pageLine() })).map { $0 + "\n" }.joined().utf8)),
    ]
    let package = try datapackage(files)
    files.append(EvidenceFile(name: "datapackage.json", bytes: package))
    let digest = #"{"path":"datapackage.json","hash":"sha256:\#(Digest.text(package))"}"#
    files.append(
      EvidenceFile(name: "datapackage-digest.json", bytes: Array((digest + "\n").utf8)))
    return try StoredArchive.bytes(of: files, time: created)
  }

  /// Where the one compressed block of the index lies, by its first key.
  private static func indexOfIndex(_ lines: [String], _ index: [UInt8]) throws -> [UInt8] {
    let key = lines.first.map { $0.split(separator: " ").prefix(2).joined(separator: " ") } ?? ""
    let place =
      #"{"offset":0,"length":\#(index.count),"digest":"sha256:\#(Digest.text(index))","filename":"index.cdx.gz"}"#
    return Array(
      ("!meta 0 {\"format\":\"cdxj-gzip-1.0\",\"filename\":\"index.cdx.gz\"}\n\(key) \(place)\n")
        .utf8)
  }

  private struct Datapackage: Encodable {
    struct Resource: Encodable {
      var name: String
      var path: String
      var hash: String
      var bytes: Int
    }
    var profile = "data-package"
    var resources: [Resource]
    var version = "1.1.1"
    var created: String
    var software: String

    enum CodingKeys: String, CodingKey {
      case profile, resources, created, software
      case version = "wacz_version"
    }
  }

  private func datapackage(_ files: [EvidenceFile]) throws -> [UInt8] {
    let resources = files.map { file in
      Datapackage.Resource(
        name: file.name.split(separator: "/").last.map(String.init) ?? file.name, path: file.name,
        hash: "sha256:" + Digest.text(file.bytes), bytes: file.bytes.count)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let second = String(created.description.prefix(19)) + "Z"
    return [UInt8](
      try encoder.encode(
        Datapackage(resources: resources, created: second, software: program)))
  }
}

extension WebRecord {
  private struct Fields: Encodable {
    var url: String
    var mime: String
    var status: String
    var digest: String
    var length: String
    var offset: String
    var filename: String
  }

  private struct Page: Encodable {
    var id: String
    var url: String
    var ts: String
    var title: String
  }

  /// The record's line in the index: its address turned around, its time, and where it lies.
  fileprivate var indexLine: String {
    let fields = Fields(
      url: address, mime: isResponse ? mime : type, status: isResponse ? status : "200",
      digest: "sha256:" + Digest.text(Array(payload)), length: String(length),
      offset: String(offset), filename: WebArchive.name)
    let stamp = time.description.prefix(19).filter(\.isNumber)
    return "\(Self.key(address)) \(stamp) \(Self.json(fields))\n"
  }

  fileprivate func pageLine() throws -> String {
    Self.json(
      Page(
        id: Digest.text(Array("\(address) \(time)".utf8)).prefix(16).description, url: address,
        ts: time.description, title: title))
  }

  private static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return String(decoding: try encoder.encode(value), as: UTF8.self) } catch {
      preconditionFailure("objects of strings can be encoded")
    }
  }

  /// The head of a response, as lines.
  private var head: [Substring] {
    String(decoding: block[..<payload.startIndex], as: UTF8.self).split(separator: "\r\n")
  }

  private var status: String {
    head.first?.split(separator: " ").dropFirst().first.map(String.init) ?? "200"
  }

  private var mime: String {
    let line = head.first { $0.lowercased().hasPrefix("content-type:") }
    let value = line?.drop { $0 != ":" }.dropFirst().prefix { $0 != ";" } ?? ""
    let word = value.trimmingCharacters(in: .whitespaces)
    return word.isEmpty ? "application/octet-stream" : word
  }

  /// The address with its host turned around, as indexes are sorted (SURT).
  private static func key(_ address: String) -> String {
    guard let url = URLComponents(string: address), let host = url.host, !host.isEmpty else {
      return address.lowercased()
    }
    let port = url.port.map { ":\($0)" } ?? ""
    let path = url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath
    let query = url.percentEncodedQuery.map { "?\($0)" } ?? ""
    let turned = host.split(separator: ".").reversed().joined(separator: ",")
    return "\(turned)\(port))\(path)\(query)".lowercased()
  }
}
