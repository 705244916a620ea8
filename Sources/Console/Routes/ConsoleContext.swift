import Hummingbird

/// What comes with a request beside its bytes.
struct ConsoleContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address that the connection comes from; nil where there is none.
  let remoteAddress: String?
  /// The request's id, which answers and the log carry.
  let requestID: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress?.ipAddress
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    requestID = String(repeating: "0", count: 16 - digits.count) + digits
  }
}
