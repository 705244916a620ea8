import Foundation

/// A content as a server describes it.
struct RemoteContent: Decodable {
  struct Owner: Decodable { var name: String }

  struct Metadata: Decodable {
    var contentID: String?
    /// Which exchanges the content came from.
    var collaborations: [String: [String]]?

    private enum CodingKeys: String, CodingKey {
      case contentID = "content_id"
      case collaborations = "collab"
    }
  }

  var id: Int
  var bank: Owner
  var signals: [String: String]?
  var metadata: Metadata?

  /// One entry a hash.
  ///
  /// - Parameter record: what the caller asked for, for rejections.
  func entries(server: String, record: Int, rejected: (BankRejection) -> Void) -> [BankEntry] {
    let origins = (metadata?.collaborations ?? [:]).keys.sorted()
    let source = (["\(server) content \(id)"] + origins).joined(separator: ", ")
    var entries: [BankEntry] = []
    for (name, value) in (signals ?? [:]).sorted(by: { $0.key < $1.key }) {
      func reject(_ reason: String) {
        rejected(BankRejection(file: server, record: record, reason: reason))
      }
      guard let type = SignalType(name: name) else {
        reject("unknown-type")
        continue
      }
      switch SignalValue.normal(value, type) {
      case .failure(let problem): reject(problem.rawValue)
      case .success(let normal):
        entries.append(
          BankEntry(
            type: type, value: normal, bank: bank.name, category: .positive, source: source))
      }
    }
    return entries
  }
}

/// What `/m/raw_lookup` answers: ids, or ids with distances.
struct RemoteMatches: Decodable {
  struct Match: Decodable {
    var content: Int
    var distance: String

    private enum CodingKeys: String, CodingKey {
      case content = "bank_content_id"
      case distance
    }

    init(from decoder: any Decoder) throws {
      do {
        content = try decoder.singleValueContainer().decode(Int.self)
        distance = ""
      } catch {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        content = try object.decode(Int.self, forKey: .content)
        distance = try object.decode(String.self, forKey: .distance)
      }
    }
  }

  var matches: [Match]
}
