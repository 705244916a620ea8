import Foundation
import Pipeline
import Simulation

/// What signals do to the program.
///
/// Interrupted, it removes what it has begun to write before it ends as it would have. A file that
/// grows beyond a limit is an error of the call that writes and no reason to end.
enum Interruption {
  /// Signals that ask a process to end.
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Prepares for signals; to be called before any thread is started.
  static func prepare() {
    signal(SIGXFSZ, SIG_IGN)
    var watched = sigset_t()
    sigemptyset(&watched)
    for number in signals where !isIgnored(number) { sigaddset(&watched, number) }
    // Threads inherit the mask, so that the one below is the only one that is told.
    pthread_sigmask(SIG_BLOCK, &watched, nil)
    let thread = Thread { [watched] in end(on: watched) }
    thread.name = "signals"
    thread.start()
  }

  /// Whether whoever started the program wants the signal to do nothing, as `nohup` does.
  private static func isIgnored(_ number: CInt) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func end(on watched: sigset_t) {
    var watched = watched
    var number: CInt = 0
    guard sigwait(&watched, &number) == 0 else { return }
    Unfinished.removeAll()
    SimulationOutput.removeUnfinished()
    Diagnostics.clearLine()
    signal(number, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &watched, nil)
    raise(number)
  }
}
