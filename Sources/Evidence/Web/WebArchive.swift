import Foundation
import SocialModel

/// A web archive of captured bytes: ISO 28500 (WARC 1.1), each record a gzip member of its own.
///
/// Bytes of the type `application/http` become a `response` record, all others a `resource`. Ids of
/// records follow from their content, so that the same case gives the same bytes.
public struct WebArchive: Sendable {
  /// The archive.
  public let bytes: [UInt8]
  /// Where each capture lies in it, in the order of the case.
  let records: [WebRecord]
  let created: Timestamp
  let program: String

  /// The archive of a case's captures.
  ///
  /// - Parameters:
  ///   - evidence: the case.
  ///   - program: what its first record names, such as `Tocsin/0.1.0`.
  /// - Throws: ``EvidenceError`` with the codes `incomplete` and `library`.
  public init(_ evidence: EvidenceCase, program: String) throws {
    guard let created = evidence.posts.map(\.captured.at.time).max() else {
      throw EvidenceError(
        .incomplete, subject: "case \(evidence.id)", message: "It has no posts to archive.")
    }
    let info = "software: \(program)\r\nformat: WARC File Format 1.1\r\n"
    var bytes = try GzipMember.bytes(
      WebRecord.record(
        [("WARC-Type", "warcinfo"), ("WARC-Filename", WebArchive.name)],
        type: "application/warc-fields", date: created, block: Array(info.utf8)))
    var records: [WebRecord] = []
    for post in evidence.posts {
      var record = WebRecord(post)
      let member = try GzipMember.bytes(record.bytes)
      (record.offset, record.length) = (bytes.count, member.count)
      bytes += member
      records.append(record)
    }
    self.bytes = bytes
    self.records = records
    self.created = created
    self.program = program
  }

  /// What the archive is called within a WACZ file.
  static let name = "data.warc.gz"
}
