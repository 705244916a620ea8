/// The names of a package's files.
enum PackageNames {
  static let manifest = "manifest.json"
  static let signature = "manifest.sig"
  static let timeStamp = "manifest.tsr"
  static let publicKey = "public-key.pem"
  static let custody = "custody.ndjson"
  static let page = "report.html"
  static let paper = "report.pdf"
  static let sums = "SHA256SUMS"
  static let sumsSignature = "SHA256SUMS.sig"

  /// The files that the manifest cannot list, since they are made after it.
  static let unlisted = [manifest, signature, timeStamp, sums, sumsSignature]

  /// The file of a post: by number, since ids are whatever a platform or a forger wrote.
  static func post(_ index: Int, type: String) -> String {
    let digits = String(index + 1)
    let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "posts/\(number).\(suffix(type))"
  }

  private static func suffix(_ type: String) -> String {
    switch type.prefix(while: { $0 != ";" }) {
    case "application/json": "json"
    case EvidenceCase.Item.statementType: "statement.json"
    case "application/x-ndjson": "ndjson"
    case "text/html": "html"
    case "text/plain": "txt"
    case "text/csv": "csv"
    case "image/jpeg": "jpg"
    case "image/png": "png"
    case "application/http": "http"
    default: "bin"
    }
  }
}
