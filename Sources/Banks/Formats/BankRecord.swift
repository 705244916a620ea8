/// A record of any format by the names of its fields, before it is an entry.
///
/// Two vocabularies are understood: that of `threatexchange dataset` (`signal_type`, `signal_str`,
/// `collab`, `category`, `tags`) with Tocsin's own two fields (`severity`, `source`), and that of
/// ThreatExchange's descriptors (`type`, `indicator`, `status`, `tags`, `owner_id`, `severity`).
struct BankRecord {
  var fields: [String: String]
  var tags: [String]

  /// What is assumed where a record does not say.
  struct Defaults {
    var type: SignalType?
    var bank: String
    var source: String
    var severity: BankSeverity
  }

  /// Why a record is no entry.
  struct Refusal: Error { var reason: String }

  func entry(_ defaults: Defaults) -> Result<BankEntry, Refusal> {
    guard let value = fields["signal_str"] ?? fields["indicator"] else {
      return .failure(Refusal(reason: "malformed-record"))
    }
    let name = fields["signal_type"] ?? fields["type"]
    guard let type = name.map({ SignalType(name: $0) }) ?? defaults.type else {
      return .failure(Refusal(reason: name == nil ? "malformed-record" : "unknown-type"))
    }
    switch SignalValue.normal(value, type) {
    case .failure(let problem): return .failure(Refusal(reason: problem.rawValue))
    case .success(let normal):
      return .success(
        BankEntry(
          type: type, value: normal, bank: text("collab") ?? defaults.bank, category: category,
          tags: tags, severity: severity ?? defaults.severity, source: source ?? defaults.source))
    }
  }

  /// A field that is there and not empty.
  private func text(_ name: String) -> String? {
    fields[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  private var category: BankCategory {
    if let known = text("category").flatMap({ BankCategory(rawValue: $0.uppercased()) }) {
      return known
    }
    switch text("status") {
    case "MALICIOUS": return .positive
    case "NON_MALICIOUS": return .negative
    default: return .seed
    }
  }

  private var severity: BankSeverity? {
    text("severity").flatMap { BankSeverity(rawValue: $0.uppercased()) }
  }

  private var source: String? {
    text("source") ?? text("owner_id").map { "ThreatExchange owner \($0)" }
  }
}
