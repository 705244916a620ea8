import Coordination
import Foundation
import SocialModel

/// A detection profile as a JSON file.
///
/// `{"name", "contextWindowSeconds", "scalesSeconds": [...], "shares": {"text": [...]},
/// "repeats": [...], "returnRate"}`; docs/formats.md describes the fields.
public enum ProfileFile {
  private struct Form: Codable {
    var name: String
    var contextWindowSeconds: Int64
    var scalesSeconds: [Int64]
    var shares: [String: [Double]]
    var repeats: [Double]
    var returnRate: Double
  }

  /// The file's bytes.
  public static func bytes(of profile: DetectionProfile) throws -> [UInt8] {
    let form = Form(
      name: profile.name, contextWindowSeconds: DetectionProfile.contextWindow / 1000,
      scalesSeconds: DetectionProfile.scales.map { $0 / 1000 },
      shares: Dictionary(
        uniqueKeysWithValues: profile.shares.map { ($0.key.name, $0.value.map(Self.rounded)) }),
      repeats: profile.repeats.map(Self.rounded),
      returnRate: Self.rounded(profile.returnRate))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return Array(try encoder.encode(form)) + [UInt8(ascii: "\n")]
  }

  /// Reads a profile.
  ///
  /// - Throws: ``PipelineError`` with the codes `inputUnreadable` and `badProfile`.
  public static func read(path: String) throws -> DetectionProfile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(
        .inputUnreadable, subject: path, message: "The profile cannot be read.",
        hint: "Check that the file exists and may be read.")
    }
    let form: Form
    do { form = try JSONDecoder().decode(Form.self, from: data) } catch {
      throw bad(path, "The profile is not of the form that `tocsin calibrate` writes.")
    }
    var shares: [Layer: [Double]] = [:]
    for (name, values) in form.shares {
      guard let layer = Layer(name: name), DetectionProfile.testable.contains(layer) else {
        throw bad(path, "The profile names a layer that is not tested.")
      }
      shares[layer] = values
    }
    try check(form, shares, path)
    return DetectionProfile(
      name: form.name, shares: shares, repeats: form.repeats,
      returnRate: form.returnRate)
  }

  private static func check(
    _ form: Form, _ shares: [Layer: [Double]], _ path: String
  ) throws {
    guard form.scalesSeconds == DetectionProfile.scales.map({ $0 / 1000 }),
      form.contextWindowSeconds == DetectionProfile.contextWindow / 1000
    else { throw bad(path, "The profile was measured at other time scales.") }
    let isShare = { (value: Double) in value > 0 && value <= 1 }
    guard !shares.isEmpty,
      shares.values.allSatisfy({
        $0.count == form.scalesSeconds.count && $0.allSatisfy(isShare) && $0 == $0.sorted()
      })
    else { throw bad(path, "The profile's shares are not rising numbers above 0 and up to 1.") }
    guard form.repeats.count > 1, form.repeats[0] == 1, form.repeats.allSatisfy(isShare),
      form.repeats == form.repeats.sorted(by: >)
    else { throw bad(path, "The profile's repeats are not falling numbers from 1 to above 0.") }
    guard isShare(form.returnRate) else {
      throw bad(path, "The profile's return rate is not a number above 0 and up to 1.")
    }
  }

  private static func bad(_ path: String, _ message: String) -> PipelineError {
    PipelineError(
      .badProfile, subject: path, message: message,
      hint: "Make it anew with `tocsin calibrate`.")
  }

  /// Four significant digits: more would claim what was not measured.
  private static func rounded(_ value: Double) -> Double {
    guard value > 0 else { return 0 }
    let scale = pow(10, 3 - floor(log10(value)))
    return (value * scale).rounded() / scale
  }
}
