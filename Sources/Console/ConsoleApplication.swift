import Casework
import Desk
import Hummingbird
import HummingbirdCore
import SocialModel
import Store

/// The console: a router over a store, and an application that serves it.
public struct Console: Sendable {
  let services: ConsoleServices
  private let renderer: PageRenderer

  /// A console over a database.
  ///
  /// - Parameters:
  ///   - desk: the desk over the database, whose clock and limits of sessions hold here, too.
  ///   - configuration: how it is served.
  /// - Throws: ``ConsoleError`` with `template`.
  public init(desk: CaseDesk, configuration: ConsoleConfiguration) throws {
    services = ConsoleServices(desk: desk, configuration: configuration)
    renderer = try PageRenderer()
  }

  /// Every route, behind the front door; without a server, as tests take it.
  func buildRouter() -> Router<ConsoleContext> {
    let router = Router(context: ConsoleContext.self)
    router.middlewares.add(
      FrontDoor(renderer: renderer, configuration: services.configuration))
    for route in RouteTable.all {
      let handler = RouteHandler(route: route, services: services, renderer: renderer)
      router.on(RouterPath(route.path), method: route.method) { request, context in
        try await handler.respond(request, context)
      }
    }
    return router
  }

  /// The router with a server around it.
  ///
  /// - Parameter onRunning: is told the port that is listened on.
  func buildApplication(
    onRunning: @escaping @Sendable (Int) async -> Void
  ) -> some ApplicationProtocol {
    let configuration = services.configuration
    var channel = HTTP1Channel.Configuration(
      idleTimeout: .seconds(ConsoleConfiguration.idleSeconds))
    channel.httpDecoder = .init(
      maxHeaderFieldSize: ConsoleConfiguration.longestHeaders,
      maxHeaderListSize: ConsoleConfiguration.longestHeaders, maxHeaderFieldCount: 100)
    return Application(
      router: buildRouter(), server: .http1(configuration: channel),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.address, port: configuration.port),
        availableConnectionsDelegate: MaximumAvailableConnections(
          ConsoleConfiguration.mostConnections)),
      onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) })
  }

  /// Serves until the task is cancelled; the audit trail has when it began and ended.
  ///
  /// - Parameter onRunning: is told the port that is listened on.
  /// - Throws: what listening throws.
  public func run(onRunning: @escaping @Sendable (Int) async -> Void) async throws {
    try await record("begin")
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await buildApplication(onRunning: onRunning).run() }
        group.addTask { try await signCheckpoints() }
        // Whichever ends first ends the other: nothing is served without checkpoints.
        try await group.next()
        group.cancelAll()
      }
    } catch is CancellationError {
      // Asked to end.
    }
    try await record("end")
    _ = try await services.desk.perform { try $0.checkpoints.sign(isEnding: true) }
  }

  /// Signs the end of the audit chain whenever an hour has passed in which it grew.
  private func signCheckpoints() async throws {
    while true {
      _ = try await services.desk.perform { try $0.checkpoints.sign() }
      try await Task.sleep(for: services.configuration.checkpointTick)
    }
  }

  private func record(_ what: String) async throws {
    try await services.store.perform { store in
      try store.record(
        "system.served", on: "console", by: .system("console"), details: ["what": what])
    }
  }
}
