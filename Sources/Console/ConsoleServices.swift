import Casework
import SocialModel
import Store

/// What the console's pages stand on.
struct ConsoleServices: Sendable {
  let store: CaseStore
  let keeper: SessionKeeper
  let desk: SignInDesk
  let tokens: FormTokens
  let configuration: ConsoleConfiguration
  let clock: @Sendable () -> Timestamp

  init(
    store: CaseStore, key: SealingKey, configuration: ConsoleConfiguration,
    clock: @escaping @Sendable () -> Timestamp
  ) throws {
    self.store = store
    self.configuration = configuration
    self.clock = clock
    keeper = SessionKeeper(limits: configuration.sessionLimits, clock: clock)
    desk = try SignInDesk(
      store: store, keeper: keeper, key: key, cost: configuration.passwordCost, clock: clock)
    tokens = FormTokens(key: key.derived(for: "console forms"))
  }
}
