/// How packages for authorities are made.
public struct PackageSettings: Sendable {
  /// Asks a server for a time stamp on a SHA-256 digest and gives its answer, DER.
  public typealias Stamper = @Sendable (_ digest: [UInt8]) throws -> [UInt8]

  /// Folders in which an input is looked for by its name when it is not where it was read.
  public var inputFolders: [String]
  /// Asks for a time stamp; nil where no server is configured.
  public var stamp: Stamper?
  /// The program that makes packages, with its version.
  public var program: String

  /// Settings.
  public init(inputFolders: [String] = [], stamp: Stamper? = nil, program: String = "Tocsin") {
    self.inputFolders = inputFolders
    self.stamp = stamp
    self.program = program
  }
}
