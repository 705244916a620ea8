import ArgumentParser
import Banks
import Casework
import Console
import Desk
import Evidence
import Exchange
import Foundation
import Intake
import Media
import Pipeline
import Simulation
import Store

/// What the program's end says to a shell. Wrong usage is 64 and comes from the argument parser.
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  case doneWithRejections = 3

  /// Runs a command's work; a failure is told in one sentence on standard error.
  ///
  /// - Throws: `ExitCode` for every status but `done`.
  static func of(_ work: () throws -> ExitStatus) throws {
    let status: ExitStatus
    do {
      status = try work()
    } catch let error as PipelineError {
      status = tell(error.description)
    } catch let error as IntakeError {
      status = tell(error.description)
    } catch let error as ExchangeError {
      status = tell(error.description)
    } catch let error as MediaError {
      status = tell(error.description)
    } catch let error as BankError {
      status = tell(error.description)
    } catch let error as CaseworkError {
      status = tell(error.description)
    } catch let error as EvidenceError {
      status = tell(error.description)
    } catch let error as DeskError {
      status = tell(error.description)
    } catch let error as ConsoleError {
      status = tell(error.description)
    } catch let error as StoreError {
      status = tell(error.description)
    } catch let error as SimulationError {
      status = tell(error.description)
    } catch {
      status = tell("An unforeseen error: \(type(of: error)).")
    }
    if status != .done { throw ExitCode(status.rawValue) }
  }

  private static func tell(_ sentence: String) -> ExitStatus {
    Diagnostics.clearLine()
    Diagnostics.say("tocsin: \(sentence)")
    return .failed
  }
}
