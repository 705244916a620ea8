/// Something that a team protects: an organisation, an office, a person in a public role, an event, a
/// critical place.
public struct ProtectedAsset: Hashable, Sendable, Codable {
  /// What it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case organisation, office, person, event, place
  }

  /// The team's identifier of it; unique in a file.
  public var id: String
  /// Its name.
  public var name: String
  /// What it is.
  public var kind: Kind
  /// Other names and spellings, in any script.
  public var variants: [String]
  /// Where it is, for people to read.
  public var place: String?
  /// Whom to tell, for people to read.
  public var contacts: [String]

  /// An asset.
  public init(
    id: String, name: String, kind: Kind, variants: [String] = [], place: String? = nil,
    contacts: [String] = []
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.variants = variants
    self.place = place
    self.contacts = contacts
  }

  private enum CodingKeys: String, CodingKey { case id, name, kind, variants, place, contacts }

  /// Reads an asset; variants, place and contacts may be missing.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(String.self, forKey: .id)
    name = try values.decode(String.self, forKey: .name)
    kind = try values.decode(Kind.self, forKey: .kind)
    variants = try values.decodeIfPresent([String].self, forKey: .variants) ?? []
    place = try values.decodeIfPresent(String.self, forKey: .place)
    contacts = try values.decodeIfPresent([String].self, forKey: .contacts) ?? []
  }
}

/// Why assets could not be taken. The description carries ids and never names or contacts.
public struct ThreatsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// Two assets have one id, or one has none.
    case badAssetID = "bad-asset-id"
    /// A name or a variant holds no word.
    case badAssetName = "bad-asset-name"
  }

  /// What went wrong.
  public var code: Code
  /// The asset's place in the list, from 1.
  public var asset: Int
  /// What happened, in one sentence.
  public var message: String
  /// What to do about it.
  public var hint: String

  /// The place, the message and the hint.
  public var description: String { "asset \(asset): \(message) \(hint)" }
}
