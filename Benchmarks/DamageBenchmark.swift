import ArgumentParser
import Banks
import Coordination
import Foundation
import Media
import Synchronization

/// Hashes damaged copies of every file in a folder and counts what becomes of them.
struct DamageBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "damage", abstract: "Hash files that were cut and changed at random places.")

  @Argument(help: "A folder.") var folder: String
  @Option(help: "At how many places each file is cut.") var cuts = 20
  @Option(help: "How many copies of each file get 1 to 8 random bytes changed.") var flips = 100
  @Option(help: "The program that decodes.") var program: String?
  @Option(help: "Seed.") var seed: UInt64 = 42

  func run() throws {
    var generator = SplitMix64(state: seed)
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-damage-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { remove(scratch) }
    var counts: [String: Int] = [:]
    var options = MediaOptions()
    options.workers = ProcessInfo.processInfo.activeProcessorCount
    let hasher = MediaHasher(options, program: program)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    let slowest = Mutex<(seconds: Double, file: String)>((0, ""))
    for path in paths {
      let file = URL(fileURLWithPath: folder).appendingPathComponent(path)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      let bytes = [UInt8](try Data(contentsOf: file))
      let copies = damaged(bytes, &generator)
      let names = try copies.enumerated().map { index, copy in
        let name = scratch.appendingPathComponent("\(index)")
        try Data(copy).write(to: name)
        return name.path
      }
      let results = try hasher.hash(names) { index, seconds in
        slowest.withLock { known in
          if seconds > known.seconds { known = (seconds, "\(path)#\(index)") }
        }
      }
      for result in results { counts[Self.outcome(result), default: 0] += 1 }
      if ["csv", "txt", "dat"].contains(file.pathExtension) {
        try readAsText(copies, &counts)
      }
    }
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) { print("\(name)=\(count)") }
    var used = rusage()
    getrusage(RUSAGE_CHILDREN.rawValue, &used)
    report([
      "benchmark": "damage", "copies": "\(counts.values.reduce(0, +))",
      "worker_peak_mib": "\(used.ru_maxrss >> 10)", "own_peak_mib": "\(peakMemoryBytes() >> 20)",
      "slowest_s": decimal(slowest.withLock { $0.seconds }),
      "slowest_copy": slowest.withLock { $0.file },
    ])
  }

  private func remove(_ scratch: URL) {
    do { try FileManager.default.removeItem(at: scratch) } catch { print("left: \(scratch.path)") }
  }

  private func damaged(_ bytes: [UInt8], _ generator: inout SplitMix64) -> [[UInt8]] {
    let places = (0..<cuts).map { _ in Int(generator.next() % UInt64(max(1, bytes.count))) }
    var copies = places.map { Array(bytes.prefix($0)) }
    for _ in 0..<flips {
      var copy = bytes
      // Half of the changes fall into the first kilobyte, where the headers are.
      let range = generator.next() % 2 == 0 ? copy.count : min(1024, copy.count)
      for _ in 0..<(1 + generator.next() % 8) where range > 0 {
        copy[Int(generator.next() % UInt64(range))] = UInt8(truncatingIfNeeded: generator.next())
      }
      copies.append(copy)
    }
    return copies
  }

  private static func outcome(_ result: Result<MediaHashes, MediaRejection>) -> String {
    switch result {
    case .success: "hashed"
    case .failure(let rejection): "rejected:" + rejection.reason.rawValue
    }
  }

  /// Files of text go through the readers of banks and of hash lists too.
  private func readAsText(_ copies: [[UInt8]], _ counts: inout [String: Int]) throws {
    for copy in copies {
      do {
        var rejected = 0
        _ = try BankReader(bank: "b", type: .pdq).read(copy, name: "copy") { _ in rejected += 1 }
        counts["bank:" + (rejected > 0 ? "some rejected" : "read"), default: 0] += 1
      } catch let error as BankError {
        counts["bank:" + error.code.rawValue, default: 0] += 1
      }
      do {
        _ = try VideoHash(text: String(decoding: copy, as: UTF8.self))
        counts["list:read", default: 0] += 1
      } catch let error as MediaError {
        counts["list:" + error.code.rawValue, default: 0] += 1
      }
    }
  }
}
