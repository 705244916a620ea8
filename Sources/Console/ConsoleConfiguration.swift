import Casework

/// How the console is served.
public struct ConsoleConfiguration: Sendable {
  /// The address that is listened on.
  public var address: String
  /// The port; 0 takes any that is free.
  public var port: Int
  /// Whether a proxy in front ends TLS: cookies are for TLS alone, and the last address of
  /// `X-Forwarded-For` is where a request comes from.
  public var isBehindTLS: Bool
  /// How many requests of one person may come at once.
  public var requestBurst = 300.0
  /// How many requests of one person a second are answered in the long run. A table as CSV counts as twenty.
  public var requestsPerSecond = 5.0
  /// How long it takes until it is asked again whether a checkpoint of the audit chain is due.
  public var checkpointTick = Duration.seconds(60)
  /// How long the alarm board's stream waits before it looks again.
  public var liveTick = Duration.seconds(5)
  /// After how many looks the stream ends; the browser opens it anew.
  public var liveTicks = 120

  /// How many requests an API token may make a minute.
  public var requestsAMinute = 120

  /// No form of notices, and no request with notices, has more bytes.
  static let longestReports = 4 << 20
  /// No other form has more bytes.
  static let longestBody = 64 << 10
  /// No path with its query has more bytes.
  static let longestTarget = 8 << 10
  /// No header, and no set of headers, has more bytes.
  static let longestHeaders = 32 << 10
  /// No more connections are open at once.
  static let mostConnections = 1024
  /// Seconds without a byte after which a connection is closed.
  static let idleSeconds: Int64 = 30

  /// A configuration.
  ///
  /// - Throws: ``ConsoleError`` with `wrongAddress` for an address that others can reach, unless it is
  ///   said that a proxy ends TLS in front, and for a port that is none.
  public init(address: String = "127.0.0.1", port: Int = 8317, isBehindTLS: Bool = false) throws {
    self.address = address
    self.port = port
    self.isBehindTLS = isBehindTLS
    guard (0...65_535).contains(port) else {
      throw ConsoleError(.wrongAddress, "The port is not one of 0 to 65535.")
    }
    guard isBehindTLS || isLoopback else {
      throw ConsoleError(
        .wrongAddress,
        "Others can reach this address, and passwords would travel readably."
          + " Put a proxy with TLS in front and say --behind-tls, or stay on 127.0.0.1.")
    }
  }

  /// Whether only this machine can reach the address.
  public var isLoopback: Bool {
    guard let source = SourceAddress(address) else { return address == "localhost" }
    return source.bytes.count == 4 ? source.bytes[0] == 127 : address == "::1"
  }

  /// Whether cookies are sent over TLS alone.
  var hasSecureCookies: Bool { isBehindTLS || !isLoopback }
}
