import Foundation
import SocialModel
import Testing

@testable import Evidence

@Suite("A web archive")
struct WebArchiveTests {
  private let http = Array(
    "HTTP/1.1 404 Not Found\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>parade</p>".utf8)

  private func archive() throws -> WebArchive {
    try WebArchive(
      Parade.evidence([
        Parade.item(1, "a"),
        Parade.item(2, "b", type: "application/http; msgtype=response", raw: http),
        Parade.item(3, "c", type: "bad\r\nWARC-Type: x", raw: [0, 255], from: "a b\r\nX: y"),
      ]), program: "Tocsin/0.1.0")
  }

  /// A member's bytes, by another program than the one that wrote them.
  private func unzipped(_ member: ArraySlice<UInt8>) throws -> String {
    let run = try Peer.inFolder {
      try Peer.run(["gzip", "-dc", "a.gz"], files: ["a.gz": Array(member)], in: $0)
    }
    #expect(run.status == 0)
    return run.output
  }

  @Test("has a gzip member for each record, at the place that the index states")
  func members() throws {
    let archive = try archive()
    let first = try #require(archive.records.first)
    let info = try unzipped(archive.bytes[..<first.offset])
    #expect(info.hasPrefix("WARC/1.1\r\nWARC-Type: warcinfo\r\n") && info.hasSuffix("\r\n\r\n"))
    let texts = try archive.records.map {
      try unzipped(archive.bytes[$0.offset..<($0.offset + $0.length)])
    }
    #expect(texts[0].contains("WARC-Type: resource\r\n"))
    #expect(texts[0].contains("WARC-Target-URI: https://x.example/lantern/status/1\r\n"))
    #expect(texts[0].contains("WARC-Date: 2025-11-22T08:26:40.000Z\r\n"))
    #expect(texts[1].contains("WARC-Type: response\r\n"))
    #expect(
      texts[1].contains("WARC-Payload-Digest: sha256:\(Digest.text(Array("<p>parade</p>".utf8)))"))
    #expect(texts[1].contains("WARC-Block-Digest: sha256:\(Digest.text(http))"))
    #expect(archive.records.last.map { $0.offset + $0.length } == archive.bytes.count)
  }

  @Test("lets nothing of a case write a header")
  func injection() throws {
    let archive = try archive()
    let last = try #require(archive.records.last)
    let text = String(decoding: last.bytes, as: UTF8.self)
    #expect(text.contains("WARC-Target-URI: urn:tocsin:post:x:713\r\n"))
    #expect(text.contains("Content-Type: application/octet-stream\r\n"))
    #expect(!text.contains("X: y") && text.components(separatedBy: "WARC-Type:").count == 2)
  }

  @Test("is the same for the same case, alone and as WACZ")
  func deterministic() throws {
    #expect(try archive().bytes == archive().bytes)
    #expect(try archive().wacz() == archive().wacz())
    #expect(throws: EvidenceError.self) {
      try WebArchive(Parade.evidence([]), program: "Tocsin/0.1.0")
    }
  }

  @Test("lists in WACZ every file with its digest, and every page")
  func wacz() throws {
    let files = try StoredArchive.files(in: archive().wacz())
    let package = try #require(files.first { $0.name == "datapackage.json" })
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(package.bytes)) as? [String: Any])
    let resources = try #require(object["resources"] as? [[String: Any]])
    #expect(object["wacz_version"] as? String == "1.1.1")
    #expect(resources.count == files.count - 2)
    for resource in resources {
      let file = try #require(files.first { $0.name == resource["path"] as? String })
      #expect(resource["hash"] as? String == "sha256:" + Digest.text(file.bytes))
    }
    let pages = try #require(files.first { $0.name == "pages/pages.jsonl" })
    #expect(pages.bytes.count { $0 == UInt8(ascii: "\n") } == 4)
    let index = try unzipped(#require(files.first { $0.name == "indexes/index.cdx.gz" }).bytes[...])
    let lines = index.split(separator: "\n")
    #expect(lines.count == 3 && lines == lines.sorted())
    #expect(lines[1].hasPrefix("example,x)/lantern/status/2 20251122082640 {"))
    #expect(lines[1].contains(#""mime":"text/html""#) && lines[1].contains(#""status":"404""#))
  }
}
