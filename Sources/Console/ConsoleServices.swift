import Casework
import Desk
import SocialModel
import Store

/// What the console's pages stand on.
struct ConsoleServices: Sendable {
  /// Where every act of a person is checked and done.
  let desk: CaseDesk
  let tokens: FormTokens
  let configuration: ConsoleConfiguration
  let throttle: RequestThrottle
  /// How often programs ask.
  let limits: APILimits
  /// Pictures that were asked for, until they are fetched.
  let tickets = PictureTickets()

  init(desk: CaseDesk, configuration: ConsoleConfiguration) {
    self.desk = desk
    self.configuration = configuration
    tokens = desk.formTokens
    throttle = RequestThrottle(
      burst: configuration.requestBurst, perSecond: configuration.requestsPerSecond)
    limits = APILimits(requestsAMinute: configuration.requestsAMinute)
  }

  /// The rows, for pages that only show.
  var store: CaseStore { desk.store }

  /// The time of sessions, exposure and clocks.
  var clock: @Sendable () -> Timestamp { desk.store.clock }
}
