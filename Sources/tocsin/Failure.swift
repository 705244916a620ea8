import ArgumentParser
import Exchange
import Foundation
import Intake
import Pipeline

extension ExitCode {
  /// Everything was done, and some records were rejected.
  static let doneWithRejections = ExitCode(3)
}

/// Where an error becomes a sentence and an exit status. Nowhere else.
enum Failure {
  /// Runs a command's work; an error is said in one sentence on standard error.
  ///
  /// - Returns: the exit status of the work, or of its failure.
  static func reported(_ work: () throws -> ExitCode) throws -> ExitCode {
    do {
      return try work()
    } catch {
      Terminal.clearLine()
      Terminal.say("tocsin: \(sentence(error))")
      return .failure
    }
  }

  /// Errors of ours say what happened and what to do; their words carry names of files and never
  /// what is in them.
  private static func sentence(_ error: any Error) -> String {
    switch error {
    case let error as IntakeError: error.description
    case let error as PipelineError: error.description
    case let error as ExchangeError: error.description
    default: "An unexpected error of the type \(type(of: error)). Please report it."
    }
  }
}
